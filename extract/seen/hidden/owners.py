"""Which text object of a page is a glyph a part of, and how is that painted? Asked of PDFium where there is need."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from extract.pdf.layer.glyphs import Glyphs
from extract.pdf.layer.read_glyphs import text_objects
from extract.pdf.paint.painting import Paint, Painting


class Owners:
    """Asks for the text objects of glyphs that were read from a page as it is now."""

    def __init__(self, page: pdfium.PdfPage, painting: Painting) -> None:
        self._page, self._painting = page, painting
        self.paint = Paint(painting)

    @cached_property
    def _open(self) -> pdfium.PdfTextPage:
        return self._page.get_textpage()

    @property
    def text(self) -> object:
        """PDFium's handle of the page's text."""
        return self._open.raw

    def rows(self, glyphs: Glyphs) -> NDArray[np.intp]:
        """The row of each glyph's text in `paint`; -1 for glyphs from elsewhere."""
        found = np.full(len(glyphs), -1, np.intp)
        typed = np.flatnonzero(glyphs.index >= 0)
        owners = text_objects(self.text, glyphs.index[typed].tolist())
        found[typed] = [self.paint.index.get(owner, -1) for owner in owners]
        found[glyphs.index < -1] = -2 - glyphs.index[glyphs.index < -1]
        return found

    def orders(self, glyphs: Glyphs) -> NDArray[np.intp]:
        """The number of each glyph's text in the order of painting; -1 for glyphs from elsewhere."""
        orders = np.append(self._painting.orders, -1)
        found: NDArray[np.intp] = orders[self.rows(glyphs)]
        return found

    def close(self) -> None:
        """Free what PDFium holds."""
        if "_open" in self.__dict__:
            self._open.close()
