"""Running headers, footers and page numbers: lines outside the form that a page repeats, and that say nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container

from extract.records import Line, Page
from normalize.text.confusables import bones, difference
from normalize.text.fold import fold

EDGE = 0.1
"""Running lines stand within this share of the page's height from its top or bottom."""
_PAGE_NUMBER = re.compile(
    r"^[-(~<]*(?:p\.?|page|第)?[0-9]{1,4}(?:[/／-][0-9]{1,4})?(?:頁|ページ)?[-)~>]*$", re.IGNORECASE
)
_DIGITS = re.compile("[0-9]+")
_LOOKALIKES = str.maketrans("lI|O○ー一_", "11100---", ".,'・")
ALIKE, MIN_ALIKE = 0.2, 5
"""A line of `MIN_ALIKE` characters or more is a running line misread if no more than this part of it differs."""


class RunningLines:
    """Finds running lines as pages go by: a line at the edge that earlier pages bore there too, or a page number.

    `keeps` are folded texts (headings of the form) that are never running lines; `may_keep` tells whether a misread
    text may be one of them.
    """

    def __init__(self, keeps: Container[str], may_keep: Callable[[str], bool] = lambda text: False) -> None:
        self._keeps, self._may_keep = keeps, may_keep
        self._pages: Counter[str] = Counter()

    def take_out(self, page: Page) -> None:
        """Take the running lines out of `page.loose`."""
        keys = [_key(line) if _at_edge(page, line) else None for line in page.loose]
        kept = [line for line, key in zip(page.loose, keys, strict=True) if not self._is_running(line, key)]
        self._pages.update({key for key in keys if key is not None})
        page.loose = kept

    def _is_running(self, line: Line, key: str | None) -> bool:
        if line.confidence < 1 and not bones(fold(line.text)):
            return True  # specks
        if key is None or fold(line.text) in self._keeps:
            return False
        if _PAGE_NUMBER.match(fold(line.text)) or key in self._pages:
            return True
        if line.confidence == 1 or self._may_keep(line.text):
            return False
        return bool(_PAGE_NUMBER.match(_as_number(line.text))) or self._is_alike(key)

    def _is_alike(self, key: str) -> bool:
        """Whether an earlier page bore this line, misread in another way."""
        long = len(key) >= MIN_ALIKE
        return long and any(difference(key, other) <= ALIKE * len(key) for other in self._pages)

    def is_repeated(self, text: str) -> bool:
        """Whether a text that was read on one page turned out, to the letter, to be a running line on later ones."""
        return self._pages[_DIGITS.sub("0", fold(text))] > 1


def _as_number(text: str) -> str:
    """A page number with look-alikes of digits and dashes set right."""
    return fold(text).translate(_LOOKALIKES)


def _key(line: Line) -> str:
    return _DIGITS.sub("0", fold(line.text))


def _at_edge(page: Page, line: Line) -> bool:
    return line.box.bottom < EDGE * page.height or line.box.top > (1 - EDGE) * page.height
