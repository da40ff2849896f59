"""Pages that are printed twice, one behind the other: the second says nothing new, and would begin a second file."""

from __future__ import annotations

from collections.abc import Sequence

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
        self._before = self._whole_before = ""

    def is_doubled(self, page: Page, whole: Sequence[Line]) -> bool:
        """Whether a page repeats the one before it, in all that it prints (`whole`) or but for its running lines.

        Running lines are to be taken out of `page` beforehand. A line may be found to be one only where it comes again,
        and the number of a page may be another though its text is the same.
        """
        text, printed = _text(all_lines(page)), _text(whole)
        before, self._before = self._before, text
        whole_before, self._whole_before = self._whole_before, printed
        return len(text) >= MIN_TEXT and (text == before or printed == whole_before)


def _text(lines: Sequence[Line]) -> str:
    return fold("\n".join(line.text for line in lines))
