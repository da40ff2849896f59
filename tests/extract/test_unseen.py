"""Text that nobody sees is no part of a page, and is told; what is seen in spite of a sign against it is."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extract.document import read_pages
from extract.records import LeftOut, Page
from tests.extract.drawing import Drawing, texts

Paint = Callable[[Canvas], None]


def _answer(paint: Paint, words: str = "教育委員会") -> Drawing:
    """A ruled row with a label and an answer, which is drawn after `paint` set the canvas up."""
    drawing = Drawing()
    drawing.grid((50, 150, 350), (40, 60))
    drawing.text(55, 54, "部署")
    drawing.canvas.saveState()
    paint(drawing.canvas)
    drawing.text(155, 54, words)
    drawing.canvas.restoreState()
    return drawing


def _in_mode(canvas: Canvas, mode: int) -> None:
    canvas._code.append(f"{mode} Tr")


def _ground(color: tuple[float, float, float], text: tuple[float, float, float]) -> Paint:
    def paint(canvas: Canvas) -> None:
        canvas.setFillColorRGB(*color)
        canvas.rect(152, 242, 196, 16, stroke=0, fill=1)
        canvas.setFillColorRGB(*text)

    return paint


def _told(page: Page) -> list[tuple[str, str]]:
    return [(str(aside.reason), aside.text) for aside in page.set_aside]


@pytest.mark.parametrize(
    "paint",
    [
        lambda canvas: canvas.setFillColorRGB(1, 1, 1),
        lambda canvas: canvas.setFillColorCMYK(0, 0, 0, 0),
        lambda canvas: canvas.setFillAlpha(0),
        lambda canvas: _in_mode(canvas, 3),
        lambda canvas: _in_mode(canvas, 7),
        _ground((0.8, 0.9, 1.0), (0.8, 0.9, 1.0)),
    ],
    ids=["white", "white in CMYK", "transparent", "invisible", "for clipping only", "of its ground's color"],
)
def test_text_that_leaves_no_ink_is_set_aside(paint: Paint) -> None:
    page = _answer(paint).page()
    assert texts(page) == ["部署", ""]
    assert _told(page) == [("unseen", "教育委員会")]
    assert page.left_out == {LeftOut.UNSEEN: "教育委員会"}


@pytest.mark.parametrize(
    "paint",
    [
        _ground((0, 0, 0.4), (1, 1, 1)),
        _ground((0.8, 0.9, 1.0), (0, 0, 0)),
        lambda canvas: canvas.setFillAlpha(0.4),
        lambda canvas: _in_mode(canvas, 1),
        lambda canvas: canvas.setFillGray(0.6),
    ],
    ids=["white on dark", "black on pale", "half transparent", "outlined", "grey"],
)
def test_text_that_is_seen_is_text(paint: Paint) -> None:
    page = _answer(paint).page()
    assert texts(page) == ["部署", "教育委員会"]
    assert page.set_aside == []


def _covered(cover: Paint, new: str = "") -> Page:
    """An answer with something painted over it, and new text on that."""
    drawing = _answer(lambda _: None)
    drawing.canvas.saveState()
    cover(drawing.canvas)
    drawing.canvas.restoreState()
    drawing.text(155, 54, new or " ")
    return drawing.page()


def _white_box(canvas: Canvas) -> None:
    canvas.setFillGray(1)
    canvas.rect(152, 242, 100, 15, stroke=0, fill=1)


def _picture(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("RGB", (8, 8), (255, 250, 240))), 152, 242, 100, 15)


@pytest.mark.parametrize("cover", [_white_box, _picture], ids=["box", "picture"])
def test_what_is_painted_over_is_not_the_answer_but_what_stands_on_it(cover: Paint) -> None:
    page = _covered(cover, "総務部")
    assert texts(page) == ["部署", "総務部"]
    assert _told(page) == [("unseen", "教育委員会")]


def test_the_same_words_printed_again_on_a_box_are_the_answer() -> None:
    page = _covered(_white_box, "教育委員会")
    assert texts(page) == ["部署", "教育委員会"]


def test_a_box_that_lets_the_text_through_hides_nothing() -> None:
    def marker(canvas: Canvas) -> None:
        canvas.setFillAlpha(0.4)
        canvas.setFillColorRGB(1, 1, 0)
        canvas.rect(152, 242, 100, 15, stroke=0, fill=1)

    page = _covered(marker)
    assert texts(page) == ["部署", "教育委員会"]
    assert page.set_aside == []


def _blackened(canvas: Canvas) -> None:
    canvas.setFillGray(0)
    canvas.rect(174.5, 242, 31, 15, stroke=0, fill=1)


def test_text_below_a_black_bar_is_handed_to_nobody() -> None:
    page = _covered(_blackened)
    assert texts(page) == ["部署", "教育■■■"]
    assert _told(page) == [("blacked_out", "■■■")]
    assert "委" not in repr(page)


def test_black_text_on_a_bar_of_its_color_is_blacked_out_too() -> None:
    page = _answer(_ground((0, 0, 0), (0, 0, 0))).page()
    assert texts(page) == ["部署", "■■■■■"]
    assert "教育" not in repr(page)


def _layered(off: bool) -> Page:
    """An answer in a layer, which is on or off when the document is opened."""
    drawing = _answer(lambda canvas: canvas._code.append("/OC /L0 BDC"))
    drawing.canvas._code.append("EMC")
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(drawing.pdf())) as pdf:
        layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="old"))
        listed = pikepdf.Array([layer])
        default = pikepdf.Dictionary(OFF=listed if off else pikepdf.Array())
        pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=listed, D=default)
        pdf.pages[0].Resources.Properties = pikepdf.Dictionary(L0=layer)
        pdf.save(target)
    (page,) = read_pages(target.getvalue())
    return page


def test_a_layer_that_is_off_is_not_seen() -> None:
    page = _layered(off=True)
    assert texts(page) == ["部署", ""]
    assert _told(page) == [("unseen", "教育委員会")]


def test_a_layer_that_is_on_is_text() -> None:
    page = _layered(off=False)
    assert texts(page) == ["部署", "教育委員会"]
    assert page.set_aside == []


@pytest.mark.parametrize(("alpha", "answer"), [(0.0, ""), (0.5, "教育委員会")])
def test_text_of_a_form_is_as_transparent_as_the_form(alpha: float, answer: str) -> None:
    drawing = _answer(lambda _: None, " ")
    drawing.canvas.beginForm("veil")
    drawing.text(155, 54, "教育委員会")
    drawing.canvas.endForm()
    drawing.canvas.setFillAlpha(alpha)
    drawing.canvas.doForm("veil")
    assert texts(drawing.page()) == ["部署", answer]


def test_white_text_that_lies_across_other_text_is_not_seen() -> None:
    drawing = _answer(lambda _: None)
    drawing.canvas.setFillGray(1)
    drawing.text(159, 54, "企画課")
    page = drawing.page()
    assert texts(page) == ["部署", "教育委員会"]
    assert _told(page) == [("unseen", "企画課")]


def test_text_beyond_the_page_or_its_clip_path_is_told() -> None:
    drawing = _answer(lambda _: None)
    drawing.text(-40, 54, "要修正")
    with drawing.clipped(155, 200, 345, 220):
        drawing.text(160, 260, "情報公開")
    assert _told(drawing.page()) == [("cut_away", "情報公開"), ("off_page", "要修正")]


def test_text_that_nobody_could_read_for_its_size_is_not_seen() -> None:
    drawing = _answer(lambda _: None)
    drawing.text(300, 54, "見本", 1.2)
    page = drawing.page()
    assert texts(page) == ["部署", "教育委員会"]
    assert _told(page) == [("unseen", "見本")]


@pytest.mark.parametrize(
    ("grey", "answer"), [(0.8, "教\ufffd\ufffd員会"), (1.0, "教 員会")], ids=["a pale picture across it", "erased"]
)
def test_letters_that_a_shape_covers_amid_others_are_printed_and_unread(grey: float, answer: str) -> None:
    drawing = _answer(lambda canvas: None)
    drawing.canvas.setFillGray(grey)
    drawing.canvas.rect(165, 242, 20, 16, stroke=0, fill=1)
    drawing.canvas.setFillGray(0)
    for top in range(80, 200, 20):  # much text, of which little is unread
        drawing.text(55, top, "特定個人情報保護評価書")
    page = drawing.page()
    assert texts(page)[1] == answer
    assert _told(page) == [(LeftOut.UNSEEN, "育委")]
