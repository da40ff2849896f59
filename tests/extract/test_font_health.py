"""A page with a font that is not whole says so, and no other page does."""

from __future__ import annotations

from itertools import permutations

import pikepdf
import pytest

from extract.document import DAMAGED, read_pages
from extract.pdf.health.stream_health import StreamHealth
from tests.extract import damaging
from tests.extract.damaging import MARK, PACKED, damaged_pages, drawn_in_two_fonts, saved, without_object, without_table
from tests.extract.drawing import Drawing, named_font

SECOND = [False, True, False]


def _part(font: pikepdf.Object, name: str) -> pikepdf.Object:
    """A part of a composite font, by its name in the font, its descendant or that one's descriptor."""
    descendant = font.DescendantFonts[0]
    owners = {"font": font, "descendant": descendant}
    if name in owners:
        return owners[name]
    return next(owner[name] for owner in (font, descendant, descendant.FontDescriptor) if name in owner)


@pytest.mark.parametrize("lost", ["font", "descendant", "/FontDescriptor", "/FontFile3", "/ToUnicode"])
def test_a_font_of_which_an_object_is_lost_is_damaged(lost: str) -> None:
    document, font = drawn_in_two_fonts()
    with document:
        part = _part(font, lost)
        part[MARK.decode()] = pikepdf.Dictionary()
        data = saved(document)
    assert damaged_pages(data) == [False, False, False]
    assert damaged_pages(without_object(data, MARK)) == SECOND
    assert [page.problems for page in read_pages(without_object(data, MARK))] == [[], [DAMAGED], []]


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        ("font", "/ToUnicode"),
        ("font", "/Encoding"),
        ("descendant", "/CIDToGIDMap"),
        ("/FontDescriptor", "/FontFile3"),
    ],
)
def test_a_font_of_which_a_stream_does_not_decode_is_damaged(owner: str, name: str) -> None:
    document, font = drawn_in_two_fonts()
    with document:
        stream = pikepdf.Stream(document, b"")
        _part(font, owner)[name] = stream
        damaging.write(stream, PACKED)
        whole = saved(document)
        damaging.write(stream, damaging.flipped(PACKED, len(PACKED) // 2))
        data = saved(document)
    assert damaged_pages(whole) == [False, False, False]
    assert damaged_pages(data) == SECOND


@pytest.mark.parametrize(
    ("owner", "name", "value"),
    [
        ("font", "/DescendantFonts", pikepdf.Array([])),
        ("font", "/DescendantFonts", pikepdf.Array([7])),
        ("font", "/DescendantFonts", 7),
        ("font", "/Encoding", None),
        ("font", "/Subtype", None),
        ("descendant", "/W", pikepdf.Dictionary()),
        ("descendant", "/FontDescriptor", None),
        ("/FontDescriptor", "/FontFile3", pikepdf.Dictionary()),
    ],
)
def test_parts_of_the_wrong_kind_are_damage_where_objects_are_lost(owner: str, name: str, value: object) -> None:
    document, font = drawn_in_two_fonts()
    with document:
        if value is None:
            del _part(font, owner)[name]
        else:
            _part(font, owner)[name] = value
        data = saved(document)
    assert damaged_pages(data) == [False, False, False]
    assert damaged_pages(without_table(data)) == SECOND


@pytest.mark.parametrize("missing", ["/Widths", "/FontDescriptor"])
def test_a_simple_font_without_its_measures_is_damaged(missing: str) -> None:
    document, _ = drawn_in_two_fonts()
    with document:
        first, second, _ = (page.obj.Resources.Font for page in document.pages)
        (name,) = (name for name in first.keys() if first[name].Subtype == "/TrueType")  # noqa: SIM118 - not a mapping
        second.Own = pikepdf.Dictionary(dict(first[name].items()))
        del second.Own[missing]
        data = saved(document)
    assert damaged_pages(without_table(data)) == SECOND


def test_fonts_that_are_not_embedded_are_whole() -> None:
    drawing = Drawing()
    drawing.text(60, 54, "病院", font=named_font())
    drawing.text(60, 80, "1", font="Helvetica")
    assert not StreamHealth(without_table(drawing.pdf())).is_damaged(1)


def test_what_is_said_of_a_page_does_not_depend_on_pages_before() -> None:
    document, font = drawn_in_two_fonts()
    with document:
        del document.pages[0].obj.Contents
        _part(font, "descendant")[MARK.decode()] = pikepdf.Dictionary()
        data = without_object(saved(document), MARK)
    for order in permutations((1, 2, 3)):
        health = StreamHealth(data)
        assert {number: health.is_damaged(number) for number in order} == {1: True, 2: True, 3: False}
    assert [DAMAGED in page.problems for page in read_pages(data, range(1, 2))] == [True]


@pytest.mark.parametrize(("kind", "damaged"), [("/Type1", True), ("/Type3", False)])
def test_a_font_that_is_named_as_some_glyphs_of_one_needs_them_unless_the_file_draws_them(
    kind: str, damaged: bool
) -> None:
    with pikepdf.new() as document:
        page = document.add_blank_page(page_size=(200, 200))
        descriptor = pikepdf.Dictionary(Type=pikepdf.Name.FontDescriptor, FontName=pikepdf.Name("/ABCDEF+Mincho"))
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name(kind), FontDescriptor=descriptor)
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=document.make_indirect(font)))
        data = saved(document)
    assert StreamHealth(data).is_damaged(1) is damaged
