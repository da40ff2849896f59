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


@dataclass(slots=True)
class Entry:
    """An input. `document_id` and `size` say what it holds; where it cannot be read, `problem` (code, message) why."""

    input: Input
    document_id: str = ""
    size: int | None = None
    problem: tuple[str, str] | None = None

    def refuse(self, code: str, message: str) -> None:
        """Have the input end as a row that says why it was not read."""
        self.document_id, self.problem = "", (code, message)


def identify(inputs: Sequence[Input], identities: Identities, most_bytes: int, seen: Callable[[], None]) -> list[Entry]:
    """What each input is, of those with up to `most_bytes`; `seen` is called for each."""
    entries = []
    for item in inputs:
        entry = Entry(item)
        try:
            found = identities.identify(item.location, most_bytes)
            entry.document_id, entry.size = found.document_id, found.size
        except InputTooLargeError as error:
            entry.size = error.size
            entry.refuse(error.code, str(error))
        except UnreadableError as error:
            entry.refuse(error.code, f"cannot be opened: {error}")
        entries.append(entry)
        seen()
    return entries


def fingerprint(entries: Sequence[Entry]) -> str:
    """Names what the tables are made from: two runs with equal fingerprints, and equal results, give equal tables."""
    total = hashlib.sha256(assembling_edition().encode())
    for entry in entries:
        facts = entry.input.source, entry.document_id, entry.size, entry.problem
        total.update(json.dumps(facts).encode() + b"\n")
    return total.hexdigest()
