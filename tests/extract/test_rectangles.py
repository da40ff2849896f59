"""The rectangles between rules are those that pdfplumber finds, which is slower."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from pdfplumber.table import edges_to_intersections, intersections_to_cells

from extract.ruled.tables.rectangles import smallest_rectangles

PLACES = st.integers(0, 6).map(lambda n: n * 10.0)
RULES = st.lists(st.tuples(PLACES, PLACES, PLACES), max_size=14)
Rule = tuple[float, float, float]


def edges(across: list[Rule], upright: list[Rule]) -> list[dict[str, object]]:
    """Rules (at, from, to) as pdfplumber's edges."""
    return [
        *({"orientation": "h", "x0": start, "x1": end, "top": at, "bottom": at} for at, start, end in across),
        *({"orientation": "v", "x0": at, "x1": at, "top": start, "bottom": end} for at, start, end in upright),
    ]


@settings(deadline=None)
@given(RULES, RULES)
def test_any_rules_make_the_rectangles_of_pdfplumber(across: list[Rule], upright: list[Rule]) -> None:
    crossings = edges_to_intersections(edges(across, upright), 3.0, 3.0)
    assert smallest_rectangles(crossings) == set(intersections_to_cells(crossings))


def test_rules_that_end_at_one_place_bound_no_rectangle_together() -> None:
    """The left side is two rules that meet in the middle: none runs along the whole of it."""
    across, upright = [(0.0, 0.0, 20.0), (20.0, 0.0, 20.0)], [(0.0, 0.0, 10.0), (0.0, 10.0, 20.0), (20.0, 0.0, 20.0)]
    assert smallest_rectangles(edges_to_intersections(edges(across, upright), 3.0, 3.0)) == set()
    upright[0] = (0.0, 0.0, 20.0)
    assert smallest_rectangles(edges_to_intersections(edges(across, upright), 3.0, 3.0)) == {(0.0, 0.0, 20.0, 20.0)}
