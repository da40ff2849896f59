"""Inputs → the inputs with those that they hold: each file in a container is a document of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from hyokasho.archive.containers.held import UNKNOWN
from hyokasho.archive.containers.kept import Listings
from hyokasho.archive.containers.unpack_job import File, Listing
from hyokasho.archive.containers.unpacking import Unpacking
from hyokasho.archive.sources.catalogue import Entry, Member
from hyokasho.archive.sources.find import Input
from hyokasho.archive.sources.identity import Identities
from hyokasho.archive.sources.kinds import PDF, WORKBOOKS, ZIP, suffix
from hyokasho.archive.sources.locations import InputTooLargeError, UnreadableError
from hyokasho.document.verdict import NOT_AN_ASSESSMENT, Failed, Lack, Lost, Read

Opened = Callable[[Entry, int, int], None]
INSIDE = "!"
"""Between the name of a container and that of a file in it, in `documents.source`."""


class Expansion:
    """Opens containers, or remembers what they held."""

    def __init__(self, unpacking: Unpacking, listings: Listings, identities: Identities) -> None:
        self._unpacking, self._listings, self._identities = unpacking, listings, identities

    def expanded(self, entries: Sequence[Entry], opened: Opened) -> list[Entry]:
        """All entries, those in containers behind their container.

        `opened` is called with each container, how many files it holds, and how many of them are refused.

        A ZIP archive that is read whole is no document: it has no entry of its own. Raises `WorkerError`.
        """
        return [found for entry in entries for found in self._of(entry, opened)]

    def containers(self, entries: Sequence[Entry]) -> int:
        """How many of them may hold others."""
        return sum(self._kind(entry) is not None for entry in entries)

    def _of(self, entry: Entry, opened: Opened) -> Iterator[Entry]:
        kind = self._kind(entry)
        if kind is None:
            yield entry
            return
        listing = self._listing(entry, kind)
        if listing is None:
            yield entry
            return
        files = [file for file in listing.files if file.names]
        opened(entry, len(files), sum(file.refused is not None for file in files))
        yield from _itself(entry, kind, listing)
        for number, file in enumerate(listing.files):
            if file.names:
                yield _member(entry, number, file)

    def _kind(self, entry: Entry) -> str | None:
        """As what an entry is opened: by its suffix; None for what holds nothing that is looked for."""
        kind = suffix(entry.input.name)
        if entry.told is not None:
            return None
        if kind == ZIP:
            return ZIP
        if kind in WORKBOOKS:
            return kind if entry.input.found else None
        return PDF if self._unpacking.bounds.attachments else None

    def _listing(self, entry: Entry, kind: str) -> Listing | None:
        """What an entry holds; None where it cannot be opened any more, which its row says."""
        known = self._listings.get(kind, entry.document_id)
        if known is not None:
            return known
        try:
            document_id, listing = self._unpacking.listing(entry.input.location, f"container{kind}")
        except UnreadableError as error:
            entry.size = error.size if isinstance(error, InputTooLargeError) else entry.size
            entry.lose(error.verdict)
            return None
        if document_id != entry.document_id:
            entry.document_id, entry.size = document_id, None
            self._identities.changed(entry.input.location)
        self._listings.put(kind, document_id, listing)
        return listing


def _itself(entry: Entry, kind: str, listing: Listing) -> Iterator[Entry]:
    """The row of a container: of a PDF, a workbook, or of an archive that lacks something."""
    lack = listing.lack
    if kind == PDF:
        yield entry
        if lack is not None:
            yield _member(entry, len(listing.files), File([UNKNOWN], attached=True, refused=lack))
    elif any(not file.names for file in listing.files):
        yield entry
    elif lack is not None:
        read = listing.files or lack.code == NOT_AN_ASSESSMENT
        entry.told = Read(lack) if read else Failed(lack.code, lack.message)
        yield entry


def _member(outer: Entry, number: int, file: File) -> Entry:
    """The entry of a file in a container."""
    *before, last = file.names
    within = INSIDE.join([outer.input.source, *before, ""])
    location = INSIDE.join([outer.input.location, *file.names])
    member = Member(outer.input, outer.document_id, number, file.attached)
    told = _lost(file.refused) if file.refused is not None else None
    return Entry(Input(location, within + last, within), file.document_id, file.size, told, member)


def _lost(lack: Lack) -> Lost:
    return Lost(lack.code, lack.message)
