"""Option boxes that are drawn, not printed: squares and rings before a text, empty, marked or filled."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader

from tests.extract.drawing import Drawing, texts

Draw = Callable[[Drawing, float, float], None]
"""Draws a mark into a box of 8 points whose upper left corner is at x, y."""


def _square(drawing: Drawing, x: float, y: float, fill: int = 0) -> None:
    drawing.canvas.setLineWidth(0.7)
    drawing.canvas.rect(x, drawing.height - y - 8, 8, 8, stroke=1, fill=fill)


def _lines(drawing: Drawing, *points: tuple[float, float]) -> None:
    path = drawing.canvas.beginPath()
    path.moveTo(points[0][0], drawing.height - points[0][1])
    for x, y in points[1:]:
        path.lineTo(x, drawing.height - y)
    drawing.canvas.drawPath(path)


def _tick(drawing: Drawing, x: float, y: float) -> None:
    _lines(drawing, (x + 1.5, y + 4), (x + 3.2, y + 6.5), (x + 7, y + 1.5))


def _tick_reaching_out(drawing: Drawing, x: float, y: float) -> None:
    _lines(drawing, (x + 1.5, y + 3), (x + 4, y + 7), (x + 10, y - 2.5))


def _cross(drawing: Drawing, x: float, y: float) -> None:
    _lines(drawing, (x + 1.5, y + 1.5), (x + 6.5, y + 6.5))
    _lines(drawing, (x + 1.5, y + 6.5), (x + 6.5, y + 1.5))


def _dot(drawing: Drawing, x: float, y: float) -> None:
    drawing.canvas.circle(x + 4, drawing.height - y - 4, 2, stroke=0, fill=1)


def _printed(drawing: Drawing, x: float, y: float) -> None:
    drawing.text(x - 1, y + 7.6, "✓", 8)


def _row(drawing: Drawing, number: int, words: str) -> tuple[float, float]:
    """A text of a cell, and where the box before it has its upper left corner."""
    drawing.text(72, 56 + 14 * number, words)
    return 60, 48 + 14 * number


def _cell() -> Drawing:
    drawing = Drawing()
    drawing.grid((50, 350), (40, 100))
    return drawing


@pytest.mark.parametrize("mark", [_tick, _tick_reaching_out, _cross, _dot, _printed])
@pytest.mark.parametrize("fill", [0, 1])
def test_a_square_is_a_box_and_what_is_drawn_in_it_a_mark(mark: Draw, fill: int) -> None:
    drawing = _cell()
    for number, words in enumerate(("本人", "他部署", "民間")):
        x, y = _row(drawing, number, words)
        drawing.canvas.setFillGray(1)
        _square(drawing, x, y, fill)
        drawing.canvas.setFillGray(0)
        if number == 1:
            mark(drawing, x, y)
    assert texts(drawing.page()) == ["☐本人\n☑他部署\n☐民間"]


def test_a_filled_square_is_filled() -> None:
    drawing = _cell()
    for number, words in enumerate(("本人", "他部署")):
        _square(drawing, *_row(drawing, number, words), fill=number)
    (cell,) = drawing.page().cells
    assert cell.text == "☐本人\n■他部署"
    assert cell.engine == "pdfium+drawing"


def test_a_square_of_four_lines_is_a_box() -> None:
    drawing = _cell()
    x, y = _row(drawing, 0, "本人")
    drawing.grid((x, x + 8), (y, y + 8))
    _tick(drawing, x, y)
    assert texts(drawing.page()) == ["☑本人"]


def test_a_ring_with_a_dot_is_chosen_beside_one_without() -> None:
    drawing = _cell()
    for number, words in enumerate(("する", "しない")):
        x, y = _row(drawing, number, words)
        drawing.canvas.setLineWidth(0.7)
        drawing.canvas.circle(x + 4, drawing.height - y - 4, 4)
        if number:
            _dot(drawing, x, y)
    assert texts(drawing.page()) == ["○する\n◉しない"]


def test_a_rounded_square_that_is_filled_with_a_light_tick_is_marked() -> None:
    drawing = _cell()
    canvas = drawing.canvas
    for number, words in enumerate(("本人", "他部署")):
        x, y = _row(drawing, number, words)
        x += 2.5  # right before its text
        canvas.setFillColorRGB(0, 0.46, 1)
        canvas.setStrokeGray(0.46)
        canvas.roundRect(x, drawing.height - y - 9, 9, 9, 1.5, stroke=1 - number, fill=number)
        canvas.setStrokeGray(1)
        if number:
            _tick(drawing, x, y)
        canvas.setStrokeGray(0)
        canvas.setFillGray(0)
    assert texts(drawing.page()) == ["☐本人\n☑他部署"]


def test_boxes_that_are_pictures_are_boxes() -> None:
    drawing = _cell()
    for number, words in enumerate(("本人", "他部署")):
        picture = Image.new("L", (40, 40), 255)
        pen = ImageDraw.Draw(picture)
        pen.rectangle((4, 4, 36, 36), outline=0, width=3)
        if number:
            pen.line((10, 20, 18, 30, 32, 10), fill=0, width=4)
        x, y = _row(drawing, number, words)
        drawing.canvas.drawImage(ImageReader(picture), x, drawing.height - y - 9, 9, 9)
    assert texts(drawing.page()) == ["☐本人\n☑他部署"]


def test_a_cell_as_wide_as_high_is_no_box() -> None:
    drawing = Drawing()
    drawing.grid((50, 62, 350), (40, 52, 64))
    drawing.text(64, 50, "本人")
    drawing.text(64, 62, "他部署")
    assert texts(drawing.page()) == ["", "本人", "", "他部署"]


def test_a_square_with_words_in_it_is_no_box() -> None:
    drawing = _cell()
    x, y = _row(drawing, 0, "本人")
    _square(drawing, x, y)
    drawing.text(x + 2, y + 7, "本", 5)
    assert "☐" not in drawing.page().cells[0].text


def test_a_mark_drawn_into_brackets_stays_theirs() -> None:
    drawing = _cell()
    drawing.text(56, 56, "[")
    drawing.text(72, 56, "] 本人")
    drawing.canvas.circle(65, drawing.height - 52.5, 3.6)
    (box,) = drawing.page().cells[0].checkboxes
    assert box.sign == "○"
