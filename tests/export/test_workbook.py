"""A workbook holds every row and text, none of them as a formula, and says so where it cannot."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from hyokasho.export.writers import workbook_sheets as sheets
from hyokasho.export.writers.workbook_sheets import CELL_LIMIT, fitting
from tests.export.command import call, export
from tests.export.datasets import HOSTILE, dataset, hostile, typical
from tests.hyokasho.archive import digests

LONG = "あ" * 40_000


def column(sheet: Worksheet, heading: str) -> list[object]:
    """The cells of a column below its heading, what is read and how it is stored."""
    (cells,) = [cells for cells in sheet.iter_cols() if cells[0].value == heading]
    assert all(cell.data_type != "f" for cell in cells)
    return [cell.value for cell in cells[1:]]


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_texts_are_texts_whatever_they_look_like(tmp_path: Path) -> None:
    path = export(hostile(tmp_path / "out"), "xlsx")
    texts = column(openpyxl.load_workbook(path)["changes"], "before")
    shown = dict(zip(HOSTILE, texts, strict=True))
    assert str(shown.pop("_x0041_")).endswith("_x0041_")  # openpyxl leaves XML's escape of such texts in place
    changed = {"\r=1": "\ufffd=1", "\x00\x07\x1b[31m": "\ufffd\ufffd\ufffd[31m", "\ufffe\uffff": "\ufffd\ufffd"}
    changed |= {"<r>x</r>": "<r>x</r> "}
    assert shown == {text: changed.get(text, text) for text in shown}
    with zipfile.ZipFile(path) as file:
        for name in file.namelist():
            data = file.read(name)
            assert b"<f>" not in data
            assert b"<hyperlink" not in data
            ElementTree.fromstring(data)
        assert b"_x005F_x0041_" in b"".join(map(file.read, file.namelist()))


def test_texts_that_look_like_formulas_stay_texts_when_they_are_edited(tmp_path: Path) -> None:
    cells = openpyxl.load_workbook(export(hostile(tmp_path / "out"), "xlsx"))["changes"]["G"][1:]
    guarded = [text for text, cell in zip(HOSTILE, cells, strict=True) if cell.quotePrefix]
    assert guarded == ["=1+1", "+cmd", "@SUM(1)", "-2+3", "＝1+1", "\t=1", "\tx"]


def test_cells_have_types(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(export(typical(tmp_path / "out"), "xlsx"))
    assert column(book["marks"], "checked") == [True, False, None]
    assert column(book["marks"], "count") == [3, None, None]
    assert column(book["changes"], "changed_on") == [datetime(2015, 10, 1), "1899-12-31"]
    assert column(book["files"], "main_items") == ["氏名\na, b", None]
    assert column(book["files"], "subject_count_max") == [9_999_999, None]
    assert column(book["documents"], "organization_code") == ["011002"]


def test_a_sheet_has_a_fixed_heading_and_a_filter(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(export(typical(tmp_path / "out"), "xlsx"))
    assert (book["marks"].freeze_panes, book["marks"].auto_filter.ref) == ("A2", "A1:V4")
    assert book["marks"]["I2"].alignment.wrap_text
    assert not book["marks"]["A2"].alignment.wrap_text  # 64 digits on a line
    assert book["risks"].auto_filter.ref == "A1:L1"


def test_the_dictionary_describes_every_column_in_both_languages(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(export(typical(tmp_path / "out"), "xlsx", "--table", "changes"))
    assert book.sheetnames == ["dictionary", "changes"]
    described = list(book["dictionary"].iter_rows(min_row=2, values_only=True))
    assert [row[1] for row in described] == [cell.value for cell in book["changes"][1]]
    assert described[0] == (
        "changes", "document_id", "string", False,
        "文書の識別子（documents の document_id）。", "Identifier of the document, as in documents.",
    )  # fmt: skip


def test_a_text_longer_than_a_cell_is_cut_with_a_mark_and_told_of(tmp_path: Path) -> None:
    source = dataset(tmp_path / "out", changes=[{"before": "short"}, {"row_no": 2, "before": LONG, "page": 1}])
    result = call(source, "--format", "xlsx")
    assert result.exit_code == 0
    assert "1 texts are longer than a cell of a workbook can hold (32,767 characters)" in result.stderr
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    cell = str(book["changes"]["G3"].value)
    assert cell.endswith("あ…［CUT: 40,000 characters, see sheet notes］")
    assert units(cell) == CELL_LIMIT
    (note,) = book["notes"].iter_rows(min_row=2, values_only=True)
    assert note[:4] == ("changes", 3, "before", 40_000)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("x" * CELL_LIMIT, None),
        ("x" * (CELL_LIMIT + 1), CELL_LIMIT + 1),
        ("😀" * 16_383, None),
        ("😀" * 16_384, 16_384),
    ],
)
def test_the_limit_of_a_cell_is_counted_as_spreadsheets_do(text: str, length: int | None) -> None:
    fitted, cut = fitting(text)
    assert cut == length
    assert units(fitted) <= CELL_LIMIT
    assert (fitted == text) == (length is None)


def test_lone_surrogates_do_not_stop_a_workbook() -> None:
    assert fitting("a\ud800b\udfff") == ("a\ufffdb\ufffd", None)


def test_a_full_sheet_is_continued_and_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "ROW_LIMIT", 3)
    source = dataset(tmp_path / "out", changes=[{"row_no": number} for number in range(1, 6)])
    result = call(source, "--format", "xlsx", "--table", "changes")
    assert "changes: a sheet holds 3 rows; it goes on in changes_2" in result.stderr
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    numbers = {name: column(book[name], "row_no") for name in book.sheetnames if name.startswith("changes")}
    assert numbers == {"changes": [1, 2], "changes_2": [3, 4], "changes_3": [5]}
    assert book["changes_2"].auto_filter.ref == "A1:U3"


def test_equal_datasets_give_equal_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        export(typical(tmp_path / name / "out"), "xlsx")
    assert digests(tmp_path / "one")["out.xlsx"] == digests(tmp_path / "two")["out.xlsx"]


def test_numbers_and_dates_that_spreadsheets_get_wrong_are_texts(tmp_path: Path) -> None:
    source = dataset(
        tmp_path / "out",
        documents=[{"bytes": 10**17 + 1}],
        marks=[{"x0": float("nan"), "x1": float("inf")}],
        changes=[{"changed_on": date(1900, 2, 28)}, {"row_no": 2, "changed_on": date(1900, 3, 1)}],
    )
    book = openpyxl.load_workbook(export(source, "xlsx"))
    assert column(book["documents"], "bytes") == ["100000000000000001"]
    assert column(book["marks"], "x0") == ["nan"]
    assert column(book["changes"], "changed_on") == ["1900-02-28", datetime(1900, 3, 1)]
