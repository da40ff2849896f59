"""Readings in small kana (ふりがな) that share a baseline with other text: they are lines of their own.

A word of one column bears its reading just where a text of larger type stands in another.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extract.pdf.layer.glyphs import Glyphs
from extract.stretches import begun

SMALL = 0.7
"""A reading is set in type lower and narrower than this share of the type beside and below it; half is usual.

The box of a single character may be too low, as its font says it.
"""
APART = 0.3
"""Font sizes of the larger type by which a reading stands off what stands beside it."""
LEVEL = 0.02
"""Baselines that differ by less (font sizes) are one; text in small type that follows in a line is on its baseline."""
_KANA = ((0x3041, 0x3096), (0x30A1, 0x30FC), (0x20, 0x20), (0x3000, 0x3000))
"""Code points of kana, the middle dot, the long vowel sign, and blanks."""

Indices = NDArray[np.intp]


def readings_apart(owner: Indices, glyphs: Glyphs, line_of: Indices, order: Indices) -> tuple[Indices, Indices]:
    """The lines and their order where readings that stand in lines of larger type are lines of their own.

    `line_of` numbers the line of each glyph, `order` are the glyphs by line, then from left to right.
    """
    heights = glyphs.bottom - glyphs.top
    lines = line_of[order]
    begin = begun(lines)
    starts = np.flatnonzero(begin)
    highest = np.maximum.reduceat(heights[order], starts)[np.cumsum(begin) - 1]
    small = (heights[order] < SMALL * highest) & ((glyphs.x1 - glyphs.x0)[order] < SMALL * highest)
    if not small.any():
        return line_of, order
    small &= _is_kana(glyphs.codes[order])
    changed = 2 * line_of
    edges = np.diff(small, prepend=False, append=False) | np.append(begin, True)
    bounds = np.flatnonzero(edges)
    for first, last in zip(bounds[:-1], bounds[1:] - 1, strict=True):
        if small[first] and _is_reading(glyphs, owner, order, lines, int(first), int(last)):
            changed[order[first : last + 1]] += 1
    numbers = np.unique(changed, return_inverse=True)[1].astype(np.intp)
    return numbers, np.lexsort((glyphs.x0, numbers))


def _is_kana(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    found = np.zeros(len(codes), np.bool_)
    for first, last in _KANA:
        found |= (codes >= first) & (codes <= last)
    return found


def _is_reading(glyphs: Glyphs, owner: Indices, order: Indices, lines: Indices, first: int, last: int) -> bool:
    """Whether a stretch of small kana stands off the larger type of its line, and above larger type of its cell."""
    here = order[first : last + 1]
    large = order[(lines == lines[first])]
    large = large[(glyphs.bottom - glyphs.top)[large] * SMALL > (glyphs.bottom - glyphs.top)[here].max()]
    size = float((glyphs.bottom - glyphs.top)[here].max())
    x0, x1 = float(glyphs.x0[here].min()), float(glyphs.x1[here].max())
    beside = (glyphs.x1[large] > x0 - APART * size / SMALL) & (glyphs.x0[large] < x1 + APART * size / SMALL)
    level = np.abs(glyphs.baseline[large] - float(glyphs.baseline[here[0]])) < LEVEL * size
    if (beside & level).any():
        return False
    between = glyphs.top - float(glyphs.bottom[here].max())
    heights = glyphs.bottom - glyphs.top
    below = (
        (owner == owner[here[0]]) & (SMALL * heights > size) & (-heights / 2 < between) & (between < size)
        & (glyphs.x0 < x1) & (glyphs.x1 > x0)
    )  # fmt: skip
    return bool(below.any())
