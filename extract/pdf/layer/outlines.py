"""Text that PDFium leaves out: its font is not embedded, and the machine has none with outlines to measure."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence

import pypdfium2.raw as raw

from extract.pdf.calls import plain
from extract.pdf.coordinates import PageBox
from extract.pdf.page_objects import bounds_of

NOTHING = 0.01
"""Points below which PDFium takes a text for one without width or height."""
LOOKS_BACK = 5
"""PDFium compares a text with so many before it."""
SAME_LEFT, SAME_WIDTH = 30.0, 0.1
"""Points by which texts may differ that PDFium takes for one printed twice: the left ends by about a glyph."""
SAME_LINE = 0.13
"""The share of their width by which such texts may stand below each other: an eighth, rounded up."""
MEASURED: PageBox = (0.0, math.inf, 0.0, math.inf)
"""Stands for a text of which PDFium knows the height."""

_is_embedded = plain(raw.FPDFFont_GetIsEmbedded)


def without_outline(handles: Sequence[int], fonts: Sequence[int]) -> list[int]:
    """The places in `handles` of those text objects of a page, in their order, that PDFium may leave out.

    `fonts` are the fonts of each.

    It leaves out what has no width. What has no height it takes for one of the last texts printed twice, if both are
    alike and not further apart than an eighth of their width: so stand long lines one below the other.
    """
    embedded = {font: _is_embedded(font) == 1 for font in set(fonts)}
    if all(embedded.values()):
        return []
    foreign = [n for n, font in enumerate(fonts) if not embedded[font]]
    rows = dict(zip(foreign, bounds_of([handles[n] for n in foreign]).tolist(), strict=True))
    found: list[int] = []
    before: deque[PageBox] = deque(maxlen=LOOKS_BACK)
    for n in range(len(handles)):
        row = rows.get(n, MEASURED)
        left, bottom, right, top = row
        flat = top - bottom < NOTHING
        if n in rows and (right - left < NOTHING or (flat and any(_may_be_one(row, other) for other in before))):
            found.append(n)
        before.append(row if flat else MEASURED)
    return found


def _may_be_one(a: PageBox, b: PageBox) -> bool:
    """Whether PDFium may take two texts without height for one: as wide, and near each other for their width."""
    width = a[2] - a[0]
    near = abs(a[0] - b[0]) < SAME_LEFT and abs(a[1] - b[1]) <= width * SAME_LINE
    return near and abs(width - (b[2] - b[0])) < SAME_WIDTH
