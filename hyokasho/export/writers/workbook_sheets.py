"""The rows of one table on a sheet of a workbook, and on further sheets where one is full."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from hyokasho.archive.dataset.descriptor import DOCUMENT
from hyokasho.export.export_error import ExportError
from hyokasho.printable import for_spreadsheet, for_xml
from normalize.registry import ColumnType

ROW_LIMIT = 1_048_576
"""Rows of a sheet, its heading counted."""
CELL_LIMIT = 32_767
"""Characters of a cell, as UTF-16 counts them."""
_EXACT = 10**15
"""Spreadsheets count in floats: whole numbers from here on are written as texts, digit for digit."""
_FIRST_DATE = date(1900, 3, 1)
"""Spreadsheets know no earlier dates, or disagree on them (they had a 29 February 1900)."""
_WIDTHS = {
    ColumnType.STRING: 28, ColumnType.INT32: 10, ColumnType.INT64: 12, ColumnType.FLOAT64: 10, ColumnType.BOOL: 10,
    ColumnType.DATE: 12, ColumnType.STRINGS: 36,
}  # fmt: skip
"""Widths of columns, in digits."""
_ID_WIDTH = 12
"""The same of `document_id`, which nobody reads to its end."""


@dataclass(frozen=True, slots=True)
class SheetNote:
    """What a sheet could not hold. `length` is that of a text which was cut, None where a sheet is continued."""

    sheet: str
    row: int | None
    column: str | None
    length: int | None
    text: str


class Styles:
    """How cells look."""

    def __init__(self, workbook: Workbook) -> None:
        self.heading: Format = workbook.add_format({"bold": True, "bg_color": "#E7EEF4", "bottom": 1, "valign": "top"})
        self.text: Format = workbook.add_format({"text_wrap": True, "valign": "top"})
        self.guarded: Format = workbook.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        """For a text that would become a formula if someone edited its cell."""
        self.plain: Format = workbook.add_format({"valign": "top"})
        self.date: Format = workbook.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})


class TableSheets:
    """Takes the rows of one table; `finish` ends it."""

    def __init__(
        self, workbook: Workbook, styles: Styles, name: str, columns: Sequence[tuple[str, ColumnType]]
    ) -> None:
        self._workbook, self._styles, self._name, self._columns = workbook, styles, name, columns
        self._writers = [self._write_id if name == DOCUMENT else self._writer(kind) for name, kind in columns]
        self._count = 0
        self._begin()

    def append(self, row: Sequence[Any]) -> list[SheetNote]:
        """Write a row under the last one; returns notes on what did not fit."""
        notes = []
        if self._row == ROW_LIMIT:
            notes.append(self._continue())
        for column, (value, write) in enumerate(zip(row, self._writers, strict=True)):
            length = None if value is None else write(self._row, column, value)
            if length is not None:
                told = f"cut: the text has {length:,} characters, a cell holds {CELL_LIMIT:,}"
                notes.append(SheetNote(self._sheet.name, self._row + 1, self._columns[column][0], length, told))
        self._row += 1
        return notes

    def finish(self) -> None:
        """Put a filter on the rows of the sheet."""
        self._sheet.autofilter(0, 0, self._row - 1, len(self._columns) - 1)

    def _begin(self) -> None:
        self._count += 1
        name = self._name if self._count == 1 else f"{self._name}_{self._count}"
        self._sheet: Worksheet = self._workbook.add_worksheet(name)
        self._sheet.freeze_panes(1, 0)
        for column, (heading, kind) in enumerate(self._columns):
            self._sheet.set_column(column, column, _ID_WIDTH if heading == DOCUMENT else _WIDTHS[kind])
            self._sheet.write_string(0, column, heading, self._styles.heading)
        self._row = 1

    def _continue(self) -> SheetNote:
        full = self._sheet.name
        self.finish()
        self._begin()
        return SheetNote(full, None, None, None, f"a sheet holds {ROW_LIMIT:,} rows; it goes on in {self._sheet.name}")

    def _writer(self, kind: ColumnType) -> Callable[[int, int, Any], int | None]:
        """What writes a cell of a column of this kind and returns the length of a text that was cut."""
        match kind:
            case ColumnType.STRING:
                return self._write_text
            case ColumnType.STRINGS:
                return self._write_list
            case ColumnType.BOOL:
                return self._write_boolean
            case ColumnType.DATE:
                return self._write_date
            case _:
                return self._write_number

    def _write_text(self, row: int, column: int, value: str) -> int | None:
        text, length = fitting(value)
        style = self._styles.text if for_spreadsheet(text) == text else self._styles.guarded
        _check(self._sheet.write_string(row, column, text, style))
        return length

    def _write_id(self, row: int, column: int, value: str) -> int | None:
        """On one line, unlike other texts: it would make every row high."""
        text, length = fitting(value)
        _check(self._sheet.write_string(row, column, text, self._styles.plain))
        return length

    def _write_list(self, row: int, column: int, value: list[str | None]) -> int | None:
        """An entry a line."""
        return self._write_text(row, column, "\n".join(entry or "" for entry in value))

    def _write_boolean(self, row: int, column: int, value: bool) -> None:
        _check(self._sheet.write_boolean(row, column, value, self._styles.plain))

    def _write_number(self, row: int, column: int, value: float) -> None:
        if not math.isfinite(value) or (isinstance(value, int) and abs(value) >= _EXACT):
            _check(self._sheet.write_string(row, column, str(value), self._styles.text))
        else:
            _check(self._sheet.write_number(row, column, value, self._styles.plain))

    def _write_date(self, row: int, column: int, value: date) -> None:
        if value < _FIRST_DATE:
            _check(self._sheet.write_string(row, column, value.isoformat(), self._styles.text))
        else:
            _check(self._sheet.write_datetime(row, column, value, self._styles.date))


def fitting(text: str) -> tuple[str, int | None]:
    """`text` as a cell can hold it, and its length in characters if it had to be cut, which then is marked."""
    text = for_xml(text)
    if text.startswith("<r>") and text.endswith("</r>"):
        text += " "  # XlsxWriter takes such texts for markup of its own and would copy them into the XML
    if len(text) <= CELL_LIMIT // 2 or _units(text) <= CELL_LIMIT:
        return text, None
    mark = f"…［CUT: {len(text):,} characters, see sheet notes］"
    kept = text.encode("utf-16-le")[: 2 * (CELL_LIMIT - _units(mark))].decode("utf-16-le", "ignore")
    return kept + mark, len(text)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _check(code: int) -> None:
    """XlsxWriter says by a number that it has left a cell out; nothing may be left out unnoticed."""
    if code != 0:
        raise ExportError(f"a cell could not be written to the workbook (XlsxWriter's code {code})")
