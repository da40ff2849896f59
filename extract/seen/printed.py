"""What a page prints, before anybody asks what is seen of it: its objects, and its glyphs by two readers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium

from extract.pdf.coordinates import View
from extract.pdf.layer.glyphs import Glyphs
from extract.pdf.layer.read_glyphs import read_glyphs, text_objects
from extract.pdf.left_out.declared_widths import StatedWidthsReader, with_unread
from extract.pdf.left_out.same_glyphs import with_known, with_others
from extract.pdf.paint.paths import PageObjects, read_objects
from extract.seen.laid_over.annotations import Overlay


@dataclass(frozen=True, slots=True)
class PagePrint:
    """What a page prints: `text` is its text, `stated` supplies the glyphs that PDFium leaves out.

    `overlay` is what annotations add to it.
    """

    page: pdfium.PdfPage
    text: pdfium.PdfTextPage
    number: int
    stated: StatedWidthsReader
    overlay: Overlay | None

    def seen(self, view: View) -> tuple[PageObjects, Glyphs, Glyphs]:
        """Its objects and glyphs in a view, and those glyphs that PDFium reads: seldom are these not all."""
        objects = read_objects(self.page, view)
        starts = objects.unmeasured_text
        read = read_glyphs(self.text, view, objects.clips, objects.forms)
        if not len(starts):
            return objects, read, read
        glyphs = self.stated.glyphs(self.number, view, starts)
        if glyphs is None:
            return objects, with_unread(read, starts), read
        known = with_known(glyphs, read, starts, objects.unmeasured).within(view)
        if self.overlay is None:
            return objects, known, read
        orders = dict(zip(objects.painting.texts, objects.painting.orders.tolist(), strict=True))
        owners = text_objects(self.text.raw, read.index.tolist())
        late = np.array([orders.get(owner, -1) >= self.overlay.first for owner in owners], np.bool_)
        return objects, with_others(known, read.take(late)), read
