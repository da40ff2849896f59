"""Page numbers in a cell that reaches down to them, or up: a frame around the page, or a row that fills it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extract.records import Cell, Line, Page
from normalize.layout.pages.doubled import all_lines
from normalize.layout.pages.running import NEAR, SAME_HEIGHT, as_shown, is_at_edge, is_page_number
from normalize.text.fold import fold

SAME_MIDDLE = 12.0
"""The middles of the numbers of two pages are so near each other (points)."""
_DIGITS = re.compile("[0-9]+")


class _Place(NamedTuple):
    """Where a page bears its number: the middle, and how far (points) it is from the page's upper and lower edges.

    `number` is what it says where it may be another number, in a text; None for the page's own.
    """

    page: int
    number: int | None
    middle: float
    top: float
    above_edge: float

    def follows(self, other: _Place) -> bool:
        """Whether a page near the other one has its number at the same place; they may be of other paper."""
        pages, heights = self.page - other.page, (self.top - other.top, self.above_edge - other.above_edge)
        near = 0 < pages <= NEAR and abs(self.middle - other.middle) < SAME_MIDDLE
        counts = other.number is None or self.number == other.number + pages
        return near and counts and min(map(abs, heights)) <= SAME_HEIGHT


class FramedNumbers:
    """Takes page numbers out of cells as pages go by.

    Such a number is the outermost line of its page, and stands where that of a page before does, or one that it
    follows; or it is the page's own number, in the middle of its width and apart from how the lines above it begin.
    """

    def __init__(self) -> None:
        self._seen: list[_Place] = []

    def take_out(self, page: Page, running: Sequence[Line]) -> list[Line]:
        """The number of a page, taken out of its cell; `running` are its running lines, which may hold it already."""
        numbers = [line for line in running if is_page_number(line)]
        places = [_place(page, line, own=True) for line in numbers]
        found: list[Line] = []
        for cell, line in [] if numbers else list(_outermost(page)):
            place = _place(page, line, own=False)
            if any(place.follows(before) for before in self._seen) or _is_own(page, cell, line):
                cell.lines = tuple(other for other in cell.lines if other is not line)
                found.append(line)
                place = place._replace(number=None)
            places.append(place)
        self._seen = [place for place in self._seen if page.number - place.page < NEAR] + places
        return found


def _outermost(page: Page) -> Iterator[tuple[Cell, Line]]:
    """The numbers that may be the page's: the first or last line of a cell with more, above or below all others."""
    framing = {cell.parent for cell in page.cells}
    everything = all_lines(page)
    for index, cell in enumerate(page.cells):
        ends = [cell.lines[0], cell.lines[-1]] if len(cell.lines) > 1 else cell.lines if index in framing else ()
        for line in ends:
            if is_page_number(line) and is_at_edge(page, line):
                others = [other.box for other in everything if other is not line]
                if all(box.bottom <= line.box.top for box in others) or all(
                    box.top >= line.box.bottom for box in others
                ):
                    yield cell, line


def _is_own(page: Page, cell: Cell, line: Line) -> bool:
    """Whether a number is that of its page, in the middle of its width and apart from how the lines above it begin."""
    place = _place(page, line, own=False)
    begins = (other.box.x0 for other in cell.lines if other is not line)
    apart = all(abs(x0 - line.box.x0) > SAME_HEIGHT for x0 in begins)
    return place.number == page.number and abs(place.middle - page.width / 2) < SAME_MIDDLE and apart


def _place(page: Page, line: Line, own: bool) -> _Place:
    box = as_shown(page, line)
    number = None if own else int(_DIGITS.findall(fold(line.text))[0])
    return _Place(page.number, number, (box.x0 + box.x1) / 2, box.top, page.height - box.top)
