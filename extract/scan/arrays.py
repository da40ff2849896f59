"""What the steps of reading a scan hand to each other, from a page's picture to its ruled cells.

Pixels count from the picture's top left corner. `scale` (pixels per point) leads to points; a scan at 200 dpi has
200 / 72 = 2.78.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.records import Placement

Grey = NDArray[np.uint8]
"""(height, width), 0 is black and 255 is white."""
Ink = NDArray[np.bool_]
"""(height, width), True where there is ink."""
Labels = NDArray[np.int32]
"""(height, width), the number of the piece of ink that a pixel belongs to, 0 for none."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as pixels, with `scale` pixels per point; `placement` leads from its points to the displayed page's."""

    grey: Grey
    scale: float
    placement: Placement


@dataclass(frozen=True, slots=True)
class CleanPicture:
    """A page that was turned upright and straightened: paper evened out to white, dark bands and specks taken away.

    `grey` is what recognizers are shown, `ink` its black points, rulings included.
    """

    grey: Grey
    ink: Ink
    scale: float
    placement: Placement


class PixelBox(NamedTuple):
    """A rectangle of pixels: `x1` and `bottom` are one beyond its last pixel."""

    x0: int
    top: int
    x1: int
    bottom: int


@dataclass(frozen=True, slots=True)
class RecognizedLine:
    """What a recognizer made of one line's picture.

    One entry for each character, blanks not among them: `edges` are its left and right side in pixels of the picture
    handed in, `confidences` the probability (0-1) that the model gave it, `seconds` the next best character and its
    probability. `raw` is the text before look-alikes were put right, one more character where dirt was taken for one.
    `unread` says how much ink has no character, in widths of a full-width one; `doubted` that the line was unsure and
    a second look at it read something else.
    """

    text: str
    edges: tuple[tuple[float, float], ...]
    confidences: tuple[float, ...]
    seconds: tuple[tuple[str, float], ...] = ()
    raw: str = ""
    unread: float = 0.0
    doubted: bool = False
