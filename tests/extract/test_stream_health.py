"""A page whose streams do not decode to their ends says so, and no other page does."""

from __future__ import annotations

import base64
import io
import zlib
from collections.abc import Callable

import pikepdf
import pytest

from extract.document import DAMAGED, read_pages
from extract.stream_health import StreamHealth, decodes, from_ascii85
from tests.extract.drawing import Drawing, texts

PLAIN = b"BT /F1 10 Tf (answer) Tj ET " * 40
PACKED = zlib.compress(PLAIN)
CHECKSUM = 4


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]


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


def drawn() -> pikepdf.Pdf:
    """Three pages of a number each, their streams compressed."""
    drawing = Drawing()
    for number in range(3):
        if number:
            drawing.next_page()
        drawing.grid((50, 150), (40, 60))
        drawing.text(60, 54, str(number + 1))
    document = pikepdf.open(io.BytesIO(drawing.pdf()))
    for page in document.pages:
        page.obj.Contents = pikepdf.Stream(document, page.obj.Contents.read_bytes())
        _write(page.obj.Contents, zlib.compress(page.obj.Contents.read_bytes()))
    return document


def _write(stream: pikepdf.Object, data: bytes) -> None:
    stream.write(data, filter=pikepdf.Name.FlateDecode)


def _spoil_contents(document: pikepdf.Pdf) -> None:
    contents = document.pages[1].obj.Contents
    _write(contents, flipped(contents.read_raw_bytes(), 20))


def _spoil_second_part(document: pikepdf.Pdf) -> None:
    page = document.pages[1].obj
    page.Contents = pikepdf.Array([page.Contents, pikepdf.Stream(document, b"")])
    _write(page.Contents[1], PACKED[:40])


def _spoil_form(document: pikepdf.Pdf) -> None:
    inner = pikepdf.Stream(document, b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
    outer = pikepdf.Stream(document, b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
    _write(inner, PACKED[:40])
    outer.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(In=inner, Self=outer))
    page = document.pages[1].obj
    page.Resources = pikepdf.Dictionary(dict(page.Resources))
    page.Resources.XObject = pikepdf.Dictionary(Out=outer)


def _spoil_characters(document: pikepdf.Pdf) -> None:
    page = document.pages[1].obj
    font = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1))
    font.ToUnicode = pikepdf.Stream(document, b"")
    _write(font.ToUnicode, PACKED[:40])
    page.Resources = pikepdf.Dictionary(dict(page.Resources))
    page.Resources.Font = pikepdf.Dictionary(dict(page.Resources.Font))
    page.Resources.Font.Odd = font


def saved(document: pikepdf.Pdf, encryption: pikepdf.Encryption | bool = False) -> bytes:
    target = io.BytesIO()
    document.save(target, compress_streams=False, encryption=encryption)
    return target.getvalue()


def damaged_pages(data: bytes) -> list[bool]:
    health = StreamHealth(data)
    return [health.is_damaged(number) for number in (1, 2, 3)]


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
    assert damaged_pages(blank[: blank.rindex(b"xref\n0")]) == [False, True, False]


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


def test_what_is_no_pdf_to_qpdf_is_not_named() -> None:
    assert damaged_pages(b"%PDF-1.7 nothing") == [False, False, False]
