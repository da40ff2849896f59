"""Pieces of the paths that a page paints: where they are, which path each is of, and in which color it is painted."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.pdf.coordinates import FloatArray, Row

WHITE = 0xF7
"""A color is white if each of its parts (of 255) is at least this."""
OPAQUE = 0xFF
THIN = 3.0
"""A fill of at most so many points in one direction is a rule, not a ground that carries or hides others."""
EDGE = 1.0
"""Points within which a piece stands at the edge of a box, not in it."""


class Painted(NamedTuple):
    """A path that paints: its object, its clip box (page space), and how many pieces of each kind end with it."""

    handle: object
    clip: Row | None
    strokes: int
    fills: int


@dataclass(slots=True)
class Pieces:
    """Rows (x0, top, x1, bottom) as displayed, the number of each one's path, its color (red, green, blue, alpha)."""

    rows: FloatArray
    path: NDArray[np.intp]
    color: NDArray[np.uint8]

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


def read_pieces(rows: FloatArray, ends: list[int], painted: list[Painted], ask: Any) -> Pieces:
    """Rows with their paths and colors, without those that are transparent; `ask` is PDFium's function for colors."""
    path = np.searchsorted(np.array(ends, np.intp), np.arange(len(rows)), side="right")
    colors = np.zeros((len(painted), 4), np.uint8)
    parts = [ctypes.c_uint() for _ in range(4)]
    refs = [ctypes.byref(part) for part in parts]
    colors[:, 3] = OPAQUE
    for number in np.unique(path).tolist():
        if ask(painted[number].handle, *refs):
            colors[number] = [part.value for part in parts]
    pieces = Pieces(rows, path, colors[path])
    return pieces.take(pieces.color[:, 3] > 0)
