"""Glyphs by playa, for pages on which PDFium leaves some out.

PDFium skips a text object whose glyphs have no outline to measure, as a single character in a font that is not embedded
has none where the machine has no such font. playa goes by the widths that the file states. It takes several times as
long as PDFium (docs/engines.md), so only such pages are read so.
"""

from __future__ import annotations

import numpy as np
import playa

from extract.errors import lacks_memory
from extract.pdf.coordinates import FloatArray, View
from extract.pdf.glyphs import MAX_GLYPHS, Glyphs
from extract.pdf.unmapped import REPLACEMENT
from extract.records import LeftOut

NEAR = 1.0
"""Points within which a text object and its first glyph begin."""
UPRIGHT = 0.01
"""A glyph is upright if its line climbs by less than this share of its length."""


class StatedWidthsReader:
    """Reads the glyphs of single pages of one PDF by the widths it states; the file is parsed on the first call."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._pdf: playa.Document | None = None

    def glyphs(self, number: int, view: View, starts: FloatArray) -> Glyphs | None:
        """The glyphs of page `number` (from 1) as displayed; None where playa cannot read the file.

        Text that begins at one of `starts` (rows x, y in points) and of which playa knows no glyph either is handed
        out as U+FFFD: something is printed there.
        """
        try:
            if self._pdf is None:
                self._pdf = playa.parse(self._data, space="screen")
            page = self._pdf.pages[number - 1]
            rows, codes = _read(page)
            left, bottom, right, top = page.mediabox
        except Exception as error:
            if lacks_memory(error):
                raise MemoryError from error
            return None
        if not len(rows):
            return None
        # playa measures from the media box, the page as displayed begins at its crop box.
        x, y = view.points(np.array([left, right]), np.array([bottom, top]))
        rows[:, :6] += np.array([x.min(), y.min()] * 3)
        near = np.abs(starts[:, None] - rows[:, 4:6]).max(axis=2) < NEAR
        upright = rows[:, 6] > 0
        glyphs = _glyphs(rows[upright], codes[upright], starts[~near.any(axis=1)])
        glyphs.left_out = {LeftOut.TURNED: "".join(map(chr, codes[~upright].tolist()))}
        return glyphs


def _read(page: playa.Page) -> tuple[FloatArray, np.ndarray]:
    """Rows (x0, top, x1, bottom, origin x and y, 1 if upright) of a page's glyphs, and their code points.

    The letters of a ligature share its width. A slanted glyph is upright: its line runs along the page.
    """
    rows: list[tuple[float, ...]] = []
    codes: list[int] = []
    for glyph in page.glyphs:
        if len(rows) == MAX_GLYPHS:
            break
        a, b, *_ = glyph.matrix
        upright = 0.0 if abs(b) > UPRIGHT * abs(a) else 1.0
        text = glyph.text or chr(REPLACEMENT)
        left, top, right, bottom = glyph.bbox
        width = (right - left) / len(text)
        for n, char in enumerate(text):
            rows.append((left + n * width, top, left + (n + 1) * width, bottom, *glyph.origin, upright))
            codes.append(_code(char))
    return np.array(rows, np.float64).reshape(-1, 7), np.array(codes, np.uint32)


def _code(char: str) -> int:
    code = ord(char)
    return REPLACEMENT if 0xD800 <= code < 0xE000 else code


def _glyphs(rows: FloatArray, codes: np.ndarray, unread: FloatArray) -> Glyphs:
    """The glyphs of `rows`, and U+FFFD at each place (rows x, y) where text begins that is none of them."""
    count = len(unread)
    em = float(np.median(rows[:, 3] - rows[:, 1])) if len(rows) else 10.0
    x, y = unread[:, 0], unread[:, 1]
    extra = np.stack([x, y - 0.8 * em, x + em / 2, y + 0.2 * em, x, y], axis=1)
    x0, top, x1, bottom, _, baseline = np.concatenate([rows[:, :6], extra]).T
    return Glyphs(
        np.concatenate([codes, np.full(count, REPLACEMENT, np.uint32)]),
        x0, x1, top, bottom, baseline, np.full(len(x0), -1), np.zeros((0, 4)), len(rows) >= MAX_GLYPHS,
    )  # fmt: skip
