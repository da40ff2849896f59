"""The folder that a run writes: every file in it is whole or not there, and one run at a time writes it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import BinaryIO, Protocol

WORK = ".hyokasho"
"""The folder in OUT where a run keeps what it needs to go on; its name hides it from readers of Parquet folders."""
LOCK = f"{WORK}/lock"
ASIDE = f"{WORK}/aside"
"""Where things go that stand in `WORK` under a name of ours and are not what we wrote."""
MOST_READ = 1 << 30
"""Bytes of a file that is read at once: no result and no note of ours comes near it."""


class Storage(Protocol):
    """Files under OUT, named relative to it with slashes. Raises `StorageError` where it cannot write, or cannot ask.

    Whoever made OUT is not trusted: no name leads out of it, through no link.
    """

    @property
    def place(self) -> str:
        """OUT as a person names it."""
        ...

    @property
    def aside(self) -> list[str]:
        """Names of what was set aside so far."""
        ...

    def location(self, name: str) -> str:
        """Where a file is that `create` wrote, for processes that only read it: a path, or a URL."""
        ...

    def opened(self, name: str) -> BinaryIO:
        """A file, open for reading. Raises `OSError`."""
        ...

    def kind(self, name: str) -> str | None:
        """`file`, `folder`, or `other` (a link, a pipe, a device); None where nothing is, or nothing of that kind."""
        ...

    def read(self, name: str, length: int = -1) -> bytes:
        """The first `length` bytes of a file, all by default. Raises `OSError` (`FileNotFoundError` where none is)."""
        ...

    def size(self, name: str) -> int | None:
        """Bytes of a file, None where there is none."""
        ...

    def write(self, name: str, data: bytes) -> None:
        """Put a file in the place of an older one: a reader, and a run after a crash, sees one or the other."""
        ...

    def create(self, name: str) -> AbstractContextManager[BinaryIO]:
        """A large file to write; it appears as a whole when the context ends without an error."""
        ...

    def move(self, old: str, new: str) -> None:
        """Put file `old` in the place of `new` at once."""
        ...

    def names(self, folder: str = "") -> Iterator[str]:
        """The names of what is directly in a folder; nothing where there is none."""
        ...

    def remove(self, name: str) -> None:
        """Delete a file or a folder, if it is there."""
        ...

    def set_aside(self, name: str) -> None:
        """Move what is no file of ours, though it is called like one, to `ASIDE`."""
        ...

    def lock(self) -> AbstractContextManager[None]:
        """Keep other runs out. Raises `BusyError`. A lock whose owner has died does not count."""
        ...
