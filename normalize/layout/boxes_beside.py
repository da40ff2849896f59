"""Option boxes right of a heading that stands in no cell: both are one row, at whatever heights their lines stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from extract.records import Box, Line
from normalize.layout.printed_cells import PrintedCell, PrintedRow
from normalize.text.signs import bare_boxes, brackets

PITCH, OVERLAP = 0.9, 0.5
"""Lines one below the other are at most so many font sizes apart, and share as much of their height."""
_FULL_WIDTH = str.maketrans("[(", "［（")


def with_boxes_beside(rows: Sequence[PrintedRow]) -> list[PrintedRow]:
    """The rows of a page, those of boxes outside all cells together with the heading at their left."""
    boxed = [row for row in rows if _is_loose(row) and row.cells[0].text[:1] in box_beginnings()]
    if not boxed:
        return list(rows)
    beside = _beside(rows, boxed)
    taken = {id(cell) for cells in beside.values() for cell in cells}
    return [
        replace(row, cells=[*row.cells, _together(beside[id(row)])]) if id(row) in beside else row
        for row in rows if id(row.cells[0]) not in taken
    ]  # fmt: skip


def _beside(rows: Sequence[PrintedRow], boxed: Sequence[PrintedRow]) -> dict[int, list[PrintedCell]]:
    """What stands right of each heading, by the id of its row: lines that begin with a box, and those that go on."""
    others = [row for row in rows if not any(row is other for other in boxed)]
    found: dict[int, list[PrintedCell]] = {}
    for row in boxed:
        head = next((other for other in others if _stands_left(other, row)), None)
        if head is not None:
            found.setdefault(id(head), []).append(row.cells[0])
    beside = {id(cell) for cells in found.values() for cell in cells}
    for head in [row for row in others if id(row) in found]:
        for row in rows:
            free = row is not head and id(row) not in found and id(row.cells[0]) not in beside
            if free and _goes_on(head.cells[0], found[id(head)], row):
                found[id(head)].append(row.cells[0])
                beside.add(id(row.cells[0]))
    return found


def _is_loose(row: PrintedRow) -> bool:
    return len(row.cells) == 1 and not row.cells[0].ruled and not row.cells[0].is_blank


def _stands_left(head: PrintedRow, boxes: PrintedRow) -> bool:
    """Whether a line outside all cells ends left of where boxes begin, at a height that both have."""
    if not _is_loose(head):
        return False
    a, b = head.cells[0].box, boxes.cells[0].box
    return a.x1 <= b.x0 and a.top < b.bottom and b.top < a.bottom


def _goes_on(head: PrintedCell, cells: Sequence[PrintedCell], row: PrintedRow) -> bool:
    """Whether a line outside all cells is the next one below boxes, right of their heading."""
    cell, last = row.cells[0], cells[-1]
    gap = cell.box.top - last.box.bottom
    near = -OVERLAP * last.lines[0].size < gap < PITCH * last.lines[0].size
    return _is_loose(row) and near and cell.box.x0 >= head.box.x1


def _together(cells: Sequence[PrintedCell]) -> PrintedCell:
    """Lines one below the other as one cell."""
    lines = [line for cell in cells for line in cell.lines]
    boxes = [box for cell in cells for box in cell.checkboxes]
    around = Box.around([cell.box for cell in cells])
    return replace(cells[0], box=around, lines=lines, checkboxes=boxes, confidence=min(c.confidence for c in cells))


def before_boxes(line: Line) -> str:
    """The text of a line up to the first of its runs that begins with an option box; its first run in any case."""
    at = next((n for n, run in enumerate(line.runs) if n and run.text[:1] in box_beginnings()), len(line.runs))
    return "".join(run.text for run in line.runs[:at])


@cache
def box_beginnings() -> frozenset[str]:
    """The characters that option boxes begin with."""
    openings = "".join(pair[0] for pair in brackets())
    return frozenset(openings + openings.translate(_FULL_WIDTH) + bare_boxes())
