"""What a page holds and does not say (hidden, struck out, laid over it) → findings that quote it.

A spreadsheet program prints the whole text of a merged cell on each page that it reaches, and cuts off what stands on
another one. So text that is cut off is told only if neither its own page nor the next ones to it show it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.records import Box, LeftOut, Page, SetAside
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
INDENT = 2.0
"""The lines of a cell begin so many of their heights from its left edge, at most."""
ABOVE = 0.1
"""The first line behind its lower edge begins so much of its height above it, at least."""
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
        self._below: list[tuple[int, SetAside]] = []
        """Hidden texts of the pages, which may be the end of an answer that is too long for its cell."""

    def findings(self, page: Page) -> list[Finding]:
        """What there is to tell once this page is known."""
        shown = [line.text for line in all_lines(page)]
        found = self._cut_off(shown)
        self._stamps += [(page.number, aside.box) for aside in page.set_aside if aside.reason is LeftOut.STAMP]
        for aside in page.set_aside:
            if aside.reason is LeftOut.UNSEEN or (aside.reason is LeftOut.CUT_AWAY and _shows(shown, aside.text)):
                self._below.append((page.number, aside))
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
        """A blank answer whose place has a stamp that is part of no cell may be what the stamp says.

        Nobody sees the end of one that goes on behind the lower edge of its cell.
        """
        answers = list(answers) if self._stamps or self._below else []
        for answer in answers:
            place = answer.place
            if not answer.raw and any(page == place.page and _middle_in(box, place.box) for page, box in self._stamps):
                answer.reasons |= {Reason.TEXT_LEFT_OVER}
            if answer.raw and any(page == place.page and _ends(aside, answer) for page, aside in self._below):
                answer.reasons |= {Reason.CUT_OFF}

    def _cut_off(self, shown: Sequence[str]) -> list[Finding]:
        waiting, self._waiting = self._waiting, []
        return [Finding(FindingKind.HIDDEN_TEXT, page, text) for page, text in waiting if not _shows(shown, text)]


def _middle_in(box: Box, area: Box) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return area.x0 < x < area.x1 and area.top < y < area.bottom


def _ends(aside: SetAside, answer: Answer) -> bool:
    """Whether a hidden text is the end of an answer, or goes on from it below the lower edge of its cell."""
    box, cell = aside.box, answer.place.box
    height = (box.bottom - box.top) / len(aside.text.splitlines())
    if not (cell.x0 <= box.x0 < cell.x0 + INDENT * height and cell.top < box.top and box.bottom > cell.bottom):
        return False
    if aside.reason is LeftOut.CUT_AWAY:
        return _plain(aside.text) in _plain(answer.raw)
    return box.top < cell.bottom - ABOVE * height


def _shows(shown: Sequence[str], text: str) -> bool:
    """Whether lines that are seen hold, put together, a text that is cut off, line by line."""
    together = _plain("".join(shown))
    return all(_plain(line) in together for line in text.splitlines())


def _plain(text: str) -> str:
    return "".join(text.split())
