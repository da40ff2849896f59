"""What a run would take out of a dataset though nobody removed it: found before anything is read."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import msgspec

from hyokasho.archive.dataset.descriptor import DOCUMENTS, table_path
from hyokasho.archive.sources.catalogue import Entry
from hyokasho.archive.sources.locations import UnreadableError, stamp
from hyokasho.archive.storage.inside import OutsideError
from hyokasho.archive.storage.interface import WORK, Storage
from hyokasho.archive.storage.state import encoded, load
from hyokasho.archive.storage.storage_error import ABSENT, refusal
from hyokasho.archive.storage.urls import is_url
from hyokasho.printable import one_line

RECORD = f"{WORK}/sources.json"
"""Where the documents of the tables were found. It is no part of the tables, which know no places outside them."""
MOST_NAMED = 3
"""So many of the documents that would go are named; the rest is counted."""


class Record(msgspec.Struct, forbid_unknown_fields=True):
    """The sources of a run, and of each input its source, its document and its location.

    `held`: of each location in a file that holds others, where that file is, and whether a PDF on the way carries it.
    """

    sources: list[str]
    inputs: list[tuple[str, str, str]]
    held: dict[str, tuple[str, bool]] = {}


class _DocumentRow(msgspec.Struct):
    """A row of `documents`, as far as it tells what would be dropped."""

    source: str
    document_id: str


class WouldDropError(Exception):
    """A run that does not come to documents of the dataset whose files nobody is known to have removed."""


@dataclass(frozen=True, slots=True)
class _Held:
    """A document of the dataset as it is: its SHA-256 (empty where it was not read) and its file.

    `location` is None where nothing says where the file was: then `source` names it. `outer`: the file that holds it;
    `attached`: a PDF carries it, and only a run that is told so looks there.
    """

    source: str
    document_id: str
    location: str | None = None
    outer: str | None = None
    attached: bool = False


def record(entries: Iterable[Entry], sources: Iterable[str]) -> Record:
    """What the next run has to know of these inputs and of the sources that named them."""
    entries = list(entries)
    inputs = [(entry.input.source, entry.document_id, entry.input.location) for entry in entries]
    held = {
        entry.input.location: (entry.member.outer.location, entry.member.attached) for entry in entries if entry.member
    }
    return Record(sorted(sources), inputs, held)


def keep_record(storage: Storage, now: Record) -> None:
    """Note where files are now, if they are elsewhere than they were: tables may stay as they are."""
    if load(storage, RECORD, Record) != now:
        storage.write(RECORD, encoded(now))


def check_drops(storage: Storage, entries: Sequence[Entry], sources: Iterable[str], attachments: bool) -> None:
    """Raise `WouldDropError` if tables of these inputs would lack documents of the older ones that may not go.

    A document may go if another input holds the same bytes, or if its file is surely gone: it is not there any more,
    but the folder is in which it was, or the run looks for it where the last one found it. One in a container may go if
    the container is gone, or was opened and does not hold it any more; `attachments`: PDFs were opened too.
    """
    said = load(storage, RECORD, Record)
    held = _documents(storage) if said is None else [
        _Held(*facts, *said.held.get(facts[2], (None, False))) for facts in said.inputs
    ]  # fmt: skip
    as_before = said is not None and set(said.sources) <= set(sources)
    documents = {entry.document_id for entry in entries} - {""}
    named = {entry.input.location for entry in entries} if said else {entry.input.source for entry in entries}
    opened = {entry.member.outer.location if entry.member else entry.input.location for entry in entries}
    dropped = [
        one for one in held
        if (one.location or one.source) not in named and one.document_id not in documents
        and not _may_go(one, opened, attachments, as_before)
    ]  # fmt: skip
    if dropped:
        raise WouldDropError(_message(storage.place, dropped, len(held)))


def _may_go(one: _Held, opened: Collection[str], attachments: bool, as_before: bool) -> bool:
    """Whether a document that no input holds is one that somebody removed; `opened`: files that this run opened."""
    if one.outer is None:
        return one.location is not None and _is_gone(one.location, as_before)
    if one.outer in opened:
        return attachments or not one.attached
    return _is_gone(one.outer, as_before)


def _message(place: str, dropped: Sequence[_Held], of: int) -> str:
    names = ", ".join(one_line(one.source) for one in dropped[:MOST_NAMED])
    more = f" and {len(dropped) - MOST_NAMED} more" if len(dropped) > MOST_NAMED else ""
    more += " (what PDFs carry is read with --attachments)" if any(one.attached for one in dropped) else ""
    return (
        f"{place}: this run would drop {len(dropped)} of its {of} documents, whose files are not known to be gone: "
        f"{names}{more}. Name all sources of the dataset, or another folder for --out; --prune drops them"
    )


def _is_gone(location: str, as_before: bool) -> bool:
    """Whether a file was removed: one that cannot be seen may lie on a disk that is not there today."""
    try:
        stamp(location)
    except UnreadableError:
        return as_before or (not is_url(location) and os.path.isdir(os.path.dirname(location)))  # noqa: PTH112, PTH120
    return False


def _documents(storage: Storage) -> list[_Held]:
    """The documents of tables that came without such a note, copied from elsewhere for example."""
    name = table_path(DOCUMENTS)
    try:
        data = storage.read(name)
    except (*ABSENT, OutsideError):
        return []
    except OSError as error:  # there may be documents
        raise refusal(f"{storage.place}/{name}", error, "read") from error
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        rows = pq.read_table(pa.BufferReader(data), columns=list(_DocumentRow.__annotations__)).to_pylist()
        found = msgspec.convert(rows, list[_DocumentRow])
    except (pa.ArrowException, OSError, ValueError):  # what cannot be read is not lost by this run
        return []
    return [_Held(row.source, row.document_id) for row in found]
