"""Upright strokes in a text line: what could be the stem of a bracket, and how its surroundings look.

A bracket is an upright stroke as high as the type with nothing beside its middle. Few other strokes of a line are, so
that the rest (is it `[`, `]` or an l, a 1, the side of a 門?) is decided on a small picture of each.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.scan.arrays import Ink, PixelBox
from extract.scan.boxes.patches import Darkness, likelihoods, network, zoomed

BROKEN = 0.2
"""Gaps up to this many font sizes in an upright stroke are closed: thin strokes break in 1-bit scans."""
LEAST_HEIGHT, MOST_HEIGHT = 0.5, 1.7
"""How high a bracket is, in font sizes; the font size of a page fits a single line by a quarter only."""
MOST_WIDTH = 0.3
"""How wide its stem is at most, in font sizes."""
SAME = 0.08
"""Strokes at one place that differ at their ends by less than this share of their height are one."""
END = 0.3
"""Arms are sought within this share of a stroke from its ends."""
BESIDE = 0.12
"""A stem has nothing this far to its sides (in its heights), over the middle half of its height."""
STRAY = 0.35
"""The share of ink that may lie there all the same: specks, a mark that touches."""

PATCH_HEIGHT, PATCH_WIDTH = 26, 30
"""Pixels of the small picture of a stroke and its surroundings."""
PATCH_STEM = 18.0
"""How high the stroke is in it."""


def upright_strokes(ink: Ink, em: float) -> list[PixelBox]:
    """The strokes of a line that could be stems of brackets, left to right; `em` is the font size in pixels.

    Brackets stacked line under line all but touch, and thin ones are broken, so strokes are taken both as they are and
    with larger gaps closed; which one is a bracket is seen later.
    """
    sums = np.pad(ink.astype(np.int32).cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    strokes = [stroke for stroke in _strokes(ink, em, 1) if _stands_free(sums, stroke)]
    strokes += [stroke for stroke in _strokes(ink, em, max(2, round(BROKEN * em / 2))) if _stands_free(sums, stroke)]
    strokes += [part for stroke in strokes for part in _between_arms(ink, stroke)]
    different: list[PixelBox] = []
    for stroke in strokes:
        if stroke.bottom - stroke.top >= LEAST_HEIGHT * em and not any(_alike(stroke, other) for other in different):
            different.append(stroke)
    return sorted(different)


def _between_arms(ink: Ink, stroke: PixelBox) -> Iterator[PixelBox]:
    """A stroke cut where arms go off it near its ends: a bracket joined to those above and below."""
    height = stroke.bottom - stroke.top
    third = round(END * height)
    for x in (stroke.x1 + 1, stroke.x0 - 2):
        if not 0 <= x < ink.shape[1]:
            continue
        column = ink[stroke.top : stroke.bottom, x]
        upper, lower = np.flatnonzero(column[:third]), np.flatnonzero(column[-third:])
        if not len(upper) or not len(lower):
            continue
        top, bottom = int(upper[-1]), height - third + int(lower[0])
        while top and column[top - 1]:
            top -= 1
        while bottom + 1 < height and column[bottom + 1]:
            bottom += 1
        yield stroke._replace(top=stroke.top + top, bottom=stroke.top + bottom + 1)


def _strokes(ink: Ink, em: float, half: int) -> list[PixelBox]:
    """Upright strokes of a bracket's size, gaps up to twice `half` pixels in them closed."""
    frame = 2 * half + 1  # closing would reach for the picture's edge
    points = np.pad(ink.astype(np.uint8), ((frame, frame), (1, 1)))
    points[:, 1:] |= points[:, :-1]  # a stroke that changes from one column to the next is one stroke
    closed = cv2.morphologyEx(points, cv2.MORPH_CLOSE, np.ones((frame, 1), np.uint8))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((max(5, round(LEAST_HEIGHT * em)) | 1, 1), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(opened, connectivity=8)
    highest, widest = MOST_HEIGHT * em, max(3.0, MOST_WIDTH * em)
    return [
        PixelBox(max(x - 1, 0), top - frame, max(min(x + width - 2, ink.shape[1]), x), top - frame + height)
        for x, top, width, height, _ in stats[1:count].tolist()
        if height <= highest and width - 1 <= widest
    ]


def _alike(stroke: PixelBox, other: PixelBox) -> bool:
    """Whether two strokes are the same but for a pixel or two at an end."""
    if stroke.x0 >= other.x1 or other.x0 >= stroke.x1:
        return False
    slack = max(2.0, SAME * (other.bottom - other.top))
    return abs(stroke.top - other.top) <= slack and abs(stroke.bottom - other.bottom) <= slack


def _stands_free(sums: NDArray[np.int32], stroke: PixelBox) -> bool:
    """Whether there is next to nothing beside the middle of a stroke; `sums` are those of ink up to each point."""
    height, width = stroke.bottom - stroke.top, sums.shape[1] - 1
    reach = max(2, round(BESIDE * height)) + 1
    top, bottom = stroke.top + height // 4, stroke.bottom - height // 4
    for x0, x1 in ((stroke.x0 - reach, stroke.x0 - 1), (stroke.x1 + 1, stroke.x1 + reach)):
        left, right = min(max(x0, 0), width), min(max(x1, 0), width)
        within = int(sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left])
        if within > STRAY * (bottom - top) * (x1 - x0):
            return False
    return True


def stroke_patches(dark: Darkness, strokes: list[PixelBox]) -> Darkness:
    """A small picture of each stroke with its surroundings, all strokes equally high and in the middle."""
    pictures = np.zeros((len(strokes), PATCH_HEIGHT, PATCH_WIDTH), np.float32)
    for n, stroke in enumerate(strokes):
        middle = ((stroke.x0 + stroke.x1) / 2, (stroke.top + stroke.bottom) / 2)
        pictures[n] = zoomed(dark, middle, PATCH_STEM / (stroke.bottom - stroke.top), (PATCH_WIDTH, PATCH_HEIGHT))
    return pictures


def bracket_likelihoods(dark: Darkness, strokes: list[PixelBox], em: float) -> NDArray[np.float32]:
    """How likely (0-1) each stroke is no bracket, the stem of `[`, that of `]`: one row of three for each."""
    measures = [
        ((stroke.bottom - stroke.top) / em, (stroke.x1 - stroke.x0) / (stroke.bottom - stroke.top))
        for stroke in strokes
    ]
    pictures = stroke_patches(dark, strokes).reshape(len(strokes), -1)
    return likelihoods(np.hstack([pictures, np.array(measures, np.float32)]), network("strokes.npz"))
