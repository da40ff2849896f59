"""Watches a run for the person who started it: figures for the report, the bar, the log. Tables know nothing of it."""

from __future__ import annotations

import heapq
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from hyokasho.archive.sources.catalogue import Entry
from hyokasho.archive.task import Outcome
from hyokasho.document.verdict import Verdict, fault, status

MOST_SLOW = 10
"""Slowest documents that a report names."""


class Bar(Protocol):
    """Shows how far a run is."""

    def phase(self, name: str, total: int) -> None:
        """Begin something that takes `total` steps."""
        ...

    def step(self, steps: int, **shown: object) -> None:
        """Go on by so many steps, showing these facts."""
        ...


class Log(Protocol):
    """Takes one line for each thing that happens."""

    def write(self, event: str, **facts: object) -> None:
        """Note an event."""
        ...


@dataclass(slots=True)
class Figures:
    """What a run did, which may be much less than what its dataset holds. Times in seconds.

    `protections`: what kept every worker from anything but reading; None where nothing was read. `aside`: files in OUT
    that were called like ours and made no sense, and were set aside.
    """

    read: int = 0
    kept: int = 0
    pages_read: int = 0
    unchanged: bool = False
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    slowest: list[tuple[float, str, int]] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    protections: set[str] | None = None

    def as_dict(self) -> dict[str, Any]:
        """The figures for `--json`."""
        speed = self.pages_read / self.seconds if self.seconds else 0.0
        return {
            "documents_read": self.read, "documents_kept": self.kept, "pages_read": self.pages_read,
            "unchanged": self.unchanged, "seconds": round(self.seconds, 3), "cpu_seconds": round(self.cpu_seconds, 3),
            "pages_per_second": round(speed, 2), "set_aside": self.aside,
            "protections": None if self.protections is None else sorted(self.protections),
            "slowest": [
                {"source": source, "seconds": round(seconds, 3), "pages": pages}
                for seconds, source, pages in sorted(self.slowest, reverse=True)
            ],
        }  # fmt: skip


class Monitor:
    """Is told what happens."""

    def __init__(self, bar: Bar | None = None, log: Log | None = None) -> None:
        self._bar, self._log = bar, log
        self._start, self._cpu = time.monotonic(), _cpu_seconds()
        self.figures = Figures()

    def identifying(self, total: int) -> None:
        """The run looks at its inputs."""
        self._note("started", inputs=total)
        self._phase("looking at files", total)

    def identified(self) -> None:
        """One of them is known."""
        if self._bar is not None:
            self._bar.step(1)

    def opening(self, containers: int) -> None:
        """So many of them may hold others."""
        if containers:
            self._phase("looking into files", containers)

    def opened(self, entry: Entry, files: int, refused: int) -> None:
        """What one of them holds is known: so many files, and so many of them that are not unpacked."""
        if self._bar is not None:
            self._bar.step(1)
        if files:
            self._note("container", source=entry.input.source, files=files, refused=refused)

    def unchanged(self, documents: int) -> None:
        """The tables hold all of this already."""
        self.figures.unchanged, self.figures.kept = True, documents
        self._note("unchanged", documents=documents)

    def reading(self, entries: Sequence[Entry], kept: int) -> None:
        """These documents are read now; `kept` need not be."""
        self.figures.kept = self.figures.kept or kept
        self._note("reading", documents=len(entries), kept=kept)
        self._phase("reading", sum(_weight(entry) for entry in entries))

    def read(self, entry: Entry, verdict: Verdict, pages: int, outcome: Outcome) -> None:
        """A document was read, so many `pages` of it, or it is known by now what became of it otherwise."""
        figures, source = self.figures, entry.input.source
        figures.read += 1
        figures.pages_read += pages
        heapq.heappush(figures.slowest, (outcome.seconds, source, pages))
        if len(figures.slowest) > MOST_SLOW:
            heapq.heappop(figures.slowest)
        self._protected(outcome.protections)
        became, wrong = status(verdict), fault(verdict)
        self._note(
            "document", source=source, document_id=entry.document_id, status=became, pages=pages,
            seconds=round(outcome.seconds, 3), error_code=wrong and wrong.code, message=wrong and wrong.message,
        )  # fmt: skip
        for note in outcome.notes:
            self._note("page", source=source, page=note.page, kind=note.kind, text=note.text)
        if outcome.output:
            self._note("printed", source=source, text=outcome.output)
        if self._bar is not None:
            self._bar.step(_weight(entry), status=became, pages=pages, name=entry.input.name)

    def set_aside(self, names: Sequence[str]) -> None:
        """These stood in OUT and made no sense; they were moved away."""
        self.figures.aside += names
        for name in names:
            self._note("set_aside", name=name)

    def assembling(self, total: int) -> None:
        """The tables are written."""
        self._note("assembling", documents=total)
        self._phase("writing tables", total)

    def assembled(self) -> None:
        """One document's rows are written."""
        if self._bar is not None:
            self._bar.step(1)

    def finished(self, how: str) -> None:
        """The run is over: `done`, `stopped`, or what went wrong."""
        self.figures.seconds = time.monotonic() - self._start
        self.figures.cpu_seconds = _cpu_seconds() - self._cpu
        self._note("finished", how=how, **self.figures.as_dict())

    def _protected(self, protections: Sequence[str]) -> None:
        """Note what was in force; a worker elsewhere may have less of it."""
        figures = self.figures
        before, now = figures.protections, set(protections)
        figures.protections = now if before is None else before & now
        if figures.protections != before:
            self._note("protected", protections=sorted(figures.protections))

    def _phase(self, name: str, total: int) -> None:
        if self._bar is not None:
            self._bar.phase(name, total)

    def _note(self, event: str, **facts: object) -> None:
        if self._log is not None:
            self._log.write(event, **facts)


def _weight(entry: Entry) -> int:
    """A document's part of the work: its bytes, by which time left is told better than by counting files."""
    return max(1, entry.size or 0)


def _cpu_seconds() -> float:
    """Of this process and of the workers that have ended."""
    return sum(os.times()[:4])
