"""A page with a text layer → ruled cells."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass

import pypdfium2 as pdfium

from extract.pdf.camelot import ENGINE as CAMELOT_ENGINE
from extract.pdf.camelot import CamelotReader
from extract.pdf.coordinates import Row, View, page_view
from extract.pdf.declared_widths import StatedWidthsReader
from extract.pdf.direction import displayed_from, quarter_turns
from extract.pdf.glyphs import Glyphs, read_glyphs
from extract.pdf.hidden_text import hidden_share
from extract.pdf.paths import PageObjects, read_objects
from extract.pdf.text_layer import judge_text_layer
from extract.records import Box, Cell, Line, Page, TextLayer
from extract.ruled.corners import open_corners
from extract.ruled.filling import Unassigned, fill_cells
from extract.ruled.grid import TooManyRulings, close_loose_ends, find_cells, joined, place_in_tables
from extract.ruled.lines import usual_size
from extract.ruled.regions import enclosed_boxes
from extract.ruled.rulings import Rulings, find_rulings
from extract.ruled.underlines import without_underlines
from extract.ruled.watermark import without_watermark
from extract.unread.doubts import find_doubts
from extract.unread.fill import read_unread

REGION_ENGINE = "pdfium+regions"
MOSTLY = 0.5
"""The share of a page that pictures must cover to make it a picture."""


def read_page(page: pdfium.PdfPage, number: int, stated: StatedWidthsReader, camelot: CamelotReader | None) -> Page:
    """The ruled cells of one page (`number` counts from 1) and the lines outside them, turned so that text is upright.

    `stated` supplies the glyphs of a page of which PDFium leaves some out, `camelot` a second opinion on its
    cells (None for a damaged page: it may never come to its end).
    """
    displayed = page_view(page)
    with closing(page.get_textpage()) as text:  # made once: it costs more than what is asked of it
        printed = _Printed(page, text, number, stated)
        view, (objects, glyphs) = displayed, printed.seen(displayed)
        turns = quarter_turns(glyphs.codes, glyphs.direction)
        if turns:
            view = displayed.turned(turns)
            objects, glyphs = printed.seen(view)
        pictured = _is_pictured(objects.images, view)
        text_layer = judge_text_layer(glyphs, pictured, hidden_share(page) if pictured else 0.0)
        doubts = find_doubts(text, glyphs, objects, view) if text_layer is TextLayer.USABLE else None
    if doubts is not None and doubts.most_lies:
        text_layer = TextLayer.UNUSABLE
    result = Page(number, view.width, view.height, text_layer=text_layer, pictured=pictured)
    if turns:
        result.placement = displayed_from(turns, displayed.width, displayed.height)
    if glyphs.truncated or objects.truncated:
        result.problems.append("too_many_objects")
    glyphs, result.watermark = without_watermark(glyphs)
    em = usual_size(glyphs)
    rulings = without_underlines(find_rulings(objects.paths, em), glyphs, em)
    try:
        result.cells, unassigned = _cells(rulings, glyphs, em)
        _take(result, unassigned)
        if camelot is not None and not turns and _strays(result.loose, rulings):
            _ask_camelot(result, camelot.boxes(number, view), glyphs, rulings)
    except TooManyRulings:
        result.problems.append("too_many_rulings")
        _take(result, fill_cells([], glyphs))
    if doubts is not None and text_layer is TextLayer.USABLE:
        unread = read_unread(page, result, glyphs, doubts, em)
        if unread is not None:
            _take(result, unread)
    open_corners(result.cells)
    return result


@dataclass(frozen=True, slots=True)
class _Printed:
    """What a page prints: `text` is its text, `stated` supplies the glyphs that PDFium leaves out."""

    page: pdfium.PdfPage
    text: pdfium.PdfTextPage
    number: int
    stated: StatedWidthsReader

    def seen(self, view: View) -> tuple[PageObjects, Glyphs]:
        """Its objects and glyphs in a view."""
        objects = read_objects(self.page, view)
        starts = objects.unmeasured_text
        glyphs = self.stated.glyphs(self.number, view, starts) if len(starts) else None
        return objects, glyphs or read_glyphs(self.text, view, objects.clips)


def _take(result: Page, unassigned: Unassigned) -> None:
    """Give a page what lies outside its cells."""
    result.loose, result.checkboxes, result.left_out = unassigned.lines, unassigned.checkboxes, unassigned.left_out


def _strays(loose: list[Line], rulings: Rulings) -> int:
    """How many lines outside all cells lie amid the rulings of a table.

    An upright rule passes beside them, at whatever distance: none does beside a heading between two tables.
    """
    if not len(rulings.horizontal) or not len(rulings.vertical):
        return 0
    top, bottom = rulings.horizontal[:, 0].min(), rulings.horizontal[:, 0].max()
    at, begin, end = rulings.vertical.T
    left, right = at.min(), at.max()
    found = 0
    for line in loose:
        x, y = (line.box.x0 + line.box.x1) / 2, (line.box.top + line.box.bottom) / 2
        found += bool(left < x < right and top < y < bottom and ((begin < y) & (y < end)).any())
    return found


def _ask_camelot(result: Page, boxes: list[Box], glyphs: Glyphs, rulings: Rulings) -> None:
    """Take Camelot's cells for the page's if they leave less text outside."""
    cells = [Cell(box, engine=CAMELOT_ENGINE) for box in boxes]
    place_in_tables(cells)
    unassigned = fill_cells(cells, glyphs)
    loose = unassigned.lines
    if cells and _strays(loose, rulings) < _strays(result.loose, rulings) and len(loose) < len(result.loose):
        result.cells, result.engine = cells, CAMELOT_ENGINE
        _take(result, unassigned)


def _is_pictured(images: list[Row], view: View) -> bool:
    """Whether pictures cover most of the page."""
    area = sum((x1 - x0) * (bottom - top) for x0, top, x1, bottom in images)
    return area > MOSTLY * view.width * view.height


def _cells(rulings: Rulings, glyphs: Glyphs, em: float) -> tuple[list[Cell], Unassigned]:
    """The cells of a page with their text, and what lies outside all of them. Raises `TooManyRulings`."""
    closings = close_loose_ends(rulings, em)
    cells = find_cells(rulings, closings, em)
    unassigned = fill_cells(cells, glyphs)
    known = {cell.box for cell in cells}
    missed = [box for box in enclosed_boxes(joined(rulings, closings), unassigned.lines) if box not in known]
    if missed:
        cells += [Cell(box, engine=REGION_ENGINE) for box in missed]
        place_in_tables(cells)
        unassigned = fill_cells(cells, glyphs)
    return cells, unassigned
