"""Text in fonts that are not embedded has no picture: what only that could tell is doubtful, what else tells is not."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extract.records import UNDRAWN, UNREAD, LeftOut, Page
from tests.extract.drawing import Drawing, embedded_font, named_font, texts
from tests.extract.refonting import page_with

Paint = Callable[[Canvas], None]


def _told(page: Page) -> list[tuple[str, str]]:
    return [(str(aside.reason), aside.text) for aside in page.set_aside]


def _answer(before: Paint, after: Paint = lambda _: None, new: str = "") -> Page:
    """A label and an answer in a font that is not embedded, with something painted before and after it."""
    drawing = Drawing()
    drawing.grid((50, 150, 350), (40, 60))
    drawing.text(55, 54, "部署", font=named_font())
    drawing.canvas.saveState()
    before(drawing.canvas)
    drawing.text(155, 54, "教育委員会", font=named_font())
    drawing.canvas.restoreState()
    drawing.canvas.saveState()
    after(drawing.canvas)
    drawing.canvas.restoreState()
    if new:
        drawing.text(155, 54, new, font=named_font())
    return drawing.page()


def _white_box(canvas: Canvas) -> None:
    canvas.setFillGray(1)
    _box(canvas)


def _box(canvas: Canvas) -> None:
    canvas.rect(152, 242, 100, 15, stroke=0, fill=1)


def _on(ground: float, color: float) -> Paint:
    def paint(canvas: Canvas) -> None:
        canvas.setFillGray(ground)
        canvas.rect(152, 242, 196, 16, stroke=0, fill=1)
        canvas.setFillGray(color)

    return paint


@pytest.mark.parametrize("before", [_on(1, 1), _on(0.8, 0.8)], ids=["white", "of its ground's color"])
def test_text_of_the_color_of_its_ground_is_hidden(before: Paint) -> None:
    page = _answer(before)
    assert texts(page) == ["部署", ""]
    assert _told(page) == [("unseen", "教育委員会")]
    assert page.problems == []


@pytest.mark.parametrize("before", [_on(0, 1), _on(0.8, 0)], ids=["white on black", "black on pale"])
def test_text_of_another_color_than_its_ground_is_seen(before: Paint) -> None:
    page = _answer(before)
    assert texts(page) == ["部署", "教育委員会"]
    assert page.problems == []
    assert page.set_aside == []


def test_text_below_a_box_is_hidden_and_what_stands_on_it_is_the_answer() -> None:
    page = _answer(lambda _: None, _white_box, "総務部")
    assert texts(page) == ["部署", "総務部"]
    assert _told(page) == [("unseen", "教育委員会")]
    assert page.problems == []


def _marker(canvas: Canvas) -> None:
    canvas.setFillAlpha(0.4)
    canvas.setFillColorRGB(1, 1, 0)
    _box(canvas)


def _picture(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("RGB", (8, 8), (255, 250, 240))), 152, 242, 100, 15)


@pytest.mark.parametrize("after", [_marker, _picture], ids=["marker", "picture"])
def test_text_below_what_may_let_it_through_is_kept_and_in_doubt(after: Paint) -> None:
    page = _answer(lambda _: None, after)
    assert texts(page) == ["部署", "教育委員会"]
    assert page.problems == [UNDRAWN]


def _scanned(mode: int, below: bool = False) -> Page:
    """A page of a picture, with a line in a font that is not embedded laid over it, or below."""
    drawing = Drawing()
    scan = ImageReader(Image.new("L", (400, 300), 255))
    if not below:
        drawing.canvas.drawImage(scan, 0, 0, 400, 300)
    text = drawing.canvas.beginText(60, 246)
    text.setFont(named_font(), 10)
    text.setTextRenderMode(mode)
    text.textOut("教育委員会")
    drawing.canvas.drawText(text)
    if below:
        drawing.canvas.drawImage(scan, 0, 0, 400, 300)
    return drawing.page()


def test_a_page_read_from_its_picture_tells_of_text_that_this_lacks() -> None:
    page = _scanned(mode=0)
    assert page.ocr
    assert UNDRAWN in page.problems


@pytest.mark.parametrize(("mode", "below"), [(3, False), (0, True)], ids=["invisible", "below the scan"])
def test_what_software_laid_over_a_scan_is_no_text_of_it(mode: int, below: bool) -> None:
    assert UNDRAWN not in _scanned(mode, below).problems


def _without_program(pdf: pikepdf.Pdf, font: pikepdf.Dictionary) -> None:
    del font.FontDescriptor.FontFile2


def _typed(words: str, change: Callable[[pikepdf.Pdf, pikepdf.Dictionary], None] = _without_program) -> Page:
    drawing = Drawing()
    drawing.grid((50, 390), (40, 60))
    drawing.text(52, 54, words, size=7, font=embedded_font())
    return page_with(drawing, change)


def test_the_shapes_of_another_font_do_not_contradict_a_map() -> None:
    (cell,) = _typed("部署、総務課。（１）").cells
    assert cell.text == "部署、総務課。（１）"
    assert cell.confidence == 1.0


def test_what_is_called_blank_and_prints_something_is_not_named() -> None:
    def as_blank(pdf: pikepdf.Pdf, font: pikepdf.Dictionary) -> None:
        _without_program(pdf, font)
        table = font.ToUnicode.read_bytes().replace(b"<7F72>", b"<3000>")
        font.ToUnicode = pdf.make_stream(table)

    # The first codes of a font are those of control characters, which no font has glyphs for.
    others = "いろはにほへとちりぬるをわかよたれそつねならむうゐのおくやまけふこえてあさきゆめみし"
    (cell,) = _typed(f"{others}部署", as_blank).cells
    assert cell.text == f"{others}部{UNREAD}"


def test_a_font_of_some_glyphs_that_are_not_there_is_lost() -> None:
    assert _typed("部署").problems == ["damaged_page"]


def test_a_lone_character_has_its_color_and_its_clip_path() -> None:
    drawing = Drawing()
    drawing.grid((50, 150, 350), (40, 60))
    drawing.text(55, 54, "部", font=named_font())
    drawing.text(65, 54, "教育委員会", font=named_font())
    with drawing.clipped(300, 42, 340, 58):
        drawing.text(160, 54, "総務部", font=named_font())
    page = drawing.page()
    assert texts(page) == ["部教育委員会", ""]
    assert page.left_out[LeftOut.CUT_AWAY] == "総務部"


def test_a_font_of_drawings_is_whole_without_a_program() -> None:
    def drawn(pdf: pikepdf.Pdf, font: pikepdf.Dictionary) -> None:
        _without_program(pdf, font)
        font.Subtype = pikepdf.Name.Type3
        font.CharProcs = pikepdf.Dictionary()
        font.FontMatrix = pikepdf.Array([1, 0, 0, 1, 0, 0])
        font.Encoding = pikepdf.Dictionary(Differences=pikepdf.Array([]))

    assert "damaged_page" not in _typed("部署", drawn).problems
