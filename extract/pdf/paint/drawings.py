"""Paths that are pictures, not rules: letters and ornaments have sides that are curved or aslant."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from extract.pdf.coordinates import FloatArray
from extract.stretches import steps


@dataclass(slots=True)
class Points:
    """Points of paths, one array entry each: its path's number, the type of the segment that ends there, x and y.

    Places are those of page space; `closes` are the points from which a path goes back to where it began.
    """

    path: NDArray[np.intp]
    kind: NDArray[np.int64]
    closes: NDArray[np.bool_]
    at: FloatArray

    def take(self, chosen: NDArray[np.bool_]) -> Points:
        """The points that the mask `chosen` picks."""
        return Points(self.path[chosen], self.kind[chosen], self.closes[chosen], self.at[chosen])


def is_drawing(points: Points, count: int, slack: float) -> NDArray[np.bool_]:
    """Which of `count` paths have a side that is curved, or aslant by more than `slack` points in both directions."""
    aslant = points.kind == raw.FPDF_SEGMENT_LINETO
    aslant[:1] = False
    aslant[1:] &= (np.abs(steps(points.at)) > slack).all(axis=1)
    aslant |= points.kind == raw.FPDF_SEGMENT_BEZIERTO
    found: NDArray[np.bool_] = np.bincount(points.path[aslant], minlength=count) > 0
    return found
