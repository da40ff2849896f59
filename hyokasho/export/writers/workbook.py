"""An Excel workbook: a sheet a table, a data dictionary, and notes on what a workbook cannot hold.

Rows go to the disk as they come, so that memory does not grow with the dataset. Texts are written as texts, never as
formulas, links or markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxWriterException

from hyokasho.export.dictionary import COLUMN_HEADINGS, column_rows
from hyokasho.export.export_error import ExportError
from hyokasho.export.source import SourceTable
from hyokasho.export.writers.workbook_sheets import CELL_LIMIT, SheetNote, Styles, TableSheets
from normalize.registry import ColumnType

_NOTE_HEADINGS = ("sheet", "row", "column", "length", "note")
_MADE = datetime(2000, 1, 1)
"""When the file says it was made: equal datasets give equal bytes."""
_SETTINGS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
_KINDS = {str: ColumnType.STRING, int: ColumnType.INT64, bool: ColumnType.BOOL}


def write(tables: Sequence[SourceTable], target: Path) -> list[str]:
    """Write the workbook `target`; what it says is what a sheet could not hold. Raises `ExportError`."""
    workbook = Workbook(str(target), _SETTINGS | {"tmpdir": str(target.parent)})
    workbook.use_zip64()
    workbook.set_properties({"title": "特定個人情報保護評価書", "author": "hyokasho", "created": _MADE})
    styles, notes = Styles(workbook), list[SheetNote]()
    try:
        _write_dictionary(workbook, styles, tables)
        for table in tables:
            sheets = TableSheets(workbook, styles, table.name, [(column.name, column.type) for column in table.columns])
            for row in table.rows():
                notes += sheets.append(row)
            sheets.finish()
        _write_notes(workbook, styles, notes)
        workbook.close()
    except XlsxWriterException as error:
        raise ExportError(f"the workbook cannot be written ({error})") from error
    return _warnings(notes)


def _write_dictionary(workbook: Workbook, styles: Styles, tables: Sequence[SourceTable]) -> None:
    kinds = (str, str, str, bool, str, str)
    columns = [(name, _KINDS[kind]) for name, kind in zip(COLUMN_HEADINGS, kinds, strict=True)]
    sheets = TableSheets(workbook, styles, "dictionary", columns)
    for row in column_rows(tables):
        sheets.append(row)
    sheets.finish()


def _write_notes(workbook: Workbook, styles: Styles, notes: Sequence[SheetNote]) -> None:
    if not notes:
        return
    kinds = (str, int, str, int, str)
    columns = [(name, _KINDS[kind]) for name, kind in zip(_NOTE_HEADINGS, kinds, strict=True)]
    sheets = TableSheets(workbook, styles, "notes", columns)
    for note in notes:
        sheets.append((note.sheet, note.row, note.column, note.length, note.text))
    sheets.finish()


def _warnings(notes: Sequence[SheetNote]) -> list[str]:
    cut = sum(note.length is not None for note in notes)
    warnings = [f"{note.sheet}: {note.text}" for note in notes if note.length is None]
    if cut:
        warnings.append(
            f"{cut} texts are longer than a cell of a workbook can hold ({CELL_LIMIT:,} characters): they are cut, "
            "end with a mark that says so, and are listed in the sheet `notes`; the other formats hold them whole"
        )
    return warnings
