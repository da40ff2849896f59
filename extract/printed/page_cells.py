"""The cells of a printed page, filled: from its rulings, and what else tells them where text stays outside of all."""

from __future__ import annotations

from collections.abc import Callable

from extract.pdf.camelot import ENGINE as CAMELOT_ENGINE
from extract.pdf.layer.glyphs import Glyphs
from extract.records import Box, Cell, Line, Page
from extract.ruled.cell_text.filling import Unassigned, fill_cells
from extract.ruled.rules.missing_sides import missing_sides
from extract.ruled.rules.rulings import Rulings
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

REGION_ENGINE = "pdfium+regions"


def fill_page(
    result: Page, rulings: Rulings, glyphs: Glyphs, em: float, other_boxes: Callable[[], list[Box]] | None
) -> Unassigned:
    """Give a page its cells with their text, and hand out what lies outside all of them; `em` is its usual font size.

    `other_boxes` are what another reader takes for cells: it is asked where text lies amid the rulings of a table.
    """
    try:
        result.cells, unassigned = _closed_cells(rulings, glyphs, em)
    except TooManyRulings:
        result.problems.append("too_many_rulings")
        unassigned = fill_cells([], glyphs)
        other_boxes = None
    lay_outside(result, unassigned)
    if other_boxes is not None and _strays(result.loose, rulings):
        _take_camelot(result, without_false_cuts(other_boxes(), rulings), glyphs, rulings)
    return unassigned


def _closed_cells(rulings: Rulings, glyphs: Glyphs, em: float) -> tuple[list[Cell], Unassigned]:
    """The cells of a page, with the borders that are missing on one side where fewer lines stray then.

    Raises `TooManyRulings`.
    """
    cells, unassigned = _cells(rulings, glyphs, em)
    astray = _strays(unassigned.lines, rulings)
    if astray:
        missing = missing_sides(rulings, touch(em))
        closed, still_loose = _cells(joined(rulings, missing), glyphs, em)
        mark_open(closed, missing)
        if _strays(still_loose.lines, rulings) < astray:
            return closed, still_loose
    return cells, unassigned


def lay_outside(result: Page, unassigned: Unassigned) -> None:
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


def _take_camelot(result: Page, boxes: list[Box], glyphs: Glyphs, rulings: Rulings) -> None:
    """Take Camelot's cells for the page's if they leave less text outside."""
    cells = [Cell(box, engine=CAMELOT_ENGINE) for box in boxes]
    place_in_tables(cells)
    unassigned = fill_cells(cells, glyphs)
    loose = unassigned.lines
    if cells and _strays(loose, rulings) < _strays(result.loose, rulings) and len(loose) < len(result.loose):
        result.cells, result.engine = cells, CAMELOT_ENGINE
        lay_outside(result, unassigned)


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
