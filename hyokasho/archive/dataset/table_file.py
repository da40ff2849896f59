"""A table that stands in OUT, whoever wrote it: what few bytes become much by is refused before it takes memory.

Its footer tells of rows and bytes, and is looked at first. It may lie, and one text of a table may be there a million
times: so a batch is read with no more memory than a batch of ours ever takes, where the system can hold it to that.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

MEGABYTE = 1 << 20
LONGEST_FOOTER = 16 * MEGABYTE
"""Bytes; that of a table of 3 million rows has 200,000."""
MOST_OF_GROUP = 512 * MEGABYTE
"""Bytes of the rows of a group, unpacked; groups of ours begin to be written at 32 MB."""
MOST_OF_BATCH = 128 * MEGABYTE
"""Bytes of the rows that are read at once."""
MOST_TAKEN = 256 * MEGABYTE
"""Bytes of address space that reading a batch may take beyond what this process has, with the gigabyte of it that Arrow
takes in advance."""
_END = struct.Struct("<I4s")
_MAGIC = b"PAR1"


class ForeignTableError(ValueError):
    """A file that may be called a table, and is none that this program wrote."""


def opened_table(file: BinaryIO) -> pq.ParquetFile:
    """A table, open as long as its file is. Raises `ForeignTableError`, and `OSError`."""
    _check_footer(file)
    with _bounded():
        table = pq.ParquetFile(file, pre_buffer=False)
    groups = (table.metadata.row_group(number) for number in range(table.metadata.num_row_groups))
    if any(group.total_byte_size > MOST_OF_GROUP for group in groups):
        raise ForeignTableError("more bytes than rows of ours have")
    return table


def batches(table: pq.ParquetFile, rows: int, columns: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
    """The rows of a table, so many at a time. Raises `ForeignTableError`, and `OSError`."""
    with _bounded():
        found = table.iter_batches(rows, columns=columns, use_threads=False)
    while True:
        with _bounded():
            batch = next(found, None)
        if batch is None:
            return
        if batch.nbytes > MOST_OF_BATCH:
            raise ForeignTableError("longer texts than ours are")
        yield batch


def _check_footer(file: BinaryIO) -> None:
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _END.size))
    end = file.read(_END.size)
    length, magic = _END.unpack(end) if len(end) == _END.size else (0, b"")
    if magic != _MAGIC:
        raise ForeignTableError("it is no Parquet file")
    if length > LONGEST_FOOTER:
        raise ForeignTableError("a longer footer than ours are")
    file.seek(0)


@contextmanager
def _bounded() -> Iterator[None]:
    """Have what Arrow raises be a `ForeignTableError`, also where the system refuses it memory."""
    pa.allocate_buffer(1)  # now it has taken its gigabyte
    try:
        with _limited(MOST_TAKEN):
            yield
    except MemoryError as error:
        raise ForeignTableError("its rows take more memory than ours do") from error
    except (pa.ArrowException, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:  # what the system says of a file that may be ours
            raise
        raise ForeignTableError(str(error)) from error


@contextmanager
def _limited(more: int) -> Iterator[None]:
    """Bound the address space of this process by what it has and so many bytes, where the system tells what it has."""
    try:
        import resource

        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - asked for every batch
            taken = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (ImportError, OSError):
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = taken + more
    bounds = [most, *(limit for limit in (soft, hard) if limit != resource.RLIM_INFINITY)]
    resource.setrlimit(resource.RLIMIT_AS, (min(bounds), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
