"""The visible characters of a page, white space aside: what a ledger counts."""

from __future__ import annotations

from collections.abc import Iterable

from extract.records import LeftOut, Line, Page
from normalize.layout.pages.doubled import all_lines

_LAID_OVER = (LeftOut.NOTE, LeftOut.STAMP, LeftOut.STRUCK)


def characters(lines: Iterable[Line]) -> str:
    """The characters of some lines, white space aside."""
    return "".join("".join([run.text for line in lines for run in line.runs]).split())


def solid(texts: Iterable[str]) -> str:
    """The characters of some texts, white space aside."""
    return "".join("".join(text.split()) for text in texts)


def printed_characters(page: Page) -> str:
    """All that a page prints: lines, watermark, and what lies over them. The rest is there twice, or not seen."""
    return characters(all_lines(page)) + solid((page.watermark, laid_over(page)))


def laid_over(page: Page) -> str:
    """The characters of a page that a reader sees and that are no part of what it says: notes, stamps, struck text."""
    return solid(page.left_out.get(reason, "") for reason in _LAID_OVER)
