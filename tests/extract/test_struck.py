"""Text with a line drawn through it is deleted; underlines, frames and rulings delete nothing."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest

from extract.document import read_pages
from extract.records import LeftOut, Page
from tests.extract.drawing import Drawing, texts

OLD, NEW = "福祉部", "市民部"


def _row() -> Drawing:
    """A ruled row with an old name (155 to 185) and a new one behind it; the baseline is at 54."""
    drawing = Drawing()
    drawing.grid((50, 150, 350), (40, 60, 80))
    drawing.text(55, 54, "部署")
    drawing.text(155, 54, OLD)
    drawing.text(205, 54, NEW)
    return drawing


def _told(page: Page) -> list[tuple[LeftOut, str]]:
    return [(aside.reason, aside.text) for aside in page.set_aside]


def _deleted(page: Page) -> None:
    assert texts(page)[:2] == ["部署", NEW]
    assert _told(page) == [(LeftOut.STRUCK, OLD)]


def _kept(page: Page) -> None:
    assert texts(page)[1].replace(" ", "") == OLD + NEW
    assert _told(page) == []


@pytest.mark.parametrize(("x0", "x1"), [(155, 185), (153, 187), (156, 184), (152, 198)])
def test_a_stroke_through_a_text_deletes_it(x0: float, x1: float) -> None:
    drawing = _row()
    drawing.rule(x0, 50.5, x1, 50.5)
    _deleted(drawing.page())


def test_a_thin_bar_through_a_text_deletes_it() -> None:
    drawing = _row()
    drawing.fill(155, 50, 185, 50.7)
    _deleted(drawing.page())


def test_two_strokes_through_a_text_delete_it_once() -> None:
    drawing = _row()
    drawing.rule(155, 49.5, 185, 49.5)
    drawing.rule(155, 51.5, 185, 51.5)
    _deleted(drawing.page())


def test_a_stroke_of_pieces_deletes() -> None:
    drawing = _row()
    for n in range(3):
        drawing.rule(155 + 10 * n, 50.5, 164.5 + 10 * n, 50.5)
    _deleted(drawing.page())


@pytest.mark.parametrize("y", [55.5, 56.5, 45.0], ids=["underline", "low underline", "overline"])
def test_a_stroke_above_or_below_a_text_deletes_nothing(y: float) -> None:
    drawing = _row()
    drawing.rule(155, y, 185, y)
    _kept(drawing.page())


def test_a_ruling_through_a_text_that_sits_too_low_deletes_nothing() -> None:
    drawing = Drawing()
    drawing.grid((50, 150, 350), (40, 60, 80))
    drawing.text(155, 63, "福祉部市民部生活課保険年金課国保年金係")
    assert _told(drawing.page()) == []


def test_a_stroke_through_a_text_is_no_ruling() -> None:
    drawing = Drawing()
    drawing.grid((50, 350), (40, 60))
    drawing.text(52, 54, "福祉部市民部福祉部市民部福祉部市民部福祉部市民部福祉部")
    drawing.rule(52, 50.5, 320, 50.5)
    page = drawing.page()
    assert [tuple(round(edge) for edge in cell.box) for cell in page.cells] == [(50, 40, 350, 60)]
    assert page.left_out[LeftOut.STRUCK] == "福祉部市民部福祉部市民部福祉部市民部福祉部市民部福祉部"


def test_text_that_two_strokes_cross_out_is_deleted() -> None:
    drawing = _row()
    drawing.rule(153, 43, 188, 57)
    drawing.rule(153, 57, 188, 43)
    _deleted(drawing.page())


def test_a_cross_that_is_one_path_deletes_a_mark() -> None:
    drawing = Drawing()
    drawing.grid((50, 350), (40, 60))
    for x, char in ((62, "["), (77, "○"), (92, "]"), (105, "紙")):
        drawing.text(x, 54, char)
    path = drawing.canvas.beginPath()
    for x0, y0, x1, y1 in ((75, 242, 90, 257), (75, 257, 90, 242)):
        path.moveTo(x0, y0)
        path.lineTo(x1, y1)
    drawing.canvas.drawPath(path)
    page = drawing.page()
    assert _told(page) == [(LeftOut.STRUCK, "○")]
    assert [box.sign for box in page.cells[0].checkboxes] != ["○"]


def test_a_stroke_by_an_unsteady_hand_deletes() -> None:
    drawing = _row()
    drawing.rule(154, 49.5, 187, 51.8)
    _deleted(drawing.page())


def test_a_stroke_that_falls_half_a_character_deletes() -> None:
    drawing = _row()
    drawing.rule(155, 48, 185, 53)
    _deleted(drawing.page())


@pytest.mark.parametrize(("y", "deletes"), [(50.5, True), (56.5, False)], ids=["through", "below"])
def test_a_wavy_line_through_a_text_deletes_it(y: float, deletes: bool) -> None:
    drawing = _row()
    path = drawing.canvas.beginPath()
    path.moveTo(155, drawing.height - y)
    for n in range(1, 16):
        path.lineTo(155 + 2 * n, drawing.height - y + (1 if n % 2 else -1))
    drawing.canvas.drawPath(path)
    (_deleted if deletes else _kept)(drawing.page())


def test_a_slanted_stroke_alone_deletes_nothing() -> None:
    drawing = _row()
    drawing.rule(153, 43, 188, 57)
    _kept(drawing.page())


def _annotated(**entries: Any) -> Page:
    """The row with an annotation over its old name."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(_row().pdf())) as pdf:
        box = pikepdf.Array([155, 244, 185, 256])
        annotation = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Rect=box, F=4, **entries)
        pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(annotation)])
        pdf.save(target)
    (page,) = read_pages(target.getvalue())
    return page


QUADS = pikepdf.Array([155, 255, 185, 255, 155, 244, 185, 244])


def test_text_that_a_reviewer_struck_out_is_deleted() -> None:
    _deleted(_annotated(Subtype=pikepdf.Name.StrikeOut, QuadPoints=QUADS))


@pytest.mark.parametrize("kind", ["/Highlight", "/Underline", "/Squiggly"])
def test_text_that_a_reviewer_marked_otherwise_stays(kind: str) -> None:
    color = pikepdf.Array([1, 1, 0])
    _kept(_annotated(Subtype=pikepdf.Name(kind), QuadPoints=QUADS, C=color))


def test_text_that_a_pen_struck_out_is_deleted() -> None:
    stroke = pikepdf.Array([154, 249, 160, 250, 170, 249.5, 186, 250.5])
    _deleted(_annotated(Subtype=pikepdf.Name.Ink, InkList=pikepdf.Array([stroke])))
