"""L-shaped cells: a heading whose cell runs down the left side of the rows below it.

Between rulings such a cell is a rectangle with boxes in its lower right corner. When all its own text stands above
them, they are rows beside the heading, not boxes within a field.
"""

from __future__ import annotations

from collections import defaultdict

from extract.records import Box, Cell

SAME_EDGE = 2.5
"""Points by which edges of one table may differ."""


def open_corners(cells: list[Cell]) -> None:
    """Cut L-shaped cells off above the boxes in their corner, and lift these out (call once cells have their text)."""
    nested: dict[int, list[Cell]] = defaultdict(list)
    for cell in cells:
        if cell.parent is not None:
            nested[cell.parent].append(cell)
    for index, boxes in nested.items():
        outer = cells[index]
        corner = _corner(outer.box, boxes)
        if not corner or any(_middle(line.box) > corner[0].box.top for line in outer.lines):
            continue
        outer.box = outer.box._replace(bottom=corner[0].box.top)
        for box in corner:
            box.parent, box.table = outer.parent, outer.table


def _corner(outer: Box, boxes: list[Cell]) -> list[Cell]:
    """The boxes that fill the lower right corner of `outer` from some height down, topmost first."""
    stack = sorted((cell for cell in boxes if abs(cell.box.x1 - outer.x1) < SAME_EDGE), key=lambda cell: cell.box.top)
    for above, below in zip(stack, stack[1:], strict=False):
        if abs(above.box.bottom - below.box.top) > SAME_EDGE:
            return []
    reaches_down = bool(stack) and abs(stack[-1].box.bottom - outer.bottom) < SAME_EDGE
    starts_below = bool(stack) and stack[0].box.top > outer.top + SAME_EDGE
    return stack if reaches_down and starts_below else []


def _middle(box: Box) -> float:
    return (box.top + box.bottom) / 2
