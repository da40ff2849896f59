"""Skew: the angle at which a page lay in the scanner, found from its rulings and lines of text, and undone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.pdf.coordinates import FloatArray
from extract.records import Placement
from extract.scan.arrays import Grey, Ink, Picture
from extract.scan.image.binarize import ink_of
from extract.scan.image.dewarp import flatten

MAX_SKEW = 3.2
"""Degrees: scanners feed no worse, and beyond it text is told from rulings no more."""
STROKE = 4.0
"""Points: pieces of ink that run straight for so long are looked at. A hairline at `MAX_SKEW` steps after so many."""
COARSE, FINE = 0.1, 0.015
"""Degrees between the angles that are tried."""
COARSE_POINTS, FINE_POINTS = 15_000, 40_000
"""Black points that are tried on."""
SHARP = 1.15
"""The best angle must gather the points so many times better than the middling one: a photo has no angle."""
LEAST_SKEW = 0.02
"""Degrees below which turning would blur more than it mends."""

PointArrays = tuple[FloatArray, FloatArray]


def straighten(picture: Picture) -> Picture:
    """The picture turned so that its rulings, or lines of text, run level, and bent rulings straight."""
    degrees = skew(ink_of(picture.grey, picture.scale), picture.scale)
    return flatten(picture if abs(degrees) < LEAST_SKEW else turned(picture, degrees))


def skew(ink: Ink, scale: float) -> float:
    """By how many degrees the print falls to the right; 0.0 where nothing runs straight."""
    black = ink.astype(np.uint8)
    length = max(round(STROKE * scale), 3)
    level = _points(cv2.morphologyEx(black, cv2.MORPH_OPEN, np.ones((1, length), np.uint8)))
    upright = _points(cv2.morphologyEx(black, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8)))
    # What falls to the right when level leans to the left when upright.
    sides = [level, (upright[1], -upright[0])]
    angles = np.arange(-MAX_SKEW, MAX_SKEW + COARSE, COARSE)
    scores = _scores(sides, angles, COARSE_POINTS, 3)
    if scores.max() < SHARP * np.median(scores):
        return 0.0
    best = float(angles[scores.argmax()])
    angles = best + np.arange(-1.2 * COARSE, 1.2 * COARSE + FINE, FINE)
    return _peak(angles, _scores(sides, angles, FINE_POINTS, 1))


def turned(picture: Picture, degrees: float) -> Picture:
    """The picture with a skew of `degrees` undone, about its middle; paper comes in at the corners."""
    height, width = picture.grey.shape
    back = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)  # straightened pixels to scanned ones
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    grey: Grey = np.asarray(
        cv2.warpAffine(picture.grey, back, (width, height), flags=flags, borderValue=(255,)), np.uint8
    )
    (a, b, c), (d, e, f) = back.tolist()
    skewed = Placement(a, b, c / picture.scale, d, e, f / picture.scale)
    return replace(picture, grey=grey, placement=picture.placement.after(skewed))


def _points(black: NDArray[Any]) -> PointArrays:
    """x and y of the points that are not 0."""
    y, x = np.nonzero(black)
    return x.astype(np.float64), y.astype(np.float64)


def _scores(sides: list[PointArrays], angles: FloatArray, most: int, bin_size: int) -> FloatArray:
    """How well the points gather in lines at each angle: the sum of squares of their counts."""
    total = np.zeros(len(angles))
    for x, y in sides:
        step = max(len(x) // most, 1)
        if len(x) < 2:
            continue
        # Points are taken at odd intervals: an even one would fall in step with rulings.
        chosen = np.random.default_rng(0).permutation(len(x))[: len(x) // step]
        x, y = x[chosen] / bin_size, y[chosen] / bin_size
        for n, slope in enumerate(np.tan(np.radians(angles)).tolist()):
            at = np.rint(y - slope * x).astype(np.int64)
            counts = np.bincount(at - at.min())
            total[n] += float(counts @ counts)
    return total


def _peak(angles: FloatArray, scores: FloatArray) -> float:
    """Where the scores are highest, between the angles tried."""
    n = int(scores.argmax())
    if not 0 < n < len(scores) - 1:
        return float(angles[n])
    before, here, after = scores[n - 1 : n + 2].tolist()
    bend = before - 2 * here + after
    return float(angles[n] + (0.5 * (before - after) / bend if bend else 0.0) * (angles[1] - angles[0]))
