"""Which text object of a page is a glyph a part of, and how is that painted? Asked of PDFium where there is need."""

from __future__ import annotations

from functools import cached_property
from itertools import repeat

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from extract.pdf.layer.glyphs import Glyphs
from extract.pdf.layer.read_glyphs import text_objects
from extract.pdf.paint.painting import Paint, Painting


class Owners:
    """Asks for the text objects of glyphs that were read from a text page, which PDFium knows by the handle `text`."""

    def __init__(self, text: object, painting: Painting, paint: Paint) -> None:
        self.text, self.paint, self._painting = text, paint, painting

    @cached_property
    def _rows(self) -> NDArray[np.intp]:
        """The row of each glyph of the text page, by its number there."""
        count = raw.FPDFText_CountChars(self.text)
        owners = text_objects(self.text, range(count))
        return np.fromiter(map(self.paint.index.get, owners, repeat(-1)), np.intp, count)

    def rows(self, glyphs: Glyphs) -> NDArray[np.intp]:
        """The row of each glyph's text in `paint`; -1 for glyphs from elsewhere."""
        found = np.full(len(glyphs), -1, np.intp)
        typed = np.flatnonzero(glyphs.index >= 0)
        found[typed] = self._rows[glyphs.index[typed]]
        found[glyphs.index < -1] = -2 - glyphs.index[glyphs.index < -1]
        return found

    def orders(self, glyphs: Glyphs) -> NDArray[np.intp]:
        """The number of each glyph's text in the order of painting; -1 for glyphs from elsewhere."""
        orders = np.append(self._painting.orders, -1)
        found: NDArray[np.intp] = orders[self.rows(glyphs)]
        return found
