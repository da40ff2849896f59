"""OUT as a folder of this machine."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import BinaryIO

from hyokasho.archive.storage.filelock import HeldError, locked
from hyokasho.archive.storage.inside import Folder, OutsideError, entered, parts
from hyokasho.archive.storage.interface import ASIDE, LOCK, MOST_READ, WORK
from hyokasho.archive.storage.storage_error import ABSENT, BusyError, refusal

_TEMPORARY = f"{WORK}/tmp"


class LocalStorage:
    """Files are written beside, flushed to the disk and renamed. No link below OUT is followed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._count = 0
        self.aside: list[str] = []

    @property
    def place(self) -> str:
        """See `Storage.place`."""
        return str(self._root)

    def location(self, name: str) -> str:
        """See `Storage.location`."""
        return os.path.abspath(self._root.joinpath(*parts(name)))  # noqa: PTH100 - `..` stays right with links

    def opened(self, name: str) -> BinaryIO:
        """See `Storage.opened`."""
        with self._at(name) as (folder, last):
            return folder.reading(last)

    def read(self, name: str, length: int = -1) -> bytes:
        """See `Storage.read`."""
        with self.opened(name) as file:
            if length < 0 and os.fstat(file.fileno()).st_size > MOST_READ:
                raise OutsideError(f"{name} is larger than any file of ours")
            return file.read(length)

    def kind(self, name: str) -> str | None:
        """See `Storage.kind`."""
        with self._explained("read"), suppress(*ABSENT, OutsideError), self._at(name) as (folder, last):
            return folder.kind(last)
        return None

    def size(self, name: str) -> int | None:
        """See `Storage.size`."""
        with self._explained("read"), suppress(*ABSENT, OutsideError), self._at(name) as (folder, last):
            return folder.size(last)
        return None

    def write(self, name: str, data: bytes) -> None:
        """See `Storage.write`."""
        with self.create(name) as file:
            file.write(data)

    @contextmanager
    def create(self, name: str) -> Iterator[BinaryIO]:
        """See `Storage.create`."""
        self._count += 1
        with self._explained(), self._at(f"{_TEMPORARY}/{os.getpid()}-{self._count}", make=True) as (folder, temporary):
            try:
                with os.fdopen(folder.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL), "wb") as file:
                    yield file
                    file.flush()
                    os.fsync(file.fileno())
                with self._at(name, make=True) as (target, last):
                    folder.rename(temporary, target, last)
            except BaseException:
                with suppress(OSError):
                    folder.remove(temporary)
                raise

    def move(self, old: str, new: str) -> None:
        """See `Storage.move`."""
        with self._explained(), self._at(old) as (source, name), self._at(new, make=True) as (target, last):
            source.rename(name, target, last)
            target.flush()

    def names(self, folder: str = "") -> Iterator[str]:
        """See `Storage.names`."""
        try:
            with suppress(FileNotFoundError), ExitStack() as stack:
                here = stack.enter_context(entered(self._root))
                for part in parts(folder) if folder else ():
                    here = stack.enter_context(here.child(part))
                yield from here.names()
        except NotADirectoryError:
            raise
        except OSError as error:
            raise refusal(self.place, error, "read") from error

    def remove(self, name: str) -> None:
        """See `Storage.remove`."""
        with self._explained(), suppress(FileNotFoundError), self._at(name) as (folder, last):
            folder.remove(last)
            folder.flush()

    def set_aside(self, name: str) -> None:
        """See `Storage.set_aside`."""
        with self._explained(), self._at(name) as (folder, last):
            self._put_aside(folder, last, name)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """See `Storage.lock`."""
        owner = f"process {os.getpid()} on {socket.gethostname()}, since {time.strftime('%Y-%m-%d %H:%M:%S')}"
        with ExitStack() as held:
            with self._explained(), self._at(LOCK, make=True) as (folder, last):
                if folder.kind(last) == "file" and folder.shared(last):
                    self._put_aside(folder, last, LOCK)
                try:
                    held.enter_context(locked(folder.open(last, os.O_RDWR | os.O_CREAT), owner))
                except HeldError as error:
                    message = f"{self.place}: another run writes it ({error}); wait for it, or stop it"
                    raise BusyError(message) from error
            self.remove(_TEMPORARY)  # what a killed run was about to write
            yield

    @contextmanager
    def _at(self, name: str, make: bool = False) -> Iterator[tuple[Folder, str]]:
        """The folder that a file is in, and the file's name there.

        `make`: the file is about to be written; folders are made for it, and what is in its way is put aside. Raises
        `OSError`, `OutsideError` for what leads elsewhere.
        """
        *folders, last = parts(name)
        with ExitStack() as stack:
            here = stack.enter_context(entered(self._root, make))
            for depth, part in enumerate(folders):
                if make:
                    self._clear(here, part, "/".join(folders[: depth + 1]), "folder")
                    here.make(part)
                here = stack.enter_context(here.child(part))
            if make:
                self._clear(here, last, name, "file")
            yield here, last

    def _clear(self, folder: Folder, part: str, name: str, wanted: str) -> None:
        """Put aside what is called so and is not what is wanted, where everything is ours. Raises `OutsideError`."""
        if folder.kind(part) in (None, wanted):
            return
        if not name.startswith(f"{WORK}/") or name.startswith(ASIDE):
            raise OutsideError(f"{name} is no plain {wanted}")
        self._put_aside(folder, part, name)

    def _put_aside(self, folder: Folder, part: str, name: str) -> None:
        with self._at(f"{ASIDE}/{part}", make=True) as (aside, _):
            free = next(each for number in count(1) if aside.kind(each := f"{part}-{number}") is None)
            folder.rename(part, aside, free)
        self.aside.append(name)

    @contextmanager
    def _explained(self, how: str = "written") -> Iterator[None]:
        """Turn the system's refusal into words that say what to do."""
        try:
            yield
        except OSError as error:
            raise refusal(self.place, error, how) from error
