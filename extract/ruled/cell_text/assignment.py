"""Which cell does a glyph belong to?

Its place tells, but for text that a spreadsheet cut off at its cell's edge: the clip path of such text is the cell.
What sticks out sideways, or below a row that is too low, is still what the writer put there (`cut_below` says of what
nobody sees of it). Text that is cut where
the page ends is different: LibreOffice prints the whole text of a merged cell on every page it reaches, and what is
hidden on this page stands on another.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extract.pdf.coordinates import FloatArray
from extract.pdf.layer.glyphs import Glyphs
from extract.records import Cell
from extract.ruled.cell_text.overflow import home_of

OUTSIDE, HIDDEN = -1, -2
SAME_AREA = 0.75
"""A clip path that shares so much of its area with a cell, and of the cell's with it, is that cell's."""
SET_SOLID = 0.04
"""Glyphs whose boxes meet within this share of their height are one string, set without a gap."""
STRAYS = 0.25
"""At most this share of a string may stick out of its cell."""
EDGE = 1.0
"""Points by which edges of one table may differ."""


def owners(cells: list[Cell], glyphs: Glyphs) -> NDArray[np.intp]:
    """The index of each glyph's cell; `OUTSIDE` all cells, or `HIDDEN` by a clip path."""
    x = (glyphs.x0 + glyphs.x1) / 2
    y = np.where(
        glyphs.direction == 0,
        glyphs.baseline - 0.3 * np.maximum(glyphs.bottom - glyphs.top, 0.5), (glyphs.top + glyphs.bottom) / 2,
    )  # fmt: skip
    owner = _kept_together(cells, _by_place(cells, x, y), glyphs)
    for number, clip in enumerate(glyphs.clips):
        members = np.flatnonzero(glyphs.clip == number)
        if len(members):
            owner[members] = _by_clip(cells, clip, owner[members], x[members], y[members])
    return owner


def cut_below(glyphs: Glyphs) -> NDArray[np.bool_]:
    """Which glyphs stand as a whole below the clip path that cuts their text, so that nobody sees them."""
    found = np.zeros(len(glyphs), np.bool_)
    cut = np.flatnonzero((glyphs.clip >= 0) & (glyphs.codes > ord(" ")) & (glyphs.codes != 0x3000))
    found[cut] = glyphs.top[cut] > glyphs.clips[glyphs.clip[cut], 3] - EDGE
    return found


def _by_place(cells: list[Cell], x: FloatArray, y: FloatArray) -> NDArray[np.intp]:
    """The innermost cell around each point."""
    owner = np.full(len(x), OUTSIDE, np.intp)
    by_y = np.argsort(y, kind="stable")
    sorted_y = y[by_y]
    areas = [cell.box.width * cell.box.height for cell in cells]
    firsts = np.searchsorted(sorted_y, [cell.box.top for cell in cells]).tolist()
    lasts = np.searchsorted(sorted_y, [cell.box.bottom for cell in cells]).tolist()
    for index in sorted(range(len(cells)), key=lambda i: -areas[i]):
        if firsts[index] < lasts[index]:
            box, rows = cells[index].box, by_y[firsts[index] : lasts[index]]
            across = x[rows]
            owner[rows[(across >= box.x0) & (across < box.x1)]] = index
    return owner


def _kept_together(cells: list[Cell], owner: NDArray[np.intp], glyphs: Glyphs) -> NDArray[np.intp]:
    """Owners by place, but for the glyphs of a string that stick out of its cell: a few, or many into empty cells."""
    apart = np.abs(glyphs.x0[1:] - glyphs.x1[:-1]) > SET_SOLID * (glyphs.bottom - glyphs.top)[1:]
    apart |= glyphs.baseline[1:] != glyphs.baseline[:-1]
    strays = np.flatnonzero(~apart & (owner[1:] != owner[:-1]))
    if not len(strays):
        return owner
    breaks = np.concatenate([[0], np.flatnonzero(apart) + 1, [len(owner)]])
    for string in np.unique(np.searchsorted(breaks, strays, side="right")).tolist():
        members = slice(breaks[string - 1], breaks[string])
        holders, counts = np.unique(owner[members], return_counts=True)
        most = int(np.argmax(counts))
        if holders[most] != OUTSIDE and counts.sum() - counts[most] <= STRAYS * counts.sum():
            owner[members] = holders[most]
        else:
            home = home_of(cells, owner, glyphs, members)
            owner[members] = owner[members] if home is None else home
    return owner


def _by_clip(
    cells: list[Cell], clip: FloatArray, placed: NDArray[np.intp], x: FloatArray, y: FloatArray
) -> NDArray[np.intp]:
    """The owners of glyphs that one clip path cuts; `placed` are their owners by place."""
    left, top, right, bottom = clip.tolist()
    above, below, aside = y < top - EDGE, y > bottom + EDGE, (x < left - EDGE) | (x > right + EDGE)
    if not (above | below | aside | (placed == OUTSIDE)).any():
        return placed
    cell = _cell_of(cells, clip)
    if cell is None:
        return np.where(above | below | aside, HIDDEN, placed)
    if below.any() and not _cut_by_page(cells, cell):
        return np.full(len(placed), cell)
    return np.where(above | below, HIDDEN, cell)


def _cell_of(cells: list[Cell], clip: FloatArray) -> int | None:
    """The cell whose box is the clip path's."""
    left, top, right, bottom = clip.tolist()
    best, share = None, SAME_AREA
    for index, cell in enumerate(cells):
        box = cell.box
        width, height = min(right, box.x1) - max(left, box.x0), min(bottom, box.bottom) - max(top, box.top)
        if width <= 0 or height <= 0:
            continue
        larger = max((right - left) * (bottom - top), box.width * box.height)
        if width * height > share * larger:
            best, share = index, width * height / larger
    return best


def _cut_by_page(cells: list[Cell], index: int) -> bool:
    """Whether a cell ends where the page's table does, so that a page break may have cut it."""
    lowest = max(cell.box.bottom for cell in cells)
    return cells[index].open_bottom or cells[index].box.bottom > lowest - EDGE
