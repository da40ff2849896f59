"""Rows between level rulings that no upright closes: tables that are printed without sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from extract.pdf.coordinates import FloatArray
from extract.records import Box, Cell
from extract.ruled.rules.rulings import Rulings
from extract.ruled.tables.grid import find_cells

LEAST = 2
"""So many level rulings of one left and one right edge may part rows: who knows the document tells."""
REACH = 3.0
"""Points by which ends of rulings of one table may differ."""
MEETS = 1.0
"""An upright that ends so many points from a level ruling meets it; that of a frame within a row does not."""


def level_bands(rulings: Rulings, em: float) -> list[Box]:
    """The rows and cells of tables without any upright, by their level rulings alone; `em` is the font size in points.

    Rulings of one width part the rows. A shorter one that ends where they end parts the cells right of where it begins.
    One that sticks out to their left by less than a character parts the rows too: a row below it may be shifted.
    """
    lone = _untouched(rulings)
    found: list[Box] = []
    while len(lone) >= LEAST:
        right = lone[0, 2]
        together = np.abs(lone[:, 2] - right) <= REACH
        group, lone = lone[together], lone[~together]
        left = _left(group[:, 1], em)
        full = group[:, 1] <= left + REACH
        if full.sum() >= LEAST:
            uprights = _uprights(group[full], group[~full], left, float(right))
            closed = Rulings(group, np.array(uprights, np.float64))
            found += [cell.box for cell in find_cells(closed, Rulings(group[:0], group[:0]), em)]
    return [part for band in found for part in _parts(band, rulings.horizontal)]


def _left(starts: FloatArray, em: float) -> float:
    """Where the rulings of a table begin: so far left as several do, unless one sticks out by a character or more."""
    near = np.sort(starts[starts < starts.min() + em])
    shared = (np.abs(starts[None, :] - near[:, None]) <= REACH).sum(axis=1) >= LEAST
    return float(near[shared][0] if shared.any() else near[0])


def _parts(band: Box, level: FloatArray) -> Iterator[Box]:
    """A band parted at the rulings across it that an upright all but touches: a frame in its row may."""
    across = (level[:, 1] <= band.x0 + REACH) & (level[:, 2] >= band.x1 - REACH)
    inside = (level[:, 0] > band.top + REACH) & (level[:, 0] < band.bottom - REACH)
    edges = [band.top, *np.unique(level[across & inside, 0]).tolist(), band.bottom]
    return (band._replace(top=top, bottom=bottom) for top, bottom in pairwise(edges))


def beside_cells(bands: Sequence[Box], cells: Sequence[Cell]) -> list[Box]:
    """The bands cut at the cells that begin at their left edge: what is above such a cell and below it are two rows."""
    return [part for band in bands for part in _cut(band, cells)]


def _cut(band: Box, cells: Sequence[Cell]) -> Iterator[Box]:
    inside = [cell.box for cell in cells if band.contains(cell.box, REACH) and cell.box.x0 - band.x0 <= REACH]
    top = band.top
    for box in sorted(inside, key=lambda box: box.top):
        if box.top - top > REACH:
            yield band._replace(top=top, bottom=box.top)
        top = max(top, box.bottom)
    if band.bottom - top > REACH:
        yield band._replace(top=top)


def _untouched(rulings: Rulings) -> FloatArray:
    """The level rulings that no upright meets, from top to bottom."""
    level, upright = rulings.horizontal, rulings.vertical
    if len(level) and len(upright):
        at, start, end = (level[:, n, None] for n in range(3))
        meets = (upright[None, :, 1] - MEETS <= at) & (at <= upright[None, :, 2] + MEETS)
        meets &= (start - REACH <= upright[None, :, 0]) & (upright[None, :, 0] <= end + REACH)
        level = level[~meets.any(axis=1)]
    return level[np.argsort(level[:, 0], kind="stable")]


def _uprights(full: FloatArray, short: FloatArray, left: float, right: float) -> list[tuple[float, float, float]]:
    """The sides of a table, and the left sides of its shorter rulings between the full ones around them."""
    top, bottom = float(full[0, 0]), float(full[-1, 0])
    sides = [(left, top, bottom), (right, top, bottom)]
    for at, start, _ in short.tolist():
        above, below = full[full[:, 0] < at, 0], full[full[:, 0] > at, 0]
        if len(above) and len(below):
            sides.append((start, float(above[-1]), float(below[0])))
    return sides
