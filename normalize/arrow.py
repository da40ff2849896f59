"""The registry's tables as Arrow schemas, every column described in Japanese and English."""

from __future__ import annotations

from functools import lru_cache

import pyarrow as pa

from normalize.registry import ColumnType, Table, load_registry

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
        pa.field(column.name, _TYPES[column.type], column.nullable, {"description_ja": column.ja, "description_en": column.en})
        for column in table.columns
    ]  # fmt: skip
    return pa.schema(fields, {"description_ja": table.ja, "description_en": table.en})
