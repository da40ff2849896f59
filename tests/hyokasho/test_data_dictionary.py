"""The committed data dictionary is what the registry says, and says all of it."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner

from extract import errors
from extract.errors import ExtractError
from hyokasho.cli import main
from hyokasho.dictionary.dictionary_page import data_dictionary
from hyokasho.document.verdict import STATUSES
from normalize.records import FindingKind, Status
from normalize.registry import RowType, load_registry

ROOT = Path(__file__).parents[2]
TABLES = load_registry().tables
PAGE = data_dictionary()


def values(table: str, column: str) -> set[str]:
    (found,) = [each for each in TABLES[table].columns if each.name == column]
    return {value.value for value in found.values}


def test_the_committed_page_is_current() -> None:
    committed = (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert committed == PAGE, "run `make dictionary`"


def test_the_command_prints_it() -> None:
    assert CliRunner().invoke(main, ["schema", "--markdown"]).stdout == PAGE
    assert CliRunner().invoke(main, ["schema", "--markdown", "--json"]).exit_code == 2


def test_every_column_is_a_row_in_both_languages() -> None:
    sections = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
    for name, table in TABLES.items():
        assert f"{table.ja}\n{table.en}\n" in sections[name]
        for column in table.columns:
            (row,) = re.findall(rf"^\| `{column.name}` \|.*$", sections[name], re.MULTILINE)
            assert row.endswith(f"| {column.ja} | {column.en} |")


def test_every_row_has_as_many_cells_as_its_heading() -> None:
    for block in re.findall(r"(?:^\|.*\n)+", PAGE, re.MULTILINE):
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}) == 1


def test_options_and_words_are_listed() -> None:
    assert "`subcontracted`: 再委託する ・ 再委託しない" in PAGE
    assert "- `encrypted`: パスワードがないと開けない。 / The PDF opens only with a password." in PAGE
    assert "| `use.purpose` |" in PAGE


def test_every_word_that_the_code_writes_is_explained() -> None:
    assert values("documents", "status") == set(STATUSES)
    assert values("fields", "status") == set(Status)
    assert values("findings", "kind") == set(FindingKind)
    assert values("documents", "form") == {*load_registry().forms, "henko"}
    assert values("fields", "type") == set(RowType) - {RowType.LABEL, RowType.TABLE}
    codes = {each.code for each in vars(errors).values() if isinstance(each, type) and issubclass(each, ExtractError)}
    assert codes - {ExtractError.code} <= values("documents", "error_code")


def test_words_are_told_of_columns_that_exist() -> None:
    columns = {f"{table.name}.{column.name}" for table in TABLES.values() for column in table.columns}
    told = (ROOT / "normalize" / "registry" / "values.yaml").read_text(encoding="utf-8")
    assert {name for line in re.findall(r"columns: \[(.*)\]", told) for name in line.split(", ")} <= columns
