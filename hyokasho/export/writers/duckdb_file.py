"""A DuckDB database: a table a table, with a comment on each and on every column."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from hyokasho.export.export_error import ExportError
from hyokasho.export.source import SourceTable
from normalize.registry import Column, ColumnType

_TYPES = {
    ColumnType.STRING: "VARCHAR",
    ColumnType.INT32: "INTEGER",
    ColumnType.INT64: "BIGINT",
    ColumnType.FLOAT64: "DOUBLE",
    ColumnType.BOOL: "BOOLEAN",
    ColumnType.DATE: "DATE",
    ColumnType.STRINGS: "VARCHAR[]",
}
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "1GB",
    "threads": 2,
    "autoinstall_known_extensions": False,  # nothing is downloaded
    "autoload_known_extensions": False,
}


def write(tables: Sequence[SourceTable], target: Path) -> list[str]:
    """Write the database `target`. Raises `ExportError`."""
    try:
        with duckdb.connect(target, config=_SETTINGS) as database:
            for table in tables:
                _write_table(database, table)
    except duckdb.Error as error:
        raise ExportError(f"the database cannot be written ({error})") from error
    return []


def _write_table(database: duckdb.DuckDBPyConnection, table: SourceTable) -> None:
    name = _quoted(table.name)
    definitions = [_definition(column) for column in table.columns]
    key = table.resource["schema"].get("primaryKey")
    if key:
        definitions.append(f"PRIMARY KEY ({', '.join(map(_quoted, key))})")
    database.execute(f"CREATE TABLE {name} ({', '.join(definitions)})")
    database.register("read", pa.RecordBatchReader.from_batches(table.file.schema_arrow, table.batches()))
    database.execute(f"INSERT INTO {name} SELECT * FROM read")
    database.unregister("read")
    database.execute(f"COMMENT ON TABLE {name} IS {_text(table.table.ja, table.table.en)}")
    for column in table.columns:
        database.execute(f"COMMENT ON COLUMN {name}.{_quoted(column.name)} IS {_text(column.ja, column.en)}")


def _definition(column: Column) -> str:
    return f"{_quoted(column.name)} {_TYPES[column.type]}{'' if column.nullable else ' NOT NULL'}"


def _text(ja: str, en: str) -> str:
    doubled = f"{ja} / {en}".replace("'", "''")
    return f"'{doubled}'"


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'
