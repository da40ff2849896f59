"""The visible characters of a page, white space aside: what a ledger counts."""

from __future__ import annotations

from collections.abc import Iterable

from extract.records import LeftOut, Line, Page
from normalize.layout.doubled import all_lines


def characters(lines: Iterable[Line]) -> str:
    """The characters of some lines, white space aside."""
    return solid(run.text for line in lines for run in line.runs)


def solid(texts: Iterable[str]) -> str:
    """The characters of some texts, white space aside."""
    return "".join("".join(text.split()) for text in texts)


def printed_characters(page: Page) -> str:
    """All that a page prints: its lines, its watermark, and upright text that stands in no line."""
    return characters(all_lines(page)) + solid((page.watermark, turned(page)))


def turned(page: Page) -> str:
    """What is visible on a page and stands in no line: other characters left out are printed twice, or not seen."""
    return page.left_out.get(LeftOut.TURNED, "")
