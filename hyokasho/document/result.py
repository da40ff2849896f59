"""What one file came to, as tables: also of one that could not be read. Loads nothing that reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import pyarrow as pa

from hyokasho import __version__
from hyokasho.document.verdict import Failed, Known, Verdict, fault, status
from normalize.arrow.lazy_rows import DatasetRow
from normalize.arrow.schemas import row_types, schemas

BATCH = 1000
"""Rows of a table that are there as Python's objects at a time: of a long document all of them would fill memory."""


@dataclass
class DocumentResult:
    """What one file came to: its verdict, the figures that a run's summary counts, and its rows.

    `rows` has each table's by its name; they are made while they are asked for, each time anew.
    """

    document_id: str
    size: int | None
    verdict: Known
    pages: int
    findings: Counter[str]
    rows: Mapping[str, Iterable[DatasetRow]]

    def batches(self) -> Iterator[tuple[str, Iterator[pa.RecordBatch]]]:
        """Each table that has rows, as `batches_of` gives it."""
        return batches_of(self.rows)

    @cached_property
    def tables(self) -> dict[str, pa.Table]:
        """All tables that have rows, as Arrow."""
        return {name: pa.Table.from_batches(parts) for name, parts in self.batches()}


def batches_of(rows: Mapping[str, Iterable[DatasetRow]]) -> Iterator[tuple[str, Iterator[pa.RecordBatch]]]:
    """Each table that has rows, in the contract's order, in parts of at most `BATCH` rows.

    Taking a part raises ValueError where a column lacks a value that must have one.
    """
    for name, schema in schemas().items():
        parts = _batches(name, schema, rows.get(name, ()))
        first = next(parts, None)
        if first is not None:
            yield name, _again(first, parts)


def document_row(document_id: str, size: int | None, verdict: Verdict, name: str, source: str) -> DatasetRow:
    """What `documents` says of any file, whatever became of it."""
    wrong = fault(verdict)
    return {
        "document_id": document_id, "file_name": name, "source": source, "bytes": size, "status": status(verdict),
        "error_code": wrong and wrong.code, "error_message": wrong and wrong.message,
        "extractor_version": __version__,
    }  # fmt: skip


def failed_result(document_id: str, size: int | None, verdict: Failed) -> DocumentResult:
    """The result for a file that could not be read at all; `document_id` is its SHA-256."""
    rows = {"documents": [document_row(document_id, size, verdict, "", "")]}
    return DocumentResult(document_id, size, verdict, 0, Counter(), rows)


def unread_document(document_id: str, size: int | None, verdict: Verdict) -> pa.Table:
    """The row of `documents` for a file that nobody reads; its SHA-256 is empty where nobody knows its bytes."""
    return pa.Table.from_pylist([document_row(document_id, size, verdict, "", "")], schemas()["documents"])


def _batches(name: str, schema: pa.Schema, rows: Iterable[DatasetRow]) -> Iterator[pa.RecordBatch]:
    waiting, kind = iter(rows), row_types()[name]
    while some := list(islice(waiting, BATCH)):
        # Twice as fast as `from_pylist`, which makes one column after the other.
        batch = pa.RecordBatch.from_struct_array(pa.array(some, kind)).replace_schema_metadata(schema.metadata)
        for number, column in enumerate(schema):
            if not column.nullable and batch.column(number).null_count:
                raise ValueError(f"{name}.{column.name} is required and has no value")
        yield batch


def _again(first: pa.RecordBatch, rest: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    yield first
    yield from rest
