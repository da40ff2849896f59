"""Signs that are boxes themselves (■ □ ☑ ☐ ● ○), and that the picture of their page shows filled where they are not.

A font may call its ■ a □, or its ☑ a ☐: both have one outline, so only what is drawn within it tells.
"""

from __future__ import annotations

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from extract.pdf.calls import plain
from extract.pdf.coordinates import View
from extract.pdf.layer.glyphs import Glyphs, text_objects
from extract.records import Box, Placement
from extract.scan.image.render import box_picture
from extract.unread.shapes import ink_boxes

FILLED, MARKED, EMPTY = "■●", "☑☒", "□☐○"
"""Signs that are filled, that hold a mark, and that hold nothing."""
_TELLING = np.zeros(0x10000, np.bool_)
_TELLING[list(map(ord, "■●□☐☑☒"))] = True
"""A page without these has no such boxes; its rings stand in brackets."""
SCALE = 4.0
"""Pixels per point."""
SAMPLE = 2
"""So many of each sign are looked at, from either end of a page."""
INNER = 0.3
"""The share of a sign's ink that is left out at each side, to see what it holds."""
CONTRAST = 60
"""Greys by which ink differs from its ground."""
MOSTLY = 0.8
"""The share of what a filled sign holds that is ink."""
LEAST = 0.04
"""What holds less ink holds nothing."""

_font_of, _is_embedded = plain(raw.FPDFTextObj_GetFont), plain(raw.FPDFFont_GetIsEmbedded)


def misdrawn_signs(
    page: pdfium.PdfPage, text: pdfium.PdfTextPage, glyphs: Glyphs, view: View, placement: Placement
) -> NDArray[np.intp]:
    """The numbers of all glyphs of signs of which one is drawn otherwise than it is called."""
    nothing = np.zeros(0, np.intp)
    if not len(glyphs) or not _TELLING[np.minimum(glyphs.codes, len(_TELLING) - 1)].any():
        return nothing
    found = [nothing]
    for sign in FILLED + MARKED + EMPTY:
        own = np.flatnonzero((glyphs.codes == ord(sign)) & (glyphs.index >= 0))
        sample = np.unique(np.concatenate([own[:SAMPLE], own[-SAMPLE:]]))
        embedded = [
            _is_embedded(_font_of(owner)) == 1 for owner in text_objects(text.raw, glyphs.index[sample].tolist())
        ]
        sample = sample[np.array(embedded, np.bool_)]
        boxes = ink_boxes(text, glyphs.index[sample], view)
        if any(_contradicts(sign, page, Box(*row), placement) for row in boxes.tolist()):
            found.append(own)
    return np.concatenate(found)


def _contradicts(sign: str, page: pdfium.PdfPage, place: Box, placement: Placement) -> bool:
    """Whether what a sign holds in the picture of its page is not what its name says."""
    if place.width <= 0 or place.height <= 0:
        return False
    margin = min(place.width, place.height) / 4
    around = Box(place.x0 - margin, place.top - margin, place.x1 + margin, place.bottom + margin)
    grey = box_picture(page, around, placement, SCALE).astype(np.int16)
    if min(grey.shape) < 2 * SCALE:
        return False
    ink = np.abs(grey - np.median([grey[0, 0], grey[0, -1], grey[-1, 0], grey[-1, -1]])) > CONTRAST
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows) or min(rows[0], columns[0], len(ink) - 1 - rows[-1], ink.shape[1] - 1 - columns[-1]) < 1:
        return False  # nothing is drawn, or other ink reaches in: the place of a sign in some fonts is not known
    drawn = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    top, left = (round(INNER * size) for size in drawn.shape)
    held = drawn[top : len(drawn) - top, left : drawn.shape[1] - left]
    if not held.size:
        return False
    share = float(held.mean())
    if sign in FILLED:
        return share < MOSTLY
    return (share < LEAST or share >= MOSTLY) if sign in MARKED else share >= LEAST
