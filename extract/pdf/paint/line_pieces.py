"""Pieces of the paths that a page paints: where they are, which path each is of, and in which color it is painted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extract.pdf.coordinates import FloatArray

WHITE = 0xF7
"""A color is white if each of its parts (of 255) is at least this."""
THIN = 3.0
"""A fill of at most so many points in one direction is a rule, not a ground that carries or hides others."""
EDGE = 1.0
"""Points within which a piece stands at the edge of a box, not in it."""


@dataclass(slots=True)
class Pieces:
    """Rows (x0, top, x1, bottom) as displayed, the number of each one's path, its color (red, green, blue, alpha)."""

    rows: FloatArray
    path: NDArray[np.intp]
    color: NDArray[np.uint32]

    def take(self, chosen: NDArray[np.bool_] | NDArray[np.intp]) -> Pieces:
        """The pieces that `chosen` (a mask or indices) picks."""
        return Pieces(self.rows[chosen], self.path[chosen], self.color[chosen])

    def thin(self) -> NDArray[np.bool_]:
        """Which pieces are rules, not grounds."""
        x0, top, x1, bottom = self.rows.T
        sides: FloatArray = np.minimum(x1 - x0, bottom - top)
        thin: NDArray[np.bool_] = sides <= THIN
        return thin

    def white(self) -> NDArray[np.bool_]:
        """Which pieces are painted in white."""
        red, green, blue, _ = self.color.T
        white: NDArray[np.bool_] = (red >= WHITE) & (green >= WHITE) & (blue >= WHITE)
        return white


def joined(parts: list[Pieces]) -> Pieces:
    """All of several pieces."""
    return Pieces(
        np.concatenate([part.rows for part in parts]), np.concatenate([part.path for part in parts]),
        np.concatenate([part.color for part in parts]),
    )  # fmt: skip
