"""One process at a time: a lock that the operating system gives back when its owner dies, however it dies."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_UNSUPPORTED = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP}
"""Some network file systems have no locks; a run there goes without."""
_LOCKED_BYTE = 1 << 30
"""Windows locks bytes, and nobody could read those that say who holds the lock."""


class HeldError(Exception):
    """Another process holds the lock; the message is what it wrote into it."""


@contextmanager
def locked(descriptor: int, owner: str) -> Iterator[None]:
    """Hold the lock of an open file, with `owner` written into it. Raises `HeldError` at once if it is held."""
    try:
        if not _acquire(descriptor):
            raise HeldError(os.read(descriptor, 1000).decode("utf-8", "replace").strip() or "unknown owner")
        os.ftruncate(descriptor, 0)
        os.write(descriptor, owner.encode())
        yield
    finally:
        os.close(descriptor)


def _acquire(descriptor: int) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
            os.lseek(descriptor, 0, os.SEEK_SET)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        with suppress(OSError):
            os.lseek(descriptor, 0, os.SEEK_SET)
        return error.errno in _UNSUPPORTED
    return True
