"""What a dataset says of each assessment, where the answers can be looked up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from hyokasho.archive.dataset.table_file import ForeignTableError, batches, opened_table
from hyokasho.evaluation.comparable import comparable
from hyokasho.evaluation.gold import VERSION_KEY
from normalize.arrow.lazy_rows import DatasetRow
from normalize.records import AnswerKey

Name = tuple[str, int]
"""The name of a file, and which of its assessments it is."""

BATCH = 10_000
"""Rows that are made Python's at a time."""


class DatasetError(Exception):
    """A folder that is no dataset."""


@dataclass(slots=True)
class WrittenDocument:
    """The rows of one assessment: `head` of `documents` and `assessments`, the others by what they answer."""

    head: DatasetRow = field(default_factory=dict)
    fields: dict[AnswerKey, DatasetRow] = field(default_factory=dict)
    marks: dict[tuple[AnswerKey, str], DatasetRow] = field(default_factory=dict)
    changes: list[DatasetRow] = field(default_factory=list)

    def mark(self, place: AnswerKey, option: str) -> DatasetRow:
        """The row of one option box; empty where there is none."""
        return self.marks.get((place, comparable(option)), {})

    def places(self) -> set[AnswerKey]:
        """All answers that were written, but for the form's version."""
        return {place for place in self.fields if place[0] != VERSION_KEY}


def read_dataset(folder: Path) -> dict[Name, WrittenDocument]:
    """The assessments of a dataset by name; a file without any has its first. Raises `DatasetError` for no dataset."""
    files = {row["document_id"]: row for row in _rows(folder, "documents")}
    found = {(document_id, 1): WrittenDocument(row) for document_id, row in files.items()}
    for row in _rows(folder, "assessments"):
        found[_key(row)] = WrittenDocument(files[row["document_id"]] | row)
    for row in _rows(folder, "fields"):
        found[_key(row)].fields[_place(row)] = row
    for row in _rows(folder, "marks"):
        found[_key(row)].marks[_place(row), comparable(row["option"])] = row
    for row in sorted(_rows(folder, "changes"), key=lambda row: row["row_no"]):
        found[_key(row)].changes.append(row)
    return {(document.head["file_name"], number): document for (_, number), document in found.items()}


def _key(row: DatasetRow) -> tuple[str, int]:
    return row["document_id"], row["assessment_no"]


def _place(row: DatasetRow) -> AnswerKey:
    return row["form_key"], row["file_no"], row["instance"]


def _rows(folder: Path, table: str) -> Iterator[DatasetRow]:
    parts = sorted((folder / table).glob("*.parquet"))
    if not parts:
        raise DatasetError(f"{folder}: no table {table} (is it a folder that `hyokasho ingest` wrote?)")
    for part in parts:
        try:
            with part.open("rb") as file:
                for batch in batches(opened_table(file), BATCH):
                    yield from batch.to_pylist()
        except ForeignTableError as error:
            raise DatasetError(f"{part}: it cannot be read ({error})") from error
