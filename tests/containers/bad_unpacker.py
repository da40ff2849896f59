"""An unpacker (module `tests.containers.bad_unpacker`) that does what its container says."""

from __future__ import annotations

import hashlib
import os
import sys
import time
from pathlib import Path

import msgspec

from hyokasho.archive.containers.unpack_job import File, Through, Unpack
from hyokasho.archive.workers import messages, sandbox
from hyokasho.archive.workers.worker import OUT_OF_MEMORY
from hyokasho.document.deadline import Deadline
from hyokasho.document.verdict import Lack
from tests.archive.sinner import SINS

MODULE = "tests.containers.bad_unpacker"
CONTENT = b"content"
GOOD = File(["a.pdf"], False, hashlib.sha256(CONTENT).hexdigest(), len(CONTENT))


def changed(**said: object) -> bytes:
    """The message of that file, in which something else is said."""
    return msgspec.json.encode(msgspec.to_builtins(GOOD) | said)


def main() -> None:  # noqa: C901 - a case for each container
    replies = os.fdopen(os.dup(1), "wb")
    messages.say(replies, messages.Ready(sandbox.enter(messages.hear_limits(sys.stdin.buffer))))
    job = messages.hear(sys.stdin.buffer, Unpack)
    does = messages.hear_document(sys.stdin.buffer).decode()
    messages.hear(sys.stdin.buffer, Deadline)
    if job.wanted is None and does.startswith("later "):
        messages.say(replies, GOOD)
        messages.say(replies, Through())
    match does.removeprefix("later "):
        case "exit":
            os._exit(7)
        case "fill":
            messages.say(replies, GOOD)
            os._exit(OUT_OF_MEMORY)
        case "nonsense":
            messages.send(replies, b"{")
        case "ready again":
            messages.say(replies, messages.Ready([]))
        case "no end":
            while True:
                messages.say(replies, GOOD)
        case "huge":
            messages.send(replies, b" " * (17 << 20))
        case "good":
            messages.send(replies, changed())
            messages.say(replies, Through())
        case "neither":
            messages.send(replies, changed(document_id="", size=None))
        case "both":
            messages.send(replies, changed(refused={"code": "encrypted", "message": "x"}))
        case "command":
            messages.send(replies, changed(names=["\x1b[2J.pdf"]))
        case "path":
            messages.send(replies, changed(document_id="../../etc"))
        case "size":
            messages.send(replies, changed(size=1 << 63))
        case "deep":
            messages.send(replies, changed(names=["a"] * 100))
        case "other bytes":
            messages.send(replies, b"CONTENT", b"")
        case "more bytes":
            while True:
                messages.send(replies, bytes(messages.PIECE))
        case "fewer bytes":
            messages.send(replies, CONTENT[:3], b"")
        case tried:
            sin, _, place = tried.partition("\n")
            try:
                SINS[sin](Path(place))
                messages.say(replies, Through(Lack("done", "done")))
            except OSError as error:
                messages.say(replies, Through(Lack("denied", str(error.strerror))))
    time.sleep(600)


if __name__ == "__main__":
    main()
