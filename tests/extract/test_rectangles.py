"""The crossings of rules, and the rectangles between them, are those that pdfplumber finds, which is slower."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfplumber.table import edges_to_intersections, intersections_to_cells

from extract.ruled.tables.rectangles import Crossing, Point, Rectangle, crossings, smallest_rectangles

NEAR = 3.0
PLACES = st.integers(0, 24).map(lambda n: n * 2.5)
RULES = st.lists(st.tuples(PLACES, PLACES, PLACES), max_size=14)
Rule = tuple[float, float, float]


def edges(across: list[Rule], upright: list[Rule]) -> list[dict[str, object]]:
    """Rules (at, from, to) as pdfplumber's edges."""
    return [
        *({"orientation": "h", "x0": start, "x1": end, "top": at, "bottom": at} for at, start, end in across),
        *({"orientation": "v", "x0": at, "x1": at, "top": start, "bottom": end} for at, start, end in upright),
    ]


def found(across: list[Rule], upright: list[Rule]) -> dict[Point, Crossing]:
    """The crossings of rules as we find them."""
    return crossings(np.array(across, np.float64).reshape(-1, 3), np.array(upright, np.float64).reshape(-1, 3), NEAR)


def rectangles(across: list[Rule], upright: list[Rule]) -> set[Rectangle]:
    """The rectangles between rules."""
    return smallest_rectangles(found(across, upright))


@settings(deadline=None)
@given(RULES, RULES)
def test_any_rules_make_the_rectangles_of_pdfplumber(across: list[Rule], upright: list[Rule]) -> None:
    theirs = edges_to_intersections(edges(across, upright), NEAR, NEAR)
    assert rectangles(across, upright) == set(intersections_to_cells(theirs))


@settings(deadline=None)
@given(RULES, RULES)
def test_any_rules_cross_where_they_do_for_pdfplumber(across: list[Rule], upright: list[Rule]) -> None:
    ours = {
        at: (crossing.upright.bit_count(), crossing.across.bit_count())
        for at, crossing in found(across, upright).items()
    }
    theirs = edges_to_intersections(edges(across, upright), NEAR, NEAR)
    assert list(ours) == sorted(theirs)
    for at, (uprights, acrosses) in ours.items():
        places = {id(edge) for edge in theirs[at]["v"]}, {id(edge) for edge in theirs[at]["h"]}
        assert (uprights, acrosses) == (len(places[0]), len(places[1]))


def test_rules_that_end_at_one_place_bound_no_rectangle_together() -> None:
    """The left side is two rules that meet in the middle: none runs along the whole of it."""
    across, upright = [(0.0, 0.0, 20.0), (20.0, 0.0, 20.0)], [(0.0, 0.0, 10.0), (0.0, 10.0, 20.0), (20.0, 0.0, 20.0)]
    assert rectangles(across, upright) == set()
    upright[0] = (0.0, 0.0, 20.0)
    assert rectangles(across, upright) == {(0.0, 0.0, 20.0, 20.0)}
