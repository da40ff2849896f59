"""`datapackage.json`: the dataset described for other tools (Frictionless Data Package), from the registry."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import msgspec

from normalize.registry import Column, ColumnType, Table, load_registry

DESCRIPTOR = "datapackage.json"
MADE_BY = "hyokasho"
PART = "part-0.parquet"
DOCUMENT = "document_id"
"""The column by which the rows of every table belong to rows of `DOCUMENTS`."""
DOCUMENTS = "documents"
_TYPES = {
    ColumnType.STRING: "string",
    ColumnType.INT32: "integer",
    ColumnType.INT64: "integer",
    ColumnType.FLOAT64: "number",
    ColumnType.BOOL: "boolean",
    ColumnType.DATE: "date",
    ColumnType.STRINGS: "array",
}


@dataclass(frozen=True, slots=True)
class TableFile:
    """A table as it was written: bytes and SHA-256 (hex)."""

    length: int
    sha256: str


class Resource(msgspec.Struct):
    """What a descriptor says of a table; what it says besides is for other tools."""

    path: str
    bytes: int
    hash: str


class Described(msgspec.Struct):
    """A descriptor, whoever wrote it."""

    made_by: str
    resources: list[Resource]


def table_path(name: str) -> str:
    """Where a table stands in the dataset."""
    return f"{name}/{PART}"


def is_table_path(path: str) -> bool:
    """Whether `path` is one that `table_path` gives, whatever the tables of its version were called."""
    return re.fullmatch(rf"[a-z][a-z_]*/{re.escape(PART)}", path) is not None


def resource_name(table: str) -> str:
    """What the descriptor calls a table: names of resources have no underscores."""
    return table.replace("_", "-")


def descriptor(files: dict[str, TableFile]) -> dict[str, Any]:
    """The descriptor of a dataset of these tables."""
    return {
        "profile": "data-package",
        "name": "hyokasho",
        "title": "特定個人情報保護評価書",
        "made_by": MADE_BY,
        "resources": [_resource(table, files[table.name]) for table in load_registry().tables.values()],
    }


def _resource(table: Table, file: TableFile) -> dict[str, Any]:
    return {
        "name": resource_name(table.name),
        "path": table_path(table.name),
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "title": table.ja,
        "description": f"{table.ja} / {table.en}",
        "bytes": file.length,
        "hash": f"sha256:{file.sha256}",
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, Any]:
    """The columns of a table; in Parquet no text stands for a missing value."""
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns], "missingValues": []}
    if table.primary_key:
        schema["primaryKey"] = list(table.primary_key)
    if table.name != DOCUMENTS and any(column.name == DOCUMENT for column in table.columns):
        reference = {"resource": resource_name(DOCUMENTS), "fields": [DOCUMENT]}
        schema["foreignKeys"] = [{"fields": [DOCUMENT], "reference": reference}]
    return schema


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name, "type": _TYPES[column.type], "description": f"{column.ja} / {column.en}",
    }  # fmt: skip
    return field if column.nullable else field | {"constraints": {"required": True}}
