"""Text too long for its cell that runs on over the border, into cells that hold nothing else."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extract.pdf.layer.glyphs import Glyphs
from extract.records import Cell

CUT = 0.1
"""A border cuts a glyph if it leaves at least this share of its width on either side."""
IDEOGRAPHIC_SPACE = 0x3000
EVEN = 0.05
"""Points by which the gaps between the characters of one text may differ."""
CENTERED = 1.5
"""Text that sticks out at both sides by lengths that differ by fewer font sizes is centered."""


def home_of(cells: list[Cell], owner: NDArray[np.intp], glyphs: Glyphs, string: slice) -> int | None:
    """The cell that a string (set without gaps, over several cells) was written into; None where nothing tells.

    `owner` is the cell of each of `glyphs` by its place. A border that is printed between two characters may part
    texts; one that cuts a character does not.
    """
    within = owner[string]
    order = list(dict.fromkeys(within.tolist()))
    if min(order) < 0 or len({cells[index].parent for index in order}) > 1:
        return None
    if not _is_even(glyphs, string) or not _cut(cells, glyphs, string, order):
        return None
    left, right = (float(glyphs.x0[string][0]), float(glyphs.x1[string][-1]))
    before, behind = left - cells[order[0]].box.x0, cells[order[-1]].box.x1 - right
    em = float(glyphs.bottom[string][0] - glyphs.top[string][0])
    middle = len(order) > 2 and abs(before - behind) < CENTERED * em
    home = order[len(order) // 2] if middle else order[0] if before <= behind else order[-1]
    printed = glyphs.codes > ord(" ")
    others = set(order) - {home}
    free = np.ones(len(owner), np.bool_)
    free[string] = False
    taken = np.isin(owner[free & printed], list(others)).any()
    return None if taken else home


def _is_even(glyphs: Glyphs, string: slice) -> bool:
    """Whether each character follows on the one before at the same distance: else a text of the next cell may begin."""
    gaps = glyphs.x0[string][1:] - glyphs.x1[string][:-1]
    return bool(gaps.max() - gaps.min() <= EVEN)


def _cut(cells: list[Cell], glyphs: Glyphs, string: slice, order: list[int]) -> bool:
    """Whether each border between the cells of a string cuts one of its characters, not a blank."""
    printed = (glyphs.codes[string] > ord(" ")) & (glyphs.codes[string] != IDEOGRAPHIC_SPACE)
    x0, x1 = glyphs.x0[string][printed], glyphs.x1[string][printed]
    borders = [cells[index].box.x0 for index in order[1:]]
    return all(bool(((x0 + CUT * (x1 - x0) < at) & (x1 - CUT * (x1 - x0) > at)).any()) for at in borders)
