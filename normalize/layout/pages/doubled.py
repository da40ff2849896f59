"""Pages that are printed twice, one behind the other: the second says nothing new, and would begin a second file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, chain, zip_longest

from extract.records import Line, Page
from normalize.text.fold import fold

MIN_TEXT = 40
"""A page that repeats less text (characters) than this is no doubled page: a heading alone may well come again. One
that bears a number is, if that comes again too."""


def all_lines(page: Page) -> list[Line]:
    """All lines of a page, those of its cells first."""
    return [*(line for cell in page.cells for line in cell.lines), *page.loose]


class DoubledPages:
    """Tells pages that print, to the letter, what the page before them prints."""

    def __init__(self) -> None:
        self._before: list[str] = []
        self._whole_before: list[str] = []

    def is_doubled(self, page: Page, whole: Sequence[Line]) -> bool:
        """Whether a page repeats the one before it, in all that it prints (`whole`) or but for its running lines.

        Running lines are to be taken out of `page` beforehand. A line may be found to be one only where it comes again,
        and the number of a page may be another though its text is the same.
        """
        before, self._before = self._before, [line.text for line in all_lines(page)]
        whole_before, self._whole_before = self._whole_before, [line.text for line in whole]
        whole_repeats = _are_alike(self._whole_before, whole_before)
        if not _is_long(self._before):
            return whole_repeats and bool(self._before) and _bears_number(page, whole)
        return whole_repeats or _are_alike(self._before, before)


def _is_long(texts: Iterable[str]) -> bool:
    """Whether lines have enough characters; no more of them are folded than tell."""
    return any(number >= MIN_TEXT for number in accumulate(len(fold(text)) for text in texts))


def _bears_number(page: Page, whole: Sequence[Line]) -> bool:
    """Whether a running line of a page holds a number."""
    kept = {id(line) for line in all_lines(page)}
    return any(char.isdigit() for line in whole if id(line) not in kept for char in line.text)


def _are_alike(texts: Sequence[str], others: Sequence[str]) -> bool:
    """Whether some lines print the same characters as others; they are folded up to the first difference only."""
    folded = (chain.from_iterable(map(fold, lines)) for lines in (texts, others))
    return all(char == other for char, other in zip_longest(*folded))
