"""Letters drawn as outlines make no cells; frames that are filled do."""

from __future__ import annotations

from tests.extract.drawing import Drawing, texts

Points = list[tuple[float, float]]
SUN: list[Points] = [
    [(0, 0), (24, 0), (24, 30), (0, 30)],
    [(5, 5), (19, 5), (19, 13), (5, 13)],
    [(5, 17), (19, 17), (19, 25), (5, 25)],
]
"""日: a frame with a bar across."""
ROOF: list[Points] = [[(0, 0), (20, 0), (20, 12), (26, 30), (18, 30), (12, 20), (6, 30), (-4, 30), (0, 12)]]
"""A letter with straight and slanting sides."""


def _draw(drawing: Drawing, shape: list[Points], x: float, top: float, fill: float, stroke: int) -> None:
    canvas = drawing.canvas
    canvas.setFillGray(fill)
    path = canvas.beginPath()
    for points in shape:
        for n, (dx, dy) in enumerate(points):
            (path.lineTo if n else path.moveTo)(x + dx, drawing.height - top - dy)
        path.close()
    canvas.drawPath(path, stroke=stroke, fill=1, fillMode=0)
    canvas.setFillGray(0)


def _form() -> Drawing:
    drawing = Drawing()
    drawing.grid((50, 150, 350), (80, 100))
    drawing.text(60, 94, "氏名")
    return drawing


def test_letters_that_are_filled_and_outlined_make_no_cells() -> None:
    drawing = _form()
    for n, shape in enumerate((SUN, ROOF, SUN, ROOF)):
        _draw(drawing, shape, 60 + 32 * n, 20, fill=0.0, stroke=1)
    assert texts(drawing.page()) == ["氏名", ""]


def test_letters_that_are_filled_make_no_cells() -> None:
    drawing = _form()
    for n, shape in enumerate((SUN, ROOF)):
        _draw(drawing, shape, 60 + 32 * n, 20, fill=0.0, stroke=0)
    assert texts(drawing.page()) == ["氏名", ""]


def test_a_frame_on_a_shaded_ground_is_a_cell() -> None:
    drawing = _form()
    _draw(drawing, [[(0, 0), (100, 0), (100, 20), (0, 20)]], 60, 20, fill=0.9, stroke=1)
    drawing.text(65, 34, "所属長")
    assert texts(drawing.page()) == ["所属長", "氏名", ""]


def test_a_black_box_with_white_text_is_a_cell() -> None:
    drawing = _form()
    _draw(drawing, [[(0, 0), (100, 0), (100, 20), (0, 20)]], 60, 20, fill=0.0, stroke=1)
    drawing.canvas.setFillGray(1)
    drawing.text(65, 34, "所属長")
    assert texts(drawing.page()) == ["所属長", "氏名", ""]
