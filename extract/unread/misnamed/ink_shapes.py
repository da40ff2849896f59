"""What shape the ink of a character has: that of a comma is not that of a kanji, and a blank has none."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


class Shape:
    """The shape of a character's ink: plain numbers, as NumPy compares arrays to members of an enum far slower."""

    OTHER = 0  # nothing that tells much
    LARGE = 1  # kanji and kana
    BLANK = 2  # no ink
    SMALL = 3  # all ink lies close together
    THIN = 4  # a thin bar
    RING = 5  # as wide as high
    FLAT = 6  # a level bar as wide as type
    ZERO = 7  # higher than wide
    LETTER = 8  # as wide as high, and narrower than a kanji


CODES = 0x10000
"""Characters beyond have the shape of the last one."""
SIGNS = (Shape.SMALL, Shape.THIN, Shape.RING, Shape.FLAT)
"""Those that tell much."""
_BLANKS = (0x20, 0xA0, 0xAD, 0x3000, 0xFEFF, *range(0x2000, 0x2010), 0x202F, 0x205F, 0x2060)
_CHARACTERS = {
    Shape.SMALL: "、。，．・.,'`゛゜",
    Shape.THIN: "ー－―‐-−|｜l1I!（）()「」『』［］[]【】〔〕:：;；", Shape.RING: "〇○◯",
    Shape.FLAT: "一", Shape.ZERO: "0", Shape.LETTER: "O",
}  # fmt: skip
_SHAPES = np.zeros(CODES, np.uint8)
_SHAPES[0x3041:0x3097] = _SHAPES[0x30A1:0x30FB] = _SHAPES[0x4E00:0xA000] = Shape.LARGE
_SHAPES[list(_BLANKS)] = Shape.BLANK
for _shape, _characters in _CHARACTERS.items():
    _SHAPES[list(map(ord, _characters))] = _shape


def shapes_of(codes: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """The shape of each character (`Shape`)."""
    return _SHAPES[np.minimum(codes, CODES - 1)]


def is_blank(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which characters leave no ink."""
    blank: NDArray[np.bool_] = shapes_of(codes) == Shape.BLANK
    return blank


def is_nameless(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which codes name no character: unmapped ones, and those of private use but for Microsoft's symbol fonts'."""
    control = (codes < 0x20) | ((codes >= 0x7F) & (codes < 0xA0)) | (codes == 0xFFFD)
    private = ((codes >= 0xE000) & (codes < 0xF000)) | ((codes >= 0xF100) & (codes < 0xF900)) | (codes >= 0xF0000)
    nameless: NDArray[np.bool_] = control | private
    return nameless
