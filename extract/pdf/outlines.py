"""Text that PDFium leaves out: its font is not embedded, and the machine has none with outlines to measure."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable

import pypdfium2.raw as raw

from extract.pdf.coordinates import Row

NOTHING = 0.01
"""Points below which PDFium takes a text for one without width or height."""
LOOKS_BACK = 5
"""PDFium compares a text with so many before it."""
SAME_LEFT, SAME_WIDTH = 30.0, 0.1
"""Points by which texts may differ that PDFium takes for one printed twice: the left ends by about a glyph."""
SAME_LINE = 0.13
"""The share of their width by which such texts may stand below each other: an eighth, rounded up."""
MEASURED: Row = (0.0, math.inf, 0.0, math.inf)
"""Stands for a text of which PDFium knows the height."""


class Outlines:
    """Tells which text objects of a page PDFium may leave out; asked of each in order.

    It leaves out what has no width. What has no height it takes for one of the last texts printed twice, if both are
    alike and not further apart than an eighth of their width: so stand long lines one below the other.
    """

    def __init__(self, bounds: Callable[[object], Row]) -> None:
        self._bounds = bounds
        self._flat: deque[Row] = deque(maxlen=LOOKS_BACK)

    def lacks(self, handle: object) -> bool:
        """Whether PDFium may leave out this text object."""
        if raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(handle)) == 1:
            self._flat.append(MEASURED)
            return False
        row = self._bounds(handle)
        left, bottom, right, top = row
        flat = top - bottom < NOTHING
        again = flat and any(_may_be_one(row, before) for before in self._flat)
        self._flat.append(row if flat else MEASURED)
        return right - left < NOTHING or again


def _may_be_one(a: Row, b: Row) -> bool:
    """Whether PDFium may take two texts without height for one: as wide, and near each other for their width."""
    width = a[2] - a[0]
    near = abs(a[0] - b[0]) < SAME_LEFT and abs(a[1] - b[1]) <= width * SAME_LINE
    return near and abs(width - (b[2] - b[0])) < SAME_WIDTH
