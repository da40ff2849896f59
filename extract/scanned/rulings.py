"""A straightened picture → its rulings in points, and the ink that is left without them.

Strips (`ruling_strips`) become rulings where they are long, or held by rulings across at both ends; a dash, an
underline or the side of a bracket stays ink.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.grid import TooManyRulings
from extract.pdfium import FloatArray, Paths
from extract.rulings import Rulings, find_rulings
from extract.scanned.held import Kept, held_strips
from extract.scanned.records import CleanPicture, Ink
from extract.scanned.ruling_strips import Strips, TooManyStrips, level_strips, thin_pieces

LEVEL_LENGTH, UPRIGHT_LENGTH = 1.4, 1.05
"""Font sizes: shorter strips are strokes. Rows may be as low as their text, columns hold a character at least."""
MARGIN = 0.35
"""Points beside a strip that are still its own ink: its ragged edge."""
BRIDGE = 2.6
"""Points: a stroke with ink at both sides of a strip no thicker crosses it, and is kept whole."""


def picture_rulings(clean: CleanPicture, em: float) -> tuple[Rulings, Ink]:
    """The rulings of a page whose usual font size is `em` points, and its ink without them.

    Raises `TooManyRulings` for a picture that is full of strips.
    """
    low, narrow = thin_pieces(clean.ink, clean.scale)
    turned_grey = _turned(clean.grey)
    try:
        level = level_strips(clean.grey, low, clean.scale, LEVEL_LENGTH, em)
        upright = level_strips(turned_grey, _turned(narrow), clean.scale, UPRIGHT_LENGTH, em)
    except TooManyStrips as error:
        raise TooManyRulings from error
    level_kept, upright_kept = held_strips(level, upright, clean.grey, turned_grey, clean.scale, em)
    rulings = _rulings(_rows(level, level_kept, clean.scale), _rows(upright, upright_kept, clean.scale), em)
    return rulings, _without(clean, level, level_kept, upright, upright_kept)


def _turned(pixels: NDArray[Any]) -> NDArray[Any]:
    """The picture with rows and columns exchanged."""
    return np.ascontiguousarray(pixels.T)


def _without(clean: CleanPicture, level: Strips, level_kept: Kept, upright: Strips, upright_kept: Kept) -> Ink:
    """The ink without the strips kept, but with what crosses them."""
    margin = max(round(MARGIN * clean.scale), 1)
    flat = _mask(level, level_kept, margin)
    steep = _turned(_mask(upright, upright_kept, margin))
    ink = clean.ink.astype(np.uint8)
    bare = ink & ~(flat | steep)
    bridge = max(round(BRIDGE * clean.scale), 3) | 1
    over_flat = cv2.morphologyEx(bare, cv2.MORPH_CLOSE, np.ones((bridge, 1), np.uint8)) & flat
    over_steep = cv2.morphologyEx(bare, cv2.MORPH_CLOSE, np.ones((1, bridge), np.uint8)) & steep
    return np.asarray((bare | ((over_flat | over_steep) & ink)) > 0)


def _mask(strips: Strips, kept: Kept, margin: int) -> NDArray[np.uint8]:
    """1 where one of the strips kept is, with `margin` pixels above and below; 0 elsewhere."""
    wanted = np.concatenate([[0], kept]).astype(np.uint8)
    mask = wanted[strips.labels]
    return np.asarray(cv2.dilate(mask, np.ones((2 * margin + 1, 1), np.uint8)), np.uint8)


def _rows(strips: Strips, kept: Kept, scale: float) -> FloatArray:
    """Rows (position, start, end) of the strips kept, in points."""
    rows = [
        (middle + 0.5, box.x0, box.x1)
        for box, middle, is_kept in zip(strips.boxes, strips.middles, kept.tolist(), strict=True)
        if is_kept
    ]
    return np.array(rows, np.float64).reshape(-1, 3) / scale


def _rulings(level: FloatArray, upright: FloatArray, em: float) -> Rulings:
    """One ruling for each that a reader sees, as from painted paths."""
    flat = level[:, [1, 0, 2, 0]]
    steep = upright[:, [0, 1, 0, 2]]
    return find_rulings(Paths(np.concatenate([flat, steep]), np.zeros((0, 4))), em)
