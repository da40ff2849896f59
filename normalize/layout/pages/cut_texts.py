"""Texts outside all cells, at the edges of pages: the end of a page cuts them, the next one begins with their rest."""

from __future__ import annotations

from collections.abc import Sequence

from extract.records import Box, Line, Page

APART = 0.9
"""Running lines stand further from other text than so many font sizes; the lines of a text stand nearer."""
SAME_BEGIN = 1.0
"""The lines of one text begin so near below each other (points)."""


class CutTexts:
    """Tells which lines above the cells of a page may go on with the text below those of the page before."""

    def __init__(self) -> None:
        self._foot: tuple[int, float] | None = None
        """The page read last that ends with a text outside all cells, and where its last line begins."""
        self._rest: set[int] = set()

    def turn(self, page: Page) -> None:
        """A page begins, still with its running lines."""
        self._rest = set()
        if self._foot is None or page.number != self._foot[0] + 1:
            return
        first = min((box.top for box in _ruled(page)), default=page.height)
        for line in page.loose:
            if line.box.bottom <= first and abs(line.box.x0 - self._foot[1]) <= SAME_BEGIN:
                self._rest.add(id(line))

    def may_go_on(self, line: Line) -> bool:
        """Whether a line of this page begins where the text does that the page before ends with."""
        return id(line) in self._rest

    def learn(self, page: Page) -> None:
        """The page is left without its running lines: what it ends with may go on."""
        ruled = _ruled(page)
        last = max(page.loose, key=lambda line: line.box.top, default=None)
        below = bool(ruled) and last is not None and last.box.top >= max(box.bottom for box in ruled)
        self._foot = (page.number, last.box.x0) if below and last is not None else None


def below_texts(known: Sequence[Line], loose: Sequence[Line]) -> list[Line]:
    """The lines that a page before bore too, and that are the last ones of a text on this page."""
    texts = [line for line in loose if not any(line is other for other in known)]
    below: list[Line] = []
    for line in sorted(known, key=lambda line: line.box.top):
        if any(other.box.top < line.box.top and stand_together(line, other) for other in (*texts, *below)):
            below.append(line)
    return below


def stand_together(line: Line, other: Line) -> bool:
    """Whether two lines stand one above the other, as near as those of one text."""
    between = max(other.box.top - line.box.bottom, line.box.top - other.box.bottom)
    across = other.box.x0 < line.box.x1 and line.box.x0 < other.box.x1
    return across and 0 <= between < APART * line.size


def _ruled(page: Page) -> list[Box]:
    return [*(cell.box for cell in page.cells), *page.bands]
