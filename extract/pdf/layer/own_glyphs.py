"""Text that states to stand for something else (ActualText) than its glyphs show: what the page shows counts.

An editor may change the glyphs and leave the statement of the older version behind. PDFium hands out the statement.
Without it PDFium hands out the glyphs by the names of their font: if
these name every glyph, and say another text, the statement is taken off. Software that states what a font calls
otherwise (browsers do) says the same in another form, or states it because the font names nothing.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import groupby, repeat

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract.pdf.calls import address, plain
from extract.pdf.page_objects import list_objects
from extract.pdf.typefaces.unmapped import REPLACEMENT

_KEY = ctypes.create_string_buffer(b"ActualText")
_count_marks = plain(raw.FPDFPageObj_CountMarks)
_get_mark = plain(raw.FPDFPageObj_GetMark)
_get_type = plain(raw.FPDFPageObjMark_GetParamValueType)
_remove_mark = plain(raw.FPDFPageObj_RemoveMark)
_get_text_object = plain(raw.FPDFText_GetTextObject)
_get_code = plain(raw.FPDFText_GetUnicode)


def states_another(page: pdfium.PdfPage, number: int, text: pdfium.PdfTextPage, texts: Sequence[int]) -> bool:
    """Take the statements off page `number` (from 1) that its glyphs contradict; whether there were any.

    `texts` are the addresses of its text objects, `text` what they say, which is outdated then.
    """
    stated = _stated(texts)
    if not stated:
        return False
    with closing(page.pdf[number - 1]) as copy:
        others = _texts(copy)
        if len(others) != len(texts):
            return False
        for other, mark in _stated(others).items():
            _remove_mark(other, mark)
        with closing(copy.get_textpage()) as bare:
            own = _characters(bare)
    said, contradicted = _characters(text), False
    numbers = [n for n, owner in enumerate(texts) if owner in stated]
    for _, members in groupby(numbers, key=lambda n: stated[texts[n]]):
        run = list(members)
        if _is_other("".join(own.get(others[n], "") for n in run), "".join(said.get(texts[n], "") for n in run)):
            contradicted = True
            for n in run:
                _remove_mark(texts[n], stated[texts[n]])
    return contradicted


def _texts(page: pdfium.PdfPage) -> list[int]:
    objects = list_objects(page)
    return objects.at(objects.of_kind(raw.FPDF_PAGEOBJ_TEXT))


def _stated(texts: Sequence[int]) -> dict[int, int]:
    """The mark of each text that states what it stands for; texts behind one statement share it."""
    key, known = ctypes.addressof(_KEY), dict[int, bool]()
    found: dict[int, int] = {}
    for owner, mark in _marks(texts):
        if mark not in known:
            known[mark] = bool(_get_type(mark, key))
        if known[mark]:
            found[owner] = mark
    return found


def _marks(texts: Sequence[int]) -> Iterator[tuple[int, int]]:
    for owner, count in zip(texts, map(_count_marks, texts), strict=True):
        for n in range(max(count, 0)):
            yield owner, _get_mark(owner, n)


def _characters(text: pdfium.PdfTextPage) -> dict[int, str]:
    """The characters of each text object."""
    found: dict[int, str] = {}
    handle, count = address(text.raw), text.count_chars()
    owners, codes = (map(each, repeat(handle), range(count)) for each in (_get_text_object, _get_code))
    for owner, code in zip(owners, codes, strict=True):
        if owner:
            found[owner] = found.get(owner, "") + chr(code)
    return found


def _is_other(shown: str, said: str) -> bool:
    """Whether glyphs whose font names all of them say another text than is stated."""
    plain_text, stated = ("".join(unicodedata.normalize("NFKC", each).split()) for each in (shown, said))
    named = all(char.isprintable() and ord(char) != REPLACEMENT for char in plain_text)
    return named and bool(plain_text) and plain_text != stated
