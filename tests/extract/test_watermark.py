"""What is printed across a page is told apart from a title in large type."""

from __future__ import annotations

import pytest

from extract.records import Page
from tests.extract.drawing import Drawing, embedded_font, loose, texts


def _form() -> Drawing:
    """A page of small type in two ruled cells."""
    drawing = Drawing()
    drawing.grid((50, 350), (100, 190, 280))
    for row in range(14):
        drawing.text(60, 112 + 12 * row, "特定個人情報ファイルを取り扱う事務の概要", 8)
    return drawing


def _word(drawing: Drawing, x: float, baseline: float, grey: float, angle: float = 0.0, size: float = 60.0) -> None:
    canvas = drawing.canvas
    canvas.saveState()
    canvas.setFillGray(grey)
    canvas.translate(x, drawing.height - baseline)
    canvas.rotate(angle)
    canvas.setFont(embedded_font(), size)
    canvas.drawString(0, 0, "案")
    canvas.restoreState()


def _read(x: float, baseline: float, grey: float, angle: float = 0.0) -> Page:
    drawing = _form()
    _word(drawing, x, baseline, grey, angle)
    return drawing.page()


def test_a_title_in_large_type_is_text() -> None:
    page = _read(60, 80, 0.0)
    assert (page.watermark, loose(page)) == ("", ["案"])


def test_large_type_in_a_cell_is_its_text() -> None:
    drawing = Drawing()
    drawing.grid((50, 350), (20, 100, 280))
    _word(drawing, 60, 80, 0.0)
    for row in range(8):
        drawing.text(60, 120 + 12 * row, "特定個人情報", 8)
    page = drawing.page()
    assert (page.watermark, texts(page)[0]) == ("", "案")


@pytest.mark.parametrize(
    ("x", "baseline", "grey", "angle"), [(60, 80, 0.85, 0.0), (60, 80, 0.0, 45.0), (100, 220, 0.0, 0.0)],
    ids=["pale", "aslant", "over text"],
)  # fmt: skip
def test_large_letters_across_the_page_are_a_watermark(x: float, baseline: float, grey: float, angle: float) -> None:
    page = _read(x, baseline, grey, angle)
    assert page.watermark == "案"
    assert loose(page) == []
    assert [len(cell.lines) for cell in page.cells] == [7, 7]
