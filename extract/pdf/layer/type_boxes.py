"""Boxes of glyphs, where PDFium gives others than a reader sees.

A font may state a type box of several times its size (Cambria: 3.1 above the line, 2.5 below), which covers the lines
above and below. A text that states what it stands for (ActualText) has the box of its ink, of a dot next to none; so
have glyphs of fonts that are drawn upside down (Type 3). And the letters of a ligature share one box, as if they were
printed on top of each other.
"""

from __future__ import annotations

import math

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from extract.pdf.calls import address
from extract.pdf.coordinates import FloatArray

TALLEST = 1.9
"""Type boxes higher than this many font sizes say nothing of what is printed: those of usual fonts reach 1.6."""
ASCENT, DESCENT = 0.88, 0.12
"""The shares of the font size that a Japanese font has above and below its line; put where a font says too much."""
LOWEST, LEAST = 0.75, 3.0
"""Type boxes lower than this share of the font size, or of so many points, say nothing of it."""
HALF = 0.6
"""A full-width glyph has a box at least so wide (font sizes)."""
WIDE_FROM = 0x2E80
"""Code points from here on are as wide as the font is high."""
IDEOGRAPHIC_SPACE, HALF_WIDTH_FROM = 0x3000, 0xFF61
FEW = 20
"""Fewer of these do not tell the size of a page's type."""
LETTERS = 0x250
"""Latin letters, of which two alike (ff) may be a ligature, have codes below this."""
_SCALES = 10.0
"""Boxes that differ by less than a tenth of a point are of one kind."""


def with_usual_height(
    handle: object, index: NDArray[np.intp], boxes: FloatArray, baseline: FloatArray, sideways: bool, usual: float
) -> None:  # fmt: skip
    """Cut the rows (x0, top, x1, bottom) of `boxes` down to the font size, where their font states far more.

    `index` are the numbers of the glyphs on their page, `baseline` their origins' distances from the top (points);
    `sideways` says that the page is displayed turned by a quarter, `usual` is the page's `usual_width`. Only upright
    glyphs are looked at.
    """
    height = boxes[:, 3] - boxes[:, 1]
    # Kanji, as wide as their size, tell that of the page.
    suspects = np.flatnonzero(height > TALLEST * usual)
    if not len(suspects):
        return
    below = boxes[suspects, 3] - baseline[suspects]
    kind = np.round(height[suspects] * _SCALES) * 10_000 + np.round(below * _SCALES)
    _, firsts, kinds = np.unique(kind, return_index=True, return_inverse=True)
    matrix = raw.FS_MATRIX()
    for number, first in enumerate(suspects[firsts].tolist()):
        char = int(index[first])
        if not raw.FPDFText_GetMatrix(handle, char, matrix) or (abs(matrix.b) > abs(matrix.a)) != sideways:
            continue
        size = raw.FPDFText_GetFontSize(handle, char) * math.hypot(matrix.c, matrix.d)
        if size > 0 and height[first] > TALLEST * size:
            chosen = suspects[kinds == number]
            boxes[chosen, 1] = baseline[chosen] - ASCENT * size
            boxes[chosen, 3] = baseline[chosen] + DESCENT * size


def with_usual_size(
    handle: object, index: NDArray[np.intp], codes: NDArray[np.uint32], boxes: FloatArray, x: FloatArray,
    baseline: FloatArray, sideways: bool, usual: float,
) -> None:  # fmt: skip
    """Widen the rows of `boxes` that are far lower than their type to its size (see `with_usual_height`).

    `codes` are the glyphs' characters, `x` their origins. Full-width ones get their width too.
    """
    printed = (codes > ord(" ")) & (codes != IDEOGRAPHIC_SPACE)
    low = boxes[:, 3] - boxes[:, 1] < max(LOWEST * usual, LEAST)
    matrix = raw.FS_MATRIX()
    for n in np.flatnonzero(low & printed).tolist():
        char = int(index[n])
        if not raw.FPDFText_GetMatrix(handle, char, matrix) or (abs(matrix.b) > abs(matrix.a)) != sideways:
            continue
        size = raw.FPDFText_GetFontSize(handle, char) * math.hypot(matrix.c, matrix.d)
        left, top, right, bottom = boxes[n].tolist()
        if bottom - top >= LOWEST * size:
            continue
        boxes[n, 1] = min(top, baseline[n] - ASCENT * size)
        boxes[n, 3] = max(bottom, baseline[n] + DESCENT * size)
        if right - left < HALF * size and WIDE_FROM <= codes[n] < HALF_WIDTH_FROM:
            boxes[n, 0], boxes[n, 2] = min(left, x[n]), max(right, x[n] + size)


def usual_width(codes: NDArray[np.uint32], boxes: FloatArray) -> float:
    """The width (points) of most kanji of a page, which is the size of their type; 0 where it has few."""
    widths = np.sort((boxes[:, 2] - boxes[:, 0])[codes >= WIDE_FROM])
    return 0.0 if len(widths) < FEW else float(widths[len(widths) // 2])


def part_ligatures(
    handle: object, index: NDArray[np.intp], codes: NDArray[np.uint32], rects: NDArray[np.float32], origins: FloatArray
) -> None:
    """Give each letter of a ligature its share of the width: rows (left, top, right, bottom) of `rects` are changed.

    The letters are glyphs with the same box and origin, one behind the other in one text object. `index` are their
    numbers on the page; `origins` has x and y as its rows. The same kanji twice is no ligature, but bold type.
    """
    again = origins[0, 1:] == origins[0, :-1]
    if not again.any():
        return
    again &= (np.diff(index) == 1) & (rects[1:] == rects[:-1]).all(axis=1) & (rects[1:, 2] > rects[1:, 0])
    again &= (codes[1:] != codes[:-1]) | (codes[1:] < LETTERS)
    starts = np.flatnonzero(again & ~np.concatenate([[False], again[:-1]])).tolist()
    for start in starts:
        length = int(np.argmin(np.append(again[start:], False))) + 1
        if not _are_one_object(handle, index[start : start + length]):
            continue
        left, right = rects[start, 0], rects[start, 2]
        edges = np.linspace(left, right, length + 1)
        rects[start : start + length, 0], rects[start : start + length, 2] = edges[:-1], edges[1:]


def _are_one_object(handle: object, index: NDArray[np.intp]) -> bool:
    return len({address(raw.FPDFText_GetTextObject(handle, char)) for char in index.tolist()}) == 1
