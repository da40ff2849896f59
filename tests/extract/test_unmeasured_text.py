"""Text in a font that is not embedded, of which PDFium leaves single characters out."""

from __future__ import annotations

import io

import pikepdf
import pytest

from extract.document import read_pages
from extract.records import BoxState, Checkbox, TextLayer
from tests.extract.drawing import Drawing, named_font, texts

CONFUSING = {
    "/PageLabels": (lambda pdf: pdf.Root, pikepdf.Array()),
    "/Rotate": (lambda pdf: pdf.pages[0].obj, pikepdf.Name.Wrong),
    "/MediaBox": (lambda pdf: pdf.pages[0].obj, pikepdf.Array([0, 0, pikepdf.Name.Wrong, 300])),
}
"""Entries that PDFium passes over and that keep other readers from the whole file: where they stand, what they say."""


def _ticked() -> bytes:
    """A label and a ticked box, the box and its tick single characters of a font that is not embedded."""
    drawing = Drawing()
    drawing.grid((50, 150, 350), (80, 100))
    drawing.text(60, 40, "その他の事項は、次のとおりとする。")
    drawing.text(60, 94, "内部監査")
    for n, char in enumerate("[○]"):
        drawing.text(160 + 20 * n, 94, char, font=named_font())
    return drawing.pdf()


def _box(data: bytes) -> tuple[list[str], Checkbox]:
    (page,) = read_pages(data)
    assert page.text_layer is TextLayer.USABLE
    (box,) = page.cells[1].checkboxes
    return texts(page), box


def test_a_tick_is_read_by_the_width_that_the_file_declares() -> None:
    read, box = _box(_ticked())
    assert read == ["内部監査", "[ ○ ]"]
    assert (box.state, box.sign) == (BoxState.SELECTED, "○")


@pytest.mark.parametrize("name", CONFUSING)
def test_a_tick_that_no_reader_knows_makes_its_box_unclear(name: str) -> None:
    owner, value = CONFUSING[name]
    with pikepdf.open(io.BytesIO(_ticked())) as pdf:
        owner(pdf)[name] = value
        target = io.BytesIO()
        pdf.save(target)
    read, box = _box(target.getvalue())
    assert read == ["内部監査", "[ \N{REPLACEMENT CHARACTER} ]"]
    assert box.state is BoxState.UNCLEAR
