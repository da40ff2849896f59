"""Letters that other text is printed across, such as a page number across a line: nobody can tell which is whose."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extract.pdf.layer.glyphs import Glyphs, median
from extract.pdf.layer.unmapped import REPLACEMENT

ACROSS, DOWN = 0.3, 0.6
"""Letters that share so much of their widths, and of their heights, are printed across each other."""
TIGHT = 3
"""Letters that follow each other so closely in the PDF are one text, set tightly."""
WITHIN = 2
"""Letters across each other are so near in the order of their line."""


def blot_out(glyphs: Glyphs) -> None:
    """Make U+FFFD of letters and digits of different texts that are printed across each other.

    Signs may lie over letters: rings, strokes, frames. The same letter twice is a shadow.
    """
    own = np.flatnonzero((glyphs.index >= 0) & (glyphs.direction == 0) & (glyphs.codes > 0x20) & ~glyphs.faint)
    if len(own) < WITHIN:
        return
    em = max(median((glyphs.bottom - glyphs.top)[own]), 1.0)
    for shift in (0.0, 0.5):
        bands = np.floor(glyphs.baseline[own] / em + shift)
        order = own[np.lexsort((glyphs.x0[own], bands))]
        for step in range(1, WITHIN + 1):
            _blot(glyphs, order[:-step], order[step:])


def _blot(glyphs: Glyphs, first: NDArray[np.intp], second: NDArray[np.intp]) -> None:
    """Make U+FFFD of these pairs where they lie across each other."""
    width, height = glyphs.x1 - glyphs.x0, glyphs.bottom - glyphs.top
    across = np.minimum(glyphs.x1[first], glyphs.x1[second]) - np.maximum(glyphs.x0[first], glyphs.x0[second])
    down = np.minimum(glyphs.bottom[first], glyphs.bottom[second]) - np.maximum(glyphs.top[first], glyphs.top[second])
    found = (
        (across > ACROSS * np.minimum(width[first], width[second]))
        & (down > DOWN * np.minimum(height[first], height[second]))
        & (np.abs(glyphs.index[first] - glyphs.index[second]) > TIGHT)
        & (glyphs.codes[first] != glyphs.codes[second])
    )
    for a, b in zip(first[found].tolist(), second[found].tolist(), strict=True):
        if _is_letter(glyphs.codes[a]) and _is_letter(glyphs.codes[b]):
            glyphs.codes[[a, b]] = REPLACEMENT


def _is_letter(code: np.uint32) -> bool:
    return code == REPLACEMENT or chr(code).isalnum()
