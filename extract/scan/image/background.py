"""The ground of a scan evened out: paper and filled cells become white, print becomes black, dark edges go.

A scan's paper is grey, yellow or shaded, header cells are filled, and the print may be faint. What is wide compared
with a stroke is ground, unless it is dark and no larger than an option box (a filled square, a box filled
in); dividing by the ground leaves the print alone.
"""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.scan.arrays import Grey, Picture

STROKE = 5.0
"""Points: what is wider both ways than this is ground, not print. Cells are higher, strokes and frames thinner."""
FILLED, WIDEST, HIGHEST = 0.8, 30.0, 13.0
"""What is darker than this share of the paper, and at most so many points wide and high, is print however solid: a mark
is as large as a character, and may fill all of a box. What is laid under a line of text, and most cells, are larger."""
RIM = 0.4
"""Points by which the edge of such a shape is blurred."""
SOLID = 0.1
"""The inside of such a shape differs from its ground by at most this share of what that differs from the paper by: the
strokes of dense characters, which are dark ground as well, differ by more."""
COARSE = 3.5
"""Pixels per point above which the ground is looked for in a picture of half the size."""
BLACK = 80
"""Ground darker than this (0-255) is a dark band, or the inside of a black shape: there is nothing to bring out."""
NOISE_SPAN = 2.5
"""Deviations of the paper's noise that are still paper."""
FAINTEST = 40
"""Grey levels by which print differs from its ground, or it is not taken for print."""
CORE = 10
"""Percentile of the print's grey levels that is black: the inside of strokes, not their edges."""
STEP = 3
"""Grey levels are measured on every so many rows and columns: enough to tell paper from print."""


def even_ground(picture: Picture) -> Picture:
    """The picture on white ground, with the inside of its strokes black."""
    grey = picture.grey
    ground = _ground(grey, picture.scale)
    evened = cv2.divide(grey, ground, scale=255)
    evened[_edge_bands(ground, picture.scale)] = 255
    return replace(picture, grey=_stretched(np.asarray(evened, np.uint8)))


def _ground(grey: Grey, scale: float) -> Grey:
    """The grey level of what lies under the print, with the edges of filled cells kept sharp."""
    half = scale > COARSE
    if half:
        scale /= 2
        small = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    else:
        small = cv2.medianBlur(grey, 3)
    side = max(round(STROKE * scale), 3) | 1
    ground = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    if half:
        ground = cv2.resize(ground, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return _without_filled(np.asarray(ground, np.uint8), grey, scale * 2 if half else scale)


def _without_filled(ground: Grey, grey: Grey, scale: float) -> Grey:
    """The ground where the solid dark shapes as small as an option box have the level of what is around them.

    Division leaves ground of level 0 black as it is.
    """
    rough = ground[::STEP, ::STEP]
    dark = FILLED * float(np.median(rough))
    shapes = ((rough > 0) & (rough < dark)).astype(np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(shapes, connectivity=8)
    small = stats[:count, cv2.CC_STAT_WIDTH] * STEP <= WIDEST * scale
    small &= stats[:count, cv2.CC_STAT_HEIGHT] * STEP <= HIGHEST * scale
    rim = 2 * max(round(RIM * scale), 1)
    room = rim + STEP
    for label in (np.flatnonzero(small[1:]) + 1).tolist():
        x, y, width, height = (STEP * edge for edge in stats[label, :4].tolist())
        around = (slice(max(y - room, 0), y + height + room), slice(max(x - room, 0), x + width + room))
        levels = ground[around]
        own = (levels > 0) & (levels < dark)
        if own.all():
            continue
        level = np.uint8(np.median(levels[~own]))
        unlike = cv2.absdiff(grey[around], levels)[own].mean()
        if unlike <= SOLID * (float(level) - levels[own].mean()):
            filled = cv2.dilate(own.astype(np.uint8), np.ones((rim + 1, rim + 1), np.uint8)) > 0
            levels[filled] = np.maximum(levels[filled], level)
    return ground


def _edge_bands(ground: Grey, scale: float) -> NDArray[np.bool_]:
    """Where black ground runs in from the edges of the picture: the lid of the scanner, or a shadow."""
    black = (ground < BLACK).astype(np.uint8)
    if not black.any():
        return black.astype(bool)
    _, labels = cv2.connectedComponents(black, connectivity=4)
    at_edge = np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]]))
    bands = np.isin(labels, at_edge[at_edge > 0]).astype(np.uint8)
    side = 2 * max(round(scale), 1) + 1
    return np.asarray(cv2.dilate(bands, np.ones((side, side), np.uint8)) > 0)


def _stretched(grey: Grey) -> Grey:
    """The picture with paper at 255 and the core of its strokes at 0."""
    sample = grey[::STEP, ::STEP]
    paper = float(np.median(sample))
    below = sample[sample <= paper]
    noise = 1.48 * float(np.median(paper - below))
    white = paper - NOISE_SPAN * noise
    print_ = sample[sample < white - FAINTEST]
    core = float(np.percentile(print_, CORE)) if len(print_) else 0.0
    levels = np.clip((np.arange(256) - core) * 255 / max(white - core, 1.0), 0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(grey, levels), np.uint8)
