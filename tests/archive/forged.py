"""Results whose tables somebody else has written: whole, by their lengths and digests, and not as plain as ours."""

from __future__ import annotations

import hashlib
import io
import json
import struct
from collections.abc import Callable, Iterable
from typing import Any

import pyarrow as pa

from hyokasho.archive.results.codec import _CODEC, _PREFIX, MAGIC, PREFIX_LENGTH, head_length

Forgery = tuple[bytes, int, str]
"""A stream in the place of a table, the rows that the head tells of, and why it is refused."""


def forged(kept: bytes, name: str, stream: bytes, rows: int) -> bytes:
    """An encoded result, with another stream in the place of a table."""
    end = PREFIX_LENGTH + head_length(kept)
    head = json.loads(kept[PREFIX_LENGTH:end])
    body, parts, start = bytes(pa.decompress(kept[end:], sum(head["lengths"].values()), codec=_CODEC)), [], 0
    for table, length in head["lengths"].items():
        parts.append(stream if table == name else body[start : start + length])
        start += length
    head["lengths"][name], head["rows"][name] = len(stream), rows
    packed = pa.compress(b"".join(parts), codec=_CODEC, asbytes=True)
    head |= {"packed": len(packed), "digest": hashlib.sha256(packed).hexdigest()}
    text = json.dumps(head).encode()
    return bytes(_PREFIX.pack(MAGIC, len(text), hashlib.sha256(text).digest()) + text + packed)


def streamed(batches: Iterable[pa.RecordBatch], **how: Any) -> bytes:
    """An Arrow IPC stream of these batches."""
    batches, out = list(batches), io.BytesIO()
    with pa.ipc.new_stream(out, batches[0].schema, options=pa.ipc.IpcWriteOptions(**how)) as writer:
        for batch in batches:
            writer.write_batch(batch)
    return out.getvalue()


def long_texts(table: pa.Table, rows: int, length: int) -> list[pa.RecordBatch]:
    """A batch of so many rows as the first of `table`, with a text of so many characters in `raw`."""
    first = {name: table[name][:1].to_pylist() * rows for name in table.schema.names}
    found: list[pa.RecordBatch] = pa.table(first | {"raw": ["x" * length] * rows}, schema=table.schema).to_batches()
    return found


def _packed(table: pa.Table) -> Forgery:
    return streamed(table.to_batches(), compression="zstd"), len(table), "packed by themselves"


def _without_rows(table: pa.Table) -> Forgery:
    return streamed([*table.to_batches(), *table[:0].to_batches(), *[table.to_batches()[0][:0]] * 9]), len(table), (
        "more batches than its rows make"
    )  # fmt: skip


def _one_by_one(table: pa.Table) -> Forgery:
    return streamed(table.to_batches(1)), len(table), "more batches than its rows make"


def _claimed(table: pa.Table) -> Forgery:
    return streamed(table.to_batches()), 1 << 40, "more rows than its bytes make"


def _other_number(table: pa.Table) -> Forgery:
    return streamed(table.to_batches()), len(table) - 1, "another number of rows"


def _other_columns(table: pa.Table) -> Forgery:
    return streamed(table.drop_columns("raw").to_batches()), len(table), "other columns"


def _listed(table: pa.Table) -> Forgery:
    """Texts by number in a list of texts: each may be there a million times."""
    column = table.schema.names.index("raw")
    listed = table.set_column(column, "raw", table["raw"].dictionary_encode())
    return streamed(listed.to_batches()), len(table), "a stream with a dictionary"


def _much_told(table: pa.Table) -> Forgery:
    told = table.replace_schema_metadata({"x": "y" * (1 << 17)})
    return streamed(told.to_batches()), len(table), "a message of much that is no row"


def _shared(table: pa.Table) -> Forgery:
    """A second column whose buffers are those of the first: where they stand is what a batch says."""
    text, short = "x" * 100_000, "yyyy"
    (batch,) = long_texts(table, 1, len(text))
    stream = streamed(pa.Table.from_batches([batch]).set_column(*_named(table, "value", short)).to_batches())
    reader = pa.ipc.MessageReader.open_stream(stream)
    reader.read_next_message()
    body = len(stream) - _END - reader.read_next_message().body.size
    for mine, other in zip(_places(stream, body, short), _places(stream, body, text), strict=True):
        assert stream.count(mine) == 1
        stream = stream.replace(mine, other)
    return stream, 1, "share their bytes"


_END = 8
"""Bytes behind the last batch."""


def _named(table: pa.Table, name: str, text: str) -> tuple[int, pa.Field, list[list[str]]]:
    column = table.schema.names.index(name)
    return column, table.schema.field(column), [[text]]


def _places(stream: bytes, body: int, text: str) -> list[bytes]:
    """Where the buffers of a column are that holds this text alone, as a batch says it: its ends, and the text."""
    at = stream.index(text.encode()) - body
    return [struct.pack("<qq", at - 8, 8), struct.pack("<qq", at, len(text))]


FORGED: dict[str, Callable[[pa.Table], Forgery]] = {
    "packed buffers": _packed, "batches without rows": _without_rows, "a batch a row": _one_by_one,
    "rows that are claimed": _claimed, "rows that are not told": _other_number, "other columns": _other_columns,
    "a dictionary": _listed, "much metadata": _much_told,
    "shared buffers": _shared,
}  # fmt: skip
