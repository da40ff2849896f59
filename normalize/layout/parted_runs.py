"""Labels that stand so near to brackets or a list of options that extraction made one run of both."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from extract.records import Line, Page, Run

_BEGINS = re.compile(r"(?<=[^\s\[［〔【（(]) (?=[\[［〔]|＜選択肢＞|[1１][)）])")
"""A blank that extraction set for a gap, before what begins an answer."""
MARGIN = 1.0
"""A part ends so many points before the next one at least."""


def part_runs(page: Page) -> None:
    """Part the first run of each line of a page before brackets or options that stand behind a gap in it."""
    page.loose = list(_parted(page.loose))
    for cell in page.cells:
        cell.lines = _parted(cell.lines)


def _parted(lines: Sequence[Line]) -> tuple[Line, ...]:
    return tuple(_part(line) if " " in line.runs[0].text else line for line in lines)


def _part(line: Line) -> Line:
    """The line with its first run in two; the line itself where nothing begins in it."""
    first, *others = line.runs
    found = _BEGINS.search(first.text)
    if found is None:
        return line
    before, behind = first.text[: found.start()], first.text[found.end() :]
    scale = (first.x1 - first.x0) / max(_width(first.text), 0.5)
    begin = first.x1 - _width(behind) * scale
    end = max(first.x0, min(begin - MARGIN, first.x0 + _width(before) * scale))
    return replace(line, runs=(Run(before, first.x0, end, first.follows), Run(behind, begin, first.x1), *others))


def _width(text: str) -> float:
    """The width of a text in font sizes, as type is usually wide."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)
