"""Readings in small kana above a word (ふりがな, ルビ): they say how it is read, and are no part of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.records import Line, Page

SMALL = 0.7
"""Ruby is set in type smaller than this share of the size of its word; half is usual."""
_KANA = re.compile(r"[ぁ-ゖァ-ヺー・\s]+")


def take_ruby(page: Page) -> list[Line]:
    """Take the readings out of the cells of a page and of its lines outside them; these lines."""
    taken: list[Line] = []
    for number, cell in enumerate(page.cells):
        ruby = _ruby(cell.lines)
        if ruby:
            page.cells[number] = replace(cell, lines=tuple(line for line in cell.lines if line not in ruby))
            taken += ruby
    ruby = _ruby(page.loose)
    page.loose = [line for line in page.loose if line not in ruby]
    return taken + ruby


def holds_reading(lines: Sequence[Line]) -> bool:
    """Whether some lines of a text hold what may be a reading that could not be told for certain from the text."""
    if len(lines) < 2:
        return False
    largest = max([line.size for line in lines])
    return any(line.size < SMALL * largest and _KANA.fullmatch(line.text) for line in lines)


def _ruby(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if _KANA.fullmatch(line.text) and any(_is_above(line, word) for word in lines)]


def _is_above(line: Line, word: Line) -> bool:
    """Whether a line is set in small type directly above a part of another."""
    between = word.box.top - line.box.bottom
    inside = word.box.x0 - line.size <= line.box.x0 and line.box.x1 <= word.box.x1 + line.size
    # The box of a single character may be too low. Readings of several words stand far apart in one line.
    narrow = all(run.x1 - run.x0 < SMALL * word.size * len(run.text) for run in line.runs)
    return narrow and line.size < SMALL * word.size and -word.size / 2 < between < line.size and inside
