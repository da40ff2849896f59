"""A document's result as bytes: what workers send, what the store keeps, what the tables are assembled from.

    MAGIC | length of the head | SHA-256 of the head | head (JSON) | zstd of one Arrow IPC stream for each table

The head says what became of the document, what a run counts and how long everything is, with the SHA-256 of what
follows it, so that a torn or foreign file is known by its first bytes and its length, and a damaged one when it is
read. Nothing is ever executed.
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Annotated

import msgspec

from hyokasho.archive.results.streams import plain_table
from hyokasho.archive.storage.state import Count, NonsenseError, Sha256, decoded
from hyokasho.archive.task import Limits
from hyokasho.document.verdict import Known, Lack, fault, status

if TYPE_CHECKING:  # a run over an unchanged archive reads heads only, and does not pay for these
    import pyarrow as pa

    from hyokasho.document.result import DocumentResult

MAGIC = b"HYOKRES1"
_PREFIX = struct.Struct(">8sI32s")
PREFIX_LENGTH = _PREFIX.size
_CODEC = "zstd"
"""Over all tables at once: a third of what Arrow's own compression, column by column, leaves of small tables."""
LONGEST_HEAD = 1 << 20
"""Bytes; a head has some hundreds."""
MOST_PACKED, MOST_UNPACKED = 256 << 20, 512 << 20
"""Bytes of all tables of a document; those of the longest forms have 3 MB, unpacked."""


class DamagedError(Exception):
    """Bytes that are no whole result of ours."""


_Count = Annotated[int, Count]


class _WrittenHead(msgspec.Struct, forbid_unknown_fields=True):
    """The head as it is written: see `ResultHead`."""

    document_id: Annotated[str, msgspec.Meta(pattern=r"\A([0-9a-f]{64})?\Z")]
    size: _Count
    verdict: Known
    pages: _Count
    rows: dict[str, _Count]
    findings: dict[str, _Count]
    within: tuple[Annotated[float, msgspec.Meta(ge=0, le=1e12)], _Count] | None
    lengths: dict[str, _Count]
    packed: _Count
    digest: Annotated[str, Sha256]


@dataclass(frozen=True, slots=True)
class ResultHead:
    """What is known of a result without its tables.

    `rows` and `findings`: counts by table and by kind. `within`: the limits that cut the reading short, None where the
    result depends on nothing but the document. `lengths`: bytes of each table; `packed` of them all, and `digest` its
    SHA-256.
    """

    document_id: str
    size: int
    verdict: Known
    pages: int
    rows: dict[str, int]
    findings: dict[str, int]
    within: Limits | None
    lengths: dict[str, int]
    packed: int
    digest: str


def encode(result: DocumentResult, within: Limits | None = None) -> bytes:
    """The result as it is kept; `within`: limits that it ran into.

    Rows are packed as they are made: of a long document there is never more than a part in any other form.
    """
    import pyarrow as pa

    sink, lengths, rows = pa.BufferOutputStream(), {}, {}
    with pa.CompressedOutputStream(sink, _CODEC) as packed:
        for name, batches in result.batches():
            start = packed.tell()
            rows[name] = _write(packed, name, batches)
            lengths[name] = packed.tell() - start
    body = sink.getvalue()
    head = {
        "document_id": result.document_id, "size": result.size or 0, "verdict": msgspec.to_builtins(result.verdict),
        "pages": result.pages, "rows": rows, "findings": dict(sorted(result.findings.items())),
        "within": within and [within.timeout, within.memory],
        "lengths": lengths, "packed": body.size, "digest": hashlib.sha256(body).hexdigest(),
    }  # fmt: skip
    text = json.dumps(head, ensure_ascii=False).encode()
    return b"".join((_PREFIX.pack(MAGIC, len(text), hashlib.sha256(text).digest()), text, body))


def head_length(prefix: bytes) -> int:
    """The length of the head that follows these first `PREFIX_LENGTH` bytes. Raises `DamagedError`."""
    if len(prefix) < PREFIX_LENGTH:
        raise DamagedError("too short")
    magic, length, _ = _PREFIX.unpack_from(prefix)
    if magic != MAGIC or length > LONGEST_HEAD:
        raise DamagedError("not a result of this program")
    return int(length)


def decode_head(data: bytes, total: int) -> ResultHead:
    """The head at the start of `data`; `total`: length of the whole result. Raises `DamagedError`."""
    length = head_length(data)
    text = data[PREFIX_LENGTH : PREFIX_LENGTH + length]
    if hashlib.sha256(text).digest() != _PREFIX.unpack_from(data)[2]:
        raise DamagedError("damaged head")
    try:
        said = decoded(text, _WrittenHead)
    except NonsenseError as error:
        raise DamagedError(str(error)) from error
    head = ResultHead(**msgspec.structs.asdict(said) | {"within": said.within and Limits(*said.within)})
    if total != PREFIX_LENGTH + length + head.packed:
        raise DamagedError("cut short")
    too_much = head.packed > MOST_PACKED or sum(head.lengths.values()) > MOST_UNPACKED
    if too_much or head.rows.keys() != head.lengths.keys():
        raise DamagedError("tables that cannot be")
    return head


def decode(data: bytes) -> tuple[ResultHead, dict[str, pa.Table]]:
    """Head and tables, in the schemas of this version. Raises `DamagedError`, also where they contradict each other."""
    head = decode_head(data, len(data))
    import pyarrow as pa

    body = memoryview(data)[PREFIX_LENGTH + head_length(data) :]
    if hashlib.sha256(body).hexdigest() != head.digest:
        raise DamagedError("damaged tables")
    try:
        body = memoryview(pa.decompress(body, sum(head.lengths.values()), codec=_CODEC))
        tables, start = {}, 0
        for name, length in head.lengths.items():
            tables[name] = _table(name, body[start : start + length], head.rows[name])
            start += length
        _check_tables(head, tables)
    except (pa.ArrowException, OSError, ValueError, OverflowError, struct.error) as error:
        raise DamagedError(f"tables that make no sense: {error}") from error
    return head, tables


def _check_tables(head: ResultHead, tables: dict[str, pa.Table]) -> None:
    """Raise `DamagedError` unless the tables are whole and about the head's document alone."""
    for name, table in tables.items():
        if any(not column.nullable and table[column.name].null_count for column in table.schema):
            raise DamagedError(f"what must be there lacks in {name}")
        if "document_id" in table.schema.names and not _all_are(table["document_id"], head.document_id):
            raise DamagedError(f"rows of another document in {name}")
    rows = tables["documents"].to_pylist() if "documents" in tables else []
    facts = ("bytes", "pages", "status", "error_code", "error_message")
    told = [tuple(row[fact] or None for fact in facts) for row in rows]
    kinds = Counter(tables["findings"]["kind"].to_pylist() if "findings" in tables else ())
    wrong = fault(head.verdict) or Lack("", "")
    head_facts = (head.size, head.pages, status(head.verdict), wrong.code, wrong.message)
    if told != [tuple(fact or None for fact in head_facts)] or kinds != head.findings:
        raise DamagedError("a head that tells of another document")


def _all_are(column: pa.ChunkedArray, text: str) -> bool:
    """Whether all values are this text. Arrow's `unique` would load all of its functions first, a text pandas."""
    import pyarrow as pa

    if not len(column):
        return True
    same: bool = column.equals(pa.chunked_array([pa.repeat(column[0], len(column))]))
    return same and column[0].as_py() == text


def _write(packed: pa.NativeFile, name: str, batches: Iterator[pa.RecordBatch]) -> int:
    """Write one table without its descriptions, which are the same for every document; its number of rows."""
    import pyarrow as pa

    rows = 0
    with pa.ipc.new_stream(packed, _bare_schema(name)) as writer:
        for batch in batches:
            writer.write_batch(batch)
            rows += len(batch)
    return rows


@cache
def _bare_schema(name: str) -> pa.Schema:
    import pyarrow as pa

    from normalize.arrow.schemas import schemas

    return pa.schema([field.remove_metadata() for field in schemas()[name]])


def _table(name: str, data: memoryview, rows: int) -> pa.Table:
    from normalize.arrow.schemas import schemas

    schema = schemas().get(name)
    if schema is None:
        raise DamagedError(f"no table of ours: {name}")
    return plain_table(bytes(data), rows, schema)  # a copy: a table shall not keep all of its document's alive
