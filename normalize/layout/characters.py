"""The visible characters of a page, white space aside: what a ledger counts."""

from __future__ import annotations

from collections.abc import Iterable

from extract.records import Line, Page
from normalize.layout.doubled import all_lines


def characters(lines: Iterable[Line]) -> str:
    """The characters of some lines, white space aside."""
    return "".join("".join([run.text for line in lines for run in line.runs]).split())


def solid(texts: Iterable[str]) -> str:
    """The characters of some texts, white space aside."""
    return "".join("".join(text.split()) for text in texts)


def printed_characters(page: Page) -> str:
    """All that a page prints: its lines and its watermark. What is left out of both is printed twice, or not seen."""
    return characters(all_lines(page)) + solid((page.watermark,))
