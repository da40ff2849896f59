"""The dataset that is exported: its tables as they describe themselves, read a batch of rows at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from os import SEEK_END
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from hyokasho.archive.dataset.descriptor import DESCRIPTOR, MADE_BY, Resource, is_table_path
from hyokasho.archive.dataset.table_file import ForeignTableError, batches, opened_table
from hyokasho.archive.storage.interface import Storage
from hyokasho.archive.storage.open_storage import open_storage
from hyokasho.archive.storage.state import peek
from hyokasho.archive.storage.urls import UrlError
from hyokasho.export.export_error import ExportError, ExportUsageError
from normalize.arrow.schemas import described
from normalize.registry import Column, Table

BATCH = 2_000
"""Rows that are held in memory: with the longest texts of `fields`, some megabytes."""

_COLUMN_NAME = re.compile("[a-z][a-z0-9_]{0,62}")
"""Of columns in any version: a spreadsheet calculates none of them, and a terminal obeys none."""
ValueRow = tuple[Any, ...]
RowsSeen = Callable[[str, int], None]
"""Told the name of a table and how many more of its rows were read."""


class _Column(msgspec.Struct):
    name: str
    type: str


class _Reference(msgspec.Struct):
    resource: str


class _ForeignKey(msgspec.Struct):
    reference: _Reference


class _Schema(msgspec.Struct, rename="camel"):
    fields: list[_Column]
    primary_key: list[str] = []
    foreign_keys: list[_ForeignKey] = []


class _Resource(Resource):
    schema: _Schema


class _Package(msgspec.Struct):
    """What a descriptor must say for its tables to be exported; what it says besides is handed on."""

    made_by: str
    resources: list[_Resource]


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A table of the dataset. `resource` is what its descriptor says of it, `seen` is told of rows that were read."""

    table: Table
    resource: dict[str, Any]
    file: pq.ParquetFile
    seen: RowsSeen

    @property
    def name(self) -> str:
        """The name of the table."""
        return self.table.name

    @property
    def columns(self) -> tuple[Column, ...]:
        """Its columns, in order."""
        return self.table.columns

    @property
    def row_count(self) -> int:
        """How many rows it has."""
        return int(self.file.metadata.num_rows)

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Its rows, in order. Raises `ExportError`."""
        try:
            for batch in batches(self.file, BATCH):
                yield batch
                self.seen(self.name, batch.num_rows)
        except (ForeignTableError, OSError) as error:
            raise ExportError(f"table {self.name} cannot be read ({error})") from error

    def rows(self) -> Iterator[ValueRow]:
        """The same, row by row, as Python values. Raises `ExportError`."""
        for batch in self.batches():
            try:
                yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)
            except (ValueError, OverflowError) as error:  # text that is no UTF-8, a day that no calendar has
                raise ExportError(f"table {self.name} cannot be read ({error})") from error


@contextmanager
def source_tables(
    place: str, names: tuple[str, ...] = (), seen: RowsSeen = lambda name, rows: None
) -> Iterator[list[SourceTable]]:
    """The tables of the dataset in the folder or at the URL `place`; those of `names`, if there are any.

    All are opened at once, so that a run which replaces them meanwhile does not mix two datasets. Raises
    `ExportUsageError` for what is no dataset of ours, and `ExportError` for one that is not whole.
    """
    storage = _storage(place)
    resources = _resources(storage)
    if unknown := [name for name in names if name not in resources]:
        raise ExportUsageError(f"{place} has no table {unknown[0]}; it has {', '.join(resources)}")
    with ExitStack() as stack:
        tables = []
        for name, resource in resources.items():
            if not names or name in names:
                tables.append(_table(name, resource, _open(stack, storage, resource), seen))
        yield tables


def _table(name: str, resource: dict[str, Any], file: pq.ParquetFile, seen: RowsSeen) -> SourceTable:
    names = file.schema_arrow.names
    if not names or len({*names}) < len(names) or not all(map(_COLUMN_NAME.fullmatch, names)):
        raise ExportError(f"table {name} has columns that no version of this program writes")
    try:
        return SourceTable(described(name, file.schema_arrow), resource, file, seen)
    except ValueError as error:
        raise ExportError(f"table {name} was written by a newer version of this program ({error})") from error


def _storage(place: str) -> Storage:
    try:
        return open_storage(place)
    except UrlError as error:
        raise ExportUsageError(str(error)) from error


def _resources(storage: Storage) -> dict[str, dict[str, Any]]:
    """What the descriptor says of each table."""
    described, found = peek(storage, DESCRIPTOR, _Package), peek(storage, DESCRIPTOR, dict[str, Any])
    if described is None or found is None or described.made_by != MADE_BY:
        raise ExportUsageError(
            f"{storage.place} is not a dataset of ours (no {DESCRIPTOR} there says so): "
            "name the folder that `hyokasho ingest --out` has written"
        )
    resources = [resource for resource in found["resources"] if is_table_path(resource["path"])]
    return {resource["path"].partition("/")[0]: resource for resource in resources}


def _open(stack: ExitStack, storage: Storage, resource: dict[str, Any]) -> pq.ParquetFile:
    """A table's file, open until `stack` ends. Raises `ExportError` where it is not what the descriptor tells of."""
    path = f"{storage.place.rstrip('/')}/{resource['path']}"
    try:
        file = stack.enter_context(storage.opened(resource["path"]))
        if file.seek(0, SEEK_END) != resource["bytes"]:
            raise ExportError(f"{path} is not what {DESCRIPTOR} tells of: a run writes there now, or was killed")
        return stack.enter_context(opened_table(file))
    except (OSError, ForeignTableError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or error
        raise ExportError(f"{path} cannot be read ({reason}): run `hyokasho ingest` again") from error
