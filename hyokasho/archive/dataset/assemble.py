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
    summary, written = Summary(), set[str]()
    within: set[Limits] = set()
    assessments: list[pa.Table] = []
    with DatasetWriter(storage) as writer:
        for entry in entries:
            if entry.told is not None:
                unread = unread_document(entry.document_id, entry.size, entry.told)
                writer.add({"documents": named(unread, entry.input.name, entry.input.source)})
                summary.add_unread(entry, entry.told)
            else:
                head, tables = store.get(entry.document_id)
                again = head.document_id in written
                written.add(head.document_id)
                documents = named(tables["documents"], entry.input.name, entry.input.source)
                # The same bytes under another name: its own row in `documents`, but the answers only once.
                if "assessments" in tables and not again:
                    assessments.append(tables.pop("assessments"))
                writer.add({"documents": documents} if again else tables | {"documents": documents})
                summary.add(entry, head, again)
                within |= {head.within} if head.within is not None else set()
            done()
        wholes = parts_of_wholes((row for table in assessments for row in table.to_pylist()), store)
        for table in with_parts(assessments, wholes):
            writer.add({"assessments": table})
        bounds = sorted((limits.timeout, limits.memory) for limits in within)
        writer.finish(Manifest(fingerprint, bounds, summary.counted()), sources)
    return summary
