"""Letters of a cell that other text is printed across, such as a page number: nobody can tell which is whose."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from extract.pdf.layer.glyphs import Glyphs
from extract.pdf.typefaces.unmapped import REPLACEMENT
from extract.ruled.cell_text.assignment import OUTSIDE

ACROSS, DOWN = 0.3, 0.6
"""Letters that share so much of their widths, and of their heights, are printed across each other."""
TIGHT = 3
"""Letters that follow each other so closely in the PDF are one text, set tightly."""


def unread_across(glyphs: Glyphs, owner: NDArray[np.intp], line_of: NDArray[np.intp]) -> Glyphs:
    """The glyphs, in the order of their lines, with U+FFFD for such letters.

    Running lines stand outside all cells. Signs may lie over letters: rings, strokes, frames.
    """
    if len(glyphs) < 2:
        return glyphs
    width, height = glyphs.x1 - glyphs.x0, glyphs.bottom - glyphs.top
    across = np.minimum(glyphs.x1[:-1], glyphs.x1[1:]) - glyphs.x0[1:]
    found = across > ACROSS * np.minimum(width[:-1], width[1:])
    if not found.any():
        return glyphs
    down = np.minimum(glyphs.bottom[:-1], glyphs.bottom[1:]) - np.maximum(glyphs.top[:-1], glyphs.top[1:])
    found &= (line_of[:-1] == line_of[1:]) & (owner[1:] != OUTSIDE)
    found &= down > DOWN * np.minimum(height[:-1], height[1:])
    found &= (glyphs.index[:-1] >= 0) & (glyphs.index[1:] >= 0)
    found &= np.abs(glyphs.index[:-1] - glyphs.index[1:]) > TIGHT
    pairs = [n for n in np.flatnonzero(found).tolist() if _is_letter(glyphs, n) and _is_letter(glyphs, n + 1)]
    if not pairs:
        return glyphs
    codes = glyphs.codes.copy()
    codes[[*pairs, *(n + 1 for n in pairs)]] = REPLACEMENT
    return replace(glyphs, codes=codes)


def _is_letter(glyphs: Glyphs, n: int) -> bool:
    return chr(glyphs.codes[n]).isalnum()
