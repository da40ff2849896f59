"""Text that is set sideways or upside down is read as it runs, whatever font it is in; places are as displayed."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest

from extract.document import read_pages
from extract.records import Box, Page, TextLayer
from tests.extract.drawing import Drawing, embedded_font, loose, named_font, rounded, texts

WORDS = ["平成二十八年四月一日", "担当部署の所属長の役職名"]
TURNS = [(90, Box(20, 220, 60, 380)), (180, Box(220, 240, 380, 280)), (270, Box(240, 20, 280, 180))]
"""Turns of a page (degrees), and where its first cell is then displayed."""


def drawn(rotate: int) -> Drawing:
    """Two cells with text on a page of this /Rotate, upright as displayed."""
    drawing = Drawing(rotate=rotate)
    drawing.grid((20, 180, 380), (20, 60))
    for x, text in zip((25, 185), WORDS, strict=True):
        drawing.text(x, 30, text)
    return drawing


def without_rotate(drawing: Drawing) -> Page:
    """The page as it is displayed by a file that does not say how it is turned."""
    return rotated(drawing, 0)


def rotated(drawing: Drawing, degrees: int, crop: float = 0.0) -> Page:
    """The page as it is displayed with this /Rotate, `crop` points of each edge cut off."""
    with pikepdf.open(io.BytesIO(drawing.pdf())) as document:
        (made,) = document.pages
        made.Rotate = degrees
        left, bottom, right, top = map(float, made.mediabox)
        made.cropbox = pikepdf.Rectangle(left + crop, bottom + crop, right - crop, top - crop)
        buffer = io.BytesIO()
        document.save(buffer)
    (page,) = read_pages(buffer.getvalue())
    return page


def in_pieces(rotate: int, words: list[str]) -> Drawing:
    """The same two cells, each character by itself in a font that is not embedded: PDFium leaves these out."""
    drawing = Drawing(rotate=rotate)
    drawing.grid((20, 180, 380), (20, 60))
    for x, text in zip((25, 185), words, strict=True):
        for n, char in enumerate(text):
            drawing.text(x + 10 * n, 30, char, font=named_font())
    return drawing


def write_turned(
    drawing: Drawing, x: float, y: float, degrees: float, text: str, font: str | None = None, size: float = 10
) -> None:
    """Text that begins at a point (from the page's top left) and runs at so many degrees, counterclockwise."""
    canvas = drawing.canvas
    canvas.saveState()
    canvas.translate(x, drawing.height - y)
    canvas.rotate(degrees)
    canvas.setFont(font or embedded_font(), size)
    canvas.drawString(0, 0, text)
    canvas.restoreState()


@pytest.mark.parametrize(("rotate", "displayed"), TURNS)
def test_turned_text_is_read_upright_and_placed_as_displayed(rotate: int, displayed: Box) -> None:
    upright, turned = drawn(0).page(), without_rotate(drawn(rotate))
    assert [cell.text for cell in turned.cells] == WORDS
    assert [tuple(cell.box) for cell in turned.cells] == [pytest.approx(tuple(cell.box)) for cell in upright.cells]
    assert tuple(turned.placement.box(turned.cells[0].box)) == pytest.approx(tuple(displayed), abs=1)


def test_a_page_with_a_rotation_that_fits_its_text_stays_as_it_is() -> None:
    made = drawn(90).page()
    assert [cell.text for cell in made.cells] == WORDS
    assert made.placement.box(made.cells[0].box) == made.cells[0].box


@pytest.mark.parametrize(("rotate", "displayed"), TURNS)
def test_turned_text_in_a_font_that_is_not_embedded_is_read_from_the_text_layer(rotate: int, displayed: Box) -> None:
    turned = without_rotate(in_pieces(rotate, WORDS))
    assert (turned.ocr, turned.text_layer, turned.left_out) == (False, TextLayer.USABLE, {})
    assert texts(turned) == WORDS
    assert rounded(turned.placement.box(turned.cells[0].box)) == rounded(displayed)


@pytest.mark.parametrize(("y", "size"), [(4, (320, 400)), (304, (320, 400)), (160, (400, 320))])
def test_a_row_that_is_set_sideways_turns_its_page_whatever_a_running_line_says(
    y: float, size: tuple[float, float]
) -> None:
    drawing = Drawing(height=320)
    drawing.grid((20, 60), (20, 180, 300))
    for x, text in zip((25, 185), WORDS, strict=True):
        write_turned(drawing, 45, x, 270, text[:10])
    drawing.text(100, y, "児童手当の支給に関する事務の基礎項目評価書の一ページ")
    made = drawing.page()
    assert ((made.width, made.height), texts(made)) == (size, [text[:10] for text in WORDS])


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_rotated_page_in_a_font_that_is_not_embedded_stays_as_it_is(rotate: int) -> None:
    made = in_pieces(rotate, WORDS).page()
    assert texts(made) == WORDS
    assert rounded(made.placement.box(made.cells[0].box)) == (20, 20, 180, 60)


@pytest.mark.parametrize("make", [lambda: drawn(0), lambda: in_pieces(0, WORDS)], ids=["embedded", "not embedded"])
@pytest.mark.parametrize(
    ("degrees", "displayed"), [(90, (240, 20, 280, 180)), (180, (220, 240, 380, 280)), (270, (20, 220, 60, 380))]
)
def test_upright_text_on_a_page_that_is_displayed_on_its_side_is_read_upright(
    degrees: int, displayed: tuple[int, int, int, int], make: Callable[[], Drawing]
) -> None:
    made = rotated(make(), degrees)
    assert (made.ocr, texts(made)) == (False, WORDS)
    assert rounded(made.placement.box(made.cells[0].box)) == displayed


@pytest.mark.parametrize("degrees", [0, 90])
def test_a_cropped_page_in_a_font_that_is_not_embedded_is_placed_as_displayed(degrees: int) -> None:
    made = rotated(in_pieces(degrees, WORDS), degrees, crop=10)
    assert texts(made) == WORDS
    assert rounded(made.cells[0].box) == (10, 10, 170, 50)


def test_a_few_characters_tell_how_a_page_is_turned() -> None:
    """The last page of a table may hold next to nothing."""
    assert texts(without_rotate(in_pieces(90, ["事後", "軽微"]))) == ["事後", "軽微"]


def test_a_page_on_which_little_text_is_turned_stays_as_it_is() -> None:
    drawing = drawn(0)
    write_turned(drawing, 30, 280, 90, "欄外")
    made = drawing.page()
    assert (made.width, made.height) == (400, 300)
    assert texts(made) == WORDS


@pytest.mark.parametrize("font", [embedded_font, named_font])
@pytest.mark.parametrize(("degrees", "start"), [(90, (12, 200)), (270, (8, 140))])
def test_turned_text_beside_upright_text_is_a_line_of_its_own(
    degrees: int, start: tuple[float, float], font: Callable[[], str]
) -> None:
    drawing = in_pieces(0, WORDS) if font is named_font else drawn(0)
    write_turned(drawing, *start, degrees, "資料３の写し", font())
    made = drawing.page()
    (note,) = made.loose
    assert (note.text, note.turned, len(note.runs)) == ("資料３の写し", -degrees // 90 % 4, 1)
    assert note.box.top == pytest.approx(140)
    assert note.box.bottom == pytest.approx(200)
    assert 0 < note.box.x0 < note.box.x1 < 20
    assert texts(made) == WORDS


def test_the_running_lines_of_a_page_with_a_sideways_table_are_lines() -> None:
    """They stand where those of other pages do, so they are turned beside the table."""
    drawing = drawn(90)
    write_turned(drawing, 380, 20, 270, "資料３")
    write_turned(drawing, 14, 150, 270, "7")
    made = without_rotate(drawing)
    assert texts(made) == WORDS
    assert [(line.text, line.turned) for line in made.loose] == [("資料３", True), ("7", True)]
    places = [rounded(made.placement.box(line.box)) for line in made.loose]
    assert places == [(20, 12, 50, 22), (150, 379, 156, 388)]


def test_turned_labels_in_cells_are_read_as_they_run() -> None:
    drawing = Drawing()
    drawing.grid((20, 50, 380), (20, 120))
    write_turned(drawing, 32, 110, 90, "再委託の")
    write_turned(drawing, 44, 110, 90, "有無")
    drawing.text(55, 34, "委託の相手方の名称と事務の内容")
    made = drawing.page()
    assert texts(made) == ["再委託の\n有無", "委託の相手方の名称と事務の内容"]
    assert made.placement.box(made.cells[0].box) == made.cells[0].box


def test_a_dash_that_is_turned_among_upright_characters_stays_among_them() -> None:
    drawing = Drawing()
    drawing.grid((20, 50, 380), (20, 120))
    for n, char in enumerate("サービス"):
        if char == "ー":
            write_turned(drawing, 32, 26 + 12 * n, 270, char)
        else:
            drawing.text(30, 34 + 12 * n, char)
    drawing.text(55, 34, "委託の相手方の名称")
    assert texts(drawing.page()) == ["サ\nー\nビ\nス", "委託の相手方の名称"]


def test_slanted_text_in_a_font_that_is_not_embedded_is_read() -> None:
    drawing = in_pieces(0, WORDS)
    canvas = drawing.canvas
    canvas.saveState()
    canvas.transform(1, 0, 0.3, 1, 100, 100)
    canvas.setFont(named_font(), 10)
    canvas.drawString(0, 0, "毎月十日まで")
    canvas.restoreState()
    made = drawing.page()
    assert (loose(made), made.left_out) == (["毎月十日まで"], {})


def test_large_aslant_letters_in_a_font_that_is_not_embedded_are_a_watermark() -> None:
    drawing = in_pieces(0, WORDS)
    write_turned(drawing, 100, 200, 40, "案", font=named_font(), size=60)
    made = drawing.page()
    assert (made.watermark, loose(made), texts(made)) == ("案", [], WORDS)


def test_a_sheet_on_which_one_of_two_pages_lies_is_not_turned() -> None:
    drawing = Drawing()
    drawing.grid((20, 180), (20, 60))
    for row in range(8):
        drawing.text(25, 30 + 12 * row, "平成二十八年")
        write_turned(drawing, 220 + 12 * row, 160, 90, "担当部署の所属長")
    (page,) = read_pages(drawing.pdf())
    turned = {line.text: line.turned for line in (*page.loose, *(line for cell in page.cells for line in cell.lines))}
    assert (page.width, turned) == (400.0, {"平成二十八年": 0, "担当部署の所属長": 3})
