"""Texts and signs that no glyph of the page says → glyphs in the places where viewers show them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from extract.pdf.coordinates import PageBox, View
from extract.pdf.layer.glyphs import Glyphs
from extract.pdf.left_out.added_glyphs import Glyph, with_glyphs
from extract.records import Box
from extract.seen.laid_over.annotations import Typed

LARGEST = 12.0
"""Points; type that fits itself to a field grows no larger."""
FILL = 0.75
"""The share of a field's height that type takes which fits itself to it."""
ASCENT, DESCENT = 0.88, 0.12
"""How far type reaches above and below its baseline, in font sizes."""
LEADING = 1.2
"""From line to line, in font sizes."""
MARGIN = 2.0
"""Points between a field's edge and its text."""
WIDE_FROM = 0x2E80
NEAR = 4.0
"""A sign stands on the line of what is printed within so many of its heights."""
LEAST_SIGN = 0.5
"""The width of a sign that is set close to a text, in points at least."""


def boxes_of(rows: Sequence[PageBox], view: View) -> list[Box]:
    """Boxes in page space as displayed."""
    return [Box(*row) for row in view.boxes(np.array(rows, np.float64).reshape(-1, 4)).tolist()]


def with_typed(glyphs: Glyphs, typed: Sequence[Typed], signs: Sequence[Typed], view: View) -> Glyphs:
    """The glyphs of a page and those of texts and signs that were put onto it."""
    added: list[Glyph] = []
    for one, box in zip(typed, boxes_of([one.row for one in typed], view), strict=True):
        added += _set(one, box)
    for one, box in zip(signs, boxes_of([one.row for one in signs], view), strict=True):
        added.append(_sign(one.text, box, glyphs))
    return with_glyphs(glyphs, added)


def _set(typed: Typed, box: Box) -> Iterator[Glyph]:
    """A text set into its box as viewers set it: lines from the top where there may be several, else in the middle."""
    several = typed.several_lines
    size = typed.size or min(LARGEST, LARGEST if several else FILL * box.height)
    room = max(box.width - 2 * MARGIN, size)
    lines = typed.text.splitlines() or [""]
    if several:
        lines = [piece for line in lines for piece in _wrapped(line, room / size)]
        size = min(size, box.height / (LEADING * len(lines)))
        first = box.top + ASCENT * size
    else:
        size = min(size, room / max(_width(line) for line in lines))
        first = (box.top + box.bottom) / 2 + (ASCENT - 0.5) * size
    for n, line in enumerate(lines):
        yield from _line(line, box.x0 + MARGIN, first + n * LEADING * size, size)


def _line(text: str, x: float, baseline: float, size: float) -> Iterator[Glyph]:
    for char in text:
        width = _advance(char) * size
        yield Glyph(ord(char), x, x + width, baseline - ASCENT * size, baseline + DESCENT * size, baseline)
        x += width


def _wrapped(text: str, room: float) -> Iterator[str]:
    """A line cut where it is wider than `room` (font sizes)."""
    piece, width = "", 0.0
    for char in text:
        width += _advance(char)
        if width > room and piece:
            yield piece
            piece, width = "", _advance(char)
        piece += char
    yield piece


def _width(text: str) -> float:
    return max(sum(map(_advance, text)), 1.0)


def _advance(char: str) -> float:
    wide = ord(char) >= WIDE_FROM and not 0xFF61 <= ord(char) < 0xFFA0
    return 1.0 if wide else 0.5


def _sign(sign: str, box: Box, glyphs: Glyphs) -> Glyph:
    """A sign in the middle of its box, on the line of what is printed nearest to it."""
    size = min(box.width, box.height)
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    top, bottom = y - size / 2, y + size / 2
    baseline = bottom - DESCENT * size
    beside = np.flatnonzero((glyphs.top < y) & (glyphs.bottom > y) & (glyphs.codes > 0x20) & (glyphs.codes != 0x3000))
    if len(beside):
        away = np.maximum(glyphs.x0[beside] - x, x - glyphs.x1[beside])
        nearest = beside[np.argmin(away)]
        if away.min() < NEAR * box.height:
            top, bottom = float(glyphs.top[nearest]), float(glyphs.bottom[nearest])
            baseline = float(glyphs.baseline[nearest])
    return Glyph(ord(sign), x - size / 2, x + size / 2, top, bottom, baseline)


def before(sign: str, glyphs: Glyphs, number: int, gap: float) -> Glyph:
    """A sign right before a glyph, `gap` points behind the one before that."""
    width = float(min(max(gap, LEAST_SIGN), 0.6 * (glyphs.bottom - glyphs.top)[number]))
    x1 = float(glyphs.x0[number])
    top, bottom, baseline = (float(edge[number]) for edge in (glyphs.top, glyphs.bottom, glyphs.baseline))
    return Glyph(ord(sign), x1 - width, x1 - 0.01, top, bottom, baseline)
