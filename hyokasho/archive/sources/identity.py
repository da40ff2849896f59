"""Which document each input is: its SHA-256, without reading files that have not changed since the last run.

The index is a cache only. A file whose size, times or inode differ is hashed anew, and one that was modified just
before it was hashed is hashed again the next time: two changes within the clock's tick look like one.
"""

from __future__ import annotations

import time
from dataclasses import astuple, dataclass
from typing import Annotated

from hyokasho.archive.sources.locations import InputTooLargeError, Stamp, sha256, stamp
from hyokasho.archive.storage.interface import WORK, Storage
from hyokasho.archive.storage.state import Count, Sha256, encoded, load

INDEX = f"{WORK}/inputs.json"
SETTLED = 2_000_000_000
"""Nanoseconds after which a file's time tells changes apart on every file system (FAT counts in two seconds)."""


_Count = Annotated[int, Count]


@dataclass(frozen=True, slots=True)
class Identity:
    """A document by its content: SHA-256 (hex) and bytes."""

    document_id: str
    size: int


class Identities:
    """Tells what inputs are, and remembers it for the next run."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._known = _load(storage)
        self._seen: dict[str, tuple[Stamp, str]] = {}
        self.hashed = 0

    def identify(self, location: str, most: int) -> Identity:
        """What the file is now. Raises `UnreadableError`; `InputTooLargeError` for one of more than `most` bytes."""
        now = stamp(location)
        if now.size > most:
            raise InputTooLargeError(f"the file has {now.size} bytes, more than {most}", now.size)
        known = self._known.get(location)
        if known is not None and known[0] == now:
            self._seen[location] = known
            return Identity(known[1], now.size)
        hashed_at = time.time_ns()
        found = sha256(location, most)
        self.hashed += 1
        if max(now.modified, now.changed) < hashed_at - SETTLED:
            self._seen[location] = now, found
        return Identity(found, now.size)

    def changed(self, location: str) -> None:
        """Forget a file that held other bytes when it was read than when it was hashed."""
        self._seen.pop(location, None)

    def save(self) -> None:
        """Keep what was seen in this run; of inputs that it did not come to, what was known before."""
        now = self._known | self._seen
        if now != self._known:
            entries = {location: (*astuple(state), found) for location, (state, found) in now.items()}
            self._storage.write(INDEX, encoded(entries))
            self._known = now


def _load(storage: Storage) -> dict[str, tuple[Stamp, str]]:
    """The index, empty where there is none or it makes no sense."""
    said = load(storage, INDEX, dict[str, tuple[_Count, int, int, int, Annotated[str, Sha256]]])
    return {location: (Stamp(*state), found) for location, (*state, found) in (said or {}).items()}
