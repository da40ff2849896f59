"""A page that a program turned by a small angle is read as it was printed; places are as displayed."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import closing
from math import cos, radians, sin

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image

from extract.document import read_pages
from extract.pdf.tilted import set_straight
from extract.records import AS_DISPLAYED, BoxState, Page
from tests.extract.drawing import Drawing, loose, named_font, texts

WORDS = ["平成二十八年四月一日", "担当部署の所属長の役職名"]
WIDTH, HEIGHT = 400, 300


def drawn(font: str | None = None) -> Drawing:
    """Two cells, from 20 to 180 and to 380 across, from 20 to 60 down; in `font` each character stands by itself."""
    drawing = Drawing(WIDTH, HEIGHT)
    drawing.grid((20, 180, 380), (20, 60))
    for x, text in zip((25, 185), WORDS, strict=True):
        for n, part in enumerate(text if font else [text]):
            drawing.text(x + 10 * n, 30, part, font=font)
    return drawing


def turning(degrees: float) -> list[float]:
    """The matrix that turns the page to the left around its middle."""
    c, s, x, y = cos(radians(degrees)), sin(radians(degrees)), WIDTH / 2, HEIGHT / 2
    return [c, s, -s, c, x - c * x + s * y, y - s * x - c * y]


def written(degrees: float) -> bytes:
    return b" ".join(b"%.5f" % number for number in turning(degrees))


def by_a_matrix(document: pikepdf.Pdf, page: pikepdf.Page, degrees: float) -> None:
    """Turn all that a page draws by a matrix before it."""
    page.contents_add(b"q %s cm\n" % written(degrees), prepend=True)
    page.contents_add(b"\nQ")


def as_a_form(document: pikepdf.Pdf, page: pikepdf.Page, degrees: float) -> None:
    """Draw all that a page draws as a form, turned."""
    form = page.as_form_xobject()
    form.write(page.Contents.read_bytes())
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Whole=form))
    page.Contents = document.make_stream(b"q %s cm /Whole Do Q" % written(degrees))


Way = Callable[[pikepdf.Pdf, pikepdf.Page, float], None]


def turned(drawing: Drawing, degrees: float, way: Way = by_a_matrix, rotate: int = 0) -> bytes:
    """The drawing's page turned by so many degrees to the left, and displayed with this /Rotate."""
    with pikepdf.open(io.BytesIO(drawing.pdf())) as document:
        way(document, document.pages[0], degrees)
        document.pages[0].Rotate = rotate
        buffer = io.BytesIO()
        document.save(buffer)
    return buffer.getvalue()


def tilted(drawing: Drawing, degrees: float, way: Way = by_a_matrix, rotate: int = 0) -> Page:
    """That page as it is read."""
    (page,) = read_pages(turned(drawing, degrees, way, rotate))
    return page


def first_box(page: Page) -> tuple[float, ...]:
    """Where the first cell is displayed, to a tenth of a point."""
    return tuple(round(edge, 1) for edge in page.placement.box(page.cells[0].box))


@pytest.mark.parametrize("way", [by_a_matrix, as_a_form])
@pytest.mark.parametrize(
    ("degrees", "displayed"),
    [
        (0.2, (19.5, 20.1, 179.7, 60.6)), (1, (17.8, 20.4, 178.4, 63.2)), (-0.5, (20.8, 18.4, 181.1, 59.8)),
        (3, (13.4, 21.2, 175.3, 69.5)), (10, (0.2, 25.4, 164.7, 92.6)),
    ],
)  # fmt: skip
def test_a_tilted_page_is_read_straight_and_placed_as_displayed(
    way: Way, degrees: float, displayed: tuple[float, ...]
) -> None:
    page = tilted(drawn(), degrees, way)
    assert texts(page) == WORDS
    assert first_box(page) == displayed


def test_a_tilted_page_that_is_displayed_on_its_side_is_placed_as_displayed() -> None:
    page = tilted(drawn(), 1, rotate=90)
    assert texts(page) == WORDS
    assert first_box(page) == (236.8, 17.8, 279.6, 178.4)


def test_characters_that_are_read_by_their_stated_widths_are_turned_with_their_page() -> None:
    page = tilted(drawn(named_font()), 2)
    assert texts(page) == WORDS
    assert page.placement is not AS_DISPLAYED


def test_a_page_that_is_tilted_by_less_than_matters_is_left() -> None:
    page = tilted(drawn(), 0.05)
    assert texts(page) == WORDS
    assert page.placement is AS_DISPLAYED


def test_text_that_runs_aslant_between_level_rulings_is_left() -> None:
    drawing = Drawing(WIDTH, HEIGHT)
    drawing.grid((20, 180, 380), (20, 60))
    drawing.canvas.transform(*turning(2))
    drawing.text(25, 30, WORDS[0])
    (page,) = read_pages(drawing.pdf())
    assert page.placement is AS_DISPLAYED


def test_a_tilted_picture_of_a_page_goes_the_way_of_scans() -> None:
    drawing = drawn()
    drawing.canvas.drawInlineImage(Image.new("L", (40, 30), 255), 0, 0, WIDTH, HEIGHT)
    with closing(pdfium.PdfDocument(turned(drawing, 1))) as document:
        assert set_straight(document[0], 1) is None


def test_text_that_the_page_cuts_off_is_not_brought_back() -> None:
    drawing = drawn()
    drawing.text(300, HEIGHT - 5, WORDS[1])
    assert tilted(drawing, -3).placement is AS_DISPLAYED


def test_text_that_goes_on_beyond_the_clip_path_of_its_cell_does_not_keep_its_page_tilted() -> None:
    drawing = drawn()
    drawing.grid((20, 380), (-100, 10))
    with drawing.clipped(20, 0, 380, 10):
        for baseline in (-40, -20, 0):
            drawing.text(25, baseline, WORDS[1])
    page = tilted(drawing, 0.4)
    assert page.placement is not AS_DISPLAYED
    assert [text for text in texts(page) if text] == WORDS


@pytest.mark.parametrize("degrees", [-6, 6])
def test_a_column_at_the_edge_of_a_page_does_not_keep_it_tilted(degrees: float) -> None:
    drawing = drawn()
    drawing.canvas.translate(20, 40)
    drawing.canvas.rotate(90)
    drawing.text(0, HEIGHT, WORDS[0] + WORDS[1][:7])
    page = tilted(drawing, degrees)
    assert texts(page) == WORDS
    assert loose(page) == [WORDS[0] + WORDS[1][:7]]


def test_what_a_later_program_printed_level_on_a_tilted_page_does_not_keep_it_tilted() -> None:
    def with_square(document: pikepdf.Pdf, page: pikepdf.Page, degrees: float) -> None:
        by_a_matrix(document, page, degrees)
        page.contents_add(b"q 20 2 5 5 re f Q")

    drawing = drawn()
    drawing.grid((20, 100, 180, 260, 380), (80, 100, 120, 140, 160))
    assert texts(tilted(drawing, 1, with_square))[:2] == WORDS


@pytest.mark.parametrize("degrees", [-3, 1])
def test_a_ring_that_is_drawn_in_a_box_of_a_tilted_page_is_seen(degrees: float) -> None:
    drawing = Drawing(WIDTH, HEIGHT)
    drawing.grid((50, 350), (45, 65, 85))
    for baseline in (60, 80):
        for x, char in ((62, "["), (87, "]"), (100, "紙")):
            drawing.text(x, baseline, char)
    drawing.canvas.circle(76.5, HEIGHT - 56.5, 3.6)
    ring, blank = (box for cell in tilted(drawing, degrees).cells for box in cell.checkboxes)
    assert (ring.state, ring.sign, blank.state) == (BoxState.SELECTED, "○", BoxState.UNSELECTED)
