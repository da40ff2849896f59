"""A table as an Arrow IPC stream that somebody else may have written: read only where it is as plain as ours.

The format knows much that few bytes become very many by: packed buffers within, buffers that columns share, batches
without rows. Ours has none of it, since a result is packed as a whole.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

ROW_BYTES = 64
"""Bytes that each row has at least: its document."""
LONGEST_METADATA = 1 << 16
"""Bytes that tell of the columns, or of a batch; those of the widest table are 6,000."""
_HEADER_TYPE, _HEADER = 1, 2
"""Fields of a message (Message.fbs of Arrow)."""
_COMPRESSION = 3
"""The field of a batch that says how its buffers are packed."""
_INT32, _UINT16 = struct.Struct("<i"), struct.Struct("<H")


def plain_table(data: bytes, rows: int, schema: pa.Schema) -> pa.Table:
    """The table of so many rows in `data`, in one piece. Raises `ValueError`, also as Arrow's, for any other."""
    import pyarrow as pa

    _check_messages(data, rows)
    with pa.ipc.open_stream(data) as stream:
        if stream.schema.names != schema.names or stream.schema.types != schema.types:
            raise ValueError("other columns")
        table = stream.read_all()
    table.validate(full=True)  # before anything is done by what its buffers say
    if len(table) != rows:
        raise ValueError("another number of rows")
    if table.nbytes > len(data):
        raise ValueError("columns that share their bytes")
    return pa.Table.from_arrays(table.combine_chunks().columns, schema=schema)


def _check_messages(data: bytes, rows: int) -> None:
    """Raise `ValueError` for a stream that has more than columns and then plain batches, as many as we make."""
    import pyarrow as pa

    from hyokasho.document.result import BATCH

    if rows > len(data) // ROW_BYTES:
        raise ValueError("more rows than its bytes make")
    batches = 0
    for number, message in enumerate(pa.ipc.MessageReader.open_stream(data)):
        if message.metadata.size > LONGEST_METADATA:
            raise ValueError("a message of much that is no row")
        if message.type != ("record batch" if number else "schema"):
            raise ValueError(f"a stream with a {message.type}")
        batches += number > 0
        if number and _is_packed(message.metadata):
            raise ValueError("buffers that are packed by themselves")
    if batches > -(-rows // BATCH):
        raise ValueError("more batches than its rows make")


def _is_packed(metadata: pa.Buffer) -> bool:
    """Whether the buffers of a batch are packed; `metadata` is a flatbuffer that Arrow has checked."""
    message = memoryview(metadata)
    root = _INT32.unpack_from(message)[0]
    header = _field(message, root, _HEADER)
    batch = header + _INT32.unpack_from(message, header)[0]
    return _field(message, batch, _COMPRESSION) != 0


def _field(buffer: memoryview, table: int, number: int) -> int:
    """Where a field of a table in a flatbuffer stands; 0 where the table lacks it."""
    fields = table - _INT32.unpack_from(buffer, table)[0]
    place = 4 + 2 * number  # behind the lengths of the fields and of the table
    if place >= _UINT16.unpack_from(buffer, fields)[0]:
        return 0
    offset: int = _UINT16.unpack_from(buffer, fields + place)[0]
    return table + offset if offset else 0
