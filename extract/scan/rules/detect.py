"""A straightened picture → its rulings in points, and the ink that is left without them.

Strips (`ink_runs.py`) become rulings where they reach from ruling to ruling (`anchored.py`); a dash, an underline or
the side of a bracket is none.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.pdf.coordinates import FloatArray, Paths
from extract.ruled.rules.rulings import Rulings, find_rulings
from extract.ruled.tables.grid import TooManyRulings
from extract.scan.arrays import CleanPicture, Ink
from extract.scan.rules.anchored import Held, held_pieces
from extract.scan.rules.ink_runs import Black, LevelStrips, TooManyStrips, level_strips, thin_pieces
from extract.scan.rules.line_segments import Chains, chains_of

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
    scale, turned_grey = clean.scale, _turned(clean.grey)
    low, narrow = thin_pieces(clean.ink, scale)
    try:
        level = level_strips(clean.grey, low, scale, LEVEL_LENGTH, em)
        upright = level_strips(turned_grey, _turned(narrow), scale, UPRIGHT_LENGTH, em)
    except TooManyStrips as error:
        raise TooManyRulings from error
    level_chains, upright_chains = chains_of(level, scale), chains_of(upright, scale)
    flat, steep = held_pieces(level_chains, upright_chains, clean.grey, turned_grey, scale, em)
    margin = max(round(MARGIN * scale), 1)
    over = _mask(level, level_chains, flat, margin), _turned(_mask(upright, upright_chains, steep, margin))
    return _rulings(flat.rows / scale, steep.rows / scale, em), _without(clean, *over)


def _rulings(flat: FloatArray, steep: FloatArray, em: float) -> Rulings:
    """One ruling for each that a reader sees, as from painted paths."""
    strokes = np.concatenate([flat[:, [1, 0, 2, 0]], steep[:, [0, 1, 0, 2]]])
    return find_rulings(Paths(strokes, np.zeros((0, 4))), em)


def _mask(strips: LevelStrips, chains: Chains, held: Held, margin: int) -> Black:
    """1 where the strips are rulings, with `margin` pixels above and below; 0 elsewhere."""
    mask = np.zeros(strips.labels.shape, np.uint8)
    for (_, start, end, _), chain in zip(held.rows.tolist(), held.chain.tolist(), strict=True):
        top, bottom = chains.rows[chain, 4:6].astype(int).tolist()
        part = (slice(top, bottom), slice(int(start), int(end) + 1))
        mask[part] |= strips.labels[part] > 0
    return np.asarray(cv2.dilate(mask, np.ones((2 * margin + 1, 1), np.uint8)), np.uint8)


def _without(clean: CleanPicture, flat: Black, steep: Black) -> Ink:
    """The ink without the rulings, level and upright, but with what crosses them."""
    ink = clean.ink.astype(np.uint8)
    bare = ink & ~(flat | steep)
    bridge = max(round(BRIDGE * clean.scale), 3) | 1
    crossing = _closed(bare, (bridge, 1)) & flat | _closed(bare, (1, bridge)) & steep
    return np.asarray((bare | (crossing & ink)) > 0)


def _closed(black: Black, shape: tuple[int, int]) -> Black:
    """The picture with gaps smaller than `shape` (rows, columns) filled."""
    return np.asarray(cv2.morphologyEx(black, cv2.MORPH_CLOSE, np.ones(shape, np.uint8)), np.uint8)


def _turned(pixels: NDArray[Any]) -> NDArray[Any]:
    """The picture with rows and columns exchanged."""
    return np.ascontiguousarray(pixels.T)
