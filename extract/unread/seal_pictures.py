"""Seals that are pictures: red, about as wide as high, larger than type. They are no part of what a page says."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pypdfium2 as pdfium

from extract.records import Box, Placement

SMALLEST = 14.0
"""Points; a seal is as wide and high at least."""
ROUND = 1.6
"""A seal is at most so many times as wide as high, or as high as wide."""
INK = 200
"""Of what is no paper one of the three colors is darker than this."""
RED = 50
"""So much more red than any other color has a seal's ink ..."""
MOSTLY = 0.7
"""... in this share of it."""


def without_seals(page: pdfium.PdfPage, placement: Placement, places: Sequence[Box]) -> list[Box]:
    """The boxes of pictures on a page but for those of seals; `placement` leads from them to the displayed page."""
    if not any(map(_may_be_seal, places)):
        return list(places)
    bitmap = page.render(scale=1.0, rev_byteorder=True, draw_annots=False)
    colors = bitmap.to_numpy()[:, :, :3].astype(np.int16)
    return [place for place in places if not (_may_be_seal(place) and _is_red(colors, placement.box(place)))]


def _may_be_seal(box: Box) -> bool:
    return min(box.width, box.height) >= SMALLEST and max(box.width, box.height) <= ROUND * min(box.width, box.height)


def _is_red(colors: np.ndarray, box: Box) -> bool:
    """Whether most of the ink in a box of the displayed page (a pixel to the point) is red."""
    x0, top, x1, bottom = (max(round(edge), 0) for edge in box)
    part = colors[top:bottom, x0:x1]
    ink = part.min(axis=2, initial=INK) < INK
    red = part[:, :, 0] - part[:, :, 1:].max(axis=2, initial=0) > RED
    return bool(ink.any()) and int(np.count_nonzero(red & ink)) > MOSTLY * int(np.count_nonzero(ink))
