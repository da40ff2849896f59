"""What was laid over a page and where it stands: stamps are part of a cell only where nothing else is in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from extract.pdf.layer.glyphs import Glyphs
from extract.records import Box, Cell, LeftOut, Page
from extract.ruled.cell_text.filling import fill_cells
from extract.seen.laid_over.annotations import ANNOTATION_ENGINE
from extract.set_aside import texts_of

DOUBTED = 0.4
"""The confidence of an answer that is nothing but a stamp: it may as well say what became of the page (済)."""


def put_stamps(page: Page, stamps: Sequence[tuple[Box, Glyphs]]) -> None:
    """Give blank cells the text of the stamp in them; all other stamps are set aside."""
    for box, glyphs in stamps:
        if not len(glyphs):
            continue
        cell = _around(page.cells, box)
        if cell is not None and not cell.lines:
            alone = Cell(cell.box)
            fill_cells([alone], glyphs)
            cell.lines = tuple(replace(line, confidence=DOUBTED) for line in alone.lines)
            cell.checkboxes, cell.engine, cell.confidence = alone.checkboxes, ANNOTATION_ENGINE, DOUBTED
        else:
            page.left_out[LeftOut.STAMP] = page.left_out.get(LeftOut.STAMP, "") + glyphs.text
            page.set_aside += texts_of(LeftOut.STAMP, glyphs, np.arange(len(glyphs)))


def name_engines(cells: Sequence[Cell], engines: Sequence[tuple[Box, str]]) -> None:
    """Say of cells in which a box with an engine of its own has text that this one read them."""
    for box, engine in engines:
        cell = _around(cells, box)
        if cell is not None and any(_overlap(line.box, box) for line in cell.lines):
            cell.engine = engine


def _around(cells: Sequence[Cell], box: Box) -> Cell | None:
    """The innermost cell that the middle of a box lies in."""
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    around = [cell for cell in cells if cell.box.x0 < x < cell.box.x1 and cell.box.top < y < cell.box.bottom]
    return min(around, key=lambda cell: cell.box.width * cell.box.height, default=None)


def _overlap(a: Box, b: Box) -> bool:
    return min(a.x1, b.x1) > max(a.x0, b.x0) and min(a.bottom, b.bottom) > max(a.top, b.top)
