"""Names of files below a folder → the files: the one place where a name becomes a path.

A folder may have been prepared by somebody else. So no link in it is followed, whatever it is called: each part of a
name is opened from the folder before it, and what is no plain file or folder is refused before it is waited for. Where
the system cannot open from an open folder (Windows), each part is looked at before it is used.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_PART = re.compile(r"[A-Za-z0-9_.][A-Za-z0-9_.+-]*")
_FROM_FOLDERS = os.open in os.supports_dir_fd and os.rename in os.supports_dir_fd
_PLAIN = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
"""Neither follow a link nor wait for the other end of a pipe."""
_BINARY = getattr(os, "O_BINARY", 0)
_JUNCTION = 0xA0000003
"""IO_REPARSE_TAG_MOUNT_POINT: the link to a folder that Windows has beside symbolic ones."""


class OutsideError(OSError):
    """A name that leads, or may lead, out of the folder, or to what is no plain file or folder."""


def parts(name: str) -> list[str]:
    """The parts of a name relative to a folder. Raises `OutsideError` for what is none of ours."""
    found = name.split("/")
    if any(part in (".", "..") or not _PART.fullmatch(part) for part in found):
        raise OutsideError(f"no name of a file of ours: {name!r}")
    return found


@dataclass(frozen=True, slots=True)
class Folder:
    """An open folder. `descriptor` is None where the system knows no such thing: then it goes by its path."""

    path: Path
    descriptor: int | None

    def kind(self, name: str) -> str | None:
        """`file`, `folder`, or `other` for a link, a pipe, a device; None where nothing is called so."""
        try:
            found = self._status(name)
        except FileNotFoundError:
            return None
        if _is_link(found):
            return "other"
        return "folder" if stat.S_ISDIR(found.st_mode) else "file" if stat.S_ISREG(found.st_mode) else "other"

    def size(self, name: str) -> int | None:
        """Bytes of a file; None where there is none."""
        return self._status(name).st_size if self.kind(name) == "file" else None

    def shared(self, name: str) -> bool:
        """Whether a file has another name, perhaps outside: what is written into it would be written there."""
        return self._status(name).st_nlink > 1

    def open(self, name: str, flags: int) -> int:
        """A descriptor of a plain file. Raises `OSError`; `OutsideError` for anything else than a plain file."""
        if not flags & os.O_CREAT and self.kind(name) == "other":
            raise OutsideError(f"{name} is no plain file")
        descriptor = os.open(self._at(name), flags | _PLAIN | _BINARY, 0o666, dir_fd=self.descriptor)
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise OutsideError(f"{name} is no plain file")
        return descriptor

    def reading(self, name: str) -> BinaryIO:
        """A plain file, open for reading. Raises as `open`."""
        return os.fdopen(self.open(name, os.O_RDONLY), "rb")

    @contextmanager
    def child(self, name: str) -> Iterator[Folder]:
        """A folder in it. Raises `OutsideError` where that is no plain folder."""
        found = self.kind(name)
        if found is None:
            raise FileNotFoundError(f"there is no {name}")
        if found != "folder":
            raise OutsideError(f"{name} is no plain folder")
        if self.descriptor is None:
            yield Folder(self.path / name, None)
            return
        with _opened(self.path / name, name, self.descriptor) as folder:
            yield folder

    def make(self, name: str) -> None:
        """Make a folder in it, unless there is one."""
        with suppress(FileExistsError):
            os.mkdir(self._at(name), dir_fd=self.descriptor)

    def rename(self, name: str, to: Folder, new: str) -> None:
        """Put what is called `name` in the place of `new`, in this or another folder."""
        os.replace(self._at(name), to._at(new), src_dir_fd=self.descriptor, dst_dir_fd=to.descriptor)

    def remove(self, name: str) -> None:
        """Delete a file, a folder with all that is in it, or a link, not what it leads to."""
        if self.kind(name) == "folder":
            shutil.rmtree(self._at(name), dir_fd=self.descriptor)
        else:
            os.unlink(self._at(name), dir_fd=self.descriptor)

    def names(self) -> list[str]:
        """What is in it, in order."""
        return sorted(os.listdir(self.path if self.descriptor is None else self.descriptor))

    def flush(self) -> None:
        """Make a rename last through a power failure, where folders can be flushed (not on Windows)."""
        if self.descriptor is not None:
            with suppress(OSError):
                os.fsync(self.descriptor)

    def _status(self, name: str) -> os.stat_result:
        return os.stat(self._at(name), dir_fd=self.descriptor, follow_symlinks=False)

    def _at(self, name: str) -> str:
        return name if self.descriptor is not None else str(self.path / name)


@contextmanager
def entered(path: Path, make: bool = False) -> Iterator[Folder]:
    """The folder that a person named, by whatever links; made if need be."""
    if make:
        path.mkdir(parents=True, exist_ok=True)
    if not _FROM_FOLDERS:
        yield Folder(path, None)
        return
    with _opened(path, str(path)) as folder:
        yield folder


@contextmanager
def _opened(path: Path, name: str, within: int | None = None) -> Iterator[Folder]:
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC | (0 if within is None else os.O_NOFOLLOW)
    descriptor = os.open(name, flags, dir_fd=within)
    try:
        yield Folder(path, descriptor)
    finally:
        os.close(descriptor)


def _is_link(found: os.stat_result) -> bool:
    return stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) == _JUNCTION
