"""Writes the tables of a dataset beside those of an older run, whole, and then has them take their places."""

from __future__ import annotations

import hashlib
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from hyokasho.archive.dataset.descriptor import TableFile, descriptor
from hyokasho.archive.dataset.record import Record
from hyokasho.archive.dataset.replacement import Manifest, replace_tables, staged
from hyokasho.archive.storage.interface import Storage
from normalize.arrow.schemas import schemas

ROW_GROUP = 100_000
"""Rows of a table that are held in memory before they are written, and rows of a row group."""
ROW_GROUP_BYTES = 32 << 20
"""The same in bytes: long texts fill memory sooner. Three of the tables ever come near it."""

BLOCK = 256
"""Documents whose rows of a table are held as they came."""


class DatasetWriter:
    """Takes the rows of one document after another; `finish` puts the new tables in the place of old ones.

    Rows are written in the order in which they come, so that equal results give equal bytes. Leaving the context
    without `finish` leaves the older tables as they are.
    """

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._waiting = {name: _Waiting() for name in schemas()}
        self._files: dict[str, _CountingFile] = {}
        self._writers: dict[str, pq.ParquetWriter] = {}
        with ExitStack() as stack:
            for name, schema in schemas().items():
                file = _CountingFile(stack.enter_context(storage.create(staged(name))))
                self._files[name] = file
                self._writers[name] = writer = pq.ParquetWriter(pa.PythonFile(file, "w"), schema, compression="zstd")
                stack.callback(_give_up, writer)
            self._open = stack.pop_all()

    def add(self, tables: dict[str, pa.Table]) -> None:
        """Append a document's rows."""
        for name, table in tables.items():
            waiting = self._waiting[name]
            waiting.add(table)
            if waiting.rows >= ROW_GROUP or waiting.size >= ROW_GROUP_BYTES:
                self._flush(name)

    def finish(self, manifest: Manifest | None = None, sources: Record | None = None) -> None:
        """Write what is left and replace the tables of an older run; `manifest` and `sources` are kept beside them."""
        for name in self._waiting:
            self._flush(name)
            self._writers[name].close()
        self._open.close()
        files = {name: TableFile(file.length, file.digest.hexdigest()) for name, file in self._files.items()}
        replace_tables(self._storage, list(files), descriptor(files), manifest, sources)

    def _flush(self, name: str) -> None:
        if self._waiting[name].rows:
            self._writers[name].write_table(self._waiting[name].all(), row_group_size=ROW_GROUP)
            self._waiting[name] = _Waiting()

    def __enter__(self) -> DatasetWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(_UnfinishedError):
            self._open.__exit__(_UnfinishedError, _UnfinishedError(), None)  # nothing is open after `finish`


def _give_up(writer: pq.ParquetWriter) -> None:
    """Close a writer, if it is open, whatever becomes of its file; else it would try when it is forgotten."""
    with suppress(OSError, ValueError):
        writer.close()
    writer.is_open = False


@dataclass(slots=True)
class _Waiting:
    """Rows of one table that are not written yet, with their number and bytes.

    A document's few rows come in buffers that are mostly padding: many documents' are copied into one `block`.
    """

    blocks: list[pa.Table] = field(default_factory=list)
    parts: list[pa.Table] = field(default_factory=list)
    rows: int = 0
    size: int = 0

    def add(self, table: pa.Table) -> None:
        self.parts.append(table)
        self.rows += len(table)
        self.size += table.nbytes
        if len(self.parts) >= BLOCK:
            self.blocks.append(pa.concat_tables(self.parts).combine_chunks())
            self.parts = []

    def all(self) -> pa.Table:
        return pa.concat_tables([*self.blocks, *self.parts])


class _UnfinishedError(Exception):
    """Tells the files being written that they will not be whole."""


class _CountingFile:
    """A file that is written from start to end, with its length and SHA-256 so far."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.length = 0
        self.digest = hashlib.sha256()

    @property
    def closed(self) -> bool:
        return self._file.closed

    def write(self, data: bytes | memoryview) -> int:
        self.digest.update(data)
        self.length += len(data)
        return self._file.write(data)

    def tell(self) -> int:
        return self.length

    def flush(self) -> None:
        self._file.flush()

    def close(self) -> None:
        """Its storage closes it."""
