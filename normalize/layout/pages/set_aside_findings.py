"""What a page holds and does not say (hidden, struck out, laid over it) → findings that quote it.

A spreadsheet program prints the whole text of a merged cell on each page that it reaches, and cuts off what stands on
another one. So text that is cut off is told only if neither its own page nor the next ones to it show it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.records import Box, LeftOut, Page
from normalize.layout.pages.doubled import all_lines
from normalize.reasons import Reason
from normalize.records import Answer, Finding, FindingKind

_KINDS = {
    LeftOut.UNSEEN: FindingKind.HIDDEN_TEXT,
    LeftOut.OFF_PAGE: FindingKind.HIDDEN_TEXT,
    LeftOut.CUT_AWAY: FindingKind.HIDDEN_TEXT,
    LeftOut.BLACKED_OUT: FindingKind.BLACKED_OUT_TEXT,
    LeftOut.STRUCK: FindingKind.DELETED_TEXT,
    LeftOut.NOTE: FindingKind.NOTE_OVER_PAGE,
    LeftOut.STAMP: FindingKind.NOTE_OVER_PAGE,
}
_CUT = (LeftOut.OFF_PAGE, LeftOut.CUT_AWAY)


class SetAsideTexts:
    """Takes the pages in order and tells of what is set aside on them."""

    def __init__(self) -> None:
        self._before: list[str] = []
        """The lines of the last page, as those of this one to be joined only where something is cut off."""
        self._waiting: list[tuple[int, str]] = []
        """Texts that are cut off on the last page, which the next one may show."""
        self._stamps: list[tuple[int, Box]] = []
        """Where the pages have stamps that are part of no cell."""

    def findings(self, page: Page) -> list[Finding]:
        """What there is to tell once this page is known."""
        shown = [line.text for line in all_lines(page)]
        found = self._cut_off(shown)
        self._stamps += [(page.number, aside.box) for aside in page.set_aside if aside.reason is LeftOut.STAMP]
        for aside in page.set_aside:
            if aside.reason not in _CUT:
                found.append(Finding(_KINDS[aside.reason], page.number, aside.text))
            elif _plain(aside.text) and not _shows(self._before + shown, aside.text):
                self._waiting.append((page.number, aside.text))
        self._before = shown
        return found

    def close(self) -> list[Finding]:
        """What is left to tell behind the last page."""
        return self._cut_off([])

    def doubt(self, answers: Iterable[Answer]) -> None:
        """A blank answer whose place has a stamp that is part of no cell may be what the stamp says."""
        for answer in answers if self._stamps else ():
            place = answer.place
            if not answer.raw and any(page == place.page and _middle_in(box, place.box) for page, box in self._stamps):
                answer.reasons |= {Reason.TEXT_LEFT_OVER}

    def _cut_off(self, shown: Sequence[str]) -> list[Finding]:
        waiting, self._waiting = self._waiting, []
        return [Finding(FindingKind.HIDDEN_TEXT, page, text) for page, text in waiting if not _shows(shown, text)]


def _middle_in(box: Box, area: Box) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return area.x0 < x < area.x1 and area.top < y < area.bottom


def _shows(shown: Sequence[str], text: str) -> bool:
    """Whether lines that are seen hold, put together, a text that is cut off, line by line."""
    together = _plain("".join(shown))
    return all(_plain(line) in together for line in text.splitlines())


def _plain(text: str) -> str:
    return "".join(text.split())
