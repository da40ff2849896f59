"""Letters printed across a page (案, SAMPLE): far larger than its text, and aslant, pale, or over other text.

A title in large type is none of these: it is text, however large.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extract.pdf.layer.glyphs import LARGE, Glyphs, median, text_of

OVER = 3
"""A word is printed over text if it covers so many glyphs."""
CORE = 0.2
"""The share of a large glyph's box at each side in which neighboring lines may reach."""


def without_watermark(glyphs: Glyphs) -> tuple[Glyphs, str]:
    """The glyphs without those printed across the page, and the text that these make."""
    if not len(glyphs):
        return glyphs, ""
    heights = glyphs.bottom - glyphs.top
    large = heights > LARGE * median(heights)
    if not large.any():
        return glyphs, ""
    across = np.zeros(len(glyphs), bool)
    for height in np.unique(np.round(heights[large])).tolist():
        word = large & (np.round(heights) == height)
        if glyphs.faint[word].any() or _covered(glyphs, word, large) >= OVER:
            across |= word
    return glyphs.take(~across), text_of(glyphs.codes[across]).strip()


def _covered(glyphs: Glyphs, word: NDArray[np.bool_], large: NDArray[np.bool_]) -> int:
    """How many glyphs of usual size stand within those of a large word."""
    text = ~large & (glyphs.codes > 0x20) & (glyphs.codes != 0x3000)
    x, y = (glyphs.x0 + glyphs.x1)[text] / 2, (glyphs.top + glyphs.bottom)[text] / 2
    within = np.zeros(len(x), bool)
    for n in np.flatnonzero(word).tolist():
        beside, above = CORE * (glyphs.x1[n] - glyphs.x0[n]), CORE * (glyphs.bottom[n] - glyphs.top[n])
        within |= (
            (x > glyphs.x0[n] + beside) & (x < glyphs.x1[n] - beside)
            & (y > glyphs.top[n] + above) & (y < glyphs.bottom[n] - above)
        )  # fmt: skip
    return int(np.count_nonzero(within))
