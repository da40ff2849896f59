"""Is a page's text layer good for reading?

Some fonts carry no usable map from glyphs to characters (ToUnicode): the text layer is then full of unmapped codes,
private-use characters, replacement marks or characters of all scripts (rare kanji where the map is shifted), and only
the picture of the page can be read. So it is with a scan over which software has laid what it took the text for: it is
searchable, but nobody knows how good that is.
"""

from __future__ import annotations

import numpy as np

from extract.pdf.layer.glyphs import Glyphs
from extract.pdf.typefaces.rare_characters import names_rare_kana, names_rare_kanji
from extract.records import TextLayer

MAX_UNMAPPED = 0.05
"""A larger share of unmapped glyphs makes the text layer unusable."""
MAX_HIDDEN = 0.5
"""A larger share of invisible text on a page of pictures is what OCR software took the pictures for."""
GETA = ord("〓")
"""What typesetters, and some fonts, put for any character that they lack."""
STAMP = 40
"""So few glyphs on a page of pictures are a stamp or a page number on a scan, not its text."""


def judge_text_layer(glyphs: Glyphs, pictured: bool = False, hidden: float = 0.0) -> TextLayer:
    """What the glyphs of a page are good for.

    `pictured`: pictures cover most of the page; `hidden`: the share of its text that is invisible.
    """
    codes = glyphs.codes[glyphs.codes != 0x20]
    if not len(codes) or (pictured and hidden <= MAX_HIDDEN and len(codes) <= STAMP):
        return TextLayer.NONE
    if pictured and hidden > MAX_HIDDEN:
        return TextLayer.UNUSABLE
    control = (codes < 0x20) | ((codes >= 0x7F) & (codes < 0xA0))
    private = ((codes >= 0xE000) & (codes < 0xF900)) | (codes >= 0xF0000)
    replaced = (codes == 0xFFFD) | (codes == 0xFFFE) | (codes == 0xFFFF) | (codes == GETA)
    # Glyph numbers taken for characters hit this block, which print hardly ever uses, as often as the others.
    rare = (codes >= 0x3400) & (codes < 0x4DC0)
    # Fonts whose codes were mapped to nothing else come out as question marks.
    unmapped = np.count_nonzero(control | private | replaced | rare | (codes == ord("?")))
    unusable = unmapped > MAX_UNMAPPED * len(codes) or names_rare_kanji(codes) or names_rare_kana(codes)
    return TextLayer.UNUSABLE if unusable else TextLayer.USABLE
