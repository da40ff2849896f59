"""An unpacker (module `hyokasho.archive.containers.unpacker`): a jailed process that takes files out of containers."""

from __future__ import annotations

import hashlib
from typing import BinaryIO

from hyokasho.archive.containers.held import RefusedError
from hyokasho.archive.containers.unpack_job import File, Through, Unpack
from hyokasho.archive.containers.walk import Leaf, Walk
from hyokasho.archive.workers import messages, sandbox
from hyokasho.archive.workers.worker import attend, bounded
from hyokasho.document.deadline import Deadline
from hyokasho.document.verdict import Lack


def main() -> None:
    """Serve until the parent closes the pipe."""
    attend(serve)


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """Go through containers, after a first message with the limits. Raises `messages.ClosedError` in the end."""
    limits = messages.hear_limits(requests)
    messages.say(replies, messages.Ready(sandbox.enter(limits)))
    while True:
        job: Unpack = messages.hear(requests, Unpack)
        data = messages.hear_document(requests)
        bounded(messages.hear(requests, Deadline), replies)
        walk = Walk(job.bounds, limits.most_bytes)
        wanted = None if job.wanted is None else set(job.wanted)
        for number, leaf in enumerate(walk.leaves(data, job.name)):
            if wanted is None:
                messages.say(replies, _told(leaf))
            elif number in wanted:
                _send(replies, leaf)
        messages.say(replies, Through(walk.lack))
        del data


def _told(leaf: Leaf) -> File:
    names = list(leaf.names)
    if isinstance(leaf.content, RefusedError):
        return File(names, leaf.attached, refused=Lack(leaf.content.code, str(leaf.content)))
    return File(names, leaf.attached, hashlib.sha256(leaf.content).hexdigest(), len(leaf.content))


def _send(replies: BinaryIO, leaf: Leaf) -> None:
    """The content of a file in pieces, and an empty one behind it."""
    content = b"" if isinstance(leaf.content, RefusedError) else leaf.content
    for start in range(0, len(content), messages.PIECE):
        messages.send(replies, content[start : start + messages.PIECE])
    messages.send(replies, b"")


if __name__ == "__main__":
    main()
