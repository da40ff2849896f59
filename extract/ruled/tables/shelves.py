"""Parts of a cell that shorter level rulings tell, where no upright meets their left ends."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from extract.pdf.coordinates import FloatArray
from extract.records import Box, Cell
from extract.ruled.rules.rulings import Rulings

REACH = 3.0
"""Points by which ends of rulings of one table may differ."""


def shelves(cells: Sequence[Cell], rulings: Rulings) -> list[Box]:
    """The parts of each cell in which level rulings end at its right side and begin at one place within it.

    Left of that place stands what belongs to all of them; between two of them, one row.
    """
    dangling = _dangling(rulings)
    if not len(dangling):
        return []
    return [part for cell in cells if cell.lines for part in _parts(cell.box, dangling)]


def _dangling(rulings: Rulings) -> FloatArray:
    """The level rulings whose left end no upright meets, though one meets their right end."""
    level, upright = rulings.horizontal, rulings.vertical
    if not len(level) or not len(upright):
        return level[:0]
    at = level[:, 0, None]
    spans = (upright[None, :, 1] - REACH <= at) & (at <= upright[None, :, 2] + REACH)
    left = (spans & (np.abs(upright[None, :, 0] - level[:, 1, None]) <= REACH)).any(axis=1)
    right = (spans & (np.abs(upright[None, :, 0] - level[:, 2, None]) <= REACH)).any(axis=1)
    return level[right & ~left]


def _parts(box: Box, level: FloatArray) -> list[Box]:
    inside = level[(level[:, 0] > box.top + REACH) & (level[:, 0] < box.bottom - REACH)]
    inside = inside[(np.abs(inside[:, 2] - box.x1) <= REACH) & (inside[:, 1] > box.x0 + REACH)]
    if not len(inside) or np.ptp(inside[:, 1]) > REACH:
        return []
    begin = float(inside[:, 1].min())
    edges = [box.top, *sorted(inside[:, 0].tolist()), box.bottom]
    rows = [Box(begin, top, box.x1, bottom) for top, bottom in pairwise(edges)]
    return [Box(box.x0, box.top, begin, box.bottom), *rows]
