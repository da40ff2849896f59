"""Pages that were bound, scanned or folded in another order than that of their printed numbers: read by their numbers.

Only where the numbers leave no doubt: no two pages bear the same one, none between them lacks, and all are printed
alike. Otherwise pages go by in the file's order, and whoever follows the numbers tells that they jump.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from extract.records import Half, Line, Page
from normalize.layout.pages.doubled import all_lines
from normalize.layout.pages.number_signs import BEFORE, BEHIND, PAGE_WORD
from normalize.layout.pages.running import is_at_edge
from normalize.records import Finding, FindingKind
from normalize.text.fold import fold

MOST_HELD, MOST_HELD_FIRST = 24, 120
"""So many pages at most are held back until the one comes that lacks; where the first page is not the first, more."""
_NUMBER = re.compile(
    rf"(?P<before>[^0-9]*?){BEFORE}(?P<number>[0-9]{{1,3}})(?P<behind>(?:/(?P<total>[0-9]{{1,3}}))?{BEHIND})", re.I
)
_NAMED = re.compile(rf"(?P<before>.+?)(?P<number>[0-9]{{1,3}})(?P<behind>{PAGE_WORD})", re.I)


class PrintedNumber(NamedTuple):
    """The number that a page bears, and how it is printed: what stands around it, and of how many pages it is."""

    number: int
    printed: tuple[str, str]


class _HeldPage(NamedTuple):
    page: Page
    number: PrintedNumber | None


class PageOrder:
    """Hands pages out in the order of their printed numbers; `told` says which of them stand elsewhere in the file."""

    def __init__(self) -> None:
        self.told: list[Finding] = []
        self._held: list[_HeldPage] = []
        self._last: PrintedNumber | None = None
        self._texts: dict[int, tuple[int, int]] = {}
        """Of each number handed out, what tells the text of its page, and that page."""

    def ordered(self, pages: Iterable[Page]) -> Iterator[Page]:
        """The pages in their order; one that is there twice, but not twice in turn, once."""
        for page in pages:
            number = printed_number(page, self._last or next((each.number for each in self._held if each.number), None))
            if self._held:
                self._held.append(_HeldPage(page, number))
                yield from self._released()
            elif number is None:
                self._last = self._last and self._last._replace(number=self._last.number + 1)
                yield page
            elif self._repeats(page, number):
                self.told.append(Finding(FindingKind.DOUBLED_PAGE, page.number, str(self._texts[number.number][1])))
            elif self._is_ahead(page, number):
                self._held.append(_HeldPage(page, number))
            else:
                yield self._handed_out(page, number)
        yield from self._released(at_end=True)

    def _is_ahead(self, page: Page, number: PrintedNumber) -> bool:
        """Whether the page before this one may still come; of a booklet the last one stands beside the first."""
        if self._last is None:
            return number.number > 2
        ahead = number.number - self._last.number
        most = MOST_HELD if page.half is Half.WHOLE else MOST_HELD_FIRST
        return number.printed == self._last.printed and 1 < ahead <= most

    def _repeats(self, page: Page, number: PrintedNumber) -> bool:
        """Whether a page before the last one bore this number and this text."""
        if self._last is None or number.number >= self._last.number or number.number == 1:
            return False
        known = self._texts.get(number.number)
        return known is not None and known[0] == _text_key(page)

    def _handed_out(self, page: Page, number: PrintedNumber) -> Page:
        if self._last is None or number.printed != self._last.printed or number.number == 1:
            self._texts.clear()
        self._last = number
        self._texts.setdefault(number.number, (_text_key(page), page.number))
        return page

    def _released(self, at_end: bool = False) -> Iterator[Page]:
        """The pages held back, as soon as none lacks any more, or none can come any more that does."""
        ordered = self._in_order()
        if ordered is None:
            first, on_sheets = self._last is None, self._held and self._held[0].page.half is not Half.WHOLE
            goes_on = first and len(self._held) > 1 and _follow(self._held[0], self._held[1])
            if not (at_end or goes_on or len(self._held) > (MOST_HELD_FIRST if first or on_sheets else MOST_HELD)):
                return
            ordered = self._held
        elif self._last is None and not at_end and len(self._held) < 2:
            return
        held, self._held = self._held, []
        moved = [each for each, other in zip(ordered, held, strict=True) if each is not other]
        for each in moved:
            if each.number is not None:
                self.told.append(Finding(FindingKind.MOVED_PAGE, each.page.number, str(each.number.number)))
        for page, number in ordered:
            yield page if number is None else self._handed_out(page, number)

    def _in_order(self) -> list[_HeldPage] | None:
        """The pages held back in the order of their numbers; None while any of them lacks."""
        numbered = [each for each in self._held if each.number is not None]
        others = [each for each in self._held if each.number is None]
        numbers = sorted(each.number.number for each in numbered if each.number is not None)
        alike = len({each.number.printed for each in numbered if each.number is not None}) == 1
        if not numbers or not alike or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
            return None
        blank = [each for each in others if not (each.page.cells or each.page.loose)]
        if self._last is not None:
            complete = numbers[0] == self._last.number + 1 and len(blank) == len(others)
        else:
            # The first page may be a cover without a number.
            complete = len(others) - len(blank) == numbers[0] - 1 and numbers[0] <= 2 and bool(numbered[1:])
        if not complete:
            return None
        covers = [each for each in others if each not in blank]
        if any(_numbers(each.page) for each in covers):
            return None
        return [*covers, *sorted(numbered, key=lambda each: each.number.number if each.number else 0), *blank]


def printed_number(page: Page, like: PrintedNumber | None) -> PrintedNumber | None:
    """The number at an edge of a page: of several that which is printed as the one on the page before."""
    found = _numbers(page)
    alike = [number for number in found if like is not None and number.printed == like.printed]
    if len(alike) == 1:
        return alike[0]
    return found[0] if len(found) == 1 and like is None else None


def _numbers(page: Page) -> list[PrintedNumber]:
    return [number for line in page.loose if is_at_edge(page, line) and (number := _number(line)) is not None]


def _number(line: Line) -> PrintedNumber | None:
    folded = fold(line.text)
    match = _NUMBER.fullmatch(folded) or _NAMED.fullmatch(folded)
    if match is None or (match.re is _NUMBER and match["before"].strip("-~<(") and not match["behind"]):
        return None
    return PrintedNumber(int(match["number"]), (match["before"], match["behind"]))


def _follow(held: _HeldPage, other: _HeldPage) -> bool:
    return (
        held.number is not None and other.number is not None and held.number.printed == other.number.printed
        and other.number.number == held.number.number + 1
    )  # fmt: skip


def _text_key(page: Page) -> int:
    """What tells all the text of a page from that of others, in whatever order its lines are given."""
    return hash(frozenset(Counter(line.text for line in all_lines(page)).items()))
