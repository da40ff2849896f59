"""What a page prints, before anybody asks what is seen of it: its objects, and its glyphs by two readers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium

from extract.pdf.coordinates import View, page_view
from extract.pdf.layer.direction import displayed_from, lies_beside, quarter_turns
from extract.pdf.layer.glyphs import Glyphs
from extract.pdf.layer.own_glyphs import states_another
from extract.pdf.layer.read_glyphs import read_glyphs, text_objects
from extract.pdf.left_out.declared_widths import StatedWidthsReader, with_unread
from extract.pdf.left_out.same_glyphs import with_known, with_others
from extract.pdf.paint.paths import PageObjects, read_objects
from extract.records import AS_DISPLAYED, Placement
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


@dataclass(frozen=True, slots=True)
class UprightPrint:
    """What a page prints, in the view in which its text is upright; `placement` leads from there to the displayed page.

    `typed` are the glyphs that PDFium reads through `text`: seldom are these not all `glyphs`.
    """

    page: pdfium.PdfPage
    text: pdfium.PdfTextPage
    view: View
    placement: Placement
    objects: PageObjects
    glyphs: Glyphs
    typed: Glyphs


def upright_print(
    page: pdfium.PdfPage, number: int, stated: StatedWidthsReader, overlay: Overlay | None,
    open_text: Callable[[], pdfium.PdfTextPage],
) -> UprightPrint:  # fmt: skip
    """What page `number` (from 1) prints; `open_text` reads its text, which is closed by whoever gives it."""
    displayed = view = page_view(page)
    text = open_text()
    printed = PagePrint(page, text, number, stated, overlay)
    objects, glyphs, typed = printed.seen(displayed)
    if states_another(page, number, text, objects.painting.texts):
        text = open_text()
        printed = PagePrint(page, text, number, stated, overlay)
        objects, glyphs, typed = printed.seen(displayed)
    turns = _quarters(glyphs, displayed)
    if turns:
        view = displayed.turned(turns)
        objects, glyphs, typed = printed.seen(view)
    placement = displayed_from(turns, displayed.width, displayed.height) if turns else AS_DISPLAYED
    return UprightPrint(page, text, view, placement, objects, glyphs, typed)


def _quarters(glyphs: Glyphs, displayed: View) -> int:
    """By how many quarters a page is to be turned for its text to be upright; none where only a part of it lies."""
    middle = (glyphs.top + glyphs.bottom) / 2
    turns = quarter_turns(glyphs.codes, glyphs.direction, middle, displayed.height)
    if not turns:  # as on most pages
        return 0
    across = (glyphs.x0 + glyphs.x1) / 2
    return 0 if lies_beside(glyphs.direction, across, middle, displayed.width, displayed.height) else turns
