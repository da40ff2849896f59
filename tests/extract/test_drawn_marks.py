"""Boxes that the text layer calls blank are looked at: marks are drawn, pasted, or fields of a form, too."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2 as pdfium
import pytest

from extract.document import read_pages
from extract.records import Box, BoxState, Checkbox, Placement
from extract.scan.image.render import box_picture
from tests.extract.drawing import Drawing
from tests.extract.misnaming import misnamed, only

Sign = tuple[BoxState, str]
BLANK: Sign = (BoxState.UNSELECTED, "")


def _form(rotate: int = 0) -> Drawing:
    """Two ruled rows with a blank box each; the first one's middle is at (76, 56)."""
    drawing = Drawing(rotate=rotate)
    drawing.grid((50, 350), (45, 65, 85))
    for baseline in (60, 80):
        for x, char in ((62, "["), (87, "]"), (100, "紙")):
            drawing.text(x, baseline, char)
    return drawing


def _boxes(drawing: Drawing) -> list[Checkbox]:
    return [checkbox for cell in drawing.page().cells for checkbox in cell.checkboxes]


def _signs(drawing: Drawing) -> list[Sign]:
    return [(checkbox.state, checkbox.sign) for checkbox in _boxes(drawing)]


def test_boxes_between_close_rulings_are_blank() -> None:
    assert _signs(_form()) == [BLANK, BLANK]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_drawn_ring_is_a_mark(rotate: int) -> None:
    drawing = _form(rotate)
    drawing.canvas.circle(76.5, 300 - 56.5, 3.6)
    ring, blank = _boxes(drawing)
    assert (ring.state, ring.sign, blank.state) == (BoxState.SELECTED, "○", BoxState.UNSELECTED)
    assert 0.8 < ring.probability < 1


def test_what_is_left_of_a_ring_that_was_wiped_out_is_no_blank_box() -> None:
    drawing = _form()
    drawing.text(71.5, 60, "○")
    drawing.canvas.setFillGray(1)
    drawing.canvas.rect(70, 236, 7.5, 16, stroke=0, fill=1)
    drawing.canvas.setFillGray(0)
    for top in range(120, 240, 20):  # much text, of which little is unread
        drawing.text(55, top, "特定個人情報保護評価書")
    assert [state for state, _ in _signs(drawing)] == [BoxState.UNCLEAR, BoxState.UNSELECTED]


def test_a_box_whose_ring_was_struck_out_is_unclear() -> None:
    drawing = _form()
    drawing.text(71.5, 60, "○")
    drawing.rule(70, 56, 83, 56)
    assert [state for state, _ in _signs(drawing)] == [BoxState.UNCLEAR, BoxState.UNSELECTED]


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_drawn_ring_is_a_mark_on_a_page_that_lies_on_its_side_or_head(turned: int) -> None:
    drawing = _form(turned)
    for row in range(6):
        drawing.text(60, 120 + 15 * row, "特定個人情報ファイルの取扱い")
    drawing.canvas.circle(76.5, 300 - 56.5, 3.6)
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(drawing.pdf())) as lying:
        del lying.pages[0].Rotate
        lying.save(target)
    (page,) = read_pages(target.getvalue())
    boxes = [checkbox for cell in page.cells for checkbox in cell.checkboxes]
    assert [(checkbox.state, checkbox.sign) for checkbox in boxes] == [(BoxState.SELECTED, "○"), BLANK]


def test_a_drawn_tick_that_reaches_out_of_its_box_is_a_mark() -> None:
    drawing = _form()
    drawing.canvas.setLineWidth(1.1)
    path = drawing.canvas.beginPath()
    path.moveTo(72, 300 - 56)
    path.lineTo(75.5, 300 - 59.5)
    path.lineTo(81, 300 - 49)
    drawing.canvas.drawPath(path)
    tick, blank = _boxes(drawing)
    assert (tick.state, tick.sign, blank.state) == (BoxState.SELECTED, "レ", BoxState.UNSELECTED)


@pytest.mark.parametrize("name", ["", "m", "×", "\uf0a1"])
def test_a_ring_that_its_font_does_not_call_one_is_a_ring(name: str) -> None:
    drawing = _form()
    drawing.text(71.5, 60, "○")
    (page,) = read_pages(misnamed(drawing.pdf(), only({"○": name})))
    signs = [(box.state, box.sign) for cell in page.cells for box in cell.checkboxes]
    assert signs == [(BoxState.SELECTED, "○"), BLANK]


@pytest.mark.parametrize("names", [{}, {"○": "×", "×": "○"}], ids=["rightly named", "each named as the other"])
def test_a_ring_and_a_cross_are_what_they_look_like(names: dict[str, str]) -> None:
    drawing = _form()
    for baseline, sign in ((60, "○"), (80, "×")):
        drawing.text(71.5, baseline, sign)
    (page,) = read_pages(misnamed(drawing.pdf(), only(names)))
    assert [box.sign for cell in page.cells for box in cell.checkboxes] == ["○", "×"]


@pytest.mark.parametrize("sign", ["1", "0", "m", "△"])
def test_a_sign_that_is_what_it_is_called_stays(sign: str) -> None:
    drawing = _form()
    drawing.text(72, 60, sign)
    assert _signs(drawing) == [(BoxState.SELECTED, sign), BLANK]


def test_what_is_drawn_and_no_known_mark_is_unclear() -> None:
    drawing = _form()
    drawing.rule(74, 52, 79, 60)
    assert _signs(drawing) == [(BoxState.UNCLEAR, ""), BLANK]


def test_what_follows_and_reaches_into_the_closing_bracket_is_not_in_the_box() -> None:
    drawing = Drawing()
    for x, char in ((62, "［"), (87, "］"), (93, "紙")):
        drawing.text(x, 60, char)
    assert [(box.state, box.sign) for box in drawing.page().checkboxes] == [BLANK]


def test_a_shaded_row_is_nothing_in_its_box() -> None:
    drawing = Drawing()
    drawing.fill(50, 45, 350, 65, grey=0.8)
    drawing.grid((50, 350), (45, 65))
    drawing.text(62, 60, "[　　]紙")
    assert _signs(drawing) == [BLANK]


def test_a_ticked_field_of_a_form_is_not_blank() -> None:
    drawing = _form()
    drawing.canvas.acroForm.checkbox(x=72, y=300 - 61, size=9, checked=True, borderWidth=0)
    ticked, blank = _signs(drawing)
    assert ticked[0] is not BoxState.UNSELECTED
    assert blank == BLANK


def test_a_box_below_the_edge_of_its_page_has_no_picture() -> None:
    with pdfium.PdfDocument(_form().pdf()) as document:
        box = Box(62.0, 299.5, 92.0, 309.5)
        assert box_picture(document[0], box, Placement(), 3.0).size == 0
