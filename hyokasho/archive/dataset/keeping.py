"""What a run with `--add` leaves as it is: documents of the dataset that its sources do not come to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from hyokasho.archive.dataset.dropping import WouldDropError, named_few
from hyokasho.archive.dataset.record import Record
from hyokasho.archive.results.store import Store
from hyokasho.archive.sources.catalogue import Entry
from hyokasho.archive.sources.find import Input

Identified = Callable[[Sequence[Input]], list[Entry]]
"""Files → what they are now, each with those that it holds."""


def with_kept(entries: Sequence[Entry], before: Record, store: Store, identified: Identified) -> list[Entry]:
    """The inputs of a run with those that the dataset has beside them, in the order of a run over all of them.

    Files whose results are at hand are not looked at, whether or not they are still there. The others (an older version
    of the program read them, or nobody could) are read anew: raises `WouldDropError` where one cannot be any more.
    """
    kept = [one.entry for one in before.beside(entries) if store.head(one.document_id) is not None]
    for entry in kept:
        entry.kept = True
    known = [*entries, *kept]
    files = {one.file.location: one.file for one in before.beside(known)}
    again = _new(identified(list(files.values())), known)
    gone = [one for one in before.beside([*known, *(each for each in again if each.told is None)]) if one.document_id]
    if gone:
        raise WouldDropError(
            f"{len(gone)} documents of the dataset have to be read anew by this version of the program, and are not "
            f"where they were: {named_few(gone)}. Name the sources that hold them; --prune drops them"
        )
    return sorted([*known, *again], key=_turn)


def _new(entries: Iterable[Entry], known: Iterable[Entry]) -> list[Entry]:
    locations = {entry.input.location for entry in known}
    return [entry for entry in entries if entry.input.location not in locations]


def _turn(entry: Entry) -> tuple[str, str]:
    """The order of a run's inputs: files by their names, what they hold as they list it."""
    file = entry.member.outer if entry.member is not None else entry.input
    return file.source, file.location
