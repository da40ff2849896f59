"""What is handed to an engine and what it hands back: the records that everything in a run agrees on."""

from __future__ import annotations

from dataclasses import dataclass, field

from hyokasho.document.verdict import Lost

MOST_NOTES = 200
"""Lines for the log from one document; the findings are in the tables anyway."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for each document.

    `timeout`: seconds of CPU time after which the reader stops, pages that are read from their picture aside: all that
    follows from it is said in `Deadline`.
    `memory`: megabytes of address space of its worker, 0 for none. `most_bytes`: a larger file is not read at all, not
    even for its SHA-256.
    """

    timeout: float = 300.0
    memory: int = 4096
    most_bytes: int = 500_000_000

    def allow_more_than(self, other: Limits) -> bool:
        """Whether a document that ran into `other` has a better chance within these limits."""
        return self.timeout > other.timeout or (other.memory != 0 and (self.memory == 0 or self.memory > other.memory))


@dataclass(frozen=True, slots=True)
class Task:
    """One document to read, small enough to send anywhere.

    `location` is what `locations.pieces` opens (a path, or a URL); `index` is the run's number for it and comes
    back with the outcome. `document_id` (SHA-256) and `size` are what the run found in it: they name the document when
    its worker dies before it could say anything; the result itself is about the bytes that were read.
    """

    index: int
    location: str
    document_id: str
    size: int


@dataclass(frozen=True, slots=True)
class Note:
    """A line for the log about one page (None: about the document)."""

    page: int | None
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task.

    `found` is the result as it is kept (`codec.encode`), which says what became of the document; of one that could not
    be had nothing is kept. `seconds` of wall time, `output` what native libraries printed, `notes` for the log,
    `protections` that kept the reader from anything but reading: none of it is part of the result.
    """

    index: int
    found: bytes | Lost
    seconds: float = 0.0
    output: str = ""
    notes: tuple[Note, ...] = field(default=())
    protections: tuple[str, ...] = field(default=())
