"""What one file came to, as rows for every table: the reader's result, and that of a file that was not read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from hyokasho import __version__
from normalize.arrow.schemas import schemas


@dataclass(slots=True)
class DocumentResult:
    """What one file came to: the rows for each table, and the figures that a run's summary counts."""

    document_id: str
    name: str
    status: str
    pages: int
    error: str | None
    findings: Counter[str]
    tables: dict[str, pa.Table] = field(default_factory=dict)


def failed_result(data_id: str, size: int | None, name: str, source: str, code: str, message: str) -> DocumentResult:
    """The result for a file that could not be read at all; `data_id` is its SHA-256, or empty if unknown."""
    row = {
        "document_id": data_id, "file_name": name, "source": source, "bytes": size, "status": "failed",
        "error_code": code, "error_message": message, "extractor_version": __version__,
    }  # fmt: skip
    return DocumentResult(data_id, name, "failed", 0, message, Counter(), as_tables({"documents": [row]}))


def as_tables(rows: dict[str, list[dict[str, Any]]]) -> dict[str, pa.Table]:
    """The rows of each table as Arrow. Raises ValueError where a value is missing that a row must have."""
    tables = {name: pa.Table.from_pylist(rows[name], schema) for name, schema in schemas().items() if rows.get(name)}
    for name, table in tables.items():
        for column in table.schema:
            if not column.nullable and table[column.name].null_count:
                raise ValueError(f"{name}.{column.name} is required and has no value")
    return tables
