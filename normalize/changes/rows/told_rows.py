"""Lines of a table without rulings → its rows, told by what they hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from normalize.layout.printed_cells import PrintedRow

RowBand = list[PrintedRow]
WIDEST = 0.9
"""Lines of one cell are at most so many font sizes apart."""
TELLING = 3
"""So many whole rows tell what parts the rows of the pages behind them, of which there may be fewer."""
JUMP = 1.0
"""Distances between lines that differ by less (points) are alike."""


@dataclass(frozen=True, slots=True)
class Parted:
    """Lines in groups, one a row of the table, each with whether it is certain that it is one row.

    `limit` is the distance (points) that parts them; None where the lines do not tell it.
    """

    bands: list[tuple[RowBand, bool]]
    limit: float | None


def bands(lines: Sequence[PrintedRow], is_whole: Callable[[RowBand], bool], known: float | None = None) -> Parted:
    """The rows of the table on one page.

    Lines of one row stand closer than those of two. How close is not known beforehand: of all distances that occur,
    that one parts the rows by which most groups are whole and fewest are not. Where others than the first and the last
    are not, which page breaks may have cut, none is certain. `known` is the distance that parts them on a page before:
    it holds here too, unless it leaves rows in the middle that are not whole.
    """
    ordered = sorted(lines, key=lambda line: line.top)
    best, best_limit = (-len(ordered) - 1, list[RowBand]()), known
    if known is not None:
        found = _parted(ordered, known)
        if all(map(is_whole, found[1:-1])):
            return Parted([(band, is_whole(band)) for band in found], known)
    for limit in _limits(ordered):
        found = _parted(ordered, limit)
        score = 2 * sum(map(is_whole, found)) - len(found)
        if score > best[0]:
            best, best_limit = (score, found), limit
    sure = [is_whole(band) for band in best[1]]
    told = all(sure[1:-1])
    parted = list(zip(best[1], sure if told else [False] * len(sure), strict=True))
    return Parted(parted, best_limit if told and sum(sure) >= TELLING else None)


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
        bottom = max(bottom or 0.0, line.bottom)
    return gaps


def _parted(lines: Sequence[PrintedRow], limit: float) -> list[RowBand]:
    found: list[RowBand] = []
    for line in lines:
        if found and line.top - max(row.bottom for row in found[-1]) <= limit:
            found[-1].append(line)
        else:
            found.append([line])
    return found
