"""Rulings → cells: pdfplumber's table geometry, with what page breaks leave open closed first.

pdfplumber finds the intersections of the edges; the smallest rectangles between them are the boxes. Its own tables drop
a box that stands alone, so the boxes are put into tables here.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from pdfplumber.table import edges_to_intersections

from extract.pdf.coordinates import FloatArray
from extract.pdf.layer.glyphs import median
from extract.records import Box, Cell
from extract.ruled.rules.rulings import Rulings
from extract.ruled.tables.open_tables import tables_apart
from extract.ruled.tables.rectangles import smallest_rectangles
from extract.stretches import steps

TOUCH = 0.3
"""Rules that miss each other by fewer than this many font sizes meet."""
MIN_TOUCH = 3.0
"""So do rules that miss each other by fewer points than this (pdfplumber's own tolerance), however small the type."""
SLIVER = 0.45
"""Boxes thinner than this many font sizes (the space between doubled rules) are no cells."""
LONG_UPRIGHT = 30.0
"""Upright rules that run over a page without a rule across are at least so many font sizes long."""
MAX_INTERSECTIONS = 20_000
"""More crossings than this are a drawing or graph paper, not a table."""


class TooManyRulings(Exception):
    """A page whose rulings cross too often to be read as a table."""


def find_cells(rulings: Rulings, closings: Rulings, em: float) -> list[Cell]:
    """The cells between rulings and closings, in reading order, each with its place in its table.

    `em` is the usual font size in points. Raises `TooManyRulings` beyond `MAX_INTERSECTIONS`.
    """
    edges = _edges(joined(rulings, closings))
    if _crossings(rulings) > MAX_INTERSECTIONS:
        raise TooManyRulings
    near = touch(em)
    boxes = smallest_rectangles(edges_to_intersections(edges, near, near))
    sliver = SLIVER * em
    cells = [
        Cell(Box(*box)) for box in boxes
        if box[2] - box[0] > sliver and box[3] - box[1] > sliver
    ]  # fmt: skip
    mark_open(cells, closings)
    place_in_tables(cells)
    return cells


def close_loose_ends(rulings: Rulings, em: float) -> Rulings:
    """The edges that close rules which end together in the open (at a page break, or a table without sides)."""
    horizontal, vertical = rulings.horizontal, rulings.vertical
    closing = np.concatenate([_closing(vertical, horizontal, em), _closing_uprights(vertical, horizontal, em)])
    return Rulings(closing, _closing(horizontal, vertical, em))


def joined(rulings: Rulings, closings: Rulings) -> Rulings:
    """Rules and closing edges together."""
    return Rulings(
        np.concatenate([rulings.horizontal, closings.horizontal]), np.concatenate([rulings.vertical, closings.vertical])
    )


def _closing(rules: FloatArray, across: FloatArray, em: float) -> FloatArray:
    """Edges across `rules`, where at least two of them end together without meeting one of `across`.

    Only at the rim: ends with rules of `across` still beyond them belong to underlines, not to a table cut open.
    """
    if len(rules) < 2 or not len(across):
        return np.zeros((0, 3))
    reach = touch(em)
    at, start, end = rules[:, 0, None], rules[:, 1, None], rules[:, 2, None]
    spans = (across[None, :, 1] - reach <= at) & (at <= across[None, :, 2] + reach)
    crosses = spans & (start - reach <= across[None, :, 0]) & (across[None, :, 0] <= end + reach)
    tied = crosses.any(axis=1)
    found: list[tuple[float, float, float]] = []
    for side in (1, 2):
        meets = (spans & (np.abs(across[None, :, 0] - rules[:, side, None]) <= reach)).any(axis=1)
        loose = rules[tied & ~meets]
        loose = loose[np.argsort(loose[:, side], kind="stable")]
        ends = loose[:, side]
        breaks = np.flatnonzero(steps(ends) > reach) + 1
        together = np.split(loose, breaks)
        for group in (table for ends in together for table in tables_apart(ends, across, em, reach)):
            if len(group) < 2:
                continue
            edge, low, high = median(group[:, side]), float(group[:, 0].min()), float(group[:, 0].max())
            beside = across[(across[:, 1] < high - reach) & (across[:, 2] > low + reach), 0]
            beyond = beside > edge + reach if side == 2 else beside < edge - reach
            if not beyond.any():
                found.append((edge, low, high))
    return np.array(found, np.float64).reshape(-1, 3)


def _closing_uprights(vertical: FloatArray, horizontal: FloatArray, em: float) -> FloatArray:
    """Edges across upright rules that run side by side over a page and are crossed by none.

    A row that began on a page before and ends on a later one leaves nothing else of its table on this page.
    """
    reach = touch(em)
    long = vertical[vertical[:, 2] - vertical[:, 1] >= LONG_UPRIGHT * em]
    found: list[tuple[float, float, float]] = []
    while len(long):
        together = (np.abs(long[:, 1:] - long[0, 1:]) <= reach).all(axis=1)
        group, long = long[together], long[~together]
        low, high = float(group[:, 0].min()), float(group[:, 0].max())
        top, bottom = median(group[:, 1]), median(group[:, 2])
        across = (horizontal[:, 1] < high + reach) & (horizontal[:, 2] > low - reach)
        across &= (horizontal[:, 0] > top - reach) & (horizontal[:, 0] < bottom + reach)
        if len(group) > 1 and not across.any():
            found += [(top, low, high), (bottom, low, high)]
    return np.array(found, np.float64).reshape(-1, 3)


def touch(em: float) -> float:
    """Within how many points rules meet."""
    return max(TOUCH * em, MIN_TOUCH)


def _edges(rulings: Rulings) -> list[dict[str, object]]:
    """The rules as pdfplumber's edge records."""
    edges: list[dict[str, object]] = []
    for at, start, end in rulings.horizontal.tolist():
        edges.append({"orientation": "h", "x0": start, "x1": end, "top": at, "bottom": at})
    for at, start, end in rulings.vertical.tolist():
        edges.append({"orientation": "v", "x0": at, "x1": at, "top": start, "bottom": end})
    return edges


def _crossings(rulings: Rulings) -> int:
    """How many pairs of rules cross, counted without looking at each."""
    h, v = rulings.horizontal, rulings.vertical
    if len(h) * len(v) > 50 * MAX_INTERSECTIONS:
        return len(h) * len(v)
    crossing = (
        (h[:, None, 1] <= v[None, :, 0]) & (v[None, :, 0] <= h[:, None, 2])
        & (v[None, :, 1] <= h[:, None, 0]) & (h[:, None, 0] <= v[None, :, 2])
    )  # fmt: skip
    return int(crossing.sum())


def mark_open(cells: list[Cell], closings: Rulings) -> None:
    """Note on each cell which of its sides is no ruling but a closing edge."""
    for at, start, end in closings.horizontal.tolist():
        for cell in cells:
            if cell.box.x0 < end and cell.box.x1 > start:
                cell.open_top = cell.open_top or cell.box.top == at
                cell.open_bottom = cell.open_bottom or cell.box.bottom == at


def place_in_tables(cells: list[Cell]) -> None:
    """Put cells in reading order; fill in `table`, `row`, `column`, spans and `parent` from the boxes."""
    cells.sort(key=lambda cell: (cell.box.top, cell.box.x0, -cell.box.bottom))
    _find_parents(cells)
    for number, members in enumerate(_groups(cells)):
        xs = sorted({edge for cell in members for edge in (cell.box.x0, cell.box.x1)})
        ys = sorted({edge for cell in members for edge in (cell.box.top, cell.box.bottom)})
        column = {x: i for i, x in enumerate(xs)}
        row = {y: i for i, y in enumerate(ys)}
        for cell in members:
            cell.table = number
            cell.row, cell.column = row[cell.box.top], column[cell.box.x0]
            cell.row_span = row[cell.box.bottom] - cell.row
            cell.column_span = column[cell.box.x1] - cell.column


def _find_parents(cells: list[Cell]) -> None:
    """Set `parent` to the smallest cell that a nested box lies in."""
    for cell in cells:
        cell.parent = None
    if len(cells) < 2:
        return
    boxes = np.array([cell.box for cell in cells])
    area = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    within = (
        (boxes[None, :, 0] <= boxes[:, None, 0]) & (boxes[None, :, 1] <= boxes[:, None, 1])
        & (boxes[:, None, 2] <= boxes[None, :, 2]) & (boxes[:, None, 3] <= boxes[None, :, 3])
        & (area[None, :] > area[:, None] + 0.01)
    )  # fmt: skip
    for index in np.flatnonzero(within.any(axis=1)).tolist():
        outer = np.flatnonzero(within[index])
        cells[index].parent = int(outer[np.argmin(area[outer])])


def _groups(cells: list[Cell]) -> list[list[Cell]]:
    """Cells that share corners (and the cell that they are nested in), in order of their first cell."""
    leader = list(range(len(cells)))

    def find(index: int) -> int:
        while leader[index] != index:
            leader[index] = leader[leader[index]]
            index = leader[index]
        return index

    corners: dict[tuple[float, float, int | None], int] = {}
    for index, cell in enumerate(cells):
        box = cell.box
        for corner in ((box.x0, box.top), (box.x1, box.top), (box.x0, box.bottom), (box.x1, box.bottom)):
            first = corners.setdefault((*corner, cell.parent), index)
            if first != index:
                leader[find(index)] = find(first)
    groups: dict[int, list[Cell]] = defaultdict(list)
    for index, cell in enumerate(cells):
        groups[find(index)].append(cell)
    return list(groups.values())
