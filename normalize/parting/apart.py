"""Single pages amid or behind an assessment that say at their head that they are none of its own.

A title page of the next one, or an imprint, holds the title of a form and little else; a summary says at its head, in
larger type than its rows, of which form it is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from rapidfuzz.fuzz import ratio

from extract.records import Line, Page
from normalize.layout.pages.doubled import all_lines
from normalize.layout.pages.running import SAME_HEIGHT, is_at_edge
from normalize.layout.rows import is_recognized
from normalize.layout.run_parts import char_width
from normalize.parting.other_papers import LINE, speaks_of_form
from normalize.parting.page_evidence import evidence
from normalize.registry import Registry

LITTLE = 80
"""A title page has so many characters at most."""
LARGER = 1.15
"""The head of a paper is so many times as large as the median of its other lines at least."""
WIDER = 1.3
"""As `LARGER`, for the letters of a scan, whose widths are told less exactly."""
HALF = 0.5
"""The width of the narrowest letter in font sizes."""
LIKE = 90.0
"""A recognized line is so like the one that runs along (percent)."""


def stands_apart(page: Page, registry: Registry, before: Sequence[Line]) -> bool:
    """Whether a page is a title page, or says in its first line, and in large type, that it is about a form.

    `before` are the head lines of the page before it: what comes again at the same height runs along the pages.
    """
    if not page.cells and sum(len(line.text) for line in page.loose) <= LITTLE:
        return _is_title_page(page, registry, before)
    head = min(page.loose, key=lambda line: line.box.top, default=None)
    if head is None or len(head.text) > LINE or not speaks_of_form(head.text) or _runs_along(head, before):
        return False
    others = [line for line in all_lines(page) if line is not head]
    if not others or min(line.box.top for line in others) < head.box.top:
        return False
    return _is_larger(head, others, is_recognized(page)) and not evidence(page, registry).openings


def _is_larger(head: Line, others: Sequence[Line], recognized: bool) -> bool:
    """Whether a line is set in larger type than the others of its page.

    What a recognizer says of sizes may be the height of a cell: there, the letters tell by how wide they are set.
    """
    if not recognized:
        return head.size >= LARGER * median(line.size for line in others)
    return _letter_width(head) >= WIDER * median(map(_letter_width, others))


def _letter_width(line: Line) -> float:
    """Points that a full letter of a line takes."""
    letters = sum(char_width(char) for run in line.runs for char in run.text)
    return sum(run.x1 - run.x0 for run in line.runs) / max(letters, HALF)


def _is_title_page(page: Page, registry: Registry, before: Sequence[Line]) -> bool:
    """Whether of a few lines one is a form's title, no row is printed, and the title does not run along the pages."""
    told = evidence(page, registry)
    if told.own_title is None or any(told.labels.values()) or any(told.headings.values()):
        return False
    own = [line for line in page.loose if abs(line.box.top - told.own_title.top) <= SAME_HEIGHT]
    return not any(is_at_edge(page, line) or _runs_along(line, before) for line in own)


def _runs_along(line: Line, before: Sequence[Line]) -> bool:
    return any(_is_same(line, other) and abs(line.box.top - other.box.top) <= SAME_HEIGHT for other in before)


def _is_same(line: Line, other: Line) -> bool:
    """Whether two lines say the same, or all but the same where they were recognized."""
    sure = line.confidence == 1 or other.confidence == 1
    return line.text == other.text if sure else ratio(line.text, other.text) >= LIKE
