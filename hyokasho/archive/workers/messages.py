"""How a run and its workers talk: frames of bytes. Nothing that a worker sends is unpickled, and nothing is believed.

A run sends its limits, then one document after another: its bytes in pieces, an empty frame, and its deadline. A worker
says `Ready` once, and of each document any number of `MoreTime`, then an `Reply`, and behind it a frame with the
result. Each of these is decoded strictly, and no frame is longer than a bound.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import IO, Annotated, Any

import msgspec

from hyokasho.archive.storage.state import Count
from hyokasho.archive.task import MOST_NOTES, Limits, Note

PIECE = 1 << 20
"""Bytes of a document in a frame, and bytes that are taken from a pipe at a time."""
MOST_SAID = 16 << 20
"""Bytes of a frame in which a worker says something; its notes have some thousands."""
MOST_KEPT = 256 << 20
"""Bytes of a result; those of the longest forms have a million."""
_LENGTH = struct.Struct(">Q")


class ClosedError(Exception):
    """The other side is gone."""


class SenselessError(Exception):
    """The other side sent what no worker of ours does."""


class Ready(msgspec.Struct, tag=True, forbid_unknown_fields=True):
    """A worker waits for documents. `protections`: what keeps it from doing anything else."""

    protections: Annotated[list[str], msgspec.Meta(max_length=20)]


class MoreTime(msgspec.Struct, tag=True, forbid_unknown_fields=True):
    """The document has got the time of one more picture."""


class Reply(msgspec.Struct, tag=True, forbid_unknown_fields=True):
    """A document was read. `resident`: bytes of memory that the worker holds now."""

    resident: Annotated[int, Count]
    notes: Annotated[list[Note], msgspec.Meta(max_length=MOST_NOTES)]


Said = Ready | MoreTime | Reply


def send(pipe: IO[bytes], *frames: bytes) -> None:
    """Write frames. Raises `ClosedError`."""
    try:
        for frame in frames:
            pipe.write(_LENGTH.pack(len(frame)))
            pipe.write(frame)
        pipe.flush()
    except (OSError, ValueError) as error:
        raise ClosedError from error


def receive(pipe: IO[bytes], most: int) -> bytes:
    """The next frame. Raises `ClosedError`, and `SenselessError` before reading more than `most` bytes."""
    length = _LENGTH.unpack(_exactly(pipe, _LENGTH.size))[0]
    if length > most:
        raise SenselessError(f"a message of {length} bytes")
    return _exactly(pipe, length)


def say(pipe: IO[bytes], message: msgspec.Struct | Limits) -> None:
    """Send a message. Raises `ClosedError`."""
    send(pipe, msgspec.json.encode(message))


def hear(pipe: IO[bytes], kind: Any = Said) -> Any:
    """What the other side says next, one of `kind`. Raises `ClosedError`, `SenselessError`."""
    try:
        return msgspec.json.decode(receive(pipe, MOST_SAID), type=kind)
    except (msgspec.MsgspecError, RecursionError, ValueError) as error:
        raise SenselessError(str(error)) from error


def hear_limits(pipe: IO[bytes]) -> Limits:
    """The limits that a run sends first. Raises `ClosedError`."""
    return msgspec.json.decode(receive(pipe, MOST_SAID), type=Limits)


def hear_document(pipe: IO[bytes]) -> bytes:
    """The bytes of the next document. Raises `ClosedError`."""
    return b"".join(_pieces(pipe))


def _pieces(pipe: IO[bytes]) -> Iterator[bytes]:
    while piece := receive(pipe, PIECE):
        yield piece


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    """So many bytes, taken piece by piece: a promised length is no reason to take memory for it."""
    pieces = []
    while length:
        try:
            data = pipe.read(min(length, PIECE))
        except (OSError, ValueError) as error:
            raise ClosedError from error
        if not data:
            raise ClosedError
        pieces.append(data)
        length -= len(data)
    return b"".join(pieces)
