"""Frames with round corners: their straight sides end before they meet, and are led on to the corner here."""

from __future__ import annotations

import numpy as np

from extract.pdf.coordinates import FloatArray
from extract.ruled.rules.rulings import Rulings

MAX_RADIUS = 12.0
"""Corners are rounder than this (points) only around things that are no table."""
MIN_RADIUS = 1.0
"""Ends that miss each other by less meet anyway."""
ROUND = 2.0
"""Points by which the two sides of one corner may end at different distances from it."""


def with_corners(rulings: Rulings) -> Rulings:
    """The rulings, level and upright ones led on to the corner that both end short of, at one distance."""
    level, upright = rulings.horizontal, rulings.vertical
    if not len(level) or not len(upright):
        return rulings
    made: tuple[FloatArray, FloatArray] | None = None
    for side, out in ((1, 1.0), (2, -1.0)):
        across = out * (level[:, None, side] - upright[None, :, 0])
        if not ((across > MIN_RADIUS) & (across < MAX_RADIUS)).any():
            continue
        for end, down in ((1, 1.0), (2, -1.0)):
            along = down * (upright[None, :, end] - level[:, None, 0])
            meets = (across > MIN_RADIUS) & (across < MAX_RADIUS) & (along > MIN_RADIUS) & (along < MAX_RADIUS)
            meets &= np.abs(across - along) < ROUND
            for n, m in np.argwhere(meets).tolist():
                made = made or (level.copy(), upright.copy())
                made[0][n, side], made[1][m, end] = upright[m, 0], level[n, 0]
    return Rulings(*made) if made is not None else rulings
