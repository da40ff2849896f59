"""Rings drawn around an option: they choose it, as a sign before its number or in its box does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from extract.pdf.coordinates import FloatArray
from extract.pdf.layer.glyphs import Glyphs
from extract.pdf.left_out.added_glyphs import Glyph
from extract.records import Box
from extract.seen.laid_over.ink import RING
from extract.seen.laid_over.typed import before

SAME_LINE = 0.3
"""Baselines closer than this share of a glyph's height are one line."""
BESIDE = 0.7
"""A number and its option stand within so many font sizes."""
WIDEST = 4.0
"""Brackets further apart (font sizes) are no option box, but those of a choice before its list of options."""
CUT = 2
"""So many characters at the beginning of an option may stand outside the ring around it."""
_NUMBER_SIGNS = frozenset("()（）．.、")
_BRACKETS = {"]": "[", "］": "［", "〕": "〔", "】": "【"}


def ring_signs(rings: Sequence[Box], glyphs: Glyphs) -> Iterator[Glyph | Box]:
    """The sign that each ring stands for, where it is drawn around a numbered option, or one with a blank box.

    One around other text is handed on as it is.
    """
    for ring in rings:
        inside = _inside(ring, glyphs)
        if not len(inside):
            continue
        line = _line(glyphs, int(inside[np.argmin(np.abs(_middles(glyphs, inside) - (ring.top + ring.bottom) / 2))]))
        first = int(np.argmax(np.isin(line, inside)))
        option = _behind_box(glyphs, line, first)
        sign = _numbered(glyphs, line, first) or _in_box(glyphs, line, option, max(len(inside) - option + first, 1))
        yield ring if sign is None else sign


def _middles(glyphs: Glyphs, chosen: NDArray[np.intp]) -> FloatArray:
    middles: FloatArray = (glyphs.top[chosen] + glyphs.bottom[chosen]) / 2
    return middles


def _line(glyphs: Glyphs, glyph: int) -> NDArray[np.intp]:
    """The glyphs on one line with another one, blanks aside, from left to right."""
    slack = SAME_LINE * float(glyphs.bottom[glyph] - glyphs.top[glyph])
    near = np.abs(glyphs.baseline - glyphs.baseline[glyph]) <= slack
    line = np.flatnonzero(near & (glyphs.codes > 0x20) & (glyphs.codes != 0x3000))
    ordered: NDArray[np.intp] = line[np.argsort(glyphs.x0[line], kind="stable")]
    return ordered


def _inside(ring: Box, glyphs: Glyphs) -> NDArray[np.intp]:
    x, y = (glyphs.x0 + glyphs.x1) / 2, (glyphs.top + glyphs.bottom) / 2
    inside: NDArray[np.intp] = np.flatnonzero(
        (x > ring.x0) & (x < ring.x1) & (y > ring.top) & (y < ring.bottom)
        & (glyphs.codes > 0x20) & (glyphs.codes != 0x3000)
    )  # fmt: skip
    return inside


def _numbered(glyphs: Glyphs, line: NDArray[np.intp], first: int) -> Glyph | None:
    """The sign before the number that the glyph at `first` belongs to, or that stands before it."""
    start = first
    while start > 0 and _gap(glyphs, line, start) < BESIDE and _is_number(glyphs, line[start - 1]):
        start -= 1
    digits = [n for n in range(start, min(first + 3, len(line))) if chr(glyphs.codes[line[n]]).isdigit()]
    if not digits or not all(_is_number(glyphs, line[n]) for n in range(start, digits[0] + 1)):
        return None
    gap = float(glyphs.x0[line[start]] - glyphs.x1[line[start - 1]]) if start else np.inf
    return before(RING, glyphs, int(line[start]), gap)


def _in_box(glyphs: Glyphs, line: NDArray[np.intp], first: int, count: int) -> Glyph | None:
    """The sign in the blank box that stands before the glyph at `first`, the first of so many that are ringed.

    A ring may cut the first character of an option or two off.
    """
    cut = next((n for n in range(1 + min(CUT, count - 1)) if _is_blank_box(glyphs, line, first - n)), None)
    if cut is None:
        return None
    opening, closing = line[first - cut - 2], line[first - cut - 1]
    if glyphs.x0[closing] - glyphs.x1[opening] > WIDEST * (glyphs.bottom - glyphs.top)[closing]:
        return None
    x, half = float(glyphs.x1[opening] + glyphs.x0[closing]) / 2, float(glyphs.x0[closing] - glyphs.x1[opening]) / 4
    top, bottom, baseline = (float(edge[closing]) for edge in (glyphs.top, glyphs.bottom, glyphs.baseline))
    return Glyph(ord(RING), x - half, x + half, top, bottom, baseline)


def _behind_box(glyphs: Glyphs, line: NDArray[np.intp], first: int) -> int:
    """Where the option begins if a ring is drawn around its box too, and `first` is one of the brackets."""
    return next((n for n in (first + 1, first + 2) if n < len(line) and _is_blank_box(glyphs, line, n)), first)


def _is_blank_box(glyphs: Glyphs, line: NDArray[np.intp], first: int) -> bool:
    """Whether brackets with nothing between them stand right before a glyph of a line."""
    if first < 2:
        return False
    opening, closing = (chr(glyphs.codes[glyph]) for glyph in line[first - 2 : first])
    return _BRACKETS.get(closing) == opening


def _gap(glyphs: Glyphs, line: NDArray[np.intp], n: int) -> float:
    """The gap before a glyph of a line, in font sizes."""
    size = float(glyphs.bottom[line[n]] - glyphs.top[line[n]])
    return float(glyphs.x0[line[n]] - glyphs.x1[line[n - 1]]) / max(size, 1.0)


def _is_number(glyphs: Glyphs, glyph: int) -> bool:
    char = chr(glyphs.codes[glyph])
    return char.isdigit() or char in _NUMBER_SIGNS
