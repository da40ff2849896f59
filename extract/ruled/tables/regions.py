"""Regions between rulings that are no rectangle: a field in which boxes stand against its border.

pdfplumber finds rectangles only, so the text of such a field lies in none of its cells. For that text alone the
rulings are read as walls on a grid, and the region around it is filled.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from extract.pdf.coordinates import FloatArray
from extract.records import Box, Line
from extract.ruled.rules.rulings import Rulings

Walls = NDArray[np.bool_]
MAX_GRID = 250_000
"""A grid with more squares than this is a drawing."""


def enclosed_boxes(rulings: Rulings, lines: Sequence[Line]) -> list[Box]:
    """The box around each enclosed region that a run of one of `lines` stands in."""
    horizontal, vertical = rulings.horizontal, rulings.vertical
    if not len(horizontal) or not len(vertical):
        return []
    xs, ys = np.unique(vertical[:, 0]), np.unique(horizontal[:, 0])
    middles = [((run.x0 + run.x1) / 2, (line.box.top + line.box.bottom) / 2) for line in lines for run in line.runs]
    inside = [(x, y) for x, y in middles if xs[0] < x < xs[-1] and ys[0] < y < ys[-1]]
    if not inside or len(xs) * len(ys) > MAX_GRID:
        return []
    beside, below = _walls(vertical, xs, ys), _walls(horizontal, ys, xs)
    found: set[Box] = set()
    for x, y in inside:
        column, row = int(np.searchsorted(xs, x)) - 1, int(np.searchsorted(ys, y)) - 1
        region = _fill(row, column, beside, below)
        if region is not None:
            top, left, bottom, right = region
            found.add(Box(float(xs[left]), float(ys[top]), float(xs[right + 1]), float(ys[bottom + 1])))
    return sorted(found, key=lambda box: (box.top, box.x0))


def _walls(rules: FloatArray, at: FloatArray, across: FloatArray) -> Walls:
    """Whether a rule stands at each position of `at` (rows) beside each interval of `across` (columns)."""
    walls = np.zeros((len(at), len(across) - 1), bool)
    middles = (across[:-1] + across[1:]) / 2
    for position, start, end in rules.tolist():
        walls[np.searchsorted(at, position)] |= (start <= middles) & (middles <= end)
    return walls


def _fill(row: int, column: int, beside: Walls, below: Walls) -> tuple[int, int, int, int] | None:
    """Top, left, bottom and right square of the region around a square; None where it is open to the outside."""
    rows, columns = below.shape[0] - 1, beside.shape[0] - 1
    seen, waiting = {(row, column)}, [(row, column)]
    while waiting:
        r, c = waiting.pop()
        steps = (
            (r, c - 1, beside[c, r]), (r, c + 1, beside[c + 1, r]),
            (r - 1, c, below[r, c]), (r + 1, c, below[r + 1, c]),
        )  # fmt: skip
        for next_row, next_column, wall in steps:
            if wall or (next_row, next_column) in seen:
                continue
            if not (0 <= next_row < rows and 0 <= next_column < columns):
                return None
            seen.add((next_row, next_column))
            waiting.append((next_row, next_column))
    seen_rows, seen_columns = [square[0] for square in seen], [square[1] for square in seen]
    return min(seen_rows), min(seen_columns), max(seen_rows), max(seen_columns)
