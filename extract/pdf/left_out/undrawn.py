"""Text in fonts that are not embedded: PDFium draws it in a font of its own, or not at all (`system_fonts.py`).

So its picture says nothing of it: not which characters it is, nor whether anybody sees it. The standard fonts of PDF
are PDFium's own, and drawn as they are everywhere.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from extract.pdf.calls import address, plain
from extract.pdf.layer.glyphs import Glyphs
from extract.pdf.layer.read_glyphs import text_objects

STANDARD = frozenset(
    b"Courier Courier-Bold Courier-BoldOblique Courier-Oblique Helvetica Helvetica-Bold Helvetica-BoldOblique "
    b"Helvetica-Oblique Symbol Times-Bold Times-BoldItalic Times-Italic Times-Roman ZapfDingbats".split()
)
"""The fonts that every reader of PDFs has (PDF 1.7, 9.6.2.2)."""
FOREIGN_FROM = 0x2E80
"""No font of PDFium's own has characters with codes from here on: Japanese ones."""
NONE: frozenset[int] = frozenset()
_LONGEST = 64
"""Bytes of a font's name that are looked at."""

_is_embedded = plain(raw.FPDFFont_GetIsEmbedded)
_get_name = plain(raw.FPDFFont_GetBaseFontName)


def undrawn_texts(handles: Sequence[int], fonts: Sequence[int]) -> frozenset[int]:
    """The addresses of those of some text objects whose fonts (of each its own) are neither embedded nor standard."""
    undrawn = {font for font in set(fonts) if not font or (_is_embedded(font) != 1 and _name(font) not in STANDARD)}
    return (
        frozenset(handle for handle, font in zip(handles, fonts, strict=True) if font in undrawn) if undrawn else NONE
    )


def undrawn_glyphs(text: object, glyphs: Glyphs, texts: frozenset[int]) -> NDArray[np.bool_]:
    """Which of the glyphs of a page (`text` is PDFium's handle) are parts of these text objects."""
    found = np.zeros(len(glyphs), np.bool_)
    if texts:
        own = np.flatnonzero(glyphs.index >= 0)
        found[own] = [owner in texts for owner in text_objects(text, glyphs.index[own].tolist())]
    return found


def has_no_picture(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which characters have no outline at all in a font that is not embedded."""
    lacking: NDArray[np.bool_] = codes >= FOREIGN_FROM
    return lacking


def _name(font: int) -> bytes:
    buffer = ctypes.create_string_buffer(_LONGEST)
    _get_name(font, address(buffer), _LONGEST)
    return buffer.value
