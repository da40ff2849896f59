"""A page whose picture shows less than its text layer counts, or only guesses, says that it was not read."""

from __future__ import annotations

import pypdfium2 as pdfium
import pytest

from extract.document import read_pages
from extract.records import UNREADABLE_PICTURE, Box, Line, Page, Run, TextLayer
from extract.scan.ocr.recognizer import Recognizer
from extract.scan.scanned_page import PictureReader
from tests.extract.drawing import Drawing

SHOWN = "担当部署の所属長の役職名"


def typed(characters: int, pictured: bool = False) -> Page:
    """A page whose text layer has so many characters without names."""
    line = Line((Run("\ufffd" * characters, 20, 380),), Box(20, 20, 380, 30), 10.0)
    return Page(1, 400.0, 300.0, loose=[line], text_layer=TextLayer.UNUSABLE, pictured=pictured)


def problems(drawing: Drawing, page: Page) -> list[str]:
    """What is said of a page that looks like the drawing."""
    with pdfium.PdfDocument(drawing.pdf()) as document:
        return PictureReader(Recognizer()).read(document[0], page).problems


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (typed(len(SHOWN)), []),
        (typed(3 * len(SHOWN)), [UNREADABLE_PICTURE]),
        (typed(3 * len(SHOWN), pictured=True), []),
    ],
    ids=["all of it is shown", "a third of it is shown", "what other software took the picture for"],
)
def test_a_picture_of_less_than_half_of_the_text_is_not_read(page: Page, said: list[str]) -> None:
    drawing = Drawing()
    drawing.text(40, 100, SHOWN)
    assert problems(drawing, page) == said


def test_a_text_that_the_picture_does_not_show_is_not_read() -> None:
    assert problems(Drawing(), typed(12)) == [UNREADABLE_PICTURE]


def test_a_blank_page_is_read() -> None:
    (page,) = read_pages(Drawing().pdf())
    assert page.problems == []


def test_a_page_whose_crop_box_lies_beside_it_is_one_that_cannot_be_drawn() -> None:
    drawing = Drawing()
    drawing.canvas.setCropBox((10_000, 10_000, 10_400, 10_300))
    assert problems(drawing, typed(12)) == [UNREADABLE_PICTURE]
