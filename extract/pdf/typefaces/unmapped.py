"""Glyphs whose font does not say which characters they are: PDFium hands out their codes as if these were characters.

A few words in such a font leave the text layer of a page usable, so they must say of themselves that nobody can name
them. To ask that of every glyph would cost a twentieth of a page: unless a control code shows up, a sample is asked.
"""

from __future__ import annotations

from itertools import repeat

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from extract.pdf.calls import address, plain

SAMPLE_STEP = 16
"""Of a page without control codes every so many-th glyph is asked."""
REPLACEMENT = 0xFFFD
"""The code of what is printed but cannot be named: no map, or half a character."""
_LINE_ENDS = (0x0D, 0x0A)
"""What PDFium adds between lines."""

_has_no_name = plain(raw.FPDFText_HasUnicodeMapError)


def mark_unmapped(handle: object, codes: NDArray[np.uint32]) -> None:
    """Put `REPLACEMENT` for each of `codes` (those of a page, in order) that its font does not map to a character."""
    page, count = address(handle), len(codes)
    control = np.count_nonzero(codes < ord(" ")) > sum(np.count_nonzero(codes == end) for end in _LINE_ENDS)
    if control or any(map(_has_no_name, repeat(page), range(0, count, SAMPLE_STEP))):
        unnamed = np.fromiter(map(_has_no_name, repeat(page), range(count)), np.int64, count)
        codes[unnamed == 1] = REPLACEMENT
