"""A lock on an object store, where none dies with its owner: who holds it gives signs of life.

Each holder writes an object of its own number, one above the last, on the condition that there is none of that number
yet (S3: `If-None-Match: *`): of two that want the same number, the store lets one have it. The highest number holds the
lock, until its owner releases it or gives no sign of life for `LEASE` seconds. On a store that does not know conditions
the last writer wins, which is found out by reading what was written: nearly as good, since runs begin seconds apart.
"""

from __future__ import annotations

import os
import re
import socket
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Protocol

import msgspec

from hyokasho.archive.storage.interface import LOCK, WORK
from hyokasho.archive.storage.state import NonsenseError, decoded, encoded
from hyokasho.archive.storage.storage_error import BusyError, StorageError

LEASE = 120.0
"""Seconds without a sign of life after which a lock counts as abandoned. Clocks of two machines may differ by less."""
RENEWAL = 20.0
"""Seconds between two signs of life."""
LATE = 60.0
"""Seconds after the last one from which the owner writes nothing before it has given another."""
_NAME = re.compile(r"lock(?:-(\d{6,15}))?")


class _Holder(msgspec.Struct):
    """Who holds the lock; `renewed`: the time of the last sign of life, 0 once it is released."""

    pid: int
    host: str
    token: str
    renewed: float


class Objects(Protocol):
    """What a lease asks of a store. All raise `StorageError` where the store does not answer."""

    @property
    def place(self) -> str:
        """The store as a person names it."""
        ...

    def read(self, name: str) -> bytes:
        """An object. Raises `FileNotFoundError`."""
        ...

    def put(self, name: str, data: bytes) -> None:
        """Put an object in the place of an older one."""
        ...

    def write_first(self, name: str, data: bytes) -> None:
        """Put an object unless there is one. Raises `FileExistsError`."""
        ...

    def names(self, folder: str) -> Iterator[str]:
        """What is in a folder."""
        ...

    def remove(self, name: str) -> None:
        """Delete an object."""
        ...


class Lease:
    """The lock of one run."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._me = _Holder(os.getpid(), socket.gethostname(), uuid.uuid4().hex, 0.0)
        self._number = -1
        self._lost = False
        self._turn = threading.Lock()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock. Raises `BusyError`, `StorageError`."""
        try:
            self._take()
        except StorageError:
            self._release()  # it may have been taken all the same: an answer may be lost
            raise
        over = threading.Event()
        thread = threading.Thread(target=self._renew, args=(over,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()
            self._release()

    def check(self) -> None:
        """Give a sign of life if the last one is old. Raises `BusyError` where another run has taken the lock over.

        This process may have been suspended for longer than its lease.
        """
        if self._lost or time.time() - self._me.renewed > LATE:
            self._sign()

    def _take(self) -> None:
        number, holder = self._last()
        if holder is not None and time.time() - holder.renewed < LEASE:
            raise self._busy(holder)
        self._number, self._me.renewed = number + 1, time.time()
        try:
            self._objects.write_first(_name(self._number), encoded(self._me))
        except FileExistsError:
            pass  # perhaps by this run: the answer to a first try may have been lost
        except StorageError:
            if self._holder(self._number) is None:
                raise
        number, holder = self._last()
        if not self._is_mine(number, holder):
            raise self._busy(holder)
        for old in self._numbers():
            if 0 < old < number:  # the first one tells that a run has begun here
                self._objects.remove(_name(old))

    def _renew(self, over: threading.Event) -> None:
        while not over.wait(RENEWAL):
            with suppress(StorageError):  # the next sign of life may come through
                self._sign()

    def _sign(self) -> None:
        """Raises `BusyError`, `StorageError`."""
        with self._turn:
            number, holder = self._last()
            self._lost = self._lost or not self._is_mine(number, holder)
            if self._lost:
                raise self._busy(holder)
            now = time.time()
            self._objects.put(_name(self._number), encoded(msgspec.structs.replace(self._me, renewed=now)))
            self._me.renewed = now

    def _release(self) -> None:
        with suppress(StorageError):
            if self._is_mine(*self._last()):
                self._objects.put(_name(self._number), encoded(msgspec.structs.replace(self._me, renewed=0.0)))

    def _last(self) -> tuple[int, _Holder | None]:
        """The highest number, -1 where there is none, and who has it, None where that makes no sense."""
        number = max(self._numbers(), default=-1)
        return number, self._holder(number) if number >= 0 else None

    def _numbers(self) -> list[int]:
        found = [_NAME.fullmatch(name) for name in self._objects.names(WORK)]
        return [int(match[1] or 0) for match in found if match]

    def _holder(self, number: int) -> _Holder | None:
        try:
            return decoded(self._objects.read(_name(number)), _Holder)
        except (FileNotFoundError, NonsenseError):
            return None

    def _is_mine(self, number: int, holder: _Holder | None) -> bool:
        return number == self._number and holder is not None and holder.token == self._me.token

    def _busy(self, holder: _Holder | None) -> BusyError:
        who = f"process {holder.pid} on {holder.host}" if holder is not None else "one that has just begun"
        return BusyError(f"{self._objects.place}: another run writes it ({who}); wait for it, or stop it")


def _name(number: int) -> str:
    return f"{LOCK}-{number:06}" if number else LOCK
