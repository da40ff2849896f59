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


@lru_cache(maxsize=1)
def schemas() -> dict[str, pa.Schema]:
    """The Arrow schema of each table, by its name, in the contract's order."""
    return {name: _schema(table) for name, table in load_registry().tables.items()}


def _schema(table: Table) -> pa.Schema:
    fields = [
        pa.field(column.name, _TYPES[column.type], column.nullable, _descriptions(column)) for column in table.columns
    ]
    return pa.schema(fields, _descriptions(table))


def _descriptions(of: Column | Table) -> dict[str, str]:
    return {"description_ja": of.ja, "description_en": of.en}
