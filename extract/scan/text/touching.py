"""Lines of print that touch, cut apart.

These forms are set with next to no space between lines, and a parenthesis around a wrapped text stands beside two lines
at once.
"""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np

from extract.scan.arrays import Ink, PixelBox

MIN_LINE, MAX_LINE = 0.45, 1.4
"""The heights, in font sizes, between which a line cut out of touching ones must be."""
VALLEY = 0.3
"""Between touching lines there is less ink than this share of what the lines' own rows have."""
STRADDLES = 0.25
"""A character that reaches so many font sizes beyond a cut on both sides belongs to neither line."""


def cut_apart(ink: Ink, em: float) -> list[PixelBox]:
    """The boxes of the lines in `ink`, cut where the least ink lies between them; large type stays whole.

    What stands beside two lines at once is a box of its own. `em` is the usual font size in pixels.
    """
    cuts = _cuts(ink, em)
    straddling = _straddling(ink, cuts, em) if cuts else []
    if straddling:
        ink = ink.copy()
        for box, piece in straddling:
            ink[box.top : box.bottom, box.x0 : box.x1] &= ~piece
        cuts = _cuts(ink, em)
    boxes = [_box(ink, top, bottom) for top, bottom in pairwise([0, *cuts, len(ink)])]
    return [box for box in boxes if box is not None] + [box for box, _ in straddling]


def _cuts(ink: Ink, em: float) -> list[int]:
    """The rows at which lines are cut apart; none where no two lines are seen."""
    rows = ink.sum(axis=1)
    usual = float(np.median(rows[rows > 0])) if rows.any() else 0.0
    low, high = int(MIN_LINE * em), int(MAX_LINE * em)
    cuts: list[int] = []
    at = 0
    while len(rows) - at > high:
        window = rows[at + low : min(at + high, len(rows) - low)]
        at += low + int(np.argmin(window))
        if rows[at] > VALLEY * usual:
            return []
        cuts.append(at)
    return cuts


def _straddling(ink: Ink, cuts: list[int], em: float) -> list[tuple[PixelBox, Ink]]:
    """The connected pieces of ink, no higher than a line, that reach well beyond a cut on both sides."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    found = []
    for label, (x, y, width, height, _) in enumerate(stats[1:count].tolist(), start=1):
        beyond = STRADDLES * em
        if height <= MAX_LINE * em and any(y + beyond < cut < y + height - beyond for cut in cuts):
            box = PixelBox(x, y, x + width, y + height)
            found.append((box, labels[y : y + height, x : x + width] == label))
    return found


def _box(ink: Ink, top: int, bottom: int) -> PixelBox | None:
    """The box around the ink between two rows."""
    part = ink[top:bottom]
    rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    if not len(rows):
        return None
    return PixelBox(int(columns[0]), top + int(rows[0]), int(columns[-1]) + 1, top + int(rows[-1]) + 1)
