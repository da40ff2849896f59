"""Rulings that are pictures, frames with round corners, and tables that have level rulings alone."""

from __future__ import annotations

import numpy as np

from extract.pdf.coordinates import FloatArray, Paths
from extract.pdf.paint.pictured_rules import with_pictured_rules
from extract.records import Box, Cell, Line, Run
from extract.ruled.rules.round_corners import with_corners
from extract.ruled.rules.rulings import Rulings
from extract.ruled.tables.row_bands import beside_cells, level_bands
from extract.ruled.tables.shelves import shelves

EM = 10.0
NOTHING = np.zeros((0, 4))


def rules(*rows: tuple[float, float, float]) -> FloatArray:
    return np.array(rows, np.float64).reshape(-1, 3)


def test_a_thin_picture_is_a_ruling_and_a_small_one_is_none() -> None:
    images = np.array([[50.0, 100.0, 300.0, 100.6], [60.0, 120.0, 69.0, 129.0]])
    assert with_pictured_rules(Paths(NOTHING, NOTHING), images).fills.tolist() == [[50.0, 100.0, 300.0, 100.6]]


def test_a_page_without_thin_pictures_keeps_its_paths() -> None:
    paths = Paths(NOTHING, NOTHING)
    assert with_pictured_rules(paths, NOTHING) is paths
    assert with_pictured_rules(paths, np.array([[60.0, 120.0, 69.0, 129.0]])) is paths


def test_sides_that_end_short_of_a_round_corner_are_led_on_to_it() -> None:
    frame = Rulings(rules((10, 16, 194), (90, 16, 194)), rules((10, 16, 84), (200, 16, 84)))
    made = with_corners(frame)
    assert made.horizontal.tolist() == [[10, 10, 200], [90, 10, 200]]
    assert made.vertical.tolist() == [[10, 10, 90], [200, 10, 90]]


def test_rulings_that_end_at_different_distances_from_a_corner_stay() -> None:
    frame = Rulings(rules((10, 13, 194)), rules((10, 20, 84)))
    assert with_corners(frame) is frame


def test_level_rulings_of_one_width_part_the_rows_of_a_table() -> None:
    level = rules((100, 50, 550), (120, 50, 550), (160, 51, 550), (180, 50, 550))
    assert level_bands(Rulings(level, rules()), EM) == [
        Box(50, 100, 550, 120), Box(50, 120, 550, 160), Box(50, 160, 550, 180),
    ]  # fmt: skip


def test_a_ruling_that_sticks_out_by_less_than_a_character_parts_the_rows_of_the_others() -> None:
    rows = [(at, 50, 550) for at in (100, 120, 160)]
    expected = [Box(50, 100, 550, 120), Box(50, 120, 550, 160), Box(50, 160, 550, 180)]
    assert level_bands(Rulings(rules(*rows, (180, 45, 550), (200, 45, 545)), rules()), EM) == expected
    assert level_bands(Rulings(rules(*rows, (180, 38, 550)), rules()), EM) == []


def test_a_shorter_ruling_parts_the_cells_right_of_where_it_begins() -> None:
    level = rules((100, 50, 550), (120, 150, 550), (140, 50, 550), (160, 50, 550), (180, 50, 550))
    assert level_bands(Rulings(level, rules()), EM)[:3] == [
        Box(50, 100, 150, 140), Box(150, 100, 550, 120), Box(150, 120, 550, 140),
    ]  # fmt: skip


def test_rulings_that_begin_within_a_cell_part_what_stands_right_of_there() -> None:
    cells = [Cell(Box(50, 100, 550, 160), (Line((Run("再委託", 52, 82),), Box(52, 110, 82, 120), 10.0),))]
    sides = rules((50, 100, 160), (550, 100, 160))
    level = rules((100, 50, 550), (120, 150, 550), (160, 50, 550))
    assert shelves(cells, Rulings(level, sides)) == [
        Box(50, 100, 150, 160), Box(150, 100, 550, 120), Box(150, 120, 550, 160),
    ]  # fmt: skip
    assert shelves(cells, Rulings(level, np.concatenate([sides, rules((150, 100, 160))]))) == []


def test_a_single_line_lines_of_other_widths_and_rulings_with_an_upright_are_no_such_table() -> None:
    level = rules((100, 50, 550), (120, 50, 550), (140, 50, 550))
    assert level_bands(Rulings(level[:1], rules()), EM) == []
    assert level_bands(Rulings(rules((100, 50, 550), (120, 50, 300)), rules()), EM) == []
    assert level_bands(Rulings(level, rules((50, 100, 140))), EM) == []


def test_a_ruling_that_a_frame_all_but_touches_parts_the_rows_too() -> None:
    level = rules(*((at, 50, 550) for at in (100, 120, 140, 160, 180, 200)), (142, 300, 548))
    frame = rules((300, 142, 158), (548, 142, 158))
    assert level_bands(Rulings(level, frame), EM) == [
        Box(50, 100, 550, 120), Box(50, 120, 550, 140), Box(50, 140, 550, 160), Box(50, 160, 550, 180),
        Box(50, 180, 550, 200),
    ]  # fmt: skip


def test_a_band_ends_at_a_cell_that_begins_at_its_edge_and_goes_on_around_a_framed_one() -> None:
    bands = [Box(50, 100, 550, 200), Box(50, 200, 550, 240)]
    cells = [Cell(Box(50, 140, 300, 170)), Cell(Box(300, 142, 548, 168)), Cell(Box(300, 205, 548, 235))]
    assert beside_cells(bands, cells) == [Box(50, 100, 550, 140), Box(50, 170, 550, 200), Box(50, 200, 550, 240)]
