"""Painted paths → the straight pieces of strokes and the rectangles of fills, in the order of painting."""

from __future__ import annotations

import pypdfium2 as pdfium

from extract.pdf.coordinates import page_view
from extract.pdf.paint.paths import PageObjects, read_objects
from tests.extract.drawing import Drawing


def read(drawing: Drawing) -> PageObjects:
    document = pdfium.PdfDocument(drawing.pdf())
    page = document[0]
    try:
        return read_objects(page, page_view(page))
    finally:
        page.close()
        document.close()


def test_a_stroked_outline_is_closed_where_it_began() -> None:
    drawing = Drawing(200, 100)
    path = drawing.canvas.beginPath()
    path.moveTo(10, 90)
    path.lineTo(60, 90)
    path.lineTo(60, 40)
    path.lineTo(35, 20)
    path.lineTo(10, 40)
    path.close()
    drawing.canvas.drawPath(path, stroke=1, fill=0)
    strokes = read(drawing).paths.strokes
    assert strokes.tolist() == [[10, 10, 60, 10], [60, 10, 60, 60], [10, 10, 10, 60]]


def test_curves_are_no_rules_and_the_line_behind_one_begins_at_its_end() -> None:
    drawing = Drawing(200, 100)
    path = drawing.canvas.beginPath()
    path.moveTo(10, 50)
    path.curveTo(20, 60, 30, 60, 40, 50)
    path.lineTo(90, 50)
    drawing.canvas.drawPath(path, stroke=1, fill=0)
    assert read(drawing).paths.strokes.tolist() == [[40, 50, 90, 50]]


def test_fills_stand_in_the_order_of_painting() -> None:
    drawing = Drawing(200, 100)
    drawing.canvas.rect(10, 80, 100, 1, stroke=0, fill=1)
    path = drawing.canvas.beginPath()
    path.rect(10, 60, 50, 1)
    path.rect(70, 60, 50, 1)
    drawing.canvas.drawPath(path, stroke=0, fill=1)
    drawing.canvas.rect(10, 40, 100, 1, stroke=0, fill=1)
    assert read(drawing).paths.fills.tolist() == [
        [10, 19, 110, 20], [10, 39, 60, 40], [70, 39, 120, 40], [10, 59, 110, 60],
    ]  # fmt: skip


def test_what_stands_in_a_form_is_placed_by_all_forms_around_it() -> None:
    drawing = Drawing(200, 100)
    canvas = drawing.canvas
    canvas.beginForm("inner")
    canvas.rect(0, 0, 20, 1, stroke=0, fill=1)
    canvas.line(0, 5, 20, 5)
    canvas.endForm()
    canvas.beginForm("outer")
    canvas.translate(10, 0)
    canvas.doForm("inner")
    canvas.endForm()
    canvas.scale(2, 2)
    canvas.doForm("outer")
    paths = read(drawing).paths
    assert paths.fills.tolist() == [[20, 98, 60, 100]]
    assert paths.strokes.tolist() == [[20, 90, 60, 90]]
