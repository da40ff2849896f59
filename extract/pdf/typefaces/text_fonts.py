"""The fonts of text objects, by their addresses."""

from __future__ import annotations

from collections.abc import Iterable

import pypdfium2.raw as raw

from extract.pdf.calls import plain

_font_of = plain(raw.FPDFTextObj_GetFont)


def fonts_of(texts: Iterable[int]) -> list[int]:
    """The font of each text object; 0 where the object or its font is not known."""
    return [(_font_of(text) or 0) if text else 0 for text in texts]
