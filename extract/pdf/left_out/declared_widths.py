"""Glyphs by playa, for pages on which PDFium leaves some out.

PDFium skips a text object whose glyphs have no outline to measure, as a single character in a font that is not embedded
has none where the machine has no such font. playa goes by the widths that the file states. It takes several times as
long as PDFium (docs/engines.md), so only such pages are read so.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from extract.errors import lacks_memory
from extract.pdf.coordinates import FloatArray, View
from extract.pdf.layer.direction import directions
from extract.pdf.layer.glyphs import MAX_GLYPHS, Glyphs, far_larger, is_aslant, median
from extract.pdf.left_out.added_glyphs import Glyph, with_glyphs
from extract.pdf.page_objects import Matrix
from extract.pdf.typefaces.unmapped import REPLACEMENT

if TYPE_CHECKING:
    import playa

NEAR = 1.0
"""Points within which a text object and its first glyph begin."""
SIZE = 10.0
"""The font size in points of text that cannot be read, on a page without other glyphs."""
ASCENT = 0.8
"""The share of its font's size by which such text reaches above its baseline."""


def with_unread(glyphs: Glyphs, starts: FloatArray, origins: FloatArray | None = None) -> Glyphs:
    """The glyphs of a page, and U+FFFD where text begins of which there is none: something is printed there.

    Text begins at `starts`, the glyphs at `origins` (rows x, y in points), else where upright ones do.
    """
    begun = np.stack([glyphs.x0, glyphs.baseline], axis=1) if origins is None else origins
    near = (np.abs(starts[:, None] - begun).max(axis=2) < NEAR).any(axis=1)
    em = median(glyphs.bottom - glyphs.top) if len(glyphs) else SIZE
    return with_glyphs(glyphs, [_unread(x, y, em) for x, y in starts[~near].tolist()])


def _unread(x: float, baseline: float, em: float) -> Glyph:
    return Glyph(REPLACEMENT, x, x + em / 2, baseline - ASCENT * em, baseline + (1 - ASCENT) * em, baseline)


class StatedWidthsReader:
    """Reads the glyphs of single pages of one PDF by the widths it states; the file is parsed on the first call."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._pdf: playa.Document | None = None
        self._turns: dict[int, Matrix] = {}

    def turn(self, number: int, matrix: Matrix) -> None:
        """Read page `number` (from 1) from now on as if this matrix stood before all that it draws."""
        self._turns[number] = matrix

    def glyphs(self, number: int, view: View, starts: FloatArray) -> Glyphs | None:
        """The glyphs of page `number` (from 1) in this view; None where playa cannot read the file.

        Text that begins at one of `starts` (rows x, y in points of the view), and of which playa knows no glyph either,
        is handed out as U+FFFD: something is printed there.
        """
        try:
            if self._pdf is None:
                import playa  # loaded with the first page that needs it

                self._pdf = playa.parse(self._data, space="default")
            page = self._pdf.pages[number - 1]
            page.ctm = self._turns.get(number, page.ctm)
            rows, codes = _read(page)
        except Exception as error:
            if lacks_memory(error):
                raise MemoryError from error
            return None
        if not len(rows):
            return None
        x0, top, x1, bottom = view.boxes(rows[:, :4]).T
        x, baseline = view.points(rows[:, 4], rows[:, 5])
        glyphs = Glyphs(
            codes, x0, x1, top, bottom, baseline, np.full(len(rows), -1), np.zeros((0, 4)), len(rows) >= MAX_GLYPHS,
            faint=far_larger(rows[:, 3] - rows[:, 1]) & is_aslant(rows[:, 6]),
            direction=directions(rows[:, 6], view.rotation),
        )  # fmt: skip
        return with_unread(glyphs, starts, np.stack([x, baseline], axis=1))


def _read(page: playa.Page) -> tuple[FloatArray, np.ndarray]:
    """Rows (left, bottom, right, top, origin x and y, angle) of a page's glyphs, and their code points.

    Places are in the page's own space, the angle is in radians, clockwise.

    The letters of a ligature share its length.
    """
    from playa.content import TextObject
    from playa.page import TEXT_OPERATORS

    rows: list[tuple[float, ...]] = []
    codes: list[int] = []
    # What `page.glyphs` gives, without reading its paths and colors on the way.
    for glyph in (glyph for text in page.flatten(TextObject, TEXT_OPERATORS) for glyph in text):
        if len(rows) == MAX_GLYPHS:
            break
        a, b, *_ = glyph.matrix
        text = glyph.text or chr(REPLACEMENT)
        for n, char in enumerate(text):
            rows.append((*_share(glyph.bbox, n, len(text), abs(b) > abs(a)), *glyph.origin, -math.atan2(b, a)))
            codes.append(_code(char))
    return np.array(rows, np.float64).reshape(-1, 7), np.array(codes, np.uint32)


def _share(box: Sequence[float], part: int, parts: int, turned: bool) -> tuple[float, ...]:
    """The box (left, bottom, right, top) of one of the letters of a ligature: they stand side by side on its line."""
    left, bottom, right, top = box
    if turned:
        step = (top - bottom) / parts
        return left, bottom + part * step, right, bottom + (part + 1) * step
    step = (right - left) / parts
    return left + part * step, bottom, left + (part + 1) * step, top


def _code(char: str) -> int:
    code = ord(char)
    return REPLACEMENT if 0xD800 <= code < 0xE000 else code
