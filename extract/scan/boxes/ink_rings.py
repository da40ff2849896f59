"""Rings that were drawn around print with a pen, told by their ink: found, and wiped off before the print is read.

A ring runs along an ellipse, is higher than the line that it is drawn on, and has print in it. What runs along a part
of one is handed on as well: it may be a ring that nobody can be sure of, and is left where it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.scan.arrays import Grey, Ink, PixelBox

LOWEST, HIGHEST = 1.25, 3.2
"""The font sizes that a ring is high; characters of the text are lower."""
WIDEST = 30.0
"""It is at most so many font sizes wide."""
SOLID = 0.5
"""So much of a ring's bounds is not ink, even where it runs through characters."""
STROKE = 0.12
"""Ink so many font sizes off an ellipse still runs along it: hands shake."""
SURE, LIKELY = 0.8, 0.5
"""The share of an ellipse with ink along it that tells a ring, and that of what may be one."""
OUTSIDE = 0.3
"""No more of the ink of a ring, and what it runs through, lies outside of its ellipse."""
WITHIN = 0.6
"""What it is drawn around has ink within so much of its ellipse."""
LINE = 0.8
"""A round sign is a character of its line where those beside it have so much of its height (①)."""
BESIDE = 1.5
"""Characters within so many font sizes stand beside it."""
ROUND = 1.6
"""A ring that is so many times as wide as high is no character."""
PARTS = (1.0, 0.85, 0.7, 0.55)
"""The shares of a piece of ink that a ring among it is looked for in: it runs through what stands beside it."""
ROUNDS = 4
"""So often an ellipse is moved to where the ink beside it is."""
BETTER = 0.02
"""A smaller ellipse must have so much more ink along it than one that all of the piece of ink runs along."""
BINS = 180
"""The directions in which ink is looked for along an ellipse."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ring:
    """What runs around the print within `box` (pixels); `sure` says that it is a ring for certain."""

    box: PixelBox
    sure: bool


@dataclass(frozen=True, slots=True)
class _Ellipse:
    """An ellipse that stands upright, by its middle and half its width and height."""

    x: float
    y: float
    half_width: float
    half_height: float

    def off(self, x: Numbers, y: Numbers) -> Numbers:
        """How many pixels points lie outside of it; less than none within."""
        dx, dy = (x - self.x) / self.half_width, (y - self.y) / self.half_height
        radius = np.maximum(np.hypot(dx, dy), 1e-6)
        slope = np.hypot(dx / self.half_width, dy / self.half_height) / radius
        return np.asarray((radius - 1) / np.maximum(slope, 1e-9))

    def bins(self, x: Numbers, y: Numbers) -> NDArray[np.intp]:
        """The direction in which points lie, in steps of the whole turn."""
        angle = np.arctan2((y - self.y) / self.half_height, (x - self.x) / self.half_width)
        return np.asarray((angle + np.pi) / (2 * np.pi) * BINS, np.intp) % BINS

    @property
    def box(self) -> PixelBox:
        """The pixels that it lies in."""
        return PixelBox(
            round(self.x - self.half_width), round(self.y - self.half_height),
            round(self.x + self.half_width) + 1, round(self.y + self.half_height) + 1,
        )  # fmt: skip


def wiped_rings(grey: Grey, ink: Ink, em: float) -> tuple[Grey, Ink, list[Ring]]:
    """A page without the rings that are drawn around its print, and where they were.

    `ink` is without rulings, `em` the usual font size in pixels. One that is not sure stays.
    """
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    high, wide = stats[:count, cv2.CC_STAT_HEIGHT], stats[:count, cv2.CC_STAT_WIDTH]
    solid = stats[:count, cv2.CC_STAT_AREA] > SOLID * high * wide
    fits = (high >= LOWEST * em) & (high <= HIGHEST * em) & (wide >= em) & (wide <= WIDEST * em) & ~solid
    fits[0] = False
    rings: list[Ring] = []
    wiped = np.zeros_like(ink)
    for label in np.flatnonzero(fits).tolist():
        x0, top, width, height, _ = stats[label].tolist()
        own = labels[top : top + height, x0 : x0 + width] == label
        found = _ring_in(own, em)
        if found is None:
            continue
        ellipse, share, rest = found
        placed = _moved(ellipse.box, x0, top)
        if not _holds_print(ink, placed) or _is_character(placed, stats[1:count], em):
            continue
        sure = share >= SURE and rest <= OUTSIDE
        rings.append(Ring(placed if sure else PixelBox(x0, top, x0 + width, top + height), sure))
        if sure:
            wiped[top : top + height, x0 : x0 + width] |= _stroke(own, ellipse, em)
    if not wiped.any():
        return grey, ink, rings
    rim = cv2.dilate(wiped.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    left = ink & ~wiped
    return np.where(rim & ~left, np.uint8(255), grey), left, rings


def _moved(box: PixelBox, x: int, y: int) -> PixelBox:
    return PixelBox(box.x0 + x, box.top + y, box.x1 + x, box.bottom + y)


def _ring_in(own: Ink, em: float) -> tuple[_Ellipse, float, float] | None:
    """The ellipse that most of a piece of ink runs along, how much of it does, and the share of ink outside of it."""
    y, x = np.nonzero(own)
    points = x.astype(np.float64), y.astype(np.float64)
    best: tuple[float, _Ellipse] | None = None
    for start in _starts(own.shape):
        ellipse = _fitted(start, points, em)
        if ellipse is None or 2 * ellipse.half_height < LOWEST * em or 2 * ellipse.half_width < LOWEST * em:
            continue
        share = _share(ellipse, points, em)
        if best is None or share > best[0] + BETTER:
            best = share, ellipse
    if best is None or best[0] < LIKELY:
        return None
    share, ellipse = best
    rest = float((ellipse.off(*points) > 2 * STROKE * em).mean())
    return ellipse, share, rest


def _starts(shape: tuple[int, ...]) -> Iterator[_Ellipse]:
    """Where a ring may lie in a picture: all over it, or at one of its ends."""
    height, width = shape
    for part in PARTS:
        half = part * width / 2
        yield _Ellipse(half, height / 2, half, height / 2)
        if part < 1:
            yield _Ellipse(width - half, height / 2, half, height / 2)
            yield _Ellipse(width / 2, part * height / 2, width / 2, part * height / 2)
            yield _Ellipse(width / 2, height - part * height / 2, width / 2, part * height / 2)


def _fitted(ellipse: _Ellipse, points: tuple[Numbers, Numbers], em: float) -> _Ellipse | None:
    """An ellipse moved to the outermost ink beside it, direction by direction."""
    x, y = points
    for step in range(ROUNDS):
        off = ellipse.off(x, y)
        near = np.flatnonzero(np.abs(off) <= (4 - step) * STROKE * em)
        if len(near) < BINS // 4:
            return None
        order = near[np.argsort(off[near], kind="stable")]
        outermost = np.full(BINS, -1, np.intp)
        outermost[ellipse.bins(x[order], y[order])] = order  # the last one stays
        chosen = outermost[outermost >= 0]
        moved = _through(x[chosen], y[chosen])
        if moved is None:
            return None
        ellipse = moved
    return ellipse


def _through(x: Numbers, y: Numbers) -> _Ellipse | None:
    """The upright ellipse through points, by least squares; None where they are on none."""
    middle_x, middle_y, size_x, size_y = x.mean(), y.mean(), max(float(np.ptp(x)), 1.0), max(float(np.ptp(y)), 1.0)
    u, v = (x - middle_x) / size_x, (y - middle_y) / size_y
    try:
        a, b, c, d = np.linalg.lstsq(np.stack([u * u, v * v, u, v], axis=1), np.ones(len(u)), rcond=None)[0].tolist()
    except np.linalg.LinAlgError:
        return None
    if a <= 1e-6 or b <= 1e-6:
        return None
    u0, v0 = -c / (2 * a), -d / (2 * b)
    level = 1 + a * u0 * u0 + b * v0 * v0
    return _Ellipse(
        middle_x + u0 * size_x, middle_y + v0 * size_y, np.sqrt(level / a) * size_x, np.sqrt(level / b) * size_y
    )


def _share(ellipse: _Ellipse, points: tuple[Numbers, Numbers], em: float) -> float:
    """The share of an ellipse's length that has ink along it."""
    x, y = points
    near = np.abs(ellipse.off(x, y)) <= STROKE * em
    covered = np.zeros(BINS, np.bool_)
    covered[ellipse.bins(x[near], y[near])] = True
    angle = (np.arange(BINS) + 0.5) / BINS * 2 * np.pi
    length = np.hypot(ellipse.half_width * np.sin(angle), ellipse.half_height * np.cos(angle))
    return float(length[covered].sum() / length.sum())


def _holds_print(ink: Ink, box: PixelBox) -> bool:
    """Whether there is ink in the middle of a ring."""
    inset_x, inset_y = (round((1 - WITHIN) / 2 * side) for side in (box.x1 - box.x0, box.bottom - box.top))
    inner = ink[max(box.top, 0) + inset_y : box.bottom - inset_y, max(box.x0, 0) + inset_x : box.x1 - inset_x]
    return bool(inner.any())


def _is_character(box: PixelBox, stats: NDArray[np.int32], em: float) -> bool:
    """Whether a round sign is as high as what stands beside it on its line."""
    high = box.bottom - box.top
    if box.x1 - box.x0 > ROUND * high:
        return False
    x0, x1 = stats[:, cv2.CC_STAT_LEFT], stats[:, cv2.CC_STAT_LEFT] + stats[:, cv2.CC_STAT_WIDTH]
    top, height = stats[:, cv2.CC_STAT_TOP], stats[:, cv2.CC_STAT_HEIGHT]
    beside = (x1 > box.x0 - BESIDE * em) & (x0 < box.x1 + BESIDE * em) & ((x1 <= box.x0) | (x0 >= box.x1))
    level = (top + height / 2 > box.top) & (top + height / 2 < box.bottom) & (height <= ROUND * high)
    return bool((height[beside & level] >= LINE * high).any())


def _stroke(own: Ink, ellipse: _Ellipse, em: float) -> Ink:
    """The ink of a ring among that of what it runs through: the outermost stroke, as thick as it mostly is."""
    y, x = np.nonzero(own)
    off = ellipse.off(x.astype(np.float64), y.astype(np.float64))
    bins = ellipse.bins(x.astype(np.float64), y.astype(np.float64))
    near = np.abs(off) <= 2 * STROKE * em
    outer, inner = np.full(BINS, -np.inf), np.full(BINS, np.inf)
    np.maximum.at(outer, bins[near], off[near])
    np.minimum.at(inner, bins[near], off[near])
    known = np.isfinite(outer)
    thick = float(np.median((outer - inner)[known])) + 1
    edge = float(np.median(outer[known]))
    outer = np.where(known, np.clip(outer, edge - STROKE * em, edge + STROKE * em), edge)
    drawn = near & (off <= outer[bins] + 1) & (off >= outer[bins] - thick)
    result = np.zeros_like(own)
    result[y[drawn], x[drawn]] = True
    return result
