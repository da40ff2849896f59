"""Underlines of links cut no cell, however wide they are."""

from __future__ import annotations

import numpy as np
import pytest

from extract.pdf.coordinates import Paths
from tests.extract.drawing import Drawing, texts

LINK = "https://www.aoba.example.jp/kosodate/"
Color = tuple[float, float, float]
BLUE: Color = (0.0, 0.0, 1.0)


def _cell_with_a_link(
    width: float, filled: bool = False, grid_color: tuple[float, float, float] | None = None
) -> Drawing:
    """A cell whose first line is underlined from border to border, and has another line below."""
    drawing = Drawing()
    if grid_color:
        drawing.canvas.setStrokeColorRGB(*grid_color)
    drawing.grid((50, 100, 100 + width), (40, 80))
    drawing.text(60, 64, "園")
    drawing.text(102, 54, LINK, 8)
    drawing.text(102, 70, "電話でも受け付ける", 8)
    if filled:
        drawing.canvas.setFillColorRGB(*BLUE)
        drawing.canvas.rect(100, drawing.height - 56, width, 0.6, stroke=0, fill=1)
    else:
        drawing.canvas.setStrokeColorRGB(*BLUE)
        drawing.rule(100.5, 55.2, 99.5 + width, 55.2)
    return drawing


@pytest.mark.parametrize("filled", [False, True], ids=["stroke", "fill"])
@pytest.mark.parametrize("width", [150.0, 156.0, 162.0])
def test_a_colored_line_under_text_is_no_border(width: float, filled: bool) -> None:
    assert texts(_cell_with_a_link(width, filled).page()) == ["園", f"{LINK}\n電話でも受け付ける"]


def test_a_black_underline_that_is_cut_with_its_text_is_no_border() -> None:
    drawing = Drawing()
    drawing.grid((50, 150, 250, 350), (40, 80))
    with drawing.clipped(150, 40, 250, 80):
        drawing.text(152, 64, "http://www.aoba.jp/miya")
        drawing.rule(152, 65, 270, 65)
    drawing.text(256, 64, "なし")
    assert texts(drawing.page()) == ["", "http://www.aoba.jp/miya", "なし"]


def test_colored_rules_of_a_table_are_borders() -> None:
    page = _cell_with_a_link(150.0, grid_color=BLUE).page()
    assert texts(page) == ["園", LINK, "電話でも受け付ける"]


def test_a_colored_line_without_text_above_is_a_border() -> None:
    drawing = Drawing()
    drawing.grid((50, 100, 250), (40, 80))
    drawing.text(102, 54, "様式", 8)
    drawing.text(102, 70, "電話でも受け付ける", 8)
    drawing.canvas.setStrokeColorRGB(*BLUE)
    drawing.rule(100, 55.2, 250, 55.2)
    assert texts(drawing.page()) == ["", "様式", "電話でも受け付ける"]


def test_pieces_of_which_no_color_is_said_are_black() -> None:
    paths = Paths(np.zeros((2, 4)), np.zeros((1, 4)))
    assert (paths.stroke_colors.tolist(), paths.fill_colors.tolist()) == ([[0, 0, 0]] * 2, [[0, 0, 0]])


def test_pieces_keep_their_colors_when_others_go_or_lines_are_added() -> None:
    rows = np.array([[0.0, 0.0, 9.0, 0.0], [0.0, 5.0, 9.0, 5.0]])
    colors = np.array([[1, 2, 3], [4, 5, 6]], np.uint32)
    paths = Paths(rows, rows, colors, colors).take(np.array([False, True]), np.array([True, False]))
    longer = paths.with_lines(rows[:1])
    assert longer.strokes.tolist() == [[0, 5, 9, 5], [0, 0, 9, 0]]
    assert (longer.stroke_colors.tolist(), longer.fill_colors.tolist()) == ([[4, 5, 6], [0, 0, 0]], [[1, 2, 3]])


def test_a_link_beside_text_that_is_struck_by_hand_cuts_no_cell() -> None:
    drawing = _cell_with_a_link(150.0)
    drawing.canvas.line(102, drawing.height - 68, 174, drawing.height - 66.5)
    assert texts(drawing.page()) == ["園", LINK]
