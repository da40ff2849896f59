"""What a page holds and does not say (hidden, struck out, laid over it) → findings that quote it.

A spreadsheet program prints the whole text of a merged cell on each page that it reaches, and cuts off what stands on
another one. So text that is cut off is told only if neither its own page nor the next ones to it show it.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.records import LeftOut, Page
from normalize.layout.pages.doubled import all_lines
from normalize.records import Finding, FindingKind

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

    def findings(self, page: Page) -> list[Finding]:
        """What there is to tell once this page is known."""
        shown = [line.text for line in all_lines(page)]
        found = self._cut_off(shown)
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

    def _cut_off(self, shown: Sequence[str]) -> list[Finding]:
        waiting, self._waiting = self._waiting, []
        return [Finding(FindingKind.HIDDEN_TEXT, page, text) for page, text in waiting if not _shows(shown, text)]


def _shows(shown: Sequence[str], text: str) -> bool:
    """Whether lines that are seen hold, put together, a text that is cut off, line by line."""
    together = _plain("".join(shown))
    return all(_plain(line) in together for line in text.splitlines())


def _plain(text: str) -> str:
    return "".join(text.split())
