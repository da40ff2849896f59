"""Drawn shapes with bends or many corners, as letters are that were drawn as outlines: where they stand."""

from __future__ import annotations

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from extract.pdf.coordinates import FloatArray
from extract.stretches import begun, lengths

CORNERS = 7
"""A path with a bend, or with a part of so many points, may be a letter; others are rulings, fills and arrowheads."""
LOWEST, HIGHEST, WIDEST = 1.5, 60.0, 600.0
"""Points; letters are neither lower nor higher, nor what is written in one path wider."""


def drawn_letters(
    path: NDArray[np.intp], kind: NDArray[np.int64], at: FloatArray, filled: NDArray[np.bool_]
) -> FloatArray:
    """The bounds (left, bottom, right, top; page space) of paths that may be letters: filled, or of several parts.

    Of each point of the paths `path` says of which it is, `kind` the type of the segment that ends there; `filled` says
    it of each path by its number.
    """
    if not len(path):
        return np.zeros((0, 4))
    begin = begun(path)
    starts = np.flatnonzero(begin)
    parts = np.flatnonzero((kind == raw.FPDF_SEGMENT_MOVETO) | begin)
    cornered = np.zeros(len(path), np.bool_)
    cornered[parts] = lengths(parts, len(path)) >= CORNERS
    lettered = np.logical_or.reduceat(cornered | (kind == raw.FPDF_SEGMENT_BEZIERTO), starts)
    lettered &= filled[path[starts]] | (lengths(np.searchsorted(parts, starts), len(parts)) > 1)
    bounds = np.concatenate([np.minimum.reduceat(at, starts), np.maximum.reduceat(at, starts)], axis=1)
    return of_letters(bounds[lettered])


def of_letters(bounds: FloatArray) -> FloatArray:
    """Those of the bounds that letters, or what is written in one path, may have."""
    wide, high = (bounds[:, 2:] - bounds[:, :2]).T
    found: FloatArray = bounds[(high < HIGHEST) & (wide < WIDEST) & (np.maximum(wide, high) > LOWEST)]
    return found
