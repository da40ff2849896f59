"""Ink → printed lines (extract/scan/text/components.py), on pages drawn as black blocks: one block is one character."""

from __future__ import annotations

import numpy as np
import pytest

from extract.records import Box
from extract.scan.arrays import Ink, PixelBox
from extract.scan.text.components import OUTSIDE, text_lines

EM = 20.0
SCALE = 2.0


def page() -> Ink:
    return np.zeros((400, 600), bool)


def write(ink: Ink, x: int, y: int, count: int, pitch: int = 20) -> None:
    """`count` characters of 18 by 18 pixels from (x, y) on."""
    for n in range(count):
        ink[y : y + 18, x + n * pitch : x + n * pitch + 18] = True


def found(ink: Ink, cells: list[Box] | None = None) -> list[tuple[int, list[PixelBox]]]:
    return [(line.owner, line.segments) for line in text_lines(ink, cells or [], SCALE, EM)]


def test_characters_side_by_side_are_one_segment() -> None:
    ink = page()
    write(ink, 10, 30, 5)
    assert found(ink) == [(OUTSIDE, [PixelBox(10, 30, 108, 48)])]


def test_a_wide_gap_parts_segments_of_one_line() -> None:
    ink = page()
    write(ink, 10, 30, 2)
    write(ink, 100, 31, 2)
    assert found(ink) == [(OUTSIDE, [PixelBox(10, 30, 48, 48), PixelBox(100, 31, 138, 49)])]


def test_lines_set_close_are_not_joined() -> None:
    ink = page()
    write(ink, 10, 30, 8)
    write(ink, 10, 49, 8)
    assert [segments for _, segments in found(ink)] == [[PixelBox(10, 30, 168, 48)], [PixelBox(10, 49, 168, 67)]]


def test_lines_that_touch_are_cut_where_the_ink_is_least() -> None:
    ink = page()
    write(ink, 10, 30, 8)
    write(ink, 10, 49, 8)
    ink[48, 12] = True  # a stroke that runs into the next line
    assert [len(segments) for _, segments in found(ink)] == [1, 1]


def test_large_type_is_one_line() -> None:
    ink = page()
    for n in range(4):
        ink[30:80, 10 + 55 * n : 60 + 55 * n] = True
    assert len(found(ink)) == 1


def test_parts_of_one_character_stay_together() -> None:
    ink = page()
    ink[30:33, 12:28] = True
    ink[43:46, 10:30] = True  # 二
    assert found(ink) == [(OUTSIDE, [PixelBox(10, 30, 30, 46)])]


def test_a_dash_stands_on_the_line_beside_it() -> None:
    ink = page()
    write(ink, 10, 30, 3)
    ink[38:40, 120:132] = True
    assert found(ink) == [(OUTSIDE, [PixelBox(10, 30, 68, 48), PixelBox(120, 38, 132, 40)])]


def test_a_neighbor_half_a_line_lower_is_another_line() -> None:
    ink = page()
    write(ink, 10, 30, 3)
    write(ink, 150, 39, 3)
    assert len(found(ink)) == 2


def test_ink_belongs_to_the_innermost_cell() -> None:
    ink = page()
    write(ink, 10, 30, 3)
    write(ink, 210, 130, 2)
    outer, inner = Box(0, 0, 290, 190), Box(100, 60, 200, 90)
    assert [owner for owner, _ in found(ink, [outer, inner])] == [0, 1]


def test_a_comma_behind_a_parenthesis_is_print() -> None:
    ink = page()
    write(ink, 10, 30, 3)
    ink[43:48, 82:87] = True  # 、 behind the blank half of ）
    assert found(ink) == [(OUTSIDE, [PixelBox(10, 30, 87, 48)])]


def test_a_comma_behind_a_dash_is_print() -> None:
    ink = page()
    write(ink, 10, 30, 3)
    ink[38:40, 71:87] = True  # ー, which shows nothing of how low its line reaches
    ink[43:48, 92:97] = True
    assert found(ink) == [(OUTSIDE, [PixelBox(10, 30, 97, 48)])]


def test_a_speck_high_behind_a_text_is_none() -> None:
    ink = page()
    write(ink, 10, 30, 3)
    ink[30:34, 85:89] = True
    assert found(ink) == [(OUTSIDE, [PixelBox(10, 30, 68, 48)])]


def test_lone_specks_are_no_lines() -> None:
    ink = page()
    ink[100:102, 300:302] = True
    write(ink, 10, 30, 2)
    assert found(ink) == [(OUTSIDE, [PixelBox(10, 30, 48, 48)])]


def test_an_empty_page_has_no_lines() -> None:
    assert found(page()) == []


def test_a_parenthesis_beside_two_lines_is_cut_by_neither() -> None:
    ink = page()
    ink[39:59, 10:14] = True
    write(ink, 20, 30, 8)
    write(ink, 20, 49, 8)
    boxes = [PixelBox(20, 30, 178, 48), PixelBox(10, 39, 14, 59), PixelBox(20, 49, 178, 67)]
    assert [segments for _, segments in found(ink)] == [[box] for box in boxes]


def test_the_ragged_edge_of_a_fill_is_no_line() -> None:
    ink = page()
    ink[100:104, 50:300:3] = True
    ink[101, 50:300:7] = True
    assert found(ink) == []


@pytest.mark.parametrize(("count", "specks", "lines"), [(9, [12], 2), (6, [12], 1), (9, [12, 20], 1), (9, [90], 1)])
def test_a_full_stop_alone_is_a_line_below_one_that_left_no_place_for_it(
    count: int, specks: list[int], lines: int
) -> None:
    ink = page()
    write(ink, 10, 30, count)
    for x in specks:
        ink[68:74, x : x + 6] = True
    assert len(found(ink, [Box(0, 0, 100, 60)])) == lines
