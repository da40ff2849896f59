"""The usual text size of a scanned page, from the heights of its printed lines."""

from __future__ import annotations

import cv2
import numpy as np

from extract.scan.arrays import Ink

LONG = 22.0
"""Points: ink that runs straight for so long is a ruling, not a character's stroke."""
GAP = 4.0
"""Points between ink on one line that stands together; lines stand further apart than that is high."""
MIDDLING = 0.4
"""The share of the text that is smaller than usual: a little under half, as some lines touch and look like one."""
FACE = 0.92
"""The height of a line of characters, in font sizes: kanji do not fill their square."""
SMALLEST, LARGEST = 4.0, 20.0
"""Points: what is printed smaller is dirt or ruby, and what is larger a heading."""
DEFAULT = 9.0
"""Points, for a page without text."""


def usual_text_size(ink: Ink, scale: float) -> float:
    """The font size (points) that most of the text has, told from ink with `scale` pixels per point."""
    black = ink.astype(np.uint8)
    length = max(round(LONG * scale), 3)
    for shape in ((1, length), (length, 1)):
        long = cv2.morphologyEx(black, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        black = cv2.subtract(black, cv2.dilate(long, np.ones((3, 3), np.uint8)))
    gap = max(round(GAP * scale), 1)
    lines = cv2.morphologyEx(black, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
    width, height = stats[1:, 2], stats[1:, 3]
    size = height / (FACE * scale)
    text = (size >= SMALLEST) & (size <= LARGEST) & (width > 1.5 * height)
    if not text.any():
        return DEFAULT
    order = np.argsort(size[text])
    shares = np.cumsum(width[text][order])
    return float(size[text][order][np.searchsorted(shares, shares[-1] * MIDDLING)])
