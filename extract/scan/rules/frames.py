"""Small frames that are drawn around single option boxes or values: they bound nothing that the text does not show."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from extract.scan.arrays import CleanPicture, Ink

WIDTHS, HEIGHTS = (1.6, 6.5), (0.9, 3.0)
"""Font sizes that a frame is wide and high; wider ones are cells."""
FLAT = 1.4
"""A frame is so many times as wide as high; no character is."""
SIDE = 0.2
"""Font sizes from the rim within which a side lies."""
DRAWN = 0.92
"""The share of each side that is drawn."""
WITHIN = 0.01
"""The share of a frame's inside that its own ink may cover."""
PAPER = 255


def without_frames(clean: CleanPicture, em: float) -> CleanPicture:
    """The picture without its small frames; `em` is the usual font size in points.

    Frames stand so close around brackets and above each other that they would be taken for rulings only in part.
    """
    em *= clean.scale
    count, labels, stats, _ = cv2.connectedComponentsWithStats(clean.ink.astype(np.uint8), connectivity=8)
    width, height = stats[:count, cv2.CC_STAT_WIDTH], stats[:count, cv2.CC_STAT_HEIGHT]
    like = (WIDTHS[0] * em <= width) & (width <= WIDTHS[1] * em) & (HEIGHTS[0] * em <= height)
    like &= (height <= HEIGHTS[1] * em) & (width >= FLAT * height)
    ink, grey = clean.ink.copy(), clean.grey.copy()
    for label in np.flatnonzero(like).tolist():
        x, y, w, h = stats[label, :4].tolist()
        own = labels[y : y + h, x : x + w] == label
        if label and _is_frame(own, max(round(SIDE * em), 2)):
            ink[y : y + h, x : x + w] &= ~own
            rim = cv2.dilate(own.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
            grey[y : y + h, x : x + w][rim] = PAPER
    return replace(clean, ink=ink, grey=grey)


def _is_frame(own: Ink, side: int) -> bool:
    """Whether a piece of ink has four sides and nothing within."""
    sides = own[:side].any(axis=0), own[-side:].any(axis=0), own[:, :side].any(axis=1), own[:, -side:].any(axis=1)
    inside = own[side:-side, side:-side]
    return all(drawn.mean() >= DRAWN for drawn in sides) and bool(inside.size) and inside.mean() <= WITHIN
