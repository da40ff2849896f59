"""The ground of a scan evened out: paper and filled cells become white, print becomes black, dark edges go.

A scan's paper is grey, yellow or shaded, header cells are filled, and the print may be faint. What is wide compared
with a stroke is ground; dividing by it leaves the strokes alone.
"""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.scan.arrays import Grey, Picture

STROKE = 5.0
"""Points: what is wider both ways than this is ground, not print. Cells are higher, strokes and frames thinner."""
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
    return np.asarray(ground, np.uint8)


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
