"""A page whose streams do not decode to their ends says so, and no other page does."""

from __future__ import annotations

import base64
from collections.abc import Callable
from itertools import permutations

import pikepdf
import pytest

from extract.document import DAMAGED, UNCHECKED, read_pages
from extract.pdf.health import stream_health
from extract.pdf.health.decoding import decodes, from_ascii85
from extract.pdf.health.stream_health import StreamHealth
from tests.extract.damaging import (
    MARK,
    PACKED,
    PLAIN,
    damaged_pages,
    drawn,
    flipped,
    saved,
    without_object,
    without_table,
    write,
)
from tests.extract.drawing import texts

CHECKSUM = 4


@pytest.mark.parametrize(
    ("data", "whole"),
    [
        (PACKED, True),
        (PACKED + b"\r\n", True),
        (PACKED[:-CHECKSUM], True),  # some programs leave it out
        (PACKED[: -CHECKSUM - 1], False),
        (PACKED[: len(PACKED) // 2], False),
        (flipped(PACKED, len(PACKED) // 2), False),
        (flipped(PACKED, len(PACKED) - 1), False),
        (flipped(PACKED, 0), False),
        (PLAIN, False),
    ],
)
def test_compressed_data_is_whole_to_its_end(data: bytes, whole: bool) -> None:
    assert decodes(data) is whole


@pytest.mark.parametrize("data", [b"", b"a", b"ab", b"abc", b"abcd", bytes(8), bytes(range(256)) * 3, PACKED])
def test_ascii85(data: bytes) -> None:
    assert from_ascii85(base64.a85encode(data, wrapcol=60) + b"~>") == data


def test_characters_that_are_none_of_ascii85_do_no_harm() -> None:
    assert len(from_ascii85(b"\xff\x01abc z}~>")) == 8


def _spoil_contents(document: pikepdf.Pdf) -> None:
    contents = document.pages[1].obj.Contents
    write(contents, flipped(contents.read_raw_bytes(), 20))


def _spoil_second_part(document: pikepdf.Pdf) -> None:
    page = document.pages[1].obj
    page.Contents = pikepdf.Array([page.Contents, pikepdf.Stream(document, b"")])
    write(page.Contents[1], PACKED[:40])


def _spoil_form(document: pikepdf.Pdf) -> None:
    inner = pikepdf.Stream(document, b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
    outer = pikepdf.Stream(document, b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
    write(inner, PACKED[:40])
    outer.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(In=inner, Self=outer))
    page = document.pages[1].obj
    page.Resources = pikepdf.Dictionary(dict(page.Resources))
    page.Resources.XObject = pikepdf.Dictionary(Out=outer)


def _spoil_characters(document: pikepdf.Pdf) -> None:
    page = document.pages[1].obj
    font = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1))
    font.ToUnicode = pikepdf.Stream(document, b"")
    write(font.ToUnicode, PACKED[:40])
    page.Resources = pikepdf.Dictionary(dict(page.Resources))
    page.Resources.Font = pikepdf.Dictionary(dict(page.Resources.Font))
    page.Resources.Font.Odd = font


@pytest.mark.parametrize("spoil", [_spoil_contents, _spoil_second_part, _spoil_form, _spoil_characters])
def test_the_page_that_a_damaged_stream_belongs_to_is_named(spoil: Callable[[pikepdf.Pdf], None]) -> None:
    with drawn() as document:
        spoil(document)
        data = saved(document)
    assert damaged_pages(data) == [False, True, False]
    assert [page.problems for page in read_pages(data)] == [[], [DAMAGED], []]


def test_a_page_that_shows_nothing_is_damaged_only_where_objects_are_lost() -> None:
    with drawn() as document:
        del document.pages[1].obj.Contents
        blank = saved(document)
    assert damaged_pages(blank) == [False, False, False]
    assert damaged_pages(without_table(blank)) == [False, True, False]


@pytest.mark.parametrize("lost", ["resources", "fonts", "form"])
def test_a_page_of_which_a_resource_is_lost_is_damaged(lost: str) -> None:
    with drawn() as document:
        form = pikepdf.Stream(document, PLAIN, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
        fonts = document.make_indirect(pikepdf.Dictionary(dict(document.pages[1].obj.Resources.Font.items())))
        resources = document.make_indirect(pikepdf.Dictionary(Font=fonts, XObject=pikepdf.Dictionary(Out=form)))
        document.pages[1].obj.Resources = resources
        {"resources": resources, "fonts": fonts, "form": form}[lost][MARK.decode()] = pikepdf.Dictionary()
        data = saved(document)
    assert damaged_pages(data) == [False, False, False]
    assert damaged_pages(without_object(data, MARK)) == [False, True, False]


def test_forms_within_each_other_are_told_alike_from_any_page() -> None:
    with drawn() as document:
        here, there, spoilt = (
            pikepdf.Stream(document, PLAIN, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form) for _ in range(3)
        )
        write(spoilt, PACKED[:40])
        here.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(A=there, B=spoilt))
        there.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(A=here))
        for page, form in zip(document.pages, (here, there), strict=False):
            page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Out=form))
        data = saved(document)
    for order in permutations((1, 2, 3)):
        health = StreamHealth(data)
        assert {number: health.is_damaged(number) for number in order} == {1: True, 2: True, 3: False}


@pytest.mark.parametrize("kind", ["/Font", "/XObject"])
def test_a_resource_of_the_wrong_kind_is_damage_where_objects_are_lost(kind: str) -> None:
    with drawn() as document:
        page = document.pages[1].obj
        page.Resources = pikepdf.Dictionary(dict(page.Resources.items()))
        page.Resources[kind] = pikepdf.Dictionary(Out=7)
        data = saved(document)
    assert damaged_pages(data) == [False, False, False]
    assert damaged_pages(without_table(data)) == [False, True, False]


def test_where_pages_are_lost_those_beyond_the_rest_are_damaged() -> None:
    with drawn() as document:
        document.pages[0].obj[MARK.decode()] = pikepdf.Dictionary()
        data = saved(document)
    assert damaged_pages(without_object(data, MARK)) == [False, False, True]


def test_a_stream_under_no_rule_there_is_cannot_be_decoded() -> None:
    with drawn() as document:
        document.pages[1].obj.Contents.Filter = pikepdf.Name.FlateDecodf
        data = saved(document)
    assert damaged_pages(data) == [False, True, False]


def test_good_pages_are_not_named_locked_or_not() -> None:
    with drawn() as document:
        for data in (saved(document), saved(document, pikepdf.Encryption(user="", owner="owner"))):
            assert damaged_pages(data) == [False, False, False]


def test_what_all_pages_use_is_named_on_all_of_them() -> None:
    with drawn() as document:
        _spoil_form(document)
        for page in document.pages:
            page.obj.Resources = document.pages[1].obj.Resources
        data = saved(document)
    assert damaged_pages(data) == [True, True, True]


def test_text_before_the_damage_is_kept() -> None:
    with drawn() as document:
        _spoil_second_part(document)
        data = saved(document)
    assert [texts(page) for page in read_pages(data)] == [["1"], ["2"], ["3"]]


def test_of_what_is_no_pdf_to_qpdf_nothing_is_said() -> None:
    assert damaged_pages(b"%PDF-1.7 nothing") == [None, None, None]


def _tree_in_itself() -> bytes:
    """A file of which qpdf finds no pages, and PDFium does."""
    with drawn() as document:
        tree = document.Root.Pages
        tree.Kids.append(tree)
        tree.Count = 4
        return saved(document)


def test_pages_that_qpdf_does_not_find_are_checked_by_their_objects() -> None:
    pages = list(read_pages(_tree_in_itself()))
    assert [(texts(page), page.problems) for page in pages] == [([n], []) for n in "123"]


def test_pages_that_cannot_be_checked_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream_health, "rebuild", lambda data: None)
    pages = list(read_pages(_tree_in_itself()))
    assert [(texts(page), page.problems) for page in pages] == [([n], [UNCHECKED]) for n in "123"]
