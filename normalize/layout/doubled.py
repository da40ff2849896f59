"""Pages that are printed twice, one behind the other: the second says nothing new, and would begin a second file."""

from __future__ import annotations

from extract.records import Line, Page
from normalize.text.fold import fold

MIN_TEXT = 40
"""A page that repeats less text (characters) than this is no doubled page: a heading alone may well come again."""


def all_lines(page: Page) -> list[Line]:
    """All lines of a page, those of its cells first."""
    return [*(line for cell in page.cells for line in cell.lines), *page.loose]


class DoubledPages:
    """Tells pages that print, to the letter, what the page before them prints."""

    def __init__(self) -> None:
        self._before = ""

    def is_doubled(self, page: Page) -> bool:
        """Whether a page repeats the one before it; running lines are to be taken out beforehand."""
        text = fold("\n".join(line.text for line in all_lines(page)))
        before, self._before = self._before, text
        return len(text) >= MIN_TEXT and text == before
