"""What was printed in a PDF commands neither a spreadsheet nor a terminal nor a browser."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner

from hyokasho.cli import main
from hyokasho.printable import for_spreadsheet, for_terminal
from tests.hostile.texts import FORMULAS, MARKUP, TERMINAL, TEXTS, printed

SIGNS = tuple("=+-@＝＋－＠")


def tables(folder: Path, data: bytes, form: str) -> str:
    (folder / "file.pdf").write_bytes(data)
    done = CliRunner().invoke(main, ["tables", str(folder / "file.pdf"), "--format", form])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_no_cell_of_a_csv_is_a_formula(tmp_path: Path) -> None:
    cells = [cell for row in csv.reader(io.StringIO(tables(tmp_path, TEXTS["formulas"], "csv"))) for cell in row]
    assert sum("calc" in cell for cell in cells) >= 4
    assert [cell for cell in cells if cell.startswith(SIGNS)] == []


@pytest.mark.parametrize("text", [*FORMULAS[:9], "\t=1", "\n=1", " =1", "\ufeff=1", "-2+3", "＝A1"])
def test_formulas_get_an_apostrophe(text: str) -> None:
    assert for_spreadsheet(text).startswith("'")


@pytest.mark.parametrize("text", ["", "－", "-", "-5", "+1,200", "－３．５％", "[○]", "a=b", "１－２"])
def test_numbers_and_signs_alone_stay_as_they_are(text: str) -> None:
    assert for_spreadsheet(text) == text


@pytest.mark.parametrize("text", TERMINAL)
def test_no_terminal_code_is_left(text: str) -> None:
    shown = for_terminal(text)
    assert shown != text
    assert all(char.isprintable() for char in shown)


def test_lines_and_tabs_stay() -> None:
    assert for_terminal("a\n\tb") == "a\n\tb"


def test_html_shows_markup_as_text(tmp_path: Path) -> None:
    html = tables(tmp_path, printed(MARKUP), "html")
    assert "&lt;script&gt;" in html
    assert "<script>" not in html
    assert "<img" not in html
