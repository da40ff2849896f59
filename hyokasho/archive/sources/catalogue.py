"""The inputs of a run with the document that each of them is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hyokasho.archive.results.fingerprint import assembling_edition
from hyokasho.archive.sources.find import Input
from hyokasho.archive.sources.identity import Identities
from hyokasho.archive.sources.locations import InputTooLargeError, UnreadableError
from hyokasho.document.verdict import Lost, Verdict, fault


@dataclass(frozen=True, slots=True)
class Member:
    """Where an input is that another one holds: in the file that a source names, as number so many of its listing.

    `container` is the SHA-256 of that file. `attached`: a PDF carries it, and only `--attachments` finds it.
    """

    outer: Input
    container: str
    number: int
    attached: bool


@dataclass(slots=True)
class Entry:
    """An input. `document_id` and `size` say what it holds; `told` says what became of it where nobody reads it.

    `member` says where it is if another file holds it. `kept`: the dataset had it, and this run does not look at it.
    """

    input: Input
    document_id: str = ""
    size: int | None = None
    told: Verdict | None = None
    member: Member | None = None
    kept: bool = False

    def lose(self, why: Lost) -> None:
        """Have the input end as a row that says why it was not read."""
        self.document_id, self.told = "", why


def identify(inputs: Sequence[Input], identities: Identities, most_bytes: int, seen: Callable[[], None]) -> list[Entry]:
    """What each input is, of those with up to `most_bytes`; `seen` is called for each."""
    entries = []
    for item in inputs:
        entry = Entry(item)
        try:
            found = identities.identify(item.location, most_bytes)
            entry.document_id, entry.size = found.document_id, found.size
        except UnreadableError as error:
            entry.size = error.size if isinstance(error, InputTooLargeError) else None
            entry.lose(error.verdict)
        entries.append(entry)
        seen()
    return entries


def fingerprint(entries: Sequence[Entry]) -> str:
    """Names what the tables are made from: two runs with equal fingerprints, and equal results, give equal tables."""
    total = hashlib.sha256(assembling_edition().encode())
    for entry in entries:
        wrong = fault(entry.told) if entry.told is not None else None
        facts = entry.input.source, entry.document_id, entry.size, wrong and (wrong.code, wrong.message)
        total.update(json.dumps(facts).encode() + b"\n")
    return total.hexdigest()
