"""What reading a page through PDFium needs throughout: how its space is displayed, painted paths, bounds.

PDFium parses a page about ten times as fast as pdfminer (docs/engines.md), so it supplies the objects and pdfplumber's
geometry works on them. All figures come out in the page as displayed: points, origin top left, rotation applied.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
PageBox = tuple[float, float, float, float]
"""A box in page space: left, bottom, right, top."""

MAX_OBJECTS = 300_000
"""Bound on the page objects looked at, forms within forms included."""
MAX_FORM_DEPTH = 5


@dataclass(slots=True)
class Paths:
    """The axis-parallel pieces of the painted paths: one row (x0, top, x1, bottom) each.

    A stroke's row is its centre line (no thickness); a fill's is the filled rectangle. The colors are rows (red, green,
    blue; 0-255) of each; black where they are not said.
    """

    strokes: FloatArray
    fills: FloatArray
    stroke_colors: NDArray[np.uint32] = field(default_factory=lambda: np.zeros((0, 3), np.uint32))
    fill_colors: NDArray[np.uint32] = field(default_factory=lambda: np.zeros((0, 3), np.uint32))

    def __post_init__(self) -> None:
        """Pieces of which no color is said are black."""
        if len(self.stroke_colors) != len(self.strokes):
            self.stroke_colors = np.zeros((len(self.strokes), 3), np.uint32)
        if len(self.fill_colors) != len(self.fills):
            self.fill_colors = np.zeros((len(self.fills), 3), np.uint32)

    def take(self, strokes: NDArray[np.bool_], fills: NDArray[np.bool_]) -> Paths:
        """The pieces that the masks pick, with their colors."""
        return Paths(self.strokes[strokes], self.fills[fills], self.stroke_colors[strokes], self.fill_colors[fills])

    def with_lines(self, rows: FloatArray) -> Paths:
        """The pieces, and more strokes, of which no color is said."""
        colors = np.concatenate([self.stroke_colors, np.zeros((len(rows), 3), np.uint32)])
        return Paths(np.concatenate([self.strokes, rows]), self.fills, colors, self.fill_colors)


@dataclass(frozen=True, slots=True)
class View:
    """Maps page coordinates (origin bottom left, unrotated) to the displayed page (origin top left)."""

    left: float
    bottom: float
    width: float
    height: float
    rotation: int

    def boxes(self, rows: FloatArray) -> FloatArray:
        """Rows (left, bottom, right, top) in page space → rows (x0, top, x1, bottom) as displayed."""
        x0, y0 = self.points(rows[:, 0], rows[:, 1])
        x1, y1 = self.points(rows[:, 2], rows[:, 3])
        found = np.empty((len(rows), 4))
        np.minimum(x0, x1, out=found[:, 0])
        np.minimum(y0, y1, out=found[:, 1])
        np.maximum(x0, x1, out=found[:, 2])
        np.maximum(y0, y1, out=found[:, 3])
        return found

    def points(self, x: FloatArray, y: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Page-space points as displayed. `width` and `height` are those of the displayed page."""
        x, y = x - self.left, y - self.bottom
        match self.rotation % 360:
            case 90:
                return y, x
            case 180:
                return self.width - x, y
            case 270:
                return self.width - y, self.height - x
            case _:
                return x, self.height - y

    def turned(self, quarters: int) -> View:
        """The view of the displayed page turned clockwise by so many quarters."""
        width, height = (self.height, self.width) if quarters % 2 else (self.width, self.height)
        return View(self.left, self.bottom, width, height, self.rotation + 90 * quarters)


def page_view(page: pdfium.PdfPage) -> View:
    """The mapping from the page's own space to the displayed page (crop box and /Rotate applied)."""
    left, bottom, right, top = page.get_cropbox(fallback_ok=True)
    rotation = page.get_rotation()
    width, height = page.get_size()
    if width <= 0 or height <= 0:
        width, height = abs(right - left), abs(top - bottom)
    return View(min(left, right), min(bottom, top), width, height, rotation)
