"""CSV for spreadsheets: UTF-8 with a byte order mark, nothing in it that a spreadsheet would calculate."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from hyokasho.export.package import FileKind, write_descriptor
from hyokasho.export.source import SourceTable
from hyokasho.printable import for_spreadsheet
from normalize.registry import ColumnType

_KIND = FileKind("csv", "text/csv", cells=True)


def write(tables: Sequence[SourceTable], target: Path) -> list[str]:
    """Write `TABLE.csv` for each table, and a descriptor, into the folder `target`."""
    for table in tables:
        with (target / f"{table.name}.csv").open("x", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(column.name for column in table.columns)
            encoders = [_ENCODERS[column.type] for column in table.columns]
            for row in table.rows():
                writer.writerow(_cells(row, encoders))
    write_descriptor(tables, target, _KIND)
    return []


def _cells(row: Sequence[Any], encoders: list[Callable[[Any], str]]) -> list[str]:
    return ["" if value is None else encode(value) for value, encode in zip(row, encoders, strict=True)]


def _boolean(value: bool) -> str:
    return "true" if value else "false"


def _list(value: list[str]) -> str:
    """A list as JSON: the one notation that keeps a comma in an entry apart from one between two."""
    return for_spreadsheet(json.dumps(value, ensure_ascii=False))


_ENCODERS: dict[ColumnType, Callable[[Any], str]] = {
    ColumnType.STRING: for_spreadsheet,
    ColumnType.INT32: str,
    ColumnType.INT64: str,
    ColumnType.FLOAT64: repr,
    ColumnType.BOOL: _boolean,
    ColumnType.DATE: str,  # ISO 8601
    ColumnType.STRINGS: _list,
}
