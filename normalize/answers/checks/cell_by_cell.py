"""Options in ruled cells side by side, each with its box before it: what a cell holds belongs to that cell's boxes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

from normalize.answers.checks.read_marks import Checks
from normalize.layout.printed_cells import PrintedCell

CellReader = Callable[[Sequence[PrintedCell]], Checks]
"""Reads the boxes of some cells as those of one text."""


def read_cell_by_cell(cells: Sequence[PrintedCell], read: CellReader) -> Checks | None:
    """The boxes of cells that a ruling parts, each cell read alone; None where they are no cells of options.

    Each cell must begin with a box: a text without one goes on from the cell beside or above it.
    """
    if len(cells) < 2 or not _are_side_by_side(cells):
        return None
    read_alone = []
    for cell in cells:
        checks = read([cell])
        if not checks.marks or checks.leftover:
            return None
        read_alone.append(checks)
    return Checks(
        tuple(mark for checks in read_alone for mark in checks.marks),
        (),
        "".join(checks.taken for checks in read_alone),
        "".join(checks.specks for checks in read_alone),
    )


def _are_side_by_side(cells: Sequence[PrintedCell]) -> bool:
    """Whether rulings enclose each cell, a text layer holds it, and two of them stand beside each other."""
    if any(cell.recognized or not cell.ruled for cell in cells):
        return False
    return any(
        one.page == other.page and min(one.box.bottom, other.box.bottom) > max(one.box.top, other.box.top)
        for one, other in combinations(cells, 2)
    )
