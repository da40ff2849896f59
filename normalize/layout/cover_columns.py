"""Columns of its own that a municipality sets beside those of the cover (評価の種類, 所管課): they are set apart.

The rows of a cover hold one answer each. Beside a label and its answer, or beside the heads of number and name, further
cells are a label that the form does not have, and what it says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from extract.records import Cell, Page
from normalize.layout.pages.doubled import all_lines
from normalize.layout.pages.kept_cells import renumbered
from normalize.registry import MAX_LABEL
from normalize.text.fold import fold

SAME_EDGE = 3.0
"""Cells of one row, or of one column, have their edges so near to each other (points)."""
FAR = 2.2
"""So many font sizes part a text from that of a further column; words of a name stand nearer."""
SHORT = 12
"""The head of a further column has no more characters, white space aside."""


def take_further_columns(page: Page, is_label: Callable[[str], bool]) -> list[Cell]:
    """Take the cells of further columns out of a cover, and hand them out: each head before its text.

    `is_label` tells the labels of the cover.
    """
    taken: list[Cell] = []
    rows = _rows([cell for cell in page.cells if cell.parent is None])
    for row, below in pairwise([*rows, []]):
        labels = [cell for cell in row if _bears(cell, is_label)]
        if len(labels) > 1 and len(row) == len(below) and all(map(_stands_below, below, row)):
            taken += [one for pair in zip(row, below, strict=True) if pair[0] not in labels for one in _own(pair)]
        elif len(labels) == 1:
            place = row.index(labels[0])
            taken += _own(row[place + 2 :]) or ()
            taken += _own(row[:place]) or ()
    if taken:
        page.cells = renumbered(page.cells, [cell for cell in page.cells if not any(cell is one for one in taken)])
    return taken


def texts_far_behind(page: Page) -> set[str]:
    """What stands on a cover far behind another text of its line, folded: where nothing is ruled, a further column."""
    pairs = [(line.size, *pair) for line in all_lines(page) for pair in pairwise(line.runs)]
    return {fold(run.text) for size, before, run in pairs if run.x0 - before.x1 > FAR * size}


def _rows(cells: Sequence[Cell]) -> list[list[Cell]]:
    """Cells of one height side by side, from the top; each row from left to right."""
    rows: list[list[Cell]] = []
    for cell in sorted(cells, key=lambda cell: (round(cell.box.top), cell.box.x0)):
        box = rows[-1][0].box if rows else None
        if box and abs(box.top - cell.box.top) <= SAME_EDGE and abs(box.bottom - cell.box.bottom) <= SAME_EDGE:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return [sorted(row, key=lambda cell: cell.box.x0) for row in rows]


def _bears(cell: Cell, is_label: Callable[[str], bool]) -> bool:
    return 0 < len(cell.text) <= MAX_LABEL and is_label(cell.text)


def _stands_below(cell: Cell, head: Cell) -> bool:
    return (
        abs(cell.box.x0 - head.box.x0) <= SAME_EDGE and abs(cell.box.x1 - head.box.x1) <= SAME_EDGE
        and abs(cell.box.top - head.box.bottom) <= SAME_EDGE
    )  # fmt: skip


def _own(cells: Sequence[Cell]) -> Sequence[Cell]:
    """A head that the form does not have with its text; nothing where cells are no such pair."""
    is_pair = len(cells) == 2 and 0 < len("".join(cells[0].text.split())) <= SHORT
    return cells if is_pair else ()
