"""Files out of containers while they wait to be read: each container is opened once, and nothing of it stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hyokasho.archive.containers.unpack_job import File
from hyokasho.archive.containers.unpacking import Unpacking
from hyokasho.archive.sources.catalogue import Entry, Member
from hyokasho.archive.sources.find import Input
from hyokasho.archive.sources.kinds import suffix
from hyokasho.archive.sources.locations import UnreadableError
from hyokasho.archive.storage.interface import WORK, Storage

SPOOL = f"{WORK}/spool"
_GONE = "the file that holds it is gone, or another one now"


class Spool:
    """Keeps files in OUT, by numbers for names, from when they are first asked for until they were read."""

    def __init__(self, storage: Storage, unpacking: Unpacking) -> None:
        self._storage, self._unpacking = storage, unpacking
        self._names: dict[str, str] = {}
        """Of the documents that are there: their SHA-256, and the name of their file."""
        self._count = 0
        self._failed: dict[tuple[Input, str], UnreadableError] = {}

    def clear(self) -> None:
        """Delete what is left of this run, or of one that was killed. Raises `StorageError`."""
        self._names = {}
        self._storage.remove(SPOOL)

    def location(self, entry: Entry, waiting: Iterable[Entry]) -> str:
        """Where the bytes of a file in a container are, to be read.

        With it those of `waiting` are taken out that the same container holds. Raises `UnreadableError` where that is
        not what it was, `StorageError`, and `WorkerError`.
        """
        assert entry.member is not None
        container = entry.member.outer, entry.member.container
        if entry.document_id not in self._names and container not in self._failed:
            try:
                self._take(entry.member, (entry, *waiting))
            except UnreadableError as error:
                self._failed[container] = error
        if entry.document_id not in self._names:
            raise self._failed.get(container) or UnreadableError(_GONE)
        return self._storage.location(self._names[entry.document_id])

    def release(self, document_id: str) -> None:
        """Delete a file that was read, if it is one of these. Raises `StorageError`."""
        name = self._names.pop(document_id, None)
        if name is not None:
            self._storage.remove(name)

    def _take(self, asked: Member, entries: Iterable[Entry]) -> None:
        """Write what waits of one container. Raises `UnreadableError`."""
        wanted: dict[int, File] = {}
        for entry in entries:
            member = entry.member
            if member is None or entry.document_id in self._names:
                continue
            if (member.outer, member.container) == (asked.outer, asked.container):
                wanted[member.number] = File([], member.attached, entry.document_id, entry.size)
        name = f"container{suffix(asked.outer.name)}"
        self._unpacking.take(
            asked.outer.location, name, wanted, lambda number, pieces: self._write(wanted[number].document_id, pieces)
        )

    def _write(self, document_id: str, pieces: Iterator[bytes]) -> None:
        self._count += 1
        name = f"{SPOOL}/{self._count}"
        with self._storage.create(name) as file:
            for piece in pieces:
                file.write(piece)
        self._names[document_id] = name
