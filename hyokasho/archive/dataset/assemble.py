"""Results → tables, in the order of the inputs: the same bytes whatever the order in which they were read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pyarrow as pa

from hyokasho.archive.dataset.naming import named
from hyokasho.archive.dataset.parts import parts_of_wholes, with_parts
from hyokasho.archive.dataset.record import Record
from hyokasho.archive.dataset.replacement import Manifest
from hyokasho.archive.dataset.summary import Summary
from hyokasho.archive.dataset.writer import DatasetWriter
from hyokasho.archive.results.store import Store
from hyokasho.archive.sources.catalogue import Entry
from hyokasho.archive.storage.interface import Storage
from hyokasho.archive.task import Limits
from hyokasho.document.result import unread_document


def assemble(
    entries: Sequence[Entry],
    store: Store,
    storage: Storage,
    fingerprint: str,
    sources: Record,
    done: Callable[[], None],
) -> Summary:
    """Write the tables anew and put them in the place of old ones; one result at a time is in memory.

    The rows of `assessments` wait for the end: which of them are parts of others is known once all are there.

    `fingerprint` and `sources` (`dropping.record`) are noted beside them, for the next run. Raises `LostResultError`;
    the older tables are then as they were.
    """
    with DatasetWriter(storage) as writer:
        assembly = _Assembly(store, writer)
        for entry in entries:
            assembly.take(entry)
            done()
        assembly.write_assessments()
        writer.finish(Manifest(fingerprint, assembly.bounds, assembly.summary.counted()), sources)
    return assembly.summary


class _Assembly:
    """Writes the rows of one input after the other."""

    def __init__(self, store: Store, writer: DatasetWriter) -> None:
        self._store, self._writer = store, writer
        self.summary = Summary()
        self._written: set[str] = set()
        self._within: set[Limits] = set()
        self._assessments: list[pa.Table] = []

    @property
    def bounds(self) -> list[tuple[float, int]]:
        """The limits within which the documents were read."""
        return sorted((limits.timeout, limits.memory) for limits in self._within)

    def take(self, entry: Entry) -> None:
        """Write what an input came to. Raises `LostResultError`."""
        if entry.told is None:
            self._take_read(entry)
            return
        unread = unread_document(entry.document_id, entry.size, entry.told)
        self._writer.add({"documents": named(unread, entry.input.name, entry.input.source)})
        self.summary.add_unread(entry, entry.told)

    def _take_read(self, entry: Entry) -> None:
        """Write the rows of a document; of bytes that came under another name before, only its own in `documents`."""
        head, tables = self._store.get(entry.document_id)
        again = head.document_id in self._written
        self._written.add(head.document_id)
        documents = named(tables["documents"], entry.input.name, entry.input.source)
        if "assessments" in tables and not again:
            self._assessments.append(tables.pop("assessments"))
        self._writer.add({"documents": documents} if again else tables | {"documents": documents})
        self.summary.add(entry, head, again)
        self._within |= {head.within} if head.within is not None else set()

    def write_assessments(self) -> None:
        """Write the rows that waited: which assessments are parts of others is known once all are there."""
        wholes = parts_of_wholes((row for table in self._assessments for row in table.to_pylist()), self._store)
        for table in with_parts(self._assessments, wholes):
            self._writer.add({"assessments": table})
