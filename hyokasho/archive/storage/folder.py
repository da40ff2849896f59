"""OUT as a folder of this machine."""

from __future__ import annotations

import os
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from hyokasho.archive.storage.errors import BusyError, refusal
from hyokasho.archive.storage.filelock import HeldError, locked
from hyokasho.archive.storage.interface import LOCK, WORK

_TEMPORARY = f"{WORK}/tmp"


class LocalStorage:
    """Files are written beside, flushed to the disk and renamed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._count = 0

    @property
    def place(self) -> str:
        """See `Storage.place`."""
        return str(self._root)

    def read(self, name: str, length: int = -1) -> bytes:
        """See `Storage.read`."""
        with (self._root / name).open("rb") as file:
            return file.read(length)

    def size(self, name: str) -> int | None:
        """See `Storage.size`."""
        try:
            return (self._root / name).stat().st_size
        except OSError:
            return None

    def write(self, name: str, data: bytes) -> None:
        """See `Storage.write`."""
        with self.create(name) as file:
            file.write(data)

    @contextmanager
    def create(self, name: str) -> Iterator[BinaryIO]:
        """See `Storage.create`."""
        self._count += 1
        temporary = self._root / _TEMPORARY / f"{os.getpid()}-{self._count}"
        target = self._root / name
        with self._explained():
            temporary.parent.mkdir(parents=True, exist_ok=True)
            try:
                with temporary.open("xb") as file:
                    yield file
                    file.flush()
                    os.fsync(file.fileno())
                target.parent.mkdir(parents=True, exist_ok=True)
                temporary.replace(target)
            except BaseException:
                with suppress(OSError):
                    temporary.unlink()
                raise

    def move(self, old: str, new: str) -> None:
        """See `Storage.move`."""
        with self._explained():
            target = self._root / new
            target.parent.mkdir(parents=True, exist_ok=True)
            (self._root / old).replace(target)
            _flush_folder(target.parent)

    def names(self, folder: str = "") -> Iterator[str]:
        """See `Storage.names`."""
        with suppress(FileNotFoundError):
            yield from sorted(os.listdir(self._root / folder))  # noqa: PTH208 - names, not paths

    def remove(self, name: str) -> None:
        """See `Storage.remove`."""
        path = self._root / name
        with self._explained():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            elif path.exists() or path.is_symlink():
                path.unlink()
                _flush_folder(path.parent)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """See `Storage.lock`."""
        path = self._root / LOCK
        owner = f"process {os.getpid()} on {socket.gethostname()}, since {time.strftime('%Y-%m-%d %H:%M:%S')}"
        with ExitStack() as held:
            with self._explained():
                path.parent.mkdir(parents=True, exist_ok=True)
                try:
                    held.enter_context(locked(path, owner))
                except HeldError as error:
                    message = f"{self.place}: another run writes it ({error}); wait for it, or stop it"
                    raise BusyError(message) from error
            self.remove(_TEMPORARY)  # what a killed run was about to write
            yield

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn the system's refusal into words that say what to do."""
        try:
            yield
        except OSError as error:
            raise refusal(self.place, error) from error


def _flush_folder(folder: Path) -> None:
    """Make a rename last through a power failure, where folders can be flushed (not on Windows)."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
