"""The commands: exit statuses, results on stdout, help for everything."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from extract.document import read_pages
from extract.records import FAILED, Page
from hyokasho import __version__, any_tables
from hyokasho.any_tables import PageRangeError, page_tables, parse_pages, text_rows
from hyokasho.cli import main
from normalize.registry import load_registry
from tests.hyokasho.archive import BROKEN, SAMPLES, SMALL, digests, rows

LIST = BROKEN / "plain_table.pdf"


def call(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def ingest(*words: object) -> Result:
    return call("ingest", "--workers", 1, *words)


def test_exit_status_0_when_all_files_are_read(tmp_path: Path) -> None:
    result = ingest(SMALL, "--out", tmp_path / "out")
    assert result.exit_code == 0
    assert "1 files, 4 pages: 1 ok, 0 partial, 0 failed, 0 not_an_assessment" in result.stdout
    assert str(tmp_path / "out") in result.stdout


def test_exit_status_1_when_some_are_not_and_the_rest_is_written(tmp_path: Path) -> None:
    result = ingest(SMALL, BROKEN / "empty.pdf", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "empty.pdf: the file is empty" in result.stdout
    assert len(rows(tmp_path / "out", "documents")) == 2
    assert rows(tmp_path / "out", "fields")


INTO = [str(SMALL), "--out", "out"]


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--out", "out"],
        [str(SMALL)],
        ["absent.pdf", "--out", "out"],
        [*INTO, "--engine", "x"],
        [*INTO, "--workers", "-1"],
        [*INTO, "--workers", "0"],
        [*INTO, "--workers", "99999"],
        [*INTO, "--timeout", "0"],
        [*INTO, "--timeout", "inf"],
        [*INTO, "--timeout", "nan"],
        [*INTO, "--timeout", "1e300"],
        [*INTO, "--memory", "-1"],
        [*INTO, "--memory", "99999999999999999999"],
        ["", "--out", "out"],
        ["x" * 5000, "--out", "out"],
        ["**x", "--out", "out"],
    ],
)
def test_exit_status_2_for_wrong_usage(words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = call("ingest", *words)
    assert result.exit_code == 2
    assert "Usage" in result.stderr
    assert result.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_exit_status_2_for_a_foreign_folder_and_nothing_is_touched(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "love.txt").write_text("dear")
    before = digests(tmp_path)
    result = ingest(SMALL, "--out", tmp_path / "letters")
    assert result.exit_code == 2
    assert "not a dataset of ours" in result.stderr
    assert digests(tmp_path) == before


def test_the_summary_as_json(tmp_path: Path) -> None:
    result = ingest(SMALL, BROKEN / "empty.pdf", BROKEN / "letter.pdf", "--out", tmp_path / "out", "--json")
    summary = json.loads(result.stdout)
    assert summary["documents"] == {"ok": 1, "partial": 0, "failed": 1, "not_an_assessment": 1}
    assert summary["pages"] == sum(row["pages"] or 0 for row in rows(tmp_path / "out", "documents"))
    assert summary["rows"]["fields"] == len(rows(tmp_path / "out", "fields"))
    assert {trouble["file_name"] for trouble in summary["troubles"]} == {"empty.pdf", "letter.pdf"}


def test_tables_as_csv() -> None:
    result = call("tables", LIST)
    assert result.exit_code == 0
    found = list(csv.reader(io.StringIO(result.stdout)))
    assert len(found) > 2
    assert all(len(row) == len(found[0]) for row in found)
    assert any(cell for cell in found[0])


def test_tables_tell_which_pages_could_not_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def pages(data: bytes, numbers: range) -> Iterator[Page]:
        yield from (Page(number, 0.0, 0.0, problems=[FAILED] if number == 2 else []) for number in numbers)

    monkeypatch.setattr(any_tables, "read_pages", pages)
    out, told = io.StringIO(), list[str]()
    assert not any_tables.print_tables(SMALL.read_bytes(), "1-3", "json", out, told.append)
    assert told == ["page 2: internal_error"]
    assert [page["problems"] for page in json.loads(out.getvalue())] == [[], ["internal_error"], []]


def test_tables_of_a_page_whose_headings_run_down_beside_their_rows_have_every_cell() -> None:
    data = (SAMPLES / "juten_r7_maternal_health.pdf").read_bytes()
    (page,) = read_pages(data, range(4, 5))
    printed = [text for table in page_tables(page) for row in text_rows(table) for text in row if text]
    assert sorted(printed) == sorted(cell.text for cell in page.cells if cell.text)


def test_tables_as_json_have_spans_and_boxes() -> None:
    result = call("tables", SMALL, "--pages", "2-3", "--format", "json")
    pages = json.loads(result.stdout)
    assert [page["page"] for page in pages] == [2, 3]
    cells = [cell for page in pages for table in page["tables"] for cell in table]
    assert any(cell["text"] for cell in cells)
    for cell in cells:
        x0, top, x1, bottom = cell["box"]
        assert 0 <= x0 < x1 <= pages[0]["width"]
        assert 0 <= top < bottom <= pages[0]["height"]
        assert min(cell["row_span"], cell["column_span"]) >= 1
    texts = {cell["text"] for cell in cells} | {line["text"] for page in pages for line in page["outside"]}
    assert any("１．特定個人情報ファイルを取り扱う事務" in text for text in texts)


class _Cells(HTMLParser):
    """Counts the cells of each table."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[int] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in ("table", "tr", "td"):
            self.open.append(tag)
        if tag == "table":
            self.tables.append(0)
        self.tables[-1:] = [self.tables[-1] + 1] if tag == "td" else self.tables[-1:]

    def handle_endtag(self, tag: str) -> None:
        if tag in ("table", "tr", "td"):
            assert self.open.pop() == tag


def test_tables_as_html_hold_the_same_cells() -> None:
    cells = [
        len(table) for page in json.loads(call("tables", SMALL, "--format", "json").stdout) for table in page["tables"]
    ]
    parser = _Cells()
    parser.feed(call("tables", SMALL, "--format", "html").stdout)
    assert parser.tables == cells
    assert parser.open == []


@pytest.mark.parametrize(("pages", "read"), [("1", [1]), ("1,3-4", [1, 3, 4]), ("2-2", [2]), (" 4 , 1 ", [4, 1])])
def test_page_ranges(pages: str, read: list[int]) -> None:
    assert [number for part in parse_pages(pages, 4) for number in part] == read


@pytest.mark.parametrize("pages", ["0", "5", "3-1", "2-9", "x", "1,,2", "-1", ""])
def test_pages_beyond_the_document_are_none(pages: str) -> None:
    with pytest.raises(PageRangeError, match="pages 1 to 4"):
        parse_pages(pages, 4)


def test_pages_beyond_the_document_are_wrong_usage() -> None:
    result = call("tables", SMALL, "--pages", "2-9")
    assert result.exit_code == 2
    assert "pages 1 to 4" in result.stderr


@pytest.mark.parametrize("command", ["tables", "show"])
def test_files_that_cannot_be_read_are_named_with_the_reason(command: str) -> None:
    broken = call(command, BROKEN / "page_not_found.pdf")
    assert broken.exit_code == 1
    assert "page_not_found.pdf: the file is an HTML page, not a PDF" in broken.stderr
    assert broken.stdout == ""
    assert call(command, "absent.pdf").exit_code == 2


def test_show_prints_the_answers() -> None:
    path = SAMPLES / "kiso_h31_child_allowance.pdf"
    result = call("show", path)
    assert result.exit_code == 0
    gold = json.loads((SAMPLES / "kiso_h31_child_allowance.gold.json").read_text(encoding="utf-8"))
    for key in ("cover.number", "cover.org", "cover.date"):
        (value,) = (entry["value"] for entry in gold["entries"] if entry["key"] == key)
        assert value in result.stdout
    assert "Ⅰ　関連情報" in result.stdout
    assert "変更箇所" in result.stdout


def test_show_says_when_a_file_is_no_assessment() -> None:
    result = call("show", BROKEN / "letter.pdf")
    assert "letter.pdf: no 特定個人情報保護評価書" in result.stdout


def test_schema_describes_every_column() -> None:
    schema = json.loads(call("schema", "--json").stdout)
    tables = load_registry().tables
    assert list(schema) == list(tables)
    for name, table in tables.items():
        assert [column["name"] for column in schema[name]["columns"]] == [column.name for column in table.columns]
        assert all(column["ja"] and column["en"] and column["type"] for column in schema[name]["columns"])
    shown = call("schema")
    assert shown.exit_code == 0
    assert all(name in shown.stdout for name in tables)


@pytest.mark.parametrize("command", [None, *main.commands])
def test_every_command_and_option_has_help(command: str | None) -> None:
    result = call(*([command] if command else []), "--help")
    assert result.exit_code == 0
    described = main.commands[command] if command else main
    assert described.help
    assert described.help.splitlines()[0] in " ".join(result.stdout.split())
    for parameter in described.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name


def test_the_version_is_told() -> None:
    assert call("--version").stdout == f"hyokasho, version {__version__}\n"


def test_stdout_holds_the_result_only_and_no_bar_is_drawn_into_a_file(tmp_path: Path) -> None:
    words = [
        sys.executable,
        "-m",
        "hyokasho.cli",
        "ingest",
        str(SMALL),
        "--out",
        str(tmp_path / "out"),
        "--json",
    ]
    code = "from hyokasho.cli import main; main()"
    done = subprocess.run([words[0], "-c", code, *words[3:], "--workers", "1"], capture_output=True, check=False)
    assert done.returncode == 0
    assert json.loads(done.stdout)["documents"]["ok"] == 1
    assert done.stderr == b""
