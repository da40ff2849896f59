"""A page with a text layer → ruled cells."""

from __future__ import annotations

import numpy as np
import pypdfium2 as pdfium

from extract.pdf.camelot import ENGINE as CAMELOT_ENGINE
from extract.pdf.camelot import CamelotReader
from extract.pdf.layer.glyphs import Glyphs
from extract.pdf.left_out.declared_widths import StatedWidthsReader
from extract.printed.stamps import name_engines, put_stamps
from extract.printed.unread_text import read_unread
from extract.printed.watermark import without_watermark
from extract.records import UNDRAWN, Box, Cell, Line, Page, SetOff, TextLayer
from extract.ruled.cell_text.filling import Unassigned, fill_cells
from extract.ruled.cell_text.lines import usual_size
from extract.ruled.rules.corner_crosses import without_corner_crosses
from extract.ruled.rules.missing_sides import missing_sides
from extract.ruled.rules.round_corners import with_corners
from extract.ruled.rules.rulings import Rulings, find_rulings
from extract.ruled.rules.underlines import without_links, without_underlines
from extract.ruled.tables.corners import open_corners
from extract.ruled.tables.grid import (
    TooManyRulings,
    close_loose_ends,
    find_cells,
    joined,
    mark_open,
    place_in_tables,
    touch,
)
from extract.ruled.tables.parted_boxes import without_false_cuts
from extract.ruled.tables.regions import enclosed_boxes
from extract.ruled.tables.row_bands import beside_cells, level_bands
from extract.ruled.tables.shaded_rows import shaded_rows
from extract.ruled.tables.shelves import shelves
from extract.seen.hidden.struck import loose_lines, without_struck
from extract.seen.laid_over.annotations import Overlay
from extract.seen.look import Signs, look
from extract.seen.set_off import below_lines
from extract.set_aside import beyond

REGION_ENGINE = "pdfium+regions"
NO_SIGNS = Signs()


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
    view = shown.view
    result = Page(
        number, view.width, view.height, text_layer=shown.text_layer, pictured=shown.pictured,
        placement=shown.placement, set_aside=shown.set_aside,
    )  # fmt: skip
    if shown.truncated:
        result.problems.append("too_many_objects")
    glyphs, large = without_watermark(shown.glyphs)
    result.watermark = shown.watermark + large
    em = usual_size(glyphs)
    flat = loose_lines(shown.paths, em)
    glyphs, paths, deleted = without_struck(glyphs, shown.paths, flat, shown.struck)
    paths, links = without_links(paths, glyphs, em)
    rulings, underlines = without_underlines(find_rulings(paths, em), glyphs, em)
    rulings = with_corners(without_corner_crosses(rulings, em, touch(em)))
    bands = shaded_rows(paths, rulings, glyphs, em)
    if len(bands):
        rulings = Rulings(np.concatenate([rulings.horizontal, bands]), rulings.vertical)
    try:
        result.cells, unassigned = _cells(rulings, glyphs, em)
        astray = _strays(unassigned.lines, rulings)
        if astray:
            closed, still_loose = _with_missing_sides(rulings, glyphs, em)
            if _strays(still_loose.lines, rulings) < astray:
                result.cells, unassigned = closed, still_loose
        _take(result, unassigned)
        if camelot is not None and not shown.turned and _strays(result.loose, rulings):
            _ask_camelot(result, without_false_cuts(camelot.boxes(number, view), rulings), glyphs, rulings)
    except TooManyRulings:
        result.problems.append("too_many_rulings")
        unassigned = fill_cells([], glyphs)
        _take(result, unassigned)
    if shown.doubts is not None and shown.text_layer is TextLayer.USABLE:
        unread = read_unread(page, result, glyphs, shown.doubts, em)
        if unread is not None:
            unassigned = unread
            _take(result, unassigned)
    result.set_off = [*shown.set_off, *below_lines(np.concatenate([flat.rows, links, underlines]), glyphs, em)]
    result.set_off += [SetOff(aside.box, struck=aside.text) for aside in deleted]
    result.set_aside += [*deleted, *unassigned.cut, *beyond(glyphs)]
    result.problems += [UNDRAWN] * shown.untold
    put_stamps(result, shown.stamps)
    name_engines(result.cells, shown.engines)
    open_corners(result.cells)
    result.shelves = shelves(result.cells, rulings)
    if len(result.loose) > 1 and not result.problems:
        result.bands = beside_cells(level_bands(rulings, em), result.cells)
    return result


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


def _with_missing_sides(rulings: Rulings, glyphs: Glyphs, em: float) -> tuple[list[Cell], Unassigned]:
    """The cells of a page, with the borders that are missing on one side; raises `TooManyRulings`."""
    missing = missing_sides(rulings, touch(em))
    cells, unassigned = _cells(joined(rulings, missing), glyphs, em)
    mark_open(cells, missing)
    return cells, unassigned


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
