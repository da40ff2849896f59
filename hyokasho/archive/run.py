"""A run over an archive: what each input is → what has to be read → results kept → tables.

It can be killed at any moment: whatever is on the disk is whole, and the next run goes on from there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from hyokasho.archive.containers.bounds import Bounds
from hyokasho.archive.containers.expand import Expansion
from hyokasho.archive.containers.kept import Listings
from hyokasho.archive.containers.spool import Spool
from hyokasho.archive.containers.unpacking import Unpacking
from hyokasho.archive.dataset.dropping import MOST_NAMED, check_drops
from hyokasho.archive.dataset.keeping import with_kept
from hyokasho.archive.dataset.record import keep_record, read_record, record
from hyokasho.archive.dataset.replacement import (
    Manifest,
    check_ours,
    finish_replacement,
    forget_manifest,
    read_manifest,
)
from hyokasho.archive.dataset.summary import Summary
from hyokasho.archive.engines import make_engine
from hyokasho.archive.monitor import Monitor
from hyokasho.archive.results.codec import ResultHead
from hyokasho.archive.results.store import LostResultError, Store
from hyokasho.archive.sources.catalogue import Entry, fingerprint, identify
from hyokasho.archive.sources.find import FoundFiles, Input, NothingToReadError
from hyokasho.archive.sources.identity import Identities
from hyokasho.archive.sources.locations import UnreadableError
from hyokasho.archive.storage.interface import Storage
from hyokasho.archive.storage.storage_error import StorageError, refusal
from hyokasho.archive.task import Limits, Outcome, Task
from hyokasho.document.verdict import Lost, Verdict

MOST_ROUNDS = 3
"""Times that the tables are begun anew because a result was damaged on the disk: beyond, the disk is."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to run. `workers`: 0 reads in this process, unbounded. `force`: kept results do not count.

    `prune`: documents may go that the sources of this run do not name; `add`: they stay, and are not looked at.
    `bounds`: what is taken out of containers.
    """

    workers: int = 1
    limits: Limits = field(default_factory=Limits)
    engine: str = "local"
    force: bool = False
    prune: bool = False
    add: bool = False
    bounds: Bounds = field(default_factory=Bounds)


def ingest(found: FoundFiles, storage: Storage, options: Options, monitor: Monitor) -> Summary:
    """Bring the dataset in `storage` up to date with the inputs.

    Raises `NotOursError` where it holds something else, `WouldDropError` where it holds documents that would go though
    nobody removed them, `NothingToReadError` where all that was found turns out to be none of what is read,
    `BusyError` where another run writes it, and `StorageError` where it cannot be written.
    """
    check_ours(storage)
    with storage.lock(), Unpacking(options.limits, options.bounds) as unpacking:
        finish_replacement(storage)
        identities, spool = Identities(storage), Spool(storage, unpacking)
        listings = Listings(storage, options.bounds, options.limits, forget=options.force)
        spool.clear()
        try:
            inputs = _Inputs(identities, Expansion(unpacking, listings, identities), options, monitor)
            entries, sources = inputs.identified(found.inputs), found.sources
            if not entries:
                raise NothingToReadError(f"{', '.join(found.sources[:MOST_NAMED])}: no PDF there")
            if options.add:
                before = read_record(storage)
                entries = with_kept(entries, before, Store(storage), inputs.identified)
                sources = [*sources, *before.sources]
            if not options.prune:
                check_drops(storage, entries, sources, options.bounds.attachments)
            summary = _Run(entries, sources, identities, spool, storage, options, monitor).result()
        finally:
            with suppress(StorageError):  # these are caches only, and what is spooled goes with the next run
                spool.clear()
                listings.save()
                identities.save()
            monitor.set_aside(storage.aside)
    summary.lost = sum(skipped.lost for skipped in found.skipped)
    return summary


class _Inputs:
    """Tells what files are, and what they hold."""

    def __init__(self, identities: Identities, expansion: Expansion, options: Options, monitor: Monitor) -> None:
        self._identities, self._expansion, self._monitor = identities, expansion, monitor
        self._most_bytes = options.limits.most_bytes

    def identified(self, inputs: Sequence[Input]) -> list[Entry]:
        """Each with those that it holds."""
        self._monitor.identifying(len(inputs))
        entries = identify(inputs, self._identities, self._most_bytes, self._monitor.identified)
        self._monitor.opening(self._expansion.containers(entries))
        return self._expansion.expanded(entries, self._monitor.opened)


class _Run:
    """Reads what is missing and assembles the tables."""

    def __init__(
        self,
        entries: Sequence[Entry],
        sources: Sequence[str],
        identities: Identities,
        spool: Spool,
        storage: Storage,
        options: Options,
        monitor: Monitor,
    ) -> None:
        self._entries, self._sources, self._identities, self._storage = entries, sources, identities, storage
        self._spool = spool
        self._options, self._monitor = options, monitor
        self._store = Store(storage)
        self._usable: set[str] = set()
        """Documents whose results this run may use."""

    def result(self) -> Summary:
        """The summary of the dataset as it is now."""
        manifest = read_manifest(self._storage)
        if manifest is not None and self._is_made_from_these(manifest):
            self._monitor.unchanged(len(self._entries))
            keep_record(self._storage, record(self._entries, self._sources))
            return Summary.from_counted(manifest.summary)
        forget_manifest(self._storage)
        self._find_kept()
        for _ in range(MOST_ROUNDS):
            self._read_missing()
            try:
                return self._assemble()
            except LostResultError as error:
                self._usable.discard(error.document_id)
        raise StorageError(f"{self._storage.place}: what is written there is damaged when it is read again")

    def _is_made_from_these(self, manifest: Manifest) -> bool:
        """Whether the tables that are there are those that this run would write."""
        raised = any(self._options.limits.allow_more_than(Limits(*bounds)) for bounds in manifest.within)
        return manifest.fingerprint == fingerprint(self._entries) and not raised and not self._options.force

    def _find_kept(self) -> None:
        """Find the documents that need not be read."""
        self._usable = {entry.document_id for entry in self._entries if entry.kept}
        if self._options.force:
            return
        for document_id in {entry.document_id for entry in self._entries if entry.told is None}:
            head = self._store.head(document_id)
            if head is not None and (head.within is None or not self._options.limits.allow_more_than(head.within)):
                self._usable.add(document_id)

    def _read_missing(self) -> None:
        """Read until every input has a result; a file that changed while it was read may leave another one without."""
        engine = None
        try:
            while missing := self._missing():
                self._monitor.reading([self._entries[index] for index in missing], len(self._usable))
                engine = engine or make_engine(self._options.engine, self._options.workers, self._options.limits)
                for outcome in engine.run(self._tasks(missing)):
                    self._take(outcome)
        finally:
            if engine is not None:
                engine.close()

    def _missing(self) -> list[int]:
        """One input for each document without a result, the largest first: none is left for the end, on one core.

        What containers hold comes before, one container after another, so that no more than is read is unpacked.
        """
        first: dict[str, int] = {}
        for index, entry in sorted(enumerate(self._entries), key=lambda each: each[1].member is not None):
            if entry.told is None and entry.document_id not in self._usable:
                first.setdefault(entry.document_id, index)
        return sorted(first.values(), key=self._turn)

    def _turn(self, index: int) -> tuple[bool, str, int, int]:
        entry = self._entries[index]
        return entry.member is None, entry.member.outer.location if entry.member else "", -(entry.size or 0), index

    def _tasks(self, indices: Sequence[int]) -> Iterator[Task]:
        """A task for each of the inputs whose bytes are to be had; the rest are lost."""
        for place, index in enumerate(indices):
            entry, location = self._entries[index], self._entries[index].input.location
            if entry.member is not None:
                try:
                    location = self._spool.location(entry, (self._entries[each] for each in indices[place:]))
                except UnreadableError as error:
                    self._take(Outcome(index, error.verdict))
                    continue
            yield Task(index, location, entry.document_id, entry.size or 0)

    def _take(self, outcome: Outcome) -> None:
        """Keep what an engine hands back."""
        entry, pages = self._entries[outcome.index], 0
        self._spool.release(entry.document_id)
        verdict: Verdict
        if isinstance(outcome.found, Lost):
            verdict = outcome.found
            entry.lose(verdict)
        else:
            head = self._store.put(outcome.found)
            verdict, pages = head.verdict, head.pages
            self._note_change(entry, head)
            self._usable.add(head.document_id)
        self._monitor.read(entry, verdict, pages, outcome)

    def _note_change(self, entry: Entry, head: ResultHead) -> None:
        if head.document_id != entry.document_id:
            entry.document_id, entry.size = head.document_id, head.size
            self._identities.changed(entry.input.location)

    def _assemble(self) -> Summary:
        from hyokasho.archive.dataset.assemble import assemble

        self._monitor.assembling(len(self._entries))
        made_from = fingerprint(self._entries), record(self._entries, self._sources)
        try:
            summary = assemble(self._entries, self._store, self._storage, *made_from, self._monitor.assembled)
        except OSError as error:
            raise refusal(self._storage.place, error) from error
        self._store.forget_other_editions()
        return summary
