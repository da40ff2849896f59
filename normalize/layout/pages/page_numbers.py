"""Printed page numbers (頁番号): where they jump, a page is missing or stands in another place than its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.records import Line
from normalize.layout.pages.number_signs import BEFORE, BEHIND
from normalize.text.fold import fold

STEADY = 2
"""So many pages numbered in turn tell that the numbers are those of pages."""
FAR = 60
"""A number that is so many pages ahead of the last one counts something else."""
_NUMBER = re.compile(rf"{BEFORE}(?P<number>[0-9]{{1,4}})(?:/(?P<total>[0-9]{{1,4}}))?{BEHIND}", re.I)


class PageNumbers:
    """Follows the numbers that the pages of a document print in their running lines."""

    def __init__(self) -> None:
        self._last: int | None = None
        self._total: int | None = None
        self._steady = 0

    def jumps(self, running: Sequence[Line]) -> int:
        """How many pages lack before a page with these running lines; 1 where it stands out of order, 0 for none.

        A count that begins anew (1) is that of an attachment. Numbers tell from a first page on, or once two pages were
        numbered in turn.
        """
        number = self._number(running)
        if number is None:
            self._last = None if self._last is None else self._last + 1
            return 0
        last, self._last = self._last, number
        if last is None or number == last + 1 or number == 1:
            self._steady = 2 if number == 1 else self._steady + 1
            return 0
        if self._steady < STEADY or number > last + FAR:
            self._steady = 1
            return 0
        return max(1, number - last - 1)

    def lacks_end(self, following: Sequence[Line] = ()) -> bool:
        """Whether the last page printed is not the last of those counted (3/4).

        `following` are the lines at the edges of the page behind it, which may go on with the count.
        """
        if self._total is None or self._last is None:
            return False
        behind = _only_number(following)
        return self._last < self._total and (behind is None or int(behind["number"]) != self._last + 1)

    def _number(self, running: Sequence[Line]) -> int | None:
        found = _only_number(running)
        if found is None:
            return None
        self._total = int(found["total"]) if found["total"] else self._total
        return int(found["number"])


def _only_number(running: Sequence[Line]) -> re.Match[str] | None:
    """The number among some lines, if there is one alone."""
    found = [match for line in running if (match := _NUMBER.fullmatch(fold(line.text)))]
    return found[0] if len(found) == 1 else None
