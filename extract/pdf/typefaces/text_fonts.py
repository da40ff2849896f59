"""The fonts of text objects, by their addresses."""

from __future__ import annotations

from collections.abc import Iterable

import pypdfium2.raw as raw

from extract.pdf.calls import plain

_font_of = plain(raw.FPDFTextObj_GetFont)


def fonts_of(texts: Iterable[int]) -> list[int]:
    """The font of each text object; 0 where the object or its font is not known."""
    return [font or 0 for font in map(_font_of, texts)]
