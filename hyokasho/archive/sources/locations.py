"""One input, wherever it is: whether it changed, and its bytes."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from hyokasho.archive.storage import urls
from hyokasho.document.verdict import Lost

PIECE = 1 << 20
"""Bytes that are read at a time."""
NOT_A_FILE = "it is not a regular file"


class UnreadableError(Exception):
    """An input that cannot be opened or read; `code` is its error code, the message says why, without its path."""

    code = "unreadable_file"

    @property
    def verdict(self) -> Lost:
        """What becomes of the document."""
        return Lost(self.code, f"cannot be opened: {self}")


class InputTooLargeError(UnreadableError):
    """An input beyond the bounds, which is not read at all; `size` in bytes, where it is known."""

    code = "too_large"

    def __init__(self, message: str, size: int | None = None) -> None:
        super().__init__(message)
        self.size = size

    @property
    def verdict(self) -> Lost:
        """What becomes of the document."""
        return Lost(self.code, str(self))


@dataclass(frozen=True, slots=True)
class Stamp:
    """What changes when a file does: never its identity, only a reason to hash it anew.

    `size` in bytes, times in nanoseconds; `inode` 0 where there is none.
    """

    size: int
    modified: int
    changed: int
    inode: int


def stamp(location: str) -> Stamp:
    """The state of a file now. Raises `UnreadableError`."""
    if urls.is_url(location):
        with _refusals():
            size, modified, digest = urls.stamp(location)
            return Stamp(size, modified, 0, digest)
    try:
        found = os.stat(location)  # noqa: PTH116 - locations are no paths everywhere
    except (OSError, ValueError) as error:
        raise UnreadableError(_reason(error)) from error
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def read_bytes(location: str, most: int) -> bytes:
    """The bytes of a file. Raises `UnreadableError`, and `InputTooLargeError` before reading more than `most`."""
    return b"".join(pieces(location, most))


def pieces(location: str, most: int) -> Iterator[bytes]:
    """The bytes of a file, a mebibyte at a time: a read asks for the memory of all that it might bring.

    Raises `UnreadableError`, and `InputTooLargeError` before reading more than `most`, at once where the size is known.
    """
    left, url = most, urls.is_url(location)
    refusals: type[Exception] = Exception if url else OSError  # each store has exceptions of its own
    with opened(location) as file:
        try:
            if not url and os.fstat(file.fileno()).st_size > most:
                raise InputTooLargeError(f"the file has more than {most} bytes")
            while piece := file.read(PIECE):
                left -= len(piece)
                if left < 0:
                    raise InputTooLargeError(f"the file has more than {most} bytes")
                yield piece
        except UnreadableError:
            raise
        except refusals as error:
            raise UnreadableError(_reason(error)) from error


def sha256(location: str, most: int) -> str:
    """The SHA-256 of a file, hex. Raises as `pieces`: a file may grow, and a store send more than it says."""
    digest = hashlib.sha256()
    for piece in pieces(location, most):
        digest.update(piece)
    return digest.hexdigest()


def opened(location: str) -> BinaryIO:
    """A regular file, open for reading. Raises `UnreadableError`; never waits for a pipe or a device."""
    if urls.is_url(location):
        with _refusals():
            return urls.opened(location)
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
    try:
        descriptor = os.open(location, flags)
    except (OSError, ValueError) as error:
        raise UnreadableError(_reason(error)) from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise UnreadableError(NOT_A_FILE)
    return os.fdopen(descriptor, "rb")


@contextmanager
def at_hand(location: str, most: int) -> Iterator[str]:
    """The path of a file on this machine that holds what `location` does, or more than `most` bytes of it.

    Raises `UnreadableError`.
    """
    if not urls.is_url(location):
        yield location
        return
    with ExitStack() as stack:
        with _refusals():
            path = stack.enter_context(urls.fetched(location, most))
        yield str(path)


@contextmanager
def _refusals() -> Iterator[None]:
    """Whatever a store's library raises, as `UnreadableError`."""
    try:
        yield
    except UnreadableError:
        raise
    except Exception as error:  # each store has exceptions of its own
        raise UnreadableError(_reason(error)) from error


def _reason(error: Exception) -> str:
    """The system's words, without the path: the row names the file anyway."""
    return (error.strerror if isinstance(error, OSError) else str(error)) or type(error).__name__
