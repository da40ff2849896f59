"""Where the documents of a dataset were found: known to the next run only, tables know no places outside them."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Annotated

import msgspec

from hyokasho.archive.dataset.descriptor import DOCUMENTS, table_path
from hyokasho.archive.sources.catalogue import Entry, Member
from hyokasho.archive.sources.find import Input
from hyokasho.archive.storage.inside import OutsideError
from hyokasho.archive.storage.interface import WORK, Storage
from hyokasho.archive.storage.state import Count, Sha256, encoded, load
from hyokasho.archive.storage.storage_error import ABSENT, refusal

RECORD = f"{WORK}/sources.json"
MOST_BYTES = 256 << 20
"""Bytes of a table of documents; that of 100,000 of them has 20 million."""
MOST_DOCUMENTS = 2_000_000
"""Rows of one."""
BATCH = 10_000
"""Rows that are read at once."""
_Count = Annotated[int, Count]
_DocumentId = Annotated[str, msgspec.Meta(pattern=r"\A([0-9a-f]{64})?\Z")]


class RecordedHolder(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file that holds a document: see `Member`."""

    location: str
    source: str
    container: Annotated[str, Sha256]
    number: _Count
    attached: bool

    @property
    def file(self) -> Input:
        """The file itself."""
        return Input(self.location, self.source)


class RecordedInput(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One input of a run: the names that it had, and the document that it was (no SHA-256: it was not read)."""

    source: str
    document_id: _DocumentId
    location: str
    size: _Count | None = None
    within: str = ""
    holder: RecordedHolder | None = None

    @property
    def file(self) -> Input:
        """The file that a source named: the one that holds the document, or the document itself."""
        return self.holder.file if self.holder is not None else Input(self.location, self.source)

    @property
    def entry(self) -> Entry:
        """The input as it was when it was read."""
        of, member = self.holder, None
        if of is not None:
            member = Member(of.file, of.container, of.number, of.attached)
        return Entry(Input(self.location, self.source, self.within), self.document_id, self.size, member=member)


class _DocumentRow(msgspec.Struct):
    """A row of `documents`, as far as it tells what there is."""

    source: str
    document_id: _DocumentId


class Record(msgspec.Struct, forbid_unknown_fields=True):
    """The sources of a run (absolute), and its inputs.

    `known`: a run has noted it. Else it is what the tables say, and `location` is where a document was to its folder.
    """

    sources: list[str]
    inputs: list[RecordedInput]
    known: bool = True

    def beside(self, entries: Iterable[Entry]) -> list[RecordedInput]:
        """Its inputs that none of the entries is, by place or by content."""
        entries = list(entries)
        places = {entry.input.location if self.known else entry.input.source for entry in entries}
        documents = {entry.document_id for entry in entries} - {""}
        return [one for one in self.inputs if one.location not in places and one.document_id not in documents]


def record(entries: Iterable[Entry], sources: Iterable[str]) -> Record:
    """What the next run has to know of these inputs and of the sources that named them."""
    return Record(sorted(set(sources)), [_recorded(entry) for entry in entries])


def read_record(storage: Storage) -> Record:
    """What the last run noted; of tables that came without such a note, copied from elsewhere, what they say."""
    return load(storage, RECORD, Record) or Record([], _documents(storage), known=False)


def keep_record(storage: Storage, now: Record) -> None:
    """Note where files are now, if they are elsewhere than they were: tables may stay as they are."""
    if load(storage, RECORD, Record) != now:
        storage.write(RECORD, encoded(now))


def _recorded(entry: Entry) -> RecordedInput:
    found, member = entry.input, entry.member
    holder = None
    if member is not None:
        outer = member.outer
        holder = RecordedHolder(outer.location, outer.source, member.container, member.number, member.attached)
    return RecordedInput(found.source, entry.document_id, found.location, entry.size, found.within, holder)


def _documents(storage: Storage) -> list[RecordedInput]:
    """The documents of the table that is there. One that is none of ours tells of none, and is set aside."""
    name = table_path(DOCUMENTS)
    if (size := storage.size(name)) is None:
        return []
    from hyokasho.archive.dataset.table_file import ForeignTableError  # loads Arrow

    try:
        if size > MOST_BYTES:
            raise ForeignTableError("it is larger than any of ours")
        found = _rows(storage.read(name))
    except ABSENT:
        return []
    except (OutsideError, ForeignTableError, msgspec.ValidationError):
        storage.set_aside(name)
        return []
    except OSError as error:  # there may be documents
        raise refusal(f"{storage.place}/{name}", error, "read") from error
    return [RecordedInput(row.source, row.document_id, row.source) for row in found]


def _rows(data: bytes) -> list[_DocumentRow]:
    """What a table says. Raises `ForeignTableError`, `msgspec.ValidationError`."""
    import pyarrow as pa

    from hyokasho.archive.dataset.table_file import ForeignTableError, batches, opened_table

    table, names = opened_table(io.BytesIO(data)), list(_DocumentRow.__annotations__)
    columns = table.schema_arrow
    if any(columns.names.count(name) != 1 or columns.field(name).type != pa.string() for name in names):
        raise ForeignTableError("other columns")
    if table.metadata.num_rows > MOST_DOCUMENTS:
        raise ForeignTableError("more documents than any archive holds")
    found: list[_DocumentRow] = []
    for batch in batches(table, BATCH, names):
        try:
            found += msgspec.convert(batch.to_pylist(), list[_DocumentRow])
        except UnicodeDecodeError as error:
            raise ForeignTableError("texts that are none") from error
    return found
