"""Signs in symbol fonts: PDFium hands out their codes as if these were characters (þ for ☑, ü for ✔)."""

from __future__ import annotations

import ctypes
import re
from functools import cache

import numpy as np
import pypdfium2.raw as raw

from extract.pdf.calls import plain
from extract.pdf.layer.glyphs import Glyphs
from extract.pdf.layer.read_glyphs import text_objects
from extract.pdf.typefaces.text_fonts import fonts_of
from extract.yaml_files import shipped

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_STYLE = re.compile(r"[-,](Regular|Normal|Roman|Bold)$", re.IGNORECASE)
PRIVATE = 0xF000
"""Microsoft's symbol fonts have their codes in the private use area from here on."""
_is_embedded = plain(raw.FPDFFont_GetIsEmbedded)
_name_of = plain(raw.FPDFFont_GetBaseFontName)
LONGEST = 128
"""Bytes of a font's name that are looked at."""


def is_symbol_font(name: str) -> bool:
    """Whether a font's name (with or without the tag of its subset) is that of a symbol font that is known."""
    return _key(name) in _tables()


def name_symbols(text: object, glyphs: Glyphs) -> None:
    """Call the glyphs of symbol fonts by the signs that they print; `text` is PDFium's handle of their page's text.

    Codes that are Unicode's stay. Of a font that is not embedded PDFium draws another one's letters: it is asked no
    more of these.
    """
    asked = np.flatnonzero(glyphs.index >= 0)
    fonts = fonts_of(text_objects(text, glyphs.index[asked].tolist()))
    tables = {font: _tables().get(_key(font_name(font))) for font in set(fonts) - {0}}
    embedded = {font: _is_embedded(font) == 1 for font, table in tables.items() if table}
    codes, index = glyphs.codes.copy(), glyphs.index.copy()
    for n, font in zip(asked.tolist(), fonts, strict=True):
        table = tables.get(font)
        sign = table.get(_byte(int(codes[n])) or 0) if table else None
        if sign:
            codes[n] = ord(sign)
            index[n] = index[n] if embedded[font] else -1
    glyphs.codes, glyphs.index = codes, index


def _byte(code: int) -> int | None:
    """The byte that a code of a symbol font stands for."""
    if PRIVATE <= code <= PRIVATE + 0xFF:
        return code - PRIVATE
    if code < 0x100:
        return code
    printed = chr(code).encode("cp1252", "ignore")
    return printed[0] if printed else None


def font_name(font: int) -> str:
    """The name of a font, by its address, with the tag of its subset."""
    buffer = ctypes.create_string_buffer(LONGEST)
    _name_of(font, ctypes.addressof(buffer), LONGEST)
    return buffer.value.decode("utf-8", "replace")


def _key(name: str) -> str:
    return _STYLE.sub("", _SUBSET.sub("", name)).replace(" ", "").lower()


@cache
def _tables() -> dict[str, dict[int, str]]:
    found: dict[str, dict[int, str]] = shipped("extract.pdf.left_out", "symbol_fonts.yaml")
    return found
