"""OUT on an object store (`s3://bucket/dataset`), through fsspec.

An object appears as a whole when its upload ends, and replaces an older one at once: what `Storage` promises comes with
the store. What does not is a lock that dies with its owner: see `lease`.
"""

from __future__ import annotations

import errno
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from hyokasho.archive.storage.inside import OutsideError, parts
from hyokasho.archive.storage.interface import ASIDE, MOST_READ
from hyokasho.archive.storage.lease import Lease
from hyokasho.archive.storage.storage_error import ABSENT, StorageError, refusal
from hyokasho.archive.storage.urls import filesystem


class ObjectStorage:
    """The objects below a URL."""

    def __init__(self, url: str) -> None:
        """Raises `UrlError`."""
        self._url = url.rstrip("/")
        self._system, self._root = filesystem(self._url)
        self._lease: Lease | None = None
        self.aside: list[str] = []

    @property
    def place(self) -> str:
        """See `Storage.place`."""
        return self._url

    def location(self, name: str) -> str:
        """See `Storage.location`."""
        return f"{self._url}/{'/'.join(parts(name))}"

    def read(self, name: str, length: int = -1) -> bytes:
        """See `Storage.read`."""
        with self._explained("read"):
            data = self._part(self._path(name), length if length >= 0 else MOST_READ + 1)
        if len(data) > MOST_READ:
            raise OutsideError(f"{name} is larger than any file of ours")
        return data

    def opened(self, name: str) -> BinaryIO:
        """See `Storage.opened`."""
        with self._explained("read"):
            file: BinaryIO = self._system.open(self._path(name), "rb")
        return file

    def kind(self, name: str) -> str | None:
        """See `Storage.kind`: a store has neither links nor devices."""
        return None

    def size(self, name: str) -> int | None:
        """See `Storage.size`."""
        with suppress(FileNotFoundError), self._explained("read"):
            info = self._system.info(self._path(name))
            return None if info["type"] == "directory" else int(info["size"])
        return None

    def write(self, name: str, data: bytes) -> None:
        """See `Storage.write`."""
        with self._writing():
            self._put(name, data)

    def put(self, name: str, data: bytes) -> None:
        """The same for the lock itself, which is held or not."""
        with self._explained("written"):
            self._put(name, data)

    def write_first(self, name: str, data: bytes) -> None:
        """Put an object unless there is one. Raises `FileExistsError` from a store that can tell; see `lease`."""
        try:
            self._put(name, data, mode="create")
        except FileExistsError:
            raise
        except Exception as error:
            if getattr(error, "errno", None) == errno.EINVAL and self.size(name) is not None:
                raise FileExistsError(name) from error  # a condition that did not hold, by a less common name
            raise StorageError(f"{self.place}: cannot be written ({error or type(error).__name__})") from error

    @contextmanager
    def create(self, name: str) -> Iterator[BinaryIO]:
        """See `Storage.create`. The file is written on this machine and uploaded when it is whole."""
        with ExitStack() as stack:
            try:
                path = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hyokasho-"))) / "whole"
                with path.open("xb") as file:
                    yield file
            except OSError as error:
                raise refusal(tempfile.gettempdir(), error) from error
            with self._writing():
                self._system.put_file(str(path), self._path(name))

    def move(self, old: str, new: str) -> None:
        """See `Storage.move`."""
        with self._writing():
            self._system.copy(self._path(old), self._path(new))
            self._system.rm_file(self._path(old))

    def names(self, folder: str = "") -> Iterator[str]:
        """See `Storage.names`."""
        path = self._path(folder)
        try:
            with self._explained("read"):
                found = self._system.ls(path, detail=False)
        except FileNotFoundError:
            return
        if found == [path]:
            raise NotADirectoryError(path)
        yield from sorted(name.rstrip("/").rpartition("/")[2] for name in found if name.rstrip("/") != path)

    def remove(self, name: str) -> None:
        """See `Storage.remove`."""
        with self._writing(), suppress(FileNotFoundError):
            self._system.rm(self._path(name), recursive=True)

    def set_aside(self, name: str) -> None:
        """See `Storage.set_aside`."""
        self.move(name, f"{ASIDE}/{name.rpartition('/')[2]}-{uuid.uuid4().hex}")
        self.aside.append(name)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """See `Storage.lock`."""
        lease = Lease(self)
        with lease.held():
            self._lease = lease
            try:
                yield
            finally:
                self._lease = None

    def _part(self, path: str, end: int) -> bytes:
        """The first bytes of an object; S3 refuses to give a part of one that is empty."""
        try:
            data: bytes = self._system.cat_file(path, start=0, end=end)
        except FileNotFoundError:
            raise
        except Exception:
            if self._system.info(path)["size"] == 0:
                return b""
            raise
        return data

    def _put(self, name: str, data: bytes, **how: str) -> None:
        self._system.pipe_file(self._path(name), data, **how)

    def _path(self, name: str) -> str:
        return f"{self._root}/{'/'.join(parts(name))}" if name else self._root

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Write what this run may still write. Raises `StorageError`."""
        if self._lease is not None:
            self._lease.check()
        with self._explained("written"):
            yield

    @contextmanager
    def _explained(self, how: str) -> Iterator[None]:
        """Turn the store's refusal into words that say where. What is not there is none."""
        try:
            yield
        except (StorageError, *ABSENT, IsADirectoryError, OutsideError):
            raise
        except Exception as error:  # each store's library has exceptions of its own
            raise StorageError(f"{self.place}: cannot be {how} ({error or type(error).__name__})") from error
