"""Rules → the smallest rectangles between them.

The rectangles are those that pdfplumber's `edges_to_intersections` and `intersections_to_cells` find, in a fraction of
the time: there each rule is compared with each, and sets of the rules of two crossings are made whenever it is asked
whether one runs through both. Here a crossing's rules are bits of a number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

from extract.pdf.coordinates import FloatArray

Point = tuple[float, float]
Rectangle = tuple[float, float, float, float]


class _Crossing(NamedTuple):
    """A crossing with the rules that meet there, one bit for each: the upright ones, and those that run across."""

    at: Point
    upright: int
    across: int


def smallest_rectangles(across: FloatArray, upright: FloatArray, near: float) -> set[Rectangle]:
    """The smallest rectangle (x0, top, x1, bottom; points) right below each crossing, all sides of which are rules.

    Rules are rows (at, from, to); such that miss each other by no more than `near` points cross.
    """
    found = _crossings(across, upright, near)
    columns: dict[float, list[_Crossing]] = defaultdict(list)
    rows: dict[float, list[_Crossing]] = defaultdict(list)
    rectangles: set[Rectangle] = set()
    for crossing in reversed(found.values()):
        x, y = crossing.at
        below = [other for other in reversed(columns[x]) if other.upright & crossing.upright]
        right = [other for other in reversed(rows[y]) if other.across & crossing.across]
        corner = _corner(below, right, found)
        if corner is not None:
            rectangles.add((x, y, *corner))
        columns[x].append(crossing)
        rows[y].append(crossing)
    return rectangles


def _crossings(across: FloatArray, upright: FloatArray, near: float) -> dict[Point, _Crossing]:
    """The crossings of rules by their places, in the order of these."""
    level, standing = np.unique(across, axis=0), np.unique(upright, axis=0)
    x, top, bottom = standing[:, :, None].transpose(1, 0, 2)
    y, left, right = level.T
    meet = (top <= y + near) & (bottom >= y - near) & (x >= left - near) & (x <= right + near)
    rules: dict[Point, tuple[int, int]] = {}
    xs, ys = standing[:, 0].tolist(), y.tolist()
    for n, m in np.argwhere(meet).tolist():
        at = xs[n], ys[m]
        own, others = rules.get(at, (0, 0))
        rules[at] = own | 1 << n, others | 1 << m
    return {at: _Crossing(at, *rules[at]) for at in sorted(rules)}


def _corner(below: Iterable[_Crossing], right: Iterable[_Crossing], found: Mapping[Point, _Crossing]) -> Point | None:
    """The first crossing that rules join with one `below` and one `right`, both given from near to far."""
    for lower in below:
        for beside in right:
            corner = found.get((beside.at[0], lower.at[1]))
            if corner is not None and corner.upright & beside.upright and corner.across & lower.across:
                return corner.at
    return None
