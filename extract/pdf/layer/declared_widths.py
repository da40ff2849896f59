"""Glyphs by playa, for pages on which PDFium leaves some out.

PDFium skips a text object whose glyphs have no outline to measure, as a single character in a font that is not embedded
has none where the machine has no such font. playa goes by the widths that the file states. It takes several times as
long as PDFium (docs/engines.md), so only such pages are read so.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import playa
from numpy.typing import NDArray

from extract.errors import lacks_memory
from extract.pdf.coordinates import FloatArray, View
from extract.pdf.layer.direction import directions
from extract.pdf.layer.glyphs import MAX_GLYPHS, Glyphs, far_larger, is_aslant
from extract.pdf.layer.unmapped import REPLACEMENT

NEAR = 1.0
"""Points within which a text object and its first glyph begin."""


class StatedWidthsReader:
    """Reads the glyphs of single pages of one PDF by the widths it states; the file is parsed on the first call."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._pdf: playa.Document | None = None

    def glyphs(self, number: int, view: View, starts: FloatArray) -> Glyphs | None:
        """The glyphs of page `number` (from 1) in this view; None where playa cannot read the file.

        Text that begins at one of `starts` (rows x, y in points of the view), and of which playa knows no glyph either,
        is handed out as U+FFFD: something is printed there.
        """
        try:
            if self._pdf is None:
                self._pdf = playa.parse(self._data, space="default")
            rows, codes = _read(self._pdf.pages[number - 1])
        except Exception as error:
            if lacks_memory(error):
                raise MemoryError from error
            return None
        if not len(rows):
            return None
        boxes = view.boxes(rows[:, :4])
        origins = np.stack(view.points(rows[:, 4], rows[:, 5]), axis=1)
        near = np.abs(starts[:, None] - origins).max(axis=2) < NEAR
        glyphs = _glyphs(
            np.concatenate([boxes, origins], axis=1), codes, directions(rows[:, 6], view.rotation),
            starts[~near.any(axis=1)],
        )  # fmt: skip
        glyphs.faint[: len(rows)] = far_larger(rows[:, 3] - rows[:, 1]) & is_aslant(rows[:, 6])
        return glyphs


def _read(page: playa.Page) -> tuple[FloatArray, np.ndarray]:
    """Rows (left, bottom, right, top, origin x and y, angle) of a page's glyphs, and their code points.

    Places are in the page's own space, the angle is in radians, clockwise.

    The letters of a ligature share its length.
    """
    rows: list[tuple[float, ...]] = []
    codes: list[int] = []
    for glyph in page.glyphs:
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


def _glyphs(rows: FloatArray, codes: np.ndarray, direction: NDArray[np.int8], unread: FloatArray) -> Glyphs:
    """The glyphs of `rows` (x0, top, x1, bottom, origin), and U+FFFD where text begins (x, y) that is none of them."""
    count = len(unread)
    em = float(np.median(rows[:, 3] - rows[:, 1])) if len(rows) else 10.0
    x, y = unread[:, 0], unread[:, 1]
    extra = np.stack([x, y - 0.8 * em, x + em / 2, y + 0.2 * em, x, y], axis=1)
    x0, top, x1, bottom, _, baseline = np.concatenate([rows, extra]).T
    return Glyphs(
        np.concatenate([codes, np.full(count, REPLACEMENT, np.uint32)]),
        x0, x1, top, bottom, baseline, np.full(len(x0), -1), np.zeros((0, 4)), len(rows) >= MAX_GLYPHS,
        direction=np.concatenate([direction, np.zeros(count, np.int8)]),
    )  # fmt: skip
