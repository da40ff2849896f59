"""Rules → their crossings → the smallest rectangles between them.

Both are those of pdfplumber (`edges_to_intersections`, `intersections_to_cells`), found in a fraction of the time: it
asks each two rules by themselves whether they cross, and makes sets of the rules of two crossings whenever it asks
whether one runs through both. Here rules are compared as arrays, and a crossing's rules are bits of a number. To load
pdfplumber, and pdfminer behind it, would take as long as some pages of a form: the tests ask it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]
Rectangle = tuple[float, float, float, float]


class Crossing(NamedTuple):
    """A crossing with the rules that meet there, one bit for each: the upright ones, and those that run across."""

    at: Point
    upright: int
    across: int


def crossings(across: NDArray[np.float64], upright: NDArray[np.float64], near: float) -> dict[Point, Crossing]:
    """Where rules cross, or miss each other by no more than `near` points, by place (x, y) and from left to right.

    A row of the arrays is a rule: where it stands, where it begins, where it ends, in points.
    """
    at, start, end = upright[:, 0, None], upright[:, 1, None], upright[:, 2, None]
    level, left, right = across.T
    meet = (start <= level + near) & (end >= level - near) & (at >= left - near) & (at <= right + near)
    found: dict[Point, Crossing] = {}
    xs, ys = upright[:, 0].tolist(), across[:, 0].tolist()
    for v, h in np.argwhere(meet).tolist():
        place = xs[v], ys[h]
        old = found.get(place)
        found[place] = Crossing(place, (old.upright if old else 0) | 1 << v, (old.across if old else 0) | 1 << h)
    return dict(sorted(found.items()))


def smallest_rectangles(found: dict[Point, Crossing]) -> set[Rectangle]:
    """The smallest rectangle (x0, top, x1, bottom; points) right below each crossing, all sides of which are rules.

    `found`: what `crossings` gives.
    """
    columns: dict[float, list[Crossing]] = defaultdict(list)
    rows: dict[float, list[Crossing]] = defaultdict(list)
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


def _corner(below: Iterable[Crossing], right: Iterable[Crossing], found: Mapping[Point, Crossing]) -> Point | None:
    """The first crossing that rules join with one `below` and one `right`, both given from near to far."""
    for lower in below:
        for beside in right:
            corner = found.get((beside.at[0], lower.at[1]))
            if corner is not None and corner.upright & beside.upright and corner.across & lower.across:
                return corner.at
    return None
