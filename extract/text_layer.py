"""Is a page's text layer good for reading?

Some fonts carry no usable map from glyphs to characters (ToUnicode): the text layer is then full of unmapped codes,
private-use characters or replacement marks, and only the picture of the page can be read.
"""

from __future__ import annotations

import numpy as np

from extract.glyphs import Glyphs
from extract.records import TextLayer

MAX_UNMAPPED = 0.05
"""A larger share of unmapped glyphs makes the text layer unusable."""


def judge_text_layer(glyphs: Glyphs) -> TextLayer:
    """What the glyphs of a page are good for."""
    codes = glyphs.codes[glyphs.codes != 0x20]
    if not len(codes):
        return TextLayer.NONE
    control = (codes < 0x20) | ((codes >= 0x7F) & (codes < 0xA0))
    private = ((codes >= 0xE000) & (codes < 0xF900)) | (codes >= 0xF0000)
    replaced = (codes == 0xFFFD) | (codes == 0xFFFE) | (codes == 0xFFFF)
    # Fonts whose codes were mapped to nothing else come out as question marks.
    unmapped = np.count_nonzero(control | private | replaced | (codes == ord("?")))
    return TextLayer.UNUSABLE if unmapped > MAX_UNMAPPED * len(codes) else TextLayer.USABLE
