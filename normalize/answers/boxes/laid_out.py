"""A printed line as one string in which every character has its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from extract.records import Line
from normalize.text.fold import unify_radicals

EXACT = 0.05
"""Points by which an edge may be off."""
_HALF_WIDTH_UNTIL = 0x2000


@dataclass(frozen=True, slots=True)
class Printed:
    """A piece of a line: from `x0` to `x1` points, its line's middle `y` points below the page's top, type `size`.

    `confidence` is that of its line.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float = 10.0
    confidence: float = 1.0


class PlacedRun(NamedTuple):
    """A run of a line: its characters in the string from `start` to `stop`, and its sides in points."""

    start: int
    stop: int
    x0: float
    x1: float


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A line as one string with the x (points) at which each of its characters begins."""

    text: str
    starts: list[float]
    runs: list[PlacedRun]
    end: float
    y: float
    size: float
    confidence: float

    def x(self, position: int) -> float:
        """Where a character begins (points), or the line ends."""
        return self.starts[position] if position < len(self.starts) else self.end

    def span(self, x0: float, x1: float) -> tuple[int, int] | None:
        """From which character to which the line's runs reach from `x0` to `x1`; None if none begin and end there."""
        start = next((run.start for run in self.runs if abs(run.x0 - x0) <= EXACT), None)
        stop = next((run.stop for run in self.runs if abs(run.x1 - x1) <= EXACT), None)
        return None if start is None or stop is None or stop <= start else (start, stop)

    def piece(self, start: int, stop: int) -> Printed:
        """The characters from `start` to `stop`, without blanks around them."""
        return Printed(self.text[start:stop].strip(), self.x(start), self.x(stop), self.y, self.size, self.confidence)

    def words(self, start: int, stop: int) -> Printed:
        """The same, from where the first of them begins to where the last ends."""
        text = self.text[start:stop]
        return self.piece(start + len(text) - len(text.lstrip()), stop - len(text) + len(text.rstrip()))


def lay_out(line: Line, shift: float = 0.0) -> LaidOut:
    """The line as one string, `shift` points lower than on its page.

    Where within its run a character begins is estimated from the widths of characters.
    """
    text, starts, runs, last = "", [], [], line.box.x0
    for run in line.runs:
        if text and not run.follows:
            text += " "
            starts.append(last)
        printed = unify_radicals(run.text)
        weights = [0.5 if ord(char) < _HALF_WIDTH_UNTIL else 1.0 for char in printed]
        scale, x = (run.x1 - run.x0) / max(sum(weights), 0.5), run.x0
        for weight in weights:
            starts.append(x)
            x += weight * scale
        runs.append(PlacedRun(len(text), len(text) + len(printed), run.x0, run.x1))
        text += printed
        last = run.x1
    return LaidOut(text, starts, runs, last, _middle(line) + shift, line.size, line.confidence)


def pieces_of(line: Line, shift: float = 0.0) -> Iterator[Printed]:
    """The pieces of a line that stand apart from each other, `shift` points lower than on its page.

    Their edges are those of its runs; a line without any has no piece.
    """
    if not line.runs:
        return
    text, x0, x1 = "", line.box.x0, line.box.x0
    for run in line.runs:
        if text and not run.follows:
            yield _piece(line, text, x0, x1, shift)
            text = ""
        if not text:
            x0 = run.x0
        text += unify_radicals(run.text)
        x1 = run.x1
    yield _piece(line, text, x0, x1, shift)


def _piece(line: Line, text: str, x0: float, x1: float, shift: float) -> Printed:
    return Printed(text.strip(), x0, x1, _middle(line) + shift, line.size, line.confidence)


def _middle(line: Line) -> float:
    return (line.box.top + line.box.bottom) / 2
