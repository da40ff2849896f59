"""L-shaped cells: a heading whose cell runs down the left side of the rows below it.

Between rulings such a cell is a rectangle with boxes in its lower right corner. When all its own text stands above
them, they are rows beside the heading, not boxes within a field.
"""

from __future__ import annotations

from collections import defaultdict

from extract.records import Box, Cell
from extract.ruled.tables.grid import place_in_tables

SAME_EDGE = 2.5
"""Points by which edges of one table may differ."""
FILLED = 0.9
"""The share of the corner that the boxes in it must cover."""


def open_corners(cells: list[Cell]) -> None:
    """Cut L-shaped cells off above the boxes in their corner, and lift these out (call once cells have their text).

    The boxes are then cells of the table around, and all are numbered anew.
    """
    nested: dict[int, list[Cell]] = defaultdict(list)
    for cell in cells:
        if cell.parent is not None:
            nested[cell.parent].append(cell)
    opened = False
    for index, boxes in nested.items():
        outer = cells[index]
        top = _corner_top(outer.box, boxes)
        if top is None or any(_middle(line.box) > top for line in outer.lines):
            continue
        outer.box = outer.box._replace(bottom=top)
        opened = True
    if opened:
        place_in_tables(cells)


def _corner_top(outer: Box, boxes: list[Cell]) -> float | None:
    """From what height down the boxes fill the lower right corner of `outer`; None if they do not fill one."""
    corner = Box.around([cell.box for cell in boxes])
    in_corner = abs(corner.x1 - outer.x1) < SAME_EDGE and abs(corner.bottom - outer.bottom) < SAME_EDGE
    filled = sum(cell.box.width * cell.box.height for cell in boxes)
    if in_corner and corner.top > outer.top + SAME_EDGE and filled > FILLED * corner.width * corner.height:
        return corner.top
    return None


def _middle(box: Box) -> float:
    return (box.top + box.bottom) / 2
