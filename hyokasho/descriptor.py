"""`datapackage.json`: the dataset described for other tools (Frictionless Data Package), from the registry."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from normalize.registry import Column, ColumnType, Table, load_registry

DESCRIPTOR = "datapackage.json"
MADE_BY = "hyokasho"
_TYPES = {
    ColumnType.STRING: "string",
    ColumnType.INT32: "integer",
    ColumnType.INT64: "integer",
    ColumnType.FLOAT64: "number",
    ColumnType.BOOL: "boolean",
    ColumnType.DATE: "date",
    ColumnType.STRINGS: "array",
}


def descriptor(out: Path) -> dict[str, Any]:
    """The descriptor of the dataset in `out`."""
    return {
        "profile": "data-package",
        "name": "hyokasho",
        "title": "特定個人情報保護評価書",
        "made_by": MADE_BY,
        "resources": [_resource(out, table) for table in load_registry().tables.values()],
    }


def _resource(out: Path, table: Table) -> dict[str, Any]:
    path = next((out / table.name).glob("*.parquet"))
    data = path.read_bytes()
    return {
        "name": table.name.replace("_", "-"),
        "path": path.relative_to(out).as_posix(),
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "title": table.ja,
        "description": f"{table.ja} / {table.en}",
        "bytes": len(data),
        "hash": "sha256:" + hashlib.sha256(data).hexdigest(),
        "schema": {"fields": [_field(column) for column in table.columns]},
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name, "type": _TYPES[column.type], "description": f"{column.ja} / {column.en}",
    }  # fmt: skip
    return field if column.nullable else field | {"constraints": {"required": True}}
