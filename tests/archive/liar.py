"""A worker (module `tests.archive.liar`) that says what its document tells it to, and nothing of it is true."""

from __future__ import annotations

import hashlib
import json
import os
import struct
import sys
import time
from collections.abc import Callable
from typing import Any

from hyokasho.archive.task import Limits
from hyokasho.archive.workers import messages
from hyokasho.document.deadline import Deadline

MARK = b"%PDF-1.7 lie "
MODULE = "tests.archive.liar"
OTHER = "0" * 64
"""The SHA-256 of another document."""
ANSWER: dict[str, Any] = {"type": "Reply", "resident": 0, "notes": []}
Lie = Callable[[bytes], list[bytes]]
"""A document's bytes → the frames that are sent."""


def document(lie: str) -> bytes:
    """A document about which a worker lies."""
    return MARK + lie.encode()


def answered(**said: object) -> bytes:
    return json.dumps(ANSWER | said).encode()


def result(document_id: str, size: int, within: Limits | None = None) -> bytes:
    """What a worker sends about a document of no pages."""
    from hyokasho.archive.results.codec import encode
    from hyokasho.document.result import failed_result
    from hyokasho.document.verdict import Failed

    return encode(failed_result(document_id, size, Failed("crashed", "it did")), within)


def true(data: bytes) -> bytes:
    return result(hashlib.sha256(data).hexdigest(), len(data))


def headed(data: bytes, **changed: object) -> bytes:
    """A whole result whose head says something else."""
    from hyokasho.archive.results.codec import _PREFIX, MAGIC, PREFIX_LENGTH, head_length

    kept = true(data)
    end = PREFIX_LENGTH + head_length(kept)
    text = json.dumps(json.loads(kept[PREFIX_LENGTH:end]) | changed).encode()
    return _PREFIX.pack(MAGIC, len(text), hashlib.sha256(text).digest()) + text + kept[end:]


def mixed(data: bytes) -> bytes:
    """A head about the document, and tables about another one."""
    from hyokasho.archive.results.codec import PREFIX_LENGTH, head_length

    other = result(OTHER, len(data))
    body = other[PREFIX_LENGTH + head_length(other) :]
    mine = headed(data, packed=len(body), digest=hashlib.sha256(body).hexdigest())
    return mine[: PREFIX_LENGTH + head_length(mine)] + body


def packed_within(data: bytes) -> bytes:
    """A whole result, with a table whose buffers are packed once more: few bytes may become very many."""
    from hyokasho.archive.results.codec import decode
    from tests.archive.forged import forged, streamed

    kept = true(data)
    documents = decode(kept)[1]["documents"]
    return forged(kept, "documents", streamed(documents.to_batches(), compression="zstd"), 1)


LIES: dict[str, Lie] = {
    "nothing": lambda data: [b"", b""],
    "no json": lambda data: [b"{", true(data)],
    "no text": lambda data: [b"\xff\xfe\x00", true(data)],
    "a list": lambda data: [b"[]", true(data)],
    "deep": lambda data: [b"[" * 1_000_000, true(data)],
    "no tag": lambda data: [b"{}", true(data)],
    "unknown tag": lambda data: [answered(type="Pickle"), true(data)],
    "ready again": lambda data: [b'{"type": "Ready", "protections": []}', true(data)],
    "more than asked": lambda data: [answered(path="../../x"), true(data)],
    "notes of another kind": lambda data: [answered(notes={"page": 1}), true(data)],
    "notes without end": lambda data: [answered(notes=[{"page": 1, "kind": "a", "text": "b"}] * 10_000), true(data)],
    "memory that is no number": lambda data: [answered(resident="all"), true(data)],
    "memory beyond all": lambda data: [answered(resident=1 << 63), true(data)],
    "memory below nothing": lambda data: [answered(resident=-1), true(data)],
    "a number without end": lambda data: [b'{"type": "Reply", "notes": [], "resident": 1' + b"0" * 10_000 + b"}"],
    "more time for ever": lambda data: [b'{"type": "MoreTime"}'] * 1000,
    "no result": lambda data: [answered(), b""],
    "a foreign result": lambda data: [answered(), b"x" * 1000],
    "a cut result": lambda data: [answered(), true(data)[:-1]],
    "another document": lambda data: [answered(), result(OTHER, len(data))],
    "another size": lambda data: [answered(), result(hashlib.sha256(data).hexdigest(), 5)],
    "a path for an id": lambda data: [answered(), result("../../../../out", len(data))],
    "a path in the head": lambda data: [answered(), headed(data, document_id="../" * 10 + "x")],
    "rows of another document": lambda data: [answered(), mixed(data)],
    "a head of another type": lambda data: [answered(), headed(data, pages="three")],
    "a head with more": lambda data: [answered(), headed(data, x=1)],
    "an unknown verdict": lambda data: [answered(), headed(data, verdict={"type": "fine"})],
    "a verdict that no document has": lambda data: [
        answered(),
        headed(data, verdict={"type": "lost", "code": "crashed", "message": "it did"}),
    ],
    "another verdict": lambda data: [answered(), headed(data, verdict={"type": "read", "lack": None})],
    "another message": lambda data: [
        answered(),
        headed(data, verdict={"type": "failed", "code": "crashed", "message": "x"}),
    ],
    "other limits": lambda data: [answered(), headed(data, within=[1e9, 0])],
    "tables without end": lambda data: [answered(), headed(data, lengths={"documents": 1 << 60})],
    "tables that are shorter": lambda data: [answered(), headed(data, lengths={"documents": 10})],
    "an unknown table": lambda data: [answered(), headed(data, lengths={"../x": 10}, rows={"../x": 1})],
    "tables that are packed within": lambda data: [answered(), packed_within(data)],
    "surrogates": lambda data: [answered(), headed(data, **{"\ud800\x1b[2J": 1})],
}
HONEST: dict[str, Lie] = {"the truth": lambda data: [answered(), true(data)]}
"""What is believed: the lies differ from it in what they say, and in nothing else."""
UNFRAMED: dict[str, bytes] = {
    "a frame without end": struct.pack(">Q", 1 << 63),
    "a frame of much": struct.pack(">Q", 1 << 34),
}


def main() -> None:
    messages.hear_limits(sys.stdin.buffer)
    replies = os.fdopen(os.dup(1), "wb")
    messages.say(replies, messages.Ready([]))
    while True:
        data = messages.hear_document(sys.stdin.buffer)
        messages.hear(sys.stdin.buffer, Deadline)
        lie = data.removeprefix(MARK).decode()
        replies.write(UNFRAMED.get(lie, b""))
        replies.flush()
        if lie in UNFRAMED:
            time.sleep(600)
        messages.send(replies, *(LIES | HONEST)[lie](data))


if __name__ == "__main__":
    main()
