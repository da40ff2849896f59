"""How a run and its workers talk: frames of bytes, JSON in them. Nothing that a worker sends is ever unpickled."""

from __future__ import annotations

import json
import struct
from typing import IO, Any

_LENGTH = struct.Struct(">Q")


class ClosedError(Exception):
    """The other side is gone."""


def send(pipe: IO[bytes], *frames: bytes) -> None:
    """Write frames. Raises `ClosedError`."""
    try:
        for frame in frames:
            pipe.write(_LENGTH.pack(len(frame)))
            pipe.write(frame)
        pipe.flush()
    except (OSError, ValueError) as error:
        raise ClosedError from error


def receive(pipe: IO[bytes]) -> bytes:
    """The next frame. Raises `ClosedError`."""
    return _exactly(pipe, _LENGTH.unpack(_exactly(pipe, _LENGTH.size))[0])


def pack(message: dict[str, Any]) -> bytes:
    """A message as the content of a frame; file names of any bytes survive."""
    return json.dumps(message).encode()


def unpack(frame: bytes) -> dict[str, Any]:
    """The message in a frame."""
    message: dict[str, Any] = json.loads(frame)
    return message


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    try:
        data = pipe.read(length)
    except (OSError, ValueError) as error:
        raise ClosedError from error
    if len(data) < length:
        raise ClosedError
    return data
