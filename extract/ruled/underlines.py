"""Underlines (of links, or of words that changed) are drawn like rulings; they hug the text above them."""

from __future__ import annotations

import numpy as np

from extract.pdf.glyphs import Glyphs
from extract.ruled.rulings import Rulings

BELOW_BASELINE = 0.3
"""An underline lies at most so many font sizes below its text's baseline."""
SAME_END = 0.3
"""It begins and ends within so many font sizes of the text."""
COVERED = 0.8
"""The share of its length that has text above it."""


def without_underlines(rulings: Rulings, glyphs: Glyphs, em: float) -> Rulings:
    """The rulings without underlines; `em` is the usual font size in points."""
    order = np.argsort(glyphs.baseline, kind="stable")
    baselines = glyphs.baseline[order]
    horizontal = rulings.horizontal
    first = np.searchsorted(baselines, horizontal[:, 0] - BELOW_BASELINE * em)
    last = np.searchsorted(baselines, horizontal[:, 0] + 0.05 * em)
    keep = np.ones(len(horizontal), bool)
    for n in np.flatnonzero(last > first).tolist():
        near = order[first[n] : last[n]]
        _, start, end = horizontal[n].tolist()
        x0, x1 = glyphs.x0[near], glyphs.x1[near]
        above = (x1 > start - SAME_END * em) & (x0 < end + SAME_END * em) & (glyphs.codes[near] > 0x20)
        if not above.any():
            continue
        left, right = x0[above].min(), x1[above].max()
        hugged = abs(left - start) <= SAME_END * em and abs(right - end) <= SAME_END * em
        keep[n] = not (hugged and (x1 - x0)[above].sum() >= COVERED * (end - start))
    return Rulings(horizontal[keep], rulings.vertical)
