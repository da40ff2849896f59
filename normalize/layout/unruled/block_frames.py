"""Frames around a whole table: its rows stand in one cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from extract.records import Box, Cell, Line, Page
from normalize.layout.unruled.label_lines import COLUMN

WIDE = 0.9
"""A frame around rows is so wide at least, as a share of all cells of its page."""
LEAST = 2
"""It holds so many lines at least."""
ROWS = 3
"""So many frames, one on the other, are rows of a table: one around the heads may stand on one around all rows."""
TOUCH = 1.0
"""Points between two that stand one on the other, at most."""
COLUMNS = 3
"""Some line of a table of changes has texts in so many columns at least."""


def frames(page: Page) -> Iterator[tuple[int, Cell]]:
    """The cells of a page that may hold rows, by their numbers."""
    parents = {cell.parent for cell in page.cells}
    width = max(cell.box.x1 for cell in page.cells) - min(cell.box.x0 for cell in page.cells)
    for index, cell in enumerate(page.cells):
        wide = cell.parent is None and cell.box.width >= WIDE * width
        if wide and index not in parents and len(cell.lines) >= LEAST and _has_columns(cell):
            yield index, cell


def open_frames(page: Page, is_table: Callable[[Sequence[Line]], bool]) -> None:
    """Take the frames around tables off where nothing else is ruled on a print: their lines stand in no cell then."""
    opened = {}
    if page.cells and not page.ocr:
        opened = {
            index: cell for index, cell in frames(page)
            if max(len(line.runs) for line in cell.lines) >= COLUMNS and is_table(cell.lines)
        }  # fmt: skip
    filled = {index for index, cell in enumerate(page.cells) if cell.lines}
    if not opened or filled != opened.keys() or _are_stacked([cell.box for cell in opened.values()]):
        return
    lines = [line for cell in opened.values() for line in cell.lines]
    page.loose = sorted([*page.loose, *lines], key=lambda line: line.box.top)
    page.checkboxes = [*page.checkboxes, *(box for cell in opened.values() for box in cell.checkboxes)]
    page.cells = []


def _are_stacked(boxes: Sequence[Box]) -> bool:
    """Whether boxes stand one on the other: level rulings part the rows of one table, each of which has a frame."""
    ordered = sorted(boxes, key=lambda box: box.top)
    return len(boxes) >= ROWS and all(below.top - above.bottom < TOUCH for above, below in pairwise(ordered))


def _has_columns(cell: Cell) -> bool:
    """Whether texts of a cell begin far right of its first ones."""
    edge = min(line.runs[0].x0 for line in cell.lines)
    return any(line.runs[-1].x0 > edge + COLUMN * line.size for line in cell.lines)
