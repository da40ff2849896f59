"""What a run would take out of a dataset though nobody removed it: found before anything is read."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence

from hyokasho.archive.dataset.record import RecordedInput, read_record
from hyokasho.archive.sources.catalogue import Entry
from hyokasho.archive.sources.locations import UnreadableError, stamp
from hyokasho.archive.storage.interface import Storage
from hyokasho.archive.storage.urls import is_url
from hyokasho.printable import one_line

MOST_NAMED = 3
"""So many of the documents that would go are named; the rest is counted."""


class WouldDropError(Exception):
    """A run that does not come to documents of the dataset whose files nobody is known to have removed."""


def check_drops(storage: Storage, entries: Sequence[Entry], sources: Iterable[str], attachments: bool) -> None:
    """Raise `WouldDropError` if tables of these inputs would lack documents of the older ones that may not go.

    A document may go if another input holds the same bytes, or if its file is surely gone: it is not there any more,
    but the folder is in which it was, or the run looks for it where the last one found it. One in a container may go if
    the container is gone, or was opened and does not hold it any more; `attachments`: PDFs were opened too.
    """
    said = read_record(storage)
    as_before = said.known and set(said.sources) <= set(sources)
    opened = {entry.member.outer.location if entry.member else entry.input.location for entry in entries}
    dropped = [one for one in said.beside(entries) if not (said.known and _may_go(one, opened, attachments, as_before))]
    if dropped:
        raise WouldDropError(_message(storage.place, dropped, len(said.inputs)))


def named_few(dropped: Sequence[RecordedInput]) -> str:
    """The first of these, and how many there are beside."""
    names = ", ".join(one_line(one.source) for one in dropped[:MOST_NAMED])
    return f"{names} and {len(dropped) - MOST_NAMED} more" if len(dropped) > MOST_NAMED else names


def _may_go(one: RecordedInput, opened: Collection[str], attachments: bool, as_before: bool) -> bool:
    """Whether a document that no input holds is one that somebody removed; `opened`: files that this run opened."""
    if one.holder is None:
        return _is_gone(one.location, as_before)
    if one.holder.location in opened:
        return attachments or not one.holder.attached
    return _is_gone(one.holder.location, as_before)


def _message(place: str, dropped: Sequence[RecordedInput], of: int) -> str:
    carried = any(one.holder is not None and one.holder.attached for one in dropped)
    more = " (what PDFs carry is read with --attachments)" if carried else ""
    return (
        f"{place}: this run would drop {len(dropped)} of its {of} documents, whose files are not known to be gone: "
        f"{named_few(dropped)}{more}. Name all sources of the dataset, or another folder for --out; --add keeps them, "
        "--prune drops them"
    )


def _is_gone(location: str, as_before: bool) -> bool:
    """Whether a file was removed: one that cannot be seen may lie on a disk that is not there today."""
    try:
        stamp(location)
    except UnreadableError:
        return as_before or (not is_url(location) and os.path.isdir(os.path.dirname(location)))  # noqa: PTH112, PTH120
    return False
