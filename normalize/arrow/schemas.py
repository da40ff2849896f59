"""The registry's tables as Arrow schemas, every column described in Japanese and English."""

from __future__ import annotations

from functools import lru_cache

import pyarrow as pa

from normalize.registry import Column, ColumnType, Table, load_registry

_TYPES: dict[ColumnType, pa.DataType] = {
    ColumnType.STRING: pa.string(),
    ColumnType.INT32: pa.int32(),
    ColumnType.INT64: pa.int64(),
    ColumnType.FLOAT64: pa.float64(),
    ColumnType.BOOL: pa.bool_(),
    ColumnType.DATE: pa.date32(),
    ColumnType.STRINGS: pa.list_(pa.string()),
}
_JA, _EN = "description_ja", "description_en"


@lru_cache(maxsize=1)
def schemas() -> dict[str, pa.Schema]:
    """The Arrow schema of each table, by its name, in the contract's order."""
    return {name: _schema(table) for name, table in load_registry().tables.items()}


@lru_cache(maxsize=1)
def row_types() -> dict[str, pa.StructType]:
    """The type of a row of each table, by its name."""
    return {name: pa.struct(list(schema)) for name, schema in schemas().items()}


def described(name: str, schema: pa.Schema) -> Table:
    """The table that a schema of `schemas` describes, also one that another version has written.

    Raises ValueError for a type that no table of ours has.
    """
    columns = tuple(
        Column(field.name, _column_type(field), *_told(field.metadata), nullable=field.nullable) for field in schema
    )
    return Table(name, *_told(schema.metadata), columns)


def _schema(table: Table) -> pa.Schema:
    fields = [
        pa.field(column.name, _TYPES[column.type], column.nullable, _descriptions(column)) for column in table.columns
    ]
    return pa.schema(fields, _descriptions(table))


def _descriptions(of: Column | Table) -> dict[str, str]:
    return {_JA: of.ja, _EN: of.en}


def _told(metadata: dict[bytes, bytes] | None) -> tuple[str, str]:
    """What `_descriptions` gave, as Arrow hands it back."""
    said = metadata or {}
    return said.get(_JA.encode(), b"").decode(), said.get(_EN.encode(), b"").decode()


def _column_type(field: pa.Field) -> ColumnType:
    for ours, theirs in _TYPES.items():
        if field.type == theirs:
            return ours
    raise ValueError(f"{field.name} is of the unknown type {field.type}")
