"""Lines of a table without rulings → its rows, told by what they hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median

from normalize.layout.rows import PrintedRow

Band = list[PrintedRow]
WIDEST = 0.9
"""Lines of one cell are at most so many font sizes apart."""
JUMP = 1.0
"""Distances between lines that differ by less (points) are alike."""


def bands(lines: Sequence[PrintedRow], is_whole: Callable[[Band], bool]) -> list[tuple[Band, bool]]:
    """The lines in groups, one a row of the table, each with whether it is certain that it is one row.

    Lines of one row stand closer than those of two. How close is not known beforehand: of all distances that occur,
    that one parts the rows by which most groups are whole and fewest are not. Where others than the first and the last
    are not, which page breaks may have cut, none is certain.
    """
    ordered = sorted(lines, key=lambda line: line.top)
    best: tuple[int, list[Band]] = (-len(ordered) - 1, [])
    for limit in _limits(ordered):
        found = _parted(ordered, limit)
        whole = sum(map(is_whole, found))
        best = max(best, (2 * whole - len(found), found), key=lambda each: each[0])
    sure = [is_whole(band) for band in best[1]]
    return list(zip(best[1], sure if all(sure[1:-1]) else [False] * len(sure), strict=True))


def _limits(lines: Sequence[PrintedRow]) -> list[float]:
    """Distances by which rows may be parted: one between any two that occur, the widest first.

    None is wider than lines of a cell may be apart: a line behind a page break is not joined with the next row.
    """
    widest = WIDEST * median([line.size for row in lines for cell in row.cells for line in cell.lines] or [0.0])
    gaps = sorted({gap for gap in _gaps(lines) if gap > 0}, reverse=True)
    between = [(wide + narrow) / 2 for wide, narrow in pairwise(gaps) if wide - narrow >= JUMP]
    return [widest, *(limit for limit in between if limit < widest), 0.0]


def _gaps(lines: Sequence[PrintedRow]) -> list[float]:
    gaps, bottom = [], None
    for line in lines:
        if bottom is not None:
            gaps.append(line.top - bottom)
        bottom = max(bottom or 0.0, _bottom(line))
    return gaps


def _parted(lines: Sequence[PrintedRow], limit: float) -> list[Band]:
    found: list[Band] = []
    for line in lines:
        if found and line.top - max(map(_bottom, found[-1])) <= limit:
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _bottom(line: PrintedRow) -> float:
    return max(cell.box.bottom for cell in line.cells)
