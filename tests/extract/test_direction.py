"""Pages whose text is set sideways or upside down without a word are read upright; places are as displayed."""

from __future__ import annotations

import io

import pikepdf
import pytest

from extract.document import read_pages
from extract.records import Box, Page
from tests.extract.drawing import Drawing

WORDS = ["平成二十八年四月一日", "担当部署の所属長の役職名"]


def drawn(rotate: int) -> Drawing:
    """Two cells with text on a page of this /Rotate, upright as displayed."""
    drawing = Drawing(rotate=rotate)
    drawing.grid((20, 180, 380), (20, 60))
    for x, text in zip((25, 185), WORDS, strict=True):
        drawing.text(x, 30, text)
    return drawing


def without_rotate(drawing: Drawing) -> Page:
    """The page as it is displayed by a file that does not say how it is turned."""
    with pikepdf.open(io.BytesIO(drawing.pdf())) as document:
        for made in document.pages:
            made.Rotate = 0
        buffer = io.BytesIO()
        document.save(buffer)
    (page,) = read_pages(buffer.getvalue())
    return page


@pytest.mark.parametrize(
    ("rotate", "displayed"),
    [(90, Box(20, 220, 60, 380)), (180, Box(220, 240, 380, 280)), (270, Box(240, 20, 280, 180))],
)
def test_turned_text_is_read_upright_and_placed_as_displayed(rotate: int, displayed: Box) -> None:
    upright, turned = drawn(0).page(), without_rotate(drawn(rotate))
    assert [cell.text for cell in turned.cells] == WORDS
    assert [tuple(cell.box) for cell in turned.cells] == [pytest.approx(tuple(cell.box)) for cell in upright.cells]
    assert tuple(turned.placement.box(turned.cells[0].box)) == pytest.approx(tuple(displayed), abs=1)


def test_a_page_with_a_rotation_that_fits_its_text_stays_as_it_is() -> None:
    made = drawn(90).page()
    assert [cell.text for cell in made.cells] == WORDS
    assert made.placement.box(made.cells[0].box) == made.cells[0].box


def test_a_page_on_which_little_text_is_turned_stays_as_it_is() -> None:
    drawing = drawn(0)
    drawing.canvas.saveState()
    drawing.canvas.translate(30, 20)
    drawing.canvas.rotate(90)
    drawing.canvas.drawString(0, 0, "欄外")
    drawing.canvas.restoreState()
    made = drawing.page()
    assert (made.width, made.height) == (400, 300)
    assert [cell.text for cell in made.cells] == WORDS
