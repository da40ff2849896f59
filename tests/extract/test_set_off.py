"""Places whose text is set off by what is drawn: a ring, a line below it, a color, a marker, strokes through it."""

from __future__ import annotations

import io

import pikepdf
import pytest

from extract.document import read_pages
from extract.records import Page, SetOff
from tests.extract.drawing import Drawing, embedded_font, rounded

TEXT = "十分である"
"""Stands from 200 to 250, its baseline at 56."""


def _list() -> Drawing:
    drawing = Drawing()
    drawing.grid((50, 350), (40, 80))
    drawing.text(60, 56, "特に力を入れている")
    drawing.text(200, 56, TEXT)
    return drawing


def _only(page: Page) -> SetOff:
    (place,) = page.set_off
    return place


def test_a_ring_around_words_without_a_number() -> None:
    drawing = _list()
    drawing.canvas.ellipse(195, 300 - 60, 255, 300 - 45)
    place = _only(drawing.page())
    assert (rounded(place.box), place.ringed) == ((195, 45, 255, 60), True)


@pytest.mark.parametrize(("inner", "ringed"), [((196, 254), True), ((220, 240), False)])
def test_a_ring_that_is_filled_between_its_outlines_is_one(inner: tuple[int, int], ringed: bool) -> None:
    """Browsers draw a border so; a wide band is none."""
    drawing = _list()
    path = drawing.canvas.beginPath()
    path.ellipse(195, 240, 60, 15)
    path.ellipse(inner[0], 241, inner[1] - inner[0], 13)
    drawing.canvas.drawPath(path, stroke=0, fill=1, fillMode=0)
    rings = [rounded(place.box) for place in drawing.page().set_off if place.ringed]
    assert rings == [(195, 45, 255, 60)] * ringed


def test_a_ring_around_nothing_sets_nothing_off() -> None:
    drawing = _list()
    drawing.canvas.ellipse(280, 300 - 75, 340, 300 - 62)
    assert drawing.page().set_off == []


def test_a_line_below_words() -> None:
    drawing = _list()
    drawing.rule(200, 58, 250, 58)
    place = _only(drawing.page())
    assert (rounded(place.box), place.ringed) == ((200, 48, 250, 58), False)


def test_a_line_below_words_that_stand_right_behind_a_number() -> None:
    drawing = _list()
    drawing.text(189, 56, "2)")
    drawing.rule(200, 58, 250, 58)
    assert rounded(_only(drawing.page()).box) == (200, 48, 250, 58)


def test_a_border_below_some_words_of_a_line_sets_nothing_off() -> None:
    drawing = _list()
    drawing.text(189, 56, "2)")
    drawing.rule(200, 58, 250, 58)
    for x in (200, 250):
        drawing.rule(x, 58, x, 80)
    assert drawing.page().set_off == []


def test_a_frame_around_words() -> None:
    drawing = _list()
    drawing.canvas.rect(198, 300 - 58, 54, 12)
    assert (198, 48, 252, 58) in [rounded(place.box) for place in drawing.page().set_off]


def test_a_line_below_a_part_of_a_line() -> None:
    drawing = _list()
    drawing.rule(100, 58, 130, 58)
    assert rounded(_only(drawing.page()).box) == (100, 48, 130, 58)


def test_a_marker() -> None:
    drawing = _list()
    drawing.canvas.setFillColorRGB(1, 1, 0)
    drawing.canvas.setFillAlpha(0.4)
    drawing.canvas.rect(200, 300 - 58, 50, 11, stroke=0, fill=1)
    assert rounded(_only(drawing.page()).box) == (200, 47, 250, 58)


@pytest.mark.parametrize("ground", [(1, 1, 1), (0.85, 0.9, 1)])
def test_the_ground_of_a_cell_is_no_marker(ground: tuple[float, float, float]) -> None:
    drawing = Drawing()
    drawing.canvas.setFillColorRGB(*ground)
    drawing.canvas.rect(50, 300 - 80, 300, 40, stroke=0, fill=1)
    drawing.canvas.setFillGray(0)
    drawing.grid((50, 350), (40, 80))
    drawing.text(60, 56, TEXT)
    assert drawing.page().set_off == []


def test_words_in_a_color() -> None:
    drawing = _list()
    drawing.canvas.setFillColorRGB(0.85, 0, 0)
    drawing.text(60, 72, "課題が残されている")
    x0, _, x1, _ = _only(drawing.page()).box
    assert (round(x0), round(x1)) == (60, 150)


def _bold(drawing: Drawing, x: float, baseline: float, words: str) -> None:
    drawing.canvas.setLineWidth(0.3)
    text = drawing.canvas.beginText(x, drawing.height - baseline)
    text.setFont(embedded_font(), 10)
    text.setTextRenderMode(2)
    text.textOut(words)
    text.setTextRenderMode(0)
    drawing.canvas.drawText(text)


def test_words_in_bold_type() -> None:
    drawing = _list()
    _bold(drawing, 60, 72, "課題が残されている")
    x0, _, x1, _ = _only(drawing.page()).box
    assert (round(x0), round(x1)) == (60, 150)


def test_bold_type_on_most_of_a_page_sets_nothing_off() -> None:
    drawing = _list()
    for x in (60, 150, 240):
        _bold(drawing, x, 72, "課題")
    assert drawing.page().set_off == []


def test_words_that_are_struck() -> None:
    drawing = _list()
    drawing.rule(200, 52.5, 250, 52.5)
    place = _only(drawing.page())
    assert (place.struck, place.ringed) == (TEXT, False)


@pytest.mark.parametrize("kind", ["Underline", "Squiggly"])
def test_words_that_a_reviewer_underlined(kind: str) -> None:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(_list().pdf())) as pdf:
        pdf.pages[0].Annots = pikepdf.Array([pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name(f"/{kind}"), F=4, Rect=[200, 242, 250, 252], C=[1, 0, 0],
            QuadPoints=[200, 252, 250, 252, 200, 242, 250, 242],
        )])  # fmt: skip
        pdf.save(target)
    (page,) = read_pages(target.getvalue())
    assert rounded(_only(page).box) == (200, 48, 250, 58)
