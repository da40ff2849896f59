"""Tables of rows of the form that stand within a cell of a table around them, as word processors nest them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from extract.records import Cell, Page

WIDE = 0.9
"""A cell around a table is so wide at least, as a share of all cells of its page."""
SAME_ROW = 2.5
"""Points by which the edges of cells of one row may differ."""


def open_nested_tables(page: Page, is_label: Callable[[str], bool]) -> None:
    """Take off the cells around tables that hold labels of the form: what stands beside such a table is loose.

    A table in the answer to one row holds none: it stays a part of its cell. Beside tables nested so, a heading
    has its answer in a box below it.
    """
    around = {cell.parent for cell in page.cells} - {None}
    if not around:
        return
    width = max(cell.box.x1 for cell in page.cells) - min(cell.box.x0 for cell in page.cells)
    wide = {
        index for index in around if index is not None
        and page.cells[index].parent is None and page.cells[index].box.width >= WIDE * width
    }  # fmt: skip
    opened = {index for index in wide if _holds_rows(page.cells, index, is_label)}
    if opened:
        _open(page, opened | {index for index in wide if is_label("".join(_texts(page.cells[index])))})


def _holds_rows(cells: Sequence[Cell], around: int, is_label: Callable[[str], bool]) -> bool:
    """Whether a label is among the cells within one, with a cell beside it."""
    within = [cell for cell in cells if cell.parent == around]
    labels = [cell for cell in within if cell.lines and is_label("".join(_texts(cell)))]
    return any(
        abs(label.box.top - cell.box.top) <= SAME_ROW and cell.box.x0 >= label.box.x1 - SAME_ROW
        for label in labels for cell in within
    )  # fmt: skip


def _texts(cell: Cell) -> list[str]:
    return [line.text for line in cell.lines]


def _open(page: Page, opened: set[int]) -> None:
    loose = [line for index in opened for line in page.cells[index].lines]
    page.loose = sorted([*page.loose, *loose], key=lambda line: line.box.top)
    page.checkboxes = [*page.checkboxes, *(box for index in sorted(opened) for box in page.cells[index].checkboxes)]
    kept = [index for index in range(len(page.cells)) if index not in opened]
    place = {old: new for new, old in enumerate(kept)}
    page.cells = [
        replace(cell, parent=None if cell.parent is None or cell.parent in opened else place[cell.parent])
        for cell in (page.cells[index] for index in kept)
    ]
