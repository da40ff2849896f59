"""Small raised or lowered text within a line (a reference ※１, an index): it stands on no line of its own.

It takes a place between the characters of its line, where a reading (ruby) or a note of its own stands above or below
other text.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extract.pdf.layer.glyphs import Glyphs, median

SMALL = 0.75
"""Raised text is lower than this share of the usual type of its page, ..."""
SMALLER = 0.8
"""... and than this share of the type that it follows."""
CLOSE = 0.4
"""It follows its line within so many font sizes of that."""
OVER = 0.3
"""It overlaps by no more than this share of its width with text of that line."""
RAISED, LOWERED = 0.75, 0.35
"""How many font sizes of that line its baseline stands above or below that of the line at most."""
LONGEST = 8
"""More characters than this are a text of their own."""

Indices = NDArray[np.intp]


def with_raised(owner: Indices, glyphs: Glyphs, line_of: Indices, order: Indices) -> tuple[Indices, Indices]:
    """The lines and their order where raised text belongs to the line that it stands in.

    `line_of` numbers the line of each glyph, `order` are the glyphs by line, then from left to right.
    """
    heights = glyphs.bottom - glyphs.top
    printed = (glyphs.codes > 0x20) & (glyphs.codes != 0x3000)
    small = printed & (heights < SMALL * median(heights[printed])) if printed.any() else printed
    if not small.any():
        return line_of, order
    joined = line_of.copy()
    for line in np.unique(line_of[small]).tolist():
        members = np.flatnonzero((line_of == line) & printed)
        if small[members].all():
            for stretch in _stretches(glyphs, members):
                host = _host(glyphs, owner, stretch, printed & ~small) if len(stretch) <= LONGEST else None
                if host is not None:
                    joined[stretch] = line_of[host]
    if (joined == line_of).all():
        return line_of, order
    return joined, np.lexsort((glyphs.x0, joined))


def _stretches(glyphs: Glyphs, members: Indices) -> list[Indices]:
    """The glyphs of a line, from left to right, in stretches that stand apart from each other."""
    ordered = members[np.argsort(glyphs.x0[members], kind="stable")]
    gaps = glyphs.x0[ordered][1:] - glyphs.x1[ordered][:-1]
    size = float((glyphs.bottom - glyphs.top)[ordered].max())
    return np.split(ordered, np.flatnonzero(gaps > CLOSE * size) + 1)


def _host(glyphs: Glyphs, owner: Indices, stretch: Indices, large: NDArray[np.bool_]) -> int | None:
    """The glyph of larger type that a stretch follows, where it stands among the characters of that one's line."""
    heights = glyphs.bottom - glyphs.top
    x0, x1 = float(glyphs.x0[stretch[0]]), float(glyphs.x1[stretch[-1]])
    height, baseline = float(heights[stretch].max()), float(glyphs.baseline[stretch[0]])
    above = glyphs.baseline - baseline
    level = (
        large & (owner == owner[stretch[0]]) & (height < SMALLER * heights)
        & (above < RAISED * heights) & (above > -LOWERED * heights)
    )  # fmt: skip
    over = np.minimum(glyphs.x1, x1) - np.maximum(glyphs.x0, x0)
    if (level & (over > OVER * (x1 - x0))).any():
        return None
    behind = np.flatnonzero(level & (glyphs.x0 < x0) & (x0 - glyphs.x1 < CLOSE * heights))
    return int(behind[np.argmax(glyphs.x1[behind])]) if len(behind) else None
