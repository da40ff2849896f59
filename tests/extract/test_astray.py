"""What is printed on a page is read there, wherever its font's widths and heights put its box."""

from __future__ import annotations

import pikepdf
import pytest

from extract.records import LeftOut
from tests.extract.drawing import Drawing, texts
from tests.extract.refonting import page_with


def _far_too_wide(_: pikepdf.Pdf, font: pikepdf.Dictionary) -> None:
    font.Widths = pikepdf.Array([100_000] * len(font.Widths))


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_glyphs_that_are_set_one_by_one_are_read_whatever_width_their_font_states(rotate: int) -> None:
    drawing = Drawing(rotate=rotate)
    drawing.grid((280, 380), (40, 56))
    for n, char in enumerate("税務課"):
        drawing.text(300 + 9 * n, 52, char, 9)
    page = page_with(drawing, _far_too_wide)
    assert (texts(page), page.left_out, page.ocr) == (["税務課"], {}, False)
    assert [round(line.box.width) for cell in page.cells for line in cell.lines] == [27]


def test_what_begins_beyond_the_page_stays_there() -> None:
    drawing = Drawing()
    drawing.grid((280, 380), (40, 56))
    drawing.text(300, 52, "課", 9)
    drawing.text(-400, 52, "外", 9)
    assert page_with(drawing, _far_too_wide).left_out == {LeftOut.OFF_PAGE: "外"}
