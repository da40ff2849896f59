"""OUT on an object store (`s3://bucket/dataset`), through fsspec.

An object appears as a whole when its upload ends, and replaces an older one at once: what `Storage` promises comes with
the store. What does not is a lock that dies with its owner: here it is an object that its owner renews. It keeps people
from starting a run twice; two that begin in the same instant may pass each other, and would write the same results.
"""

from __future__ import annotations

import os
import socket
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

import msgspec

from hyokasho.archive.storage.errors import BusyError, StorageError
from hyokasho.archive.storage.inside import parts
from hyokasho.archive.storage.interface import ASIDE, LOCK
from hyokasho.archive.storage.state import NonsenseError, decoded, encoded
from hyokasho.archive.storage.urls import filesystem

LEASE = 120.0
"""Seconds without a sign of life after which a lock counts as abandoned. Clocks of two machines may differ by less."""
RENEWAL = 20.0
"""Seconds between two signs of life."""


class _Holder(msgspec.Struct):
    """Who holds the lock; `renewed`: the time of the last sign of life."""

    pid: int
    host: str
    token: str
    renewed: float


class ObjectStorage:
    """The objects below a URL."""

    def __init__(self, url: str) -> None:
        """Raises `UrlError`."""
        self._url = url.rstrip("/")
        self._system, self._root = filesystem(self._url)
        self.aside: list[str] = []

    @property
    def place(self) -> str:
        """See `Storage.place`."""
        return self._url

    def read(self, name: str, length: int = -1) -> bytes:
        """See `Storage.read`."""
        path = self._path(name)
        data: bytes = self._system.cat_file(path, start=0, end=length) if length >= 0 else self._system.cat_file(path)
        return data

    def opened(self, name: str) -> BinaryIO:
        """See `Storage.opened`."""
        file: BinaryIO = self._system.open(self._path(name), "rb")
        return file

    def kind(self, name: str) -> str | None:
        """See `Storage.kind`: a store has neither links nor devices."""
        return None

    def size(self, name: str) -> int | None:
        """See `Storage.size`."""
        with suppress(FileNotFoundError):
            info = self._system.info(self._path(name))
            return None if info["type"] == "directory" else int(info["size"])
        return None

    def write(self, name: str, data: bytes) -> None:
        """See `Storage.write`."""
        with self._explained():
            self._system.pipe_file(self._path(name), data)

    @contextmanager
    def create(self, name: str) -> Iterator[BinaryIO]:
        """See `Storage.create`. The file is written on this machine and uploaded when it is whole."""
        with self._explained(), tempfile.TemporaryDirectory(prefix="hyokasho-") as folder:
            path = Path(folder) / "whole"
            with path.open("xb") as file:
                yield file
            self._system.put_file(str(path), self._path(name))

    def move(self, old: str, new: str) -> None:
        """See `Storage.move`."""
        with self._explained():
            self._system.copy(self._path(old), self._path(new))
            self._system.rm_file(self._path(old))

    def names(self, folder: str = "") -> Iterator[str]:
        """See `Storage.names`."""
        path = self._path(folder)
        try:
            found = self._system.ls(path, detail=False)
        except FileNotFoundError:
            return
        if found == [path]:
            raise NotADirectoryError(path)
        yield from sorted(name.rstrip("/").rpartition("/")[2] for name in found if name.rstrip("/") != path)

    def remove(self, name: str) -> None:
        """See `Storage.remove`."""
        with self._explained(), suppress(FileNotFoundError):
            self._system.rm(self._path(name), recursive=True)

    def set_aside(self, name: str) -> None:
        """See `Storage.set_aside`."""
        self.move(name, f"{ASIDE}/{name.rpartition('/')[2]}-{uuid.uuid4().hex}")
        self.aside.append(name)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """See `Storage.lock`."""
        owner = _Holder(os.getpid(), socket.gethostname(), uuid.uuid4().hex, 0.0)
        self._take(owner)
        over = threading.Event()
        thread = threading.Thread(target=self._renew, args=(owner, over), daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()
            with suppress(StorageError, OSError, ValueError):
                holder = self._holder()
                if holder is not None and holder.token == owner.token:
                    self._sign(owner, released=True)

    def _take(self, owner: _Holder) -> None:
        """Raises `BusyError`."""
        self._refuse_if_held(owner)
        self._sign(owner)
        self._refuse_if_held(owner)

    def _refuse_if_held(self, owner: _Holder) -> None:
        holder = self._holder()
        if holder is not None and time.time() - holder.renewed < LEASE and holder.token != owner.token:
            who = f"process {holder.pid} on {holder.host}"
            raise BusyError(f"{self.place}: another run writes it ({who}); wait for it, or stop it")

    def _renew(self, owner: _Holder, over: threading.Event) -> None:
        while not over.wait(RENEWAL):
            with suppress(StorageError, OSError):  # the next sign of life may come through
                self._sign(owner)

    def _sign(self, owner: _Holder, *, released: bool = False) -> None:
        owner.renewed = 0.0 if released else time.time()
        self.write(LOCK, encoded(owner))

    def _holder(self) -> _Holder | None:
        """Who holds the lock, or held it last; None where nobody has said so."""
        try:
            return decoded(self.read(LOCK), _Holder)
        except (FileNotFoundError, NonsenseError):
            return None

    def _path(self, name: str) -> str:
        return f"{self._root}/{'/'.join(parts(name))}" if name else self._root

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn the store's refusal into words that say where."""
        try:
            yield
        except (OSError, ValueError) as error:
            raise StorageError(f"{self.place}: cannot be written ({error})") from error
