"""What a dataset says of each document, where the answers can be looked up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from hyokasho.evaluation.comparable import comparable
from hyokasho.evaluation.gold import VERSION_KEY, Place

Row = dict[str, Any]


class DatasetError(Exception):
    """A folder that is no dataset."""


@dataclass(slots=True)
class WrittenDocument:
    """The rows of one document: `head` of `documents`, the others by what they answer."""

    head: Row = field(default_factory=dict)
    fields: dict[Place, Row] = field(default_factory=dict)
    marks: dict[tuple[Place, str], Row] = field(default_factory=dict)
    changes: list[Row] = field(default_factory=list)

    def mark(self, place: Place, option: str) -> Row:
        """The row of one option box; empty where there is none."""
        return self.marks.get((place, comparable(option)), {})

    def places(self) -> set[Place]:
        """All answers that were written, but for the form's version."""
        return {place for place in self.fields if place[0] != VERSION_KEY}


def read_dataset(folder: Path) -> dict[str, WrittenDocument]:
    """The documents of a dataset by file name. Raises `DatasetError` where `folder` holds none."""
    by_id = {row["document_id"]: WrittenDocument(row) for row in _rows(folder, "documents")}
    for row in _rows(folder, "fields"):
        by_id[row["document_id"]].fields[_place(row)] = row
    for row in _rows(folder, "marks"):
        by_id[row["document_id"]].marks[_place(row), comparable(row["option"])] = row
    for row in sorted(_rows(folder, "changes"), key=lambda row: row["row_no"]):
        by_id[row["document_id"]].changes.append(row)
    return {document.head["file_name"]: document for document in by_id.values()}


def _place(row: Row) -> Place:
    return row["form_key"], row["file_no"], row["instance"]


def _rows(folder: Path, table: str) -> Iterator[Row]:
    parts = sorted((folder / table).glob("*.parquet"))
    if not parts:
        raise DatasetError(f"{folder}: no table {table} (is it a folder that `hyokasho ingest` wrote?)")
    for part in parts:
        yield from pq.read_table(part).to_pylist()
