"""A page with a text layer → what a person sees of it: its glyphs and paths, and what is set aside."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Set
from contextlib import ExitStack, closing
from dataclasses import dataclass, field

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from extract.pdf.coordinates import PageBox, View, page_view
from extract.pdf.layer.direction import displayed_from, lies_beside, quarter_turns
from extract.pdf.layer.glyphs import Glyphs, median
from extract.pdf.layer.hidden_text import hidden_share
from extract.pdf.layer.own_glyphs import states_another
from extract.pdf.layer.read_glyphs import read_glyphs
from extract.pdf.layer.text_layer import judge_text_layer
from extract.pdf.left_out.declared_widths import StatedWidthsReader
from extract.pdf.left_out.same_glyphs import with_known
from extract.pdf.left_out.symbol_fonts import name_symbols
from extract.pdf.paint.painting import Paint
from extract.pdf.paint.paths import PageObjects
from extract.records import AS_DISPLAYED, Placement, TextLayer
from extract.seen.hidden.difference import take_off
from extract.seen.hidden.owners import Owners
from extract.seen.hidden.unpictured import lacks_in_picture
from extract.seen.hidden.unseen import Unseen, find_unseen
from extract.seen.laid_over.annotations import Overlay
from extract.seen.printed import PagePrint
from extract.seen.set_off import grounds_below
from extract.seen.shown import DRAWING_ENGINE, Shown, sort_out
from extract.unread.doubts import Doubts, find_doubts
from extract.unread.misnamed.lying_fonts import FontMemory, lying_glyphs
from extract.unread.misnamed.misnamed_boxes import name_signs

A_LAYER = 100
"""So many hidden characters, more than are seen, are what software took a drawing for."""
MOSTLY = 0.5
"""The share of a page that pictures must cover to make it a picture."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What a document says of itself that pages are to be looked at for.

    `layers`: some are switched off. `symbols`: it has symbol fonts, whose codes are no characters. `fonts` are those
    that the page names (None: nobody knows), `memory` is what is known of the document's fonts.
    """

    layers: bool = False
    symbols: bool = False
    fonts: Set[Hashable] | None = None
    memory: FontMemory = field(default_factory=FontMemory)


def look(page: pdfium.PdfPage, number: int, stated: StatedWidthsReader, overlay: Overlay | None, signs: Signs) -> Shown:
    """What is seen of page `number` (from 1).

    `stated` supplies the glyphs of a page of which PDFium leaves some out; `overlay` is what annotations add to it.
    """
    with ExitStack() as texts:  # each is made once, and closed at the end: it costs more than what is asked of it
        return _look(page, number, stated, overlay, signs, lambda: texts.enter_context(closing(page.get_textpage())))


def _look(
    page: pdfium.PdfPage, number: int, stated: StatedWidthsReader, overlay: Overlay | None, signs: Signs,
    open_text: Callable[[], pdfium.PdfTextPage],
) -> Shown:  # fmt: skip
    displayed = page_view(page)
    text = open_text()
    printed = PagePrint(page, text, number, stated, overlay)
    view, (objects, glyphs, typed) = displayed, printed.seen(displayed)
    if states_another(page, number, text, objects.painting.texts):
        text = open_text()
        printed = PagePrint(page, text, number, stated, overlay)
        objects, glyphs, typed = printed.seen(displayed)
    middle = (glyphs.top + glyphs.bottom) / 2
    turns = quarter_turns(glyphs.codes, glyphs.direction, middle, displayed.height)
    across = (glyphs.x0 + glyphs.x1) / 2
    if turns and lies_beside(glyphs.direction, across, middle, displayed.width, displayed.height):
        turns = 0
    if turns:
        view = displayed.turned(turns)
        objects, glyphs, typed = printed.seen(view)
    placement = displayed_from(turns, displayed.width, displayed.height) if turns else AS_DISPLAYED
    pictured = _is_pictured(objects.images, view)
    text_layer = judge_text_layer(glyphs, pictured, hidden_share(page) if pictured else 0.0)
    unseen, paint = Unseen(), Paint(objects.painting)
    declared = len(objects.unmeasured_text) > 0
    doubts, named = None, np.zeros(0, np.intp)
    if text_layer is TextLayer.USABLE:
        doubts, named = _doubts(page, text, glyphs, objects, view, placement, signs)
        unseen = find_unseen(page, text, typed, objects, paint, view, placement, signs.layers)
    if unseen.texts:
        take_off(unseen.handles)
        text = open_text()
        glyphs = _seen(text, view, objects, unseen, glyphs if declared else None)
        # Of a drawing below a layer for search, only its picture says what is seen.
        text_layer = judge_text_layer(glyphs, pictured=len(unseen.all_keys) > max(len(glyphs), A_LAYER))
        doubts, named = _doubts(page, text, glyphs, objects, view, placement, signs)
    if doubts is not None and doubts.most_lies and text_layer is TextLayer.USABLE:
        text_layer = TextLayer.UNUSABLE
    owners, untold = Owners(text.raw, objects.painting, paint), unseen.untold
    if text_layer is not TextLayer.USABLE and objects.undrawn:
        untold = lacks_in_picture(owners, glyphs, objects, unseen.handles)
    shown = Shown(
        view, placement, glyphs, objects.paths, text_layer, pictured, glyphs.truncated or objects.truncated,
        set_aside=list(unseen.texts), doubts=doubts, untold=untold,
    )  # fmt: skip
    if text_layer is TextLayer.USABLE:
        shown.set_off = grounds_below(
            objects.painting, view, median(glyphs.bottom - glyphs.top) if len(glyphs) else 0.0
        )
        shown.engines = [(box, DRAWING_ENGINE) for box in glyphs.boxes(named)]
        sort_out(page, shown, owners, objects.painting, overlay)
    return shown


def _doubts(
    page: pdfium.PdfPage, text: pdfium.PdfTextPage, glyphs: Glyphs, objects: PageObjects, view: View,
    placement: Placement, signs: Signs,
) -> tuple[Doubts | None, NDArray[np.intp]]:  # fmt: skip
    """Where a page may show more than its text layer says, and the glyphs that were named by what they show."""
    if signs.symbols:
        name_symbols(text.raw, glyphs)
    misdrawn = name_signs(page, text, glyphs, view, placement)
    lying = lying_glyphs(page, text, glyphs, view, placement, signs.memory, signs.fonts)
    return find_doubts(text, glyphs, objects, view, misdrawn.unknown, lying), misdrawn.named


def _seen(text: pdfium.PdfTextPage, view: View, objects: PageObjects, unseen: Unseen, stated: Glyphs | None) -> Glyphs:
    """The glyphs of a page without those that nobody sees; `stated` are those read by declared widths."""
    read = read_glyphs(text, view, objects.clips, objects.forms)
    if stated is None:
        return unseen.without(read)
    return with_known(unseen.without_places(stated), read, objects.unmeasured_text, objects.unmeasured)


def _is_pictured(images: list[PageBox], view: View) -> bool:
    """Whether pictures cover most of the page."""
    area = sum((x1 - x0) * (bottom - top) for x0, top, x1, bottom in images)
    return area > MOSTLY * view.width * view.height
