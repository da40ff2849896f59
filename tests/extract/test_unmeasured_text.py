"""Text in a font that is not embedded, of which PDFium leaves single characters out."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

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

PASSED_OVER = {
    "/Matrix": (lambda pdf: _form_within(pdf), pikepdf.Array([1, 0, pikepdf.Name.Wrong, 1, 0, 0])),
    "/F9": (lambda pdf: pdf.pages[0].Resources.Font, 7),
}
"""Such that once did, and are passed over now: a form's place, a font that is a number."""


def _ticked() -> bytes:
    """A label and a ticked box, the box and its tick single characters of a font that is not embedded."""
    drawing = Drawing()
    drawing.grid((50, 150, 350), (80, 100))
    drawing.text(60, 40, "その他の事項は、次のとおりとする。")
    drawing.text(60, 94, "内部監査")
    for n, char in enumerate("[○]"):
        drawing.text(160 + 20 * n, 94, char, font=named_font())
    return drawing.pdf()


def _form_within(pdf: pikepdf.Pdf) -> pikepdf.Stream:
    """A form without anything, which the page draws before all else."""
    form = pdf.make_stream(b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9])
    pdf.pages[0].Resources.XObject = pikepdf.Dictionary(X9=form)
    pdf.pages[0].contents_add(b"/X9 Do\n", prepend=True)
    return form


def _box(data: bytes) -> tuple[list[str], Checkbox]:
    (page,) = read_pages(data)
    assert page.text_layer is TextLayer.USABLE
    (box,) = page.cells[1].checkboxes
    return texts(page), box


def test_a_tick_is_read_by_the_width_that_the_file_declares() -> None:
    read, box = _box(_ticked())
    assert read == ["内部監査", "[ ○ ]"]
    assert (box.state, box.sign) == (BoxState.SELECTED, "○")


def _with(owner: Callable[[pikepdf.Pdf], Any], name: str, value: object) -> bytes:
    """The same with an entry that says something else."""
    with pikepdf.open(io.BytesIO(_ticked())) as pdf:
        owner(pdf)[name] = value
        target = io.BytesIO()
        pdf.save(target)
    return target.getvalue()


@pytest.mark.parametrize("name", PASSED_OVER)
def test_a_tick_is_read_where_what_is_wrong_is_none_of_its_own(name: str) -> None:
    read, box = _box(_with(PASSED_OVER[name][0], name, PASSED_OVER[name][1]))
    assert read == ["内部監査", "[ ○ ]"]
    assert box.state is BoxState.SELECTED


@pytest.mark.parametrize("name", CONFUSING)
def test_a_tick_that_no_reader_knows_makes_its_box_unclear(name: str) -> None:
    read, box = _box(_with(CONFUSING[name][0], name, CONFUSING[name][1]))
    assert read == ["内部監査", "[ \N{REPLACEMENT CHARACTER} ]"]
    assert box.state is BoxState.UNCLEAR
