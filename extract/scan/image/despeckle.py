"""Ink that is no print: lonely specks of dirt, and the grain that grey areas become in a picture without greys.

Small ink near characters is never touched: it may be a comma, a dot of a character, or of a dotted ruling.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.scan.arrays import Ink

GRAIN = 1.0
"""Points: the dots of grain are no larger, and those of characters seldom so small."""
GRAIN_WINDOW = 9.0
GRAIN_COUNT = 16
"""So many dots within `GRAIN_WINDOW` points both ways are grain: a dotted ruling has dots along one line only."""
SPECK = 2.2
"""Points: ink that is larger is no speck."""
ALONE = 8.0
"""Points around a speck without print: characters stand closer together."""
COMPANY = 4
"""So many specks within `ALONE` points of each other are a dotted ruling, or print."""
RULED = 40.0
"""Points: ink that is larger is a ruling or a drawing, beside which dirt may lie as well as in the open."""
DASH = 2.0
"""Points: ink that is no thicker and longer than a speck may be dots run together, where others follow its ends."""

Numbers = NDArray[np.int32]


def dirt(ink: Ink, scale: float) -> Ink:
    """The ink that is a speck or grain, of a picture with `scale` pixels per point."""
    _, labels, *measured = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    stats, middles = np.asarray(measured[0], np.int32), np.asarray(measured[1], np.float64)
    size = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    drop = _grain(size, middles, ink.shape, scale) | _lonely(stats, size, middles, ink.shape, scale)
    drop[0] = False
    if not drop.any():
        return np.zeros_like(ink)
    return np.asarray(drop[labels])


def _grain(size: Numbers, middles: NDArray[np.float64], shape: tuple[int, ...], scale: float) -> NDArray[np.bool_]:
    """Which pieces of ink are dots among many in both directions."""
    dots = size <= GRAIN * scale
    if dots.sum() < GRAIN_COUNT:
        return np.zeros(len(size), bool)
    rows, columns, counts = _counted(middles, dots, shape, GRAIN_WINDOW * scale / 3)
    return np.asarray(dots & (_around(counts)[rows, columns] >= GRAIN_COUNT))


def _lonely(
    stats: Numbers, size: Numbers, middles: NDArray[np.float64], shape: tuple[int, ...], scale: float
) -> NDArray[np.bool_]:
    """Which pieces of ink are small and have no print around them."""
    small = size <= SPECK * scale
    rows, columns, counts = _counted(middles, small, shape, ALONE * scale)
    print_ = np.zeros_like(counts)
    side = ALONE * scale
    for n in np.flatnonzero(~small & (size <= RULED * scale)).tolist():
        x, y, width, height = stats[n, :4].tolist()
        print_[int(y / side) : int((y + height) / side) + 1, int(x / side) : int((x + width) / side) + 1] = 1
    thin = np.minimum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) <= DASH * scale
    for x, y, width, height in stats[thin & (size > RULED * scale), :4].tolist():
        print_[int(y / side), int(x / side)] = print_[int((y + height) / side), int((x + width) / side)] = 1
    alone = (_around(print_)[rows, columns] == 0) & (_around(counts)[rows, columns] < COMPANY)
    return np.asarray(small & alone)


def _counted(
    middles: NDArray[np.float64], chosen: NDArray[np.bool_], shape: tuple[int, ...], side: float
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    """The square (row, column) that each piece of ink is in, and how many chosen ones each square holds."""
    rows, columns = (middles[:, 1] / side).astype(np.int64), (middles[:, 0] / side).astype(np.int64)
    counts = np.zeros((int(shape[0] / side) + 1, int(shape[1] / side) + 1), np.float32)
    np.add.at(counts, (rows[chosen], columns[chosen]), 1)
    return rows, columns, counts


def _around(counts: NDArray[np.float32]) -> NDArray[np.float32]:
    """The sum of each square and the eight around it."""
    return np.asarray(cv2.boxFilter(counts, -1, (3, 3), normalize=False, borderType=cv2.BORDER_CONSTANT), np.float32)
