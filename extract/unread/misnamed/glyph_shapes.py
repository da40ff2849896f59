"""Whether the kanji and digits of a font look like those that it calls them: a map may name each by another one.

A kanji that is called another one looks like any other glyph by itself. But of twenty kanji the boxes around their ink
differ as they do in other faces, or as chance has it. Digits are few: a coarse picture tells each from all others.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.pdf.coordinates import FloatArray
from extract.scan.arrays import Ink
from extract.scan.models import check_model

NAME = "glyph_shapes.npz"
UNIT = 0.005
"""Font sizes in which boxes are kept."""
ROWS, COLUMNS = 6, 4
"""A picture of a digit is so coarse."""
ENOUGH, FEWEST = 20, 12
"""So many kanji of a font tell for certain, or nearly so."""
UNLIKE, UNLIKELY = 0.6, 0.4
"""Boxes of so many kanji that agree less with those of other faces (1: as they do) may be those of other kanji."""
APART = 0.08
"""A digit looks like another one if it agrees with that one better by so much."""


class _Shapes(NamedTuple):
    rows: NDArray[np.intp]
    boxes: FloatArray
    digits: FloatArray


def agreement(codes: NDArray[np.uint32], boxes: FloatArray) -> float | None:
    """How well the boxes of kanji (rows width, height, middle x and y, in font sizes) agree with those of other faces.

    1 is as they do, 0 as chance has it; None where there are too few to tell.
    """
    known = _shapes().rows[np.minimum(codes, len(_shapes().rows) - 1)]
    told = known >= 0
    if np.count_nonzero(told) < FEWEST:
        return None
    own, others = boxes[told], _shapes().boxes[known[told]]
    own, others = own - own.mean(axis=0), others - others.mean(axis=0)
    size = float(np.sqrt((own * own).sum() * (others * others).sum()))
    return float((own * others).sum()) / size if size else None


def may_be_others(codes: NDArray[np.uint32], boxes: FloatArray) -> bool:
    """Whether glyphs with these boxes may be other kanji than they are called: of a rare face as well."""
    agreed = agreement(codes, boxes)
    return agreed is not None and agreed < (UNLIKE if len(codes) >= ENOUGH else UNLIKELY)


def is_other_digit(digit: int, ink: Ink) -> bool:
    """Whether some ink, cut to its size, is clearly another digit than this one. A 1 is told by its width."""
    picture = _even(coarse_picture(ink).ravel()[None])[0]
    agreed = _shapes().digits @ picture
    agreed[1] = -1.0
    return bool(agreed.max() - agreed[digit] > APART)


def coarse_picture(ink: Ink) -> FloatArray:
    """The share of ink in each part of a picture."""
    high, wide = ink.shape
    rows, columns = np.linspace(0, high, ROWS + 1), np.linspace(0, wide, COLUMNS + 1)
    sums = np.zeros((high + 1, wide + 1))
    sums[1:, 1:] = ink.cumsum(axis=0).cumsum(axis=1)
    y, x = rows.astype(np.intp), columns.astype(np.intp)
    down, right = (rows - y)[:, None], (columns - x)[None]
    y1, x1 = np.minimum(y + 1, high), np.minimum(x + 1, wide)
    upper = sums[y][:, x] * (1 - right) + sums[y][:, x1] * right
    lower = sums[y1][:, x] * (1 - right) + sums[y1][:, x1] * right
    at = upper * (1 - down) + lower * down
    shares: FloatArray = np.diff(np.diff(at, axis=0), axis=1) / (high * wide / (ROWS * COLUMNS))
    return shares


def _even(pictures: FloatArray) -> FloatArray:
    """Pictures (rows) without their mean, each as long as the others."""
    apart = pictures - pictures.mean(axis=1, keepdims=True)
    even: FloatArray = apart / np.maximum(np.linalg.norm(apart, axis=1, keepdims=True), 1e-9)
    return even


@cache
def _shapes() -> _Shapes:
    with files("extract.unread.misnamed").joinpath(NAME).open("rb") as stored:
        check_model(NAME, stored)
        with np.load(stored) as kept:
            codes, boxes, digits = kept["codes"], kept["boxes"], kept["digits"]
    rows = np.full(0x10000, -1, np.intp)
    rows[codes] = np.arange(len(codes))
    return _Shapes(rows, boxes * UNIT, _even(digits.reshape(len(digits), -1) / 255.0))
