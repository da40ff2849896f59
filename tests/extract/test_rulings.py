"""Painted pieces → rules: joined, doubled ones made one, backgrounds and underlines left out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from extract.pdf.coordinates import FloatArray, Paths
from extract.records import Box, Line, Run
from extract.ruled.rules.rulings import Rulings, find_rulings
from extract.ruled.rules.underlines import without_underlines
from extract.ruled.tables.grid import TooManyRulings, close_loose_ends, find_cells
from extract.ruled.tables.regions import enclosed_boxes
from tests.extract.test_text_layer import glyphs

EM = 10.0
Rows = Sequence[tuple[float, ...]]


def rows(values: Rows, columns: int) -> FloatArray:
    return np.array(values, np.float64).reshape(-1, columns)


def rulings(strokes: Rows = (), fills: Rows = (), em: float = EM) -> tuple[list[list[float]], list[list[float]]]:
    found = find_rulings(Paths(rows(strokes, 4), rows(fills, 4)), em)
    return found.horizontal.round(2).tolist(), found.vertical.round(2).tolist()


def rules(horizontal: Rows, vertical: Rows) -> Rulings:
    return Rulings(rows(horizontal, 3), rows(vertical, 3))


def frame(x0: float, top: float, x1: float, bottom: float) -> Rulings:
    return rules([(top, x0, x1), (bottom, x0, x1)], [(x0, top, bottom), (x1, top, bottom)])


def test_pieces_in_line_make_one_rule() -> None:
    horizontal, vertical = rulings([(0, 50, 40, 50), (41, 50, 90, 50), (90, 50.4, 120, 50.4)])
    assert [row[1:] for row in horizontal] == [[0, 120]]
    assert horizontal[0][0] == pytest.approx(50.1, abs=0.05)
    assert vertical == []


def test_a_gap_of_more_than_a_third_of_a_character_interrupts_a_rule() -> None:
    horizontal, _ = rulings([(0, 50, 40, 50), (44, 50, 90, 50)])
    assert horizontal == [[50, 0, 40], [50, 44, 90]]


def test_doubled_rules_are_one_and_neighboring_rules_are_two() -> None:
    assert rulings([(0, 50, 90, 50), (0, 52, 90, 52)])[0] == [[51, 0, 90]]
    assert rulings([(0, 50, 90, 50), (0, 53, 90, 53)])[0] == [[50, 0, 90], [53, 0, 90]]


def test_tolerances_follow_the_size_of_the_type() -> None:
    pair = [(0, 50, 90, 50), (0, 52, 90, 52)]
    assert len(rulings(pair, em=EM)[0]) == 1
    assert len(rulings(pair, em=4.0)[0]) == 2


def test_thin_fills_are_rules_and_thick_ones_are_backgrounds() -> None:
    horizontal, vertical = rulings(fills=[(0, 49, 90, 51), (10, 0, 12, 80), (0, 60, 90, 75)])
    assert horizontal == [[50, 0, 90]]
    assert vertical == [[11, 0, 80]]


def test_a_square_where_thick_borders_cross_does_not_part_them() -> None:
    pieces = [(0, 49, 40, 51), (40, 49, 42, 51), (42, 49, 44, 51), (44, 49, 90, 51)]
    assert rulings(fills=pieces)[0] == [[50, 0, 90]]
    assert rulings(fills=pieces[1:3]) == ([], [])


def test_dots_in_line_are_a_rule_and_single_ones_are_not() -> None:
    chain = [(3.0 * n, 50.0, 3.0 * n + 1, 51.0) for n in range(10)]
    ((at, start, end),) = rulings(fills=chain)[0]
    assert at == 50.5
    assert start == pytest.approx(0, abs=3)
    assert end == pytest.approx(28, abs=3)
    assert rulings(fills=chain[:3]) == ([], [])
    apart = [(9.0 * n, 50.0, 9.0 * n + 1, 51.0) for n in range(10)]
    assert rulings(fills=apart) == ([], [])


@pytest.mark.parametrize("rounded", [-1e-5, 0.0, 1e-5])
def test_dots_of_a_small_print_are_a_rule_on_whichever_side_they_are_rounded(rounded: float) -> None:
    level = [(1.8 * n, 50.0, 1.8 * n + 0.6 + rounded, 50.6) for n in range(10)]
    assert rulings(fills=level, em=4.7)[0] == [[50.3, -1.2, 18]]
    assert rulings(fills=[(top, x0, bottom, x1) for x0, top, x1, bottom in level], em=4.7)[1] == [[50.3, -1.2, 18]]


def test_dashes_far_apart_are_a_rule_where_they_are_even() -> None:
    dashes = [(7.0 * n, 50.0, 7.0 * n + 3, 50.0) for n in range(6)]
    assert rulings(dashes)[0] == [[50, 0, 38]]
    assert rulings([(top, x0, bottom, x1) for x0, top, x1, bottom in dashes])[1] == [[50, 0, 38]]
    assert rulings(dashes[:5]) == ([], [])
    uneven = [(7.0 * n + n % 2, 50.0, 7.0 * n + 3, 50.0) for n in range(6)]
    assert rulings(uneven) == ([], [])
    wide = [(12.0 * n, 50.0, 12.0 * n + 3, 50.0) for n in range(6)]
    assert rulings(wide) == ([], [])
    sides = [(0, 30.0 * n, 0, 30.0 * n + 18) for n in range(6)]
    assert len(rulings(sides)[1]) == 6


def test_dashes_that_are_hardly_longer_than_thick_are_a_rule() -> None:
    """Browsers fill dashes of three times their thickness, and of twice that where it is 2 pixels."""
    dashes = [(4.0 * n, 50.0, 4.0 * n + 2.25, 50.75) for n in range(12)]
    assert rulings(fills=dashes)[0] == [[50.38, -1.75, 48]]
    assert rulings(fills=[(top, x0, bottom, x1) for x0, top, x1, bottom in dashes])[1] == [[50.38, -1.75, 48]]
    uneven = [(4.0 * n, 50.0, 4.0 * n + 2.25 + n % 3 / 1000, 50.75) for n in range(12)]
    assert rulings(fills=uneven)[0] == [[50.38, -1.75, 48]]
    squares = [(4.0 * n, 50.0, 4.0 * n + 2, 52.0) for n in range(12)]
    assert rulings(fills=squares) == ([], [])


def test_short_strokes_bound_nothing() -> None:
    assert rulings([(0, 50, 4, 50)]) == ([], [])


def test_no_paths_make_no_rules() -> None:
    assert rulings() == ([], [])


def test_an_underline_hugs_its_text() -> None:
    text = glyphs("下線のある語")  # 60 points wide, baseline at 9.6
    found = rules([(10.5, 0, 60), (10.5, 70, 160), (30, 0, 60)], [])
    kept, _ = without_underlines(found, text, EM)
    assert kept.horizontal.tolist() == [[10.5, 70, 160], [30, 0, 60]]


@pytest.mark.parametrize("rule", [(10.5, -20, 60), (10.5, 0, 90), (13.5, 0, 60), (8, 0, 60)])
def test_rules_longer_lower_or_higher_than_text_are_no_underlines(rule: tuple[float, ...]) -> None:
    kept, _ = without_underlines(rules([rule], []), glyphs("下線のない語"), EM)
    assert kept.horizontal.tolist() == [list(rule)]


def test_a_rule_below_scattered_text_is_no_underline() -> None:
    text = glyphs("名　　　　称")
    text.codes[text.codes == 0x3000] = 0x20
    kept, _ = without_underlines(rules([(10.5, 0, 60)], []), text, EM)
    assert len(kept.horizontal) == 1


def test_loose_ends_at_the_rim_are_closed() -> None:
    found = rules([(0, 0, 200)], [(0, 0, 80), (100, 0, 80.5), (200, 0, 80)])
    closings = close_loose_ends(found, EM)
    assert closings.horizontal.tolist() == [[80, 0, 200]]
    assert closings.vertical.tolist() == []


def test_a_single_loose_end_is_not_closed() -> None:
    found = rules([(0, 0, 200), (80, 100, 200)], [(0, 0, 80), (100, 0, 80), (200, 0, 80)])
    assert len(close_loose_ends(found, EM).horizontal) == 0


def test_loose_ends_within_a_table_are_not_closed() -> None:
    found = rules([(0, 0, 200), (120, 0, 200)], [(50, 0, 80), (100, 0, 80)])
    assert len(close_loose_ends(found, EM).horizontal) == 0


def test_slivers_between_rules_are_no_cells() -> None:
    found = rules([(0, 0, 200), (2.9, 0, 200), (40, 0, 200)], [(0, 0, 40), (200, 0, 40)])
    cells = find_cells(found, close_loose_ends(found, EM), EM)
    assert [cell.box for cell in cells] == [Box(0, 2.9, 200, 40)]


def test_rules_doubled_wider_than_they_touch_leave_no_cells_between_them() -> None:
    rows, columns = (0, 0.4 * EM, 40, 40 + 0.4 * EM), (0, 0.4 * EM, 200 - 0.4 * EM, 200)
    found = rules([(y, 0, 200) for y in rows], [(x, 0, 40 + 0.4 * EM) for x in columns])
    cells = find_cells(found, close_loose_ends(found, EM), EM)
    assert [cell.box for cell in cells] == [Box(0.4 * EM, 0.4 * EM, 200 - 0.4 * EM, 40)]


def test_too_many_crossings_are_refused() -> None:
    lines = [(2.0 * n, 0.0, 400.0) for n in range(150)]
    found = rules(lines, lines)
    with pytest.raises(TooManyRulings):
        find_cells(found, rules([], []), EM)


def _line(text: str, x0: float, top: float) -> Line:
    x1 = x0 + EM * len(text)
    return Line((Run(text, x0, x1),), Box(x0, top, x1, top + EM), EM)


def test_text_between_walls_has_its_region() -> None:
    found = frame(0, 0, 200, 100)
    assert enclosed_boxes(found, [_line("中", 50, 40)]) == [Box(0, 0, 200, 100)]


def test_text_outside_walls_has_none() -> None:
    assert enclosed_boxes(frame(0, 0, 200, 100), [_line("外", 250, 40)]) == []


def test_text_between_walls_with_a_gap_has_none() -> None:
    found = rules([(0, 0, 200), (60, 0, 200), (100, 0, 90)], [(0, 0, 100), (90, 0, 100), (200, 0, 60)])
    assert enclosed_boxes(found, [_line("隙間", 120, 75)]) == []


def test_two_lines_in_one_region_find_it_once() -> None:
    found = frame(0, 0, 200, 100)
    assert len(enclosed_boxes(found, [_line("一", 50, 20), _line("二", 50, 60)])) == 1
