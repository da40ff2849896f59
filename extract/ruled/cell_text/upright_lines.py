"""Cells with two or more upright lines: the right one is read first, each from top to bottom.

A short list of words with blanks between their characters has the same shape. So characters must stand closer below
each other than beside each other, and the file must have written them down column by column.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extract.pdf.coordinates import FloatArray
from extract.pdf.layer.glyphs import Glyphs
from extract.stretches import begun, lengths

ROWS = 3
"""Upright lines have at least so many characters."""
MOST_COLUMNS = 8
"""More characters in a line than this are no upright ones."""
ALIGNED = 0.25
"""Characters of one column stand within this share of their height below each other."""
CLOSER = 1.05
"""Columns are so many times as far apart as the characters in them, at least."""
WRITTEN = 0.8
"""The share of characters that must follow in the file on the one above."""


def by_columns(
    glyphs: Glyphs, owner: NDArray[np.intp], line_of: NDArray[np.intp], written: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp]] | None:
    """The order of the glyphs and their lines, with upright lines for lines; None where no cell has any.

    The glyphs come line by line, those of one cell (`owner`) together; `written` are their places in the file.
    """
    starts = np.flatnonzero(begun(line_of))
    if len(starts) < ROWS:
        return None
    firsts = np.flatnonzero(begun(owner[starts]))
    counts = lengths(firsts, len(starts))
    longest = np.maximum.reduceat(lengths(starts, len(line_of)), firsts)
    likely = (counts >= ROWS) & (longest >= 2) & (longest <= MOST_COLUMNS) & (owner[starts[firsts]] >= 0)
    if not likely.any():
        return None
    ends = np.append(starts[firsts[1:]], len(line_of))
    order, lines, found = np.arange(len(line_of)), line_of.copy(), False
    for n in np.flatnonzero(likely).tolist():
        block = slice(int(starts[firsts[n]]), int(ends[n]))
        first = block.start
        apart = glyphs.x0[first + 1] - glyphs.x1[first] > CLOSER - 1 or line_of[first + 1] != line_of[first]
        columns = _columns(glyphs.take(np.arange(first, block.stop)), written[block]) if apart else None
        if columns is not None:
            inside = np.lexsort((glyphs.baseline[block], columns))
            order[block], found = block.start + inside, True
            lines[block] = line_of[-1] + 1 + columns[inside]
    return (order, np.cumsum(np.diff(lines, prepend=lines[0]) != 0)) if found else None


def _columns(glyphs: Glyphs, written: NDArray[np.intp]) -> NDArray[np.intp] | None:
    """The column of each glyph of a cell, counted from the right; None where they do not stand in upright lines."""
    x, high = (glyphs.x0 + glyphs.x1) / 2, float(np.median(glyphs.bottom - glyphs.top))
    by_x = np.argsort(x, kind="stable")
    column = np.empty(len(x), np.intp)
    column[by_x] = np.cumsum(np.diff(x[by_x], prepend=x[by_x[0]]) > ALIGNED * high)
    count = int(column.max()) + 1
    middles = np.array([np.median(x[column == n]) for n in range(count)])
    if count < 2 or (np.abs(x - middles[column]) > ALIGNED * high).any():
        return None
    steps = np.concatenate([np.diff(np.sort(glyphs.baseline[column == n])) for n in range(count)])
    if len(steps) < ROWS - 1 or np.diff(middles).min() < CLOSER * np.median(steps):
        return None
    return count - 1 - column if _is_written_down(glyphs.baseline, column, written) else None


def _is_written_down(baseline: FloatArray, column: NDArray[np.intp], written: NDArray[np.intp]) -> bool:
    """Whether most characters follow in the file on the one above them, and columns on the one at their right."""
    in_file = np.argsort(written, kind="stable")
    same = np.diff(column[in_file]) == 0
    down = np.diff(baseline[in_file]) > 0
    leftward = np.diff(column[in_file]) == -1
    return bool((same & down | leftward).mean() >= WRITTEN and leftward.sum() == column.max())
