"""Curl: rulings that come out of a scanner bent, because the page did not lie flat, made straight again.

How far the page is shifted, up and down and sideways, is a smooth low field; every ruling shows its course along one
line. What no ruling shows is left as it is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.pdf.coordinates import FloatArray
from extract.records import Placement
from extract.scan.arrays import Grey, Picture
from extract.scan.rules.ink_runs import NO_DOTS, LevelStrips, TooManyStrips, level_strips

LONG = 60.0
"""Points: shorter rulings show no bend."""
EVERY = 6.0
"""Points between the places where the course of a ruling is measured."""
SLANT = 0.035
"""How far a bent ruling may leave its direction, of its length."""
DEGREE = 3
"""A bent page is taken for a curve of this degree along its rulings: an arc, or an S."""
ENOUGH, APART = 4, 0.3
"""So many rulings, over this share of the page, also show how the bend changes across it."""
OUTLIER = 3.0
"""Places that are off by more than so many usual deviations do not count: text that touches a ruling."""
LEAST_BEND, MOST_BEND = 0.3, 9.0
"""Points of shift below which mending would blur more than it mends, and beyond which it is no curl."""
MENDED = 0.5
"""Rulings must come out straighter by this factor."""
COARSE_STEP = 16
"""The field is computed at every so many pixels, and is smooth in between."""
BAND = 512
"""Rows that are shifted at a time, so that memory does not grow with the page."""


@dataclass(frozen=True, slots=True)
class Curl:
    """Shifts (points) across the direction of rulings: at (along, across) as shares of the page's sides, 0 to 1.

    `weights` belong to the powers of `_terms`; outside `along` and `across`, where rulings were, the shift goes on as
    at their rim.
    """

    weights: FloatArray
    along: tuple[float, float]
    across: tuple[float, float]

    def at(self, along: FloatArray, across: FloatArray) -> FloatArray:
        """The shift at each place."""
        terms = _terms(np.clip(along, *self.along), np.clip(across, *self.across), len(self.weights) > DEGREE)
        shift: FloatArray = terms @ self.weights
        return shift


NO_SHIFT = Curl(np.zeros(DEGREE), (0.0, 1.0), (0.0, 1.0))


def flatten(picture: Picture) -> Picture:
    """The picture (on evened ground, deskewed) with its bent rulings straight."""
    half = cv2.resize(picture.grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    down = _field(np.asarray(half, np.uint8), picture.scale / 2)
    aside = _field(np.ascontiguousarray(half.T), picture.scale / 2)
    if down is None and aside is None:
        return picture
    return _shifted(picture, down or NO_SHIFT, aside or NO_SHIFT)


def _field(grey: Grey, scale: float) -> Curl | None:
    """The shifts that the level rulings of a picture show; None where they are straight or there are none."""
    try:
        strips = level_strips(grey, NO_DOTS, scale, LONG, 1.0, SLANT)
    except TooManyStrips:
        return None
    ruling, along, across = _courses(strips, scale)
    if not len(ruling):
        return None
    height, width = (side / scale for side in grey.shape)
    u, v = along / width, across / height
    count = len(np.unique(ruling))
    varied = count >= ENOUGH and float(np.ptp(v)) >= APART
    terms = _terms(u, v, varied)
    chosen = np.ones(len(ruling), bool)
    for _ in range(3):
        weights = _fit(ruling[chosen], terms[chosen], across[chosen])
        left = np.abs(_centred(ruling, across - terms @ weights))
        chosen = left <= OUTLIER * max(float(np.median(left)), 0.5 / scale)
    bent = _centred(ruling, across)[chosen]
    if np.ptp(terms @ weights) > MOST_BEND or np.percentile(np.abs(bent), 90) < LEAST_BEND:
        return None
    if np.std(_centred(ruling, across - terms @ weights)[chosen]) > MENDED * np.std(bent):
        return None
    return Curl(weights, (float(u.min()), float(u.max())), (float(v.min()), float(v.max())))


def _courses(strips: LevelStrips, scale: float) -> tuple[NDArray[np.int64], FloatArray, FloatArray]:
    """(number of the ruling, place along it, place across) in points, at many places of each ruling."""
    step = max(round(EVERY * scale), 1)
    rulings, along, across = [], [], []
    for n, box in enumerate(strips.boxes, start=1):
        columns = np.arange(box.x0, box.x1, step)
        part = strips.labels[box.top : box.bottom, columns] == n
        counts = part.sum(axis=0)
        seen = counts > 0
        middles = (part * np.arange(box.top, box.bottom)[:, None]).sum(axis=0)[seen] / counts[seen]
        rulings.append(np.full(int(seen.sum()), n))
        along.append((columns[seen] + 0.5) / scale)
        across.append((middles + 0.5) / scale)
    if not rulings:
        return np.zeros(0, np.int64), np.zeros(0), np.zeros(0)
    return np.concatenate(rulings), np.concatenate(along), np.concatenate(across)


def _terms(u: FloatArray, v: FloatArray, varied: bool) -> FloatArray:
    """The powers that make up a field, one column each; `varied` fields change across the rulings, too."""
    powers = [u**n for n in range(1, DEGREE + 1)]
    terms = np.stack(powers + [power * v for power in powers] if varied else powers, axis=-1).astype(np.float64)
    return terms


def _fit(ruling: NDArray[np.int64], terms: FloatArray, across: FloatArray) -> FloatArray:
    """The weights by which the terms come closest to the course of all rulings, wherever each of them lies."""
    centred = np.stack([_centred(ruling, column) for column in terms.T], axis=1)
    return np.asarray(np.linalg.lstsq(centred, _centred(ruling, across), rcond=1e-6)[0], np.float64)


def _centred(ruling: NDArray[np.int64], values: FloatArray) -> FloatArray:
    """The values less the mean of their ruling."""
    _, number = np.unique(ruling, return_inverse=True)
    centred: FloatArray = values - (np.bincount(number, values) / np.bincount(number))[number]
    return centred


def _shifted(picture: Picture, down: Curl, aside: Curl) -> Picture:
    """The picture with both shifts undone; `placement` follows as far as an affine map can."""
    height, width = picture.grey.shape
    rows, columns = (np.arange(0, side + COARSE_STEP, COARSE_STEP) for side in (height, width))
    v, u = np.meshgrid(rows / height, columns / width, indexing="ij")
    dx, dy = aside.at(v, u), down.at(u, v)
    dx, dy = dx - dx.mean(), dy - dy.mean()
    grey = np.empty_like(picture.grey)
    for top in range(0, height, BAND):
        bottom = min(top + BAND, height)
        x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(top, bottom, dtype=np.float32))
        places = (x / COARSE_STEP, y / COARSE_STEP)
        x += picture.scale * cv2.remap(dx.astype(np.float32), *places, cv2.INTER_LINEAR)
        y += picture.scale * cv2.remap(dy.astype(np.float32), *places, cv2.INTER_LINEAR)
        grey[top:bottom] = cv2.remap(picture.grey, x, y, cv2.INTER_LINEAR, borderValue=(255,))
    at = np.stack([columns[None] + 0 * rows[:, None], rows[:, None] + 0 * columns[None]], axis=-1) / picture.scale
    return replace(picture, grey=grey, placement=picture.placement.after(_affine(at, dx, dy)))


def _affine(at: FloatArray, dx: FloatArray, dy: FloatArray) -> Placement:
    """The affine map closest to moving each point (x, y) by (dx, dy)."""
    known = np.concatenate([at.reshape(-1, 2), np.ones((dx.size, 1))], axis=1)
    (a, b, c), (d, e, f) = np.linalg.lstsq(known, np.stack([dx.ravel(), dy.ravel()], axis=1), rcond=None)[0].T.tolist()
    return Placement(1 + a, b, c, d, 1 + e, f)
