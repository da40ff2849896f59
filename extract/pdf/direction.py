"""Pages whose text runs up, down or upside down as they are displayed: by how many quarters they must be turned.

Some programs set a wide table sideways on an upright page and say so nowhere. Each character tells how it is turned.
"""

from __future__ import annotations

import math
from collections import Counter
from itertools import repeat

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract.pdf.calls import address, plain
from extract.pdf.glyphs import codes_of
from extract.records import Placement

SAMPLE = 400
"""So many characters of a page, spread over it, tell how its text runs."""
FEW = 20
"""Fewer characters tell nothing."""
MOSTLY = 0.5
"""The share of the characters that must be turned alike for the page to be turned: notes may run otherwise."""

_get_angle = plain(raw.FPDFText_GetCharAngle)


def quarter_turns(page: pdfium.PdfPage, text: pdfium.PdfTextPage) -> int:
    """By how many quarters (clockwise, 0 to 3) a displayed page must be turned for its text to stand upright."""
    at, count = address(text.raw), text.count_chars()
    step = max(1, count // SAMPLE)
    places = (step * np.flatnonzero(codes_of(text, count)[::step] > ord(" "))).tolist()
    if len(places) < FEW:
        return 0
    turns: Counter[int] = Counter()
    for angle, number in Counter(map(_get_angle, repeat(at), places)).items():
        turns[_quarters(angle)] += number
    (quarters, number), *_ = turns.most_common(1)
    return (-quarters - page.get_rotation() // 90) % 4 if number >= MOSTLY * len(places) else 0


def _quarters(angle: float) -> int:
    """By how many quarters (clockwise) a character is turned in its page's own space."""
    return round(angle / (math.pi / 2)) % 4


def displayed_from(quarters: int, width: float, height: float) -> Placement:
    """Leads from a page that was turned clockwise by `quarters` back to the displayed one of this size (points)."""
    match quarters % 4:
        case 1:
            return Placement(0.0, 1.0, 0.0, -1.0, 0.0, height)
        case 2:
            return Placement(-1.0, 0.0, width, 0.0, -1.0, height)
        case 3:
            return Placement(0.0, -1.0, width, 1.0, 0.0, 0.0)
        case _:
            return Placement()
