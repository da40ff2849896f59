"""A page with a text layer → ruled cells."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
import pypdfium2 as pdfium

from extract.pdf.camelot import CamelotReader
from extract.pdf.coordinates import FloatArray
from extract.pdf.layer.glyphs import Glyphs
from extract.pdf.left_out.declared_widths import StatedWidthsReader
from extract.printed.page_cells import fill_page, lay_outside
from extract.printed.stamps import name_engines, put_stamps
from extract.printed.unread_text import read_unread
from extract.printed.watermark import without_watermark
from extract.records import UNDRAWN, Page, SetAside, SetOff, TextLayer
from extract.ruled.cell_text.filling import Unassigned
from extract.ruled.cell_text.lines import usual_size
from extract.ruled.rules.corner_crosses import without_corner_crosses
from extract.ruled.rules.round_corners import with_corners
from extract.ruled.rules.rulings import Rulings, find_rulings
from extract.ruled.rules.underlines import without_links, without_underlines
from extract.ruled.tables.corners import open_corners
from extract.ruled.tables.grid import touch
from extract.ruled.tables.row_bands import beside_cells, level_bands
from extract.ruled.tables.shaded_rows import shaded_rows
from extract.ruled.tables.shelves import shelves
from extract.seen.hidden.struck import loose_lines, without_struck
from extract.seen.laid_over.annotations import Overlay
from extract.seen.look import Signs, look
from extract.seen.set_off import below_lines
from extract.seen.shown import Shown
from extract.set_aside import beyond

NO_SIGNS = Signs()


@dataclass(frozen=True, slots=True)
class _Ruled:
    """What is printed on a page: its rulings, and its text without what is struck.

    `lines` are strokes that rule nothing (struck text, links, underlines), `em` is the usual font size (points).
    """

    glyphs: Glyphs
    rulings: Rulings
    lines: FloatArray
    deleted: list[SetAside]
    em: float


def read_page(
    page: pdfium.PdfPage, number: int, stated: StatedWidthsReader, camelot: CamelotReader | None,
    overlay: Overlay | None = None, signs: Signs = NO_SIGNS,
) -> Page:  # fmt: skip
    """The ruled cells of one page (`number` counts from 1) and the lines outside them, turned so that text is upright.

    `stated` supplies the glyphs of a page of which PDFium leaves some out, `camelot` a second opinion on its
    cells (None for a damaged page: it may never come to its end). `overlay` is what annotations add to the page,
    `signs` what the document says of itself.
    """
    shown = look(page, number, stated, overlay, signs)
    result = _blank_page(number, shown)
    glyphs, large = without_watermark(shown.glyphs)
    result.watermark = shown.watermark + large
    ruled = _ruled(shown, glyphs)
    boxes = partial(camelot.boxes, number, shown.view) if camelot is not None and not shown.turned else None
    unassigned = fill_page(result, ruled.rulings, ruled.glyphs, ruled.em, boxes)
    if shown.doubts is not None and shown.text_layer is TextLayer.USABLE:
        unread = read_unread(page, result, ruled.glyphs, shown.doubts, ruled.em)
        if unread is not None:
            unassigned = unread
            lay_outside(result, unassigned)
    _set_apart(result, shown, ruled, unassigned)
    open_corners(result.cells)
    result.shelves = shelves(result.cells, ruled.rulings)
    if len(result.loose) > 1 and not result.problems:
        result.bands = beside_cells(level_bands(ruled.rulings, ruled.em), result.cells)
    return result


def _blank_page(number: int, shown: Shown) -> Page:
    page = Page(
        number, shown.view.width, shown.view.height, text_layer=shown.text_layer, pictured=shown.pictured,
        placement=shown.placement, set_aside=shown.set_aside,
    )  # fmt: skip
    if shown.truncated:
        page.problems.append("too_many_objects")
    return page


def _ruled(shown: Shown, glyphs: Glyphs) -> _Ruled:
    """The rulings among what is drawn on a page."""
    em = usual_size(glyphs)
    flat = loose_lines(shown.paths, em)
    glyphs, paths, deleted = without_struck(glyphs, shown.paths, flat, shown.struck)
    paths, links = without_links(paths, glyphs, em)
    rulings, underlines = without_underlines(find_rulings(paths, em), glyphs, em)
    rulings = with_corners(without_corner_crosses(rulings, em, touch(em)))
    bands = shaded_rows(paths, rulings, glyphs, em)
    if len(bands):
        rulings = Rulings(np.concatenate([rulings.horizontal, bands]), rulings.vertical)
    return _Ruled(glyphs, rulings, np.concatenate([flat.rows, links, underlines]), deleted, em)


def _set_apart(result: Page, shown: Shown, ruled: _Ruled, unassigned: Unassigned) -> None:
    """Tell what is set off on a page, set aside or laid over it."""
    result.set_off = [*shown.set_off, *below_lines(ruled.lines, ruled.glyphs, ruled.em)]
    result.set_off += [SetOff(aside.box, struck=aside.text) for aside in ruled.deleted]
    result.set_aside += [*ruled.deleted, *unassigned.cut, *beyond(ruled.glyphs)]
    result.problems += [UNDRAWN] * shown.untold
    put_stamps(result, shown.stamps)
    name_engines(result.cells, shown.engines)
