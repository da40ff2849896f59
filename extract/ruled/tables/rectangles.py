"""Crossings of rules → the smallest rectangles between them.

The rectangles are those of pdfplumber's `intersections_to_cells`, found in a fraction of the time: it makes sets of the
rules of two crossings whenever it asks whether one runs through both. Here a crossing's rules are bits of a number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import count
from typing import Any, NamedTuple

Point = tuple[float, float]
Rectangle = tuple[float, float, float, float]


class _Crossing(NamedTuple):
    """A crossing with the rules that meet there, one bit for each: the upright ones, and those that run across."""

    at: Point
    upright: int
    across: int


def smallest_rectangles(crossings: Mapping[Point, Mapping[str, Iterable[Mapping[str, Any]]]]) -> set[Rectangle]:
    """The smallest rectangle (x0, top, x1, bottom; points) right below each crossing, all sides of which are rules.

    `crossings` are those of pdfplumber's `edges_to_intersections`: by their place (x, y) the edges `v` and `h` there.
    """
    bits: dict[Rectangle, int] = defaultdict(count().__next__)
    found = {
        at: _Crossing(at, _mask(edges["v"], bits), _mask(edges["h"], bits)) for at, edges in sorted(crossings.items())
    }
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


def _mask(edges: Iterable[Mapping[str, Any]], bits: Mapping[Rectangle, int]) -> int:
    mask = 0
    for edge in edges:
        mask |= 1 << bits[edge["x0"], edge["top"], edge["x1"], edge["bottom"]]
    return mask


def _corner(below: Iterable[_Crossing], right: Iterable[_Crossing], found: Mapping[Point, _Crossing]) -> Point | None:
    """The first crossing that rules join with one `below` and one `right`, both given from near to far."""
    for lower in below:
        for beside in right:
            corner = found.get((beside.at[0], lower.at[1]))
            if corner is not None and corner.upright & beside.upright and corner.across & lower.across:
                return corner.at
    return None
