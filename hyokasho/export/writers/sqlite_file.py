"""A SQLite database: a table a table, and `tables` and `columns` that tell what they hold."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from hyokasho.archive.dataset.descriptor import DOCUMENT
from hyokasho.export.dictionary import COLUMN_HEADINGS, TABLE_HEADINGS, column_rows, table_rows
from hyokasho.export.export_error import ExportError
from hyokasho.export.source import SourceTable
from normalize.registry import Column, ColumnType

_TYPES = {
    ColumnType.STRING: "TEXT",
    ColumnType.INT32: "INTEGER",
    ColumnType.INT64: "INTEGER",
    ColumnType.FLOAT64: "REAL",
    ColumnType.BOOL: "BOOLEAN",  # 0 and 1
    ColumnType.DATE: "DATE",  # ISO 8601, which sorts and compares as dates do
    ColumnType.STRINGS: "JSON",  # for json_each
}
_ENCODERS: dict[ColumnType, Callable[[Any], Any]] = {
    ColumnType.DATE: date.isoformat,
    ColumnType.STRINGS: lambda value: json.dumps(value, ensure_ascii=False),
}
_UNGUARDED = ("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF")
"""Nobody reads the database before it is whole, and one that is not is thrown away."""


def write(tables: Sequence[SourceTable], target: Path) -> list[str]:
    """Write the database `target`. Raises `ExportError`."""
    try:
        with closing(sqlite3.connect(target)) as database:
            for pragma in _UNGUARDED:
                database.execute(pragma)
            with database:
                for table in tables:
                    _write_table(database, table)
                _write_rows(database, "tables", TABLE_HEADINGS, table_rows(tables))
                _write_rows(database, "columns", COLUMN_HEADINGS, column_rows(tables))
    except sqlite3.Error as error:
        raise ExportError(f"the database cannot be written ({error})") from error
    return []


def _write_table(database: sqlite3.Connection, table: SourceTable) -> None:
    definitions = [_definition(column) for column in table.columns]
    key = table.resource["schema"].get("primaryKey")
    if key:
        definitions.append(f"PRIMARY KEY ({_listed(key)})")
    database.execute(f"CREATE TABLE {_quoted(table.name)} ({', '.join(definitions)})")
    slots = ", ".join("?" * len(table.columns))
    database.executemany(f"INSERT INTO {_quoted(table.name)} VALUES ({slots})", _rows(table))
    if any(column.name == DOCUMENT for column in table.columns):
        name = _quoted(f"{table.name}_{DOCUMENT}")
        database.execute(f"CREATE INDEX {name} ON {_quoted(table.name)} ({_quoted(DOCUMENT)})")


def _rows(table: SourceTable) -> Iterator[tuple[Any, ...]]:
    encoders = [_ENCODERS.get(column.type) for column in table.columns]
    for row in table.rows():
        yield tuple(
            value if value is None or encode is None else encode(value)
            for value, encode in zip(row, encoders, strict=True)
        )


def _write_rows(
    database: sqlite3.Connection, name: str, headings: Sequence[str], rows: Iterator[tuple[Any, ...]]
) -> None:
    database.execute(f"CREATE TABLE {name} ({_listed(headings)})")
    database.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(headings))})", rows)


def _definition(column: Column) -> str:
    return f"{_quoted(column.name)} {_TYPES[column.type]}{'' if column.nullable else ' NOT NULL'}"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(_quoted, names))


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'
