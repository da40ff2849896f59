"""A line's picture as the recognizer wants it: type of one height, on white, with margins."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.scan.arrays import Grey, Ink

HEIGHT = 48
"""Pixels from top to bottom of what the model is shown."""
TYPE_HEIGHT = 36.0
"""Pixels of `HEIGHT` that a line's type should fill."""
SIDE = 24
"""White pixels left and right of the line."""
MIN_WIDTH = 64
"""The model is unsure of narrower pictures."""
MAX_WIDTH = 5000
"""Longer lines (a row of dots that is no text) are squeezed: memory grows with the width."""
LOW = 0.55
"""Ink lower than this share of its picture is a dash or a dot, not a line of small type."""
PAPER = 255
SOFT = 1.2
"""How far (pixels) a softened picture is blurred."""
BAR_LENGTH, BAR_FILL = 3.0, 0.75
"""Ink that alone is so many times as wide as high, and fills so much of its box, is a bar."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture of `HEIGHT` rows; x in it is `left` + `scale` * x in the line's own picture."""

    grey: Grey
    left: float
    scale: float

    def softened(self) -> Prepared:
        """The same picture with its strokes blurred, which joins the broken ones of black-and-white scans."""
        return replace(self, grey=cv2.GaussianBlur(self.grey, (0, 0), SOFT).astype(np.uint8))

    def x(self, at: float) -> float:
        """Where in the line's own picture an x of this one is."""
        return (at - self.left) / self.scale

    def ink(self) -> Ink:
        """Where the picture is nearer to its blackest than to white."""
        return self.grey < (int(self.grey.min()) + PAPER) / 2


def prepare(picture: Grey) -> Prepared:
    """Bring the ink of a line to one height, on a white strip."""
    top, bottom = _rows(picture)
    scale = TYPE_HEIGHT / max(bottom - top, LOW * picture.shape[0], 1.0)
    band = picture[top:bottom]
    height = min(max(round(band.shape[0] * scale), 1), HEIGHT)
    width = min(max(round(band.shape[1] * scale), 1), MAX_WIDTH)
    resized = cv2.resize(band, (width, height), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    full = max(width + 2 * SIDE, MIN_WIDTH)
    strip = np.full((HEIGHT, full), PAPER, np.uint8)
    # Low ink (a dash, a comma) stays where it is in the line.
    middle = ((top + bottom) - picture.shape[0]) / 2 * scale + HEIGHT / 2 if height < LOW * HEIGHT else HEIGHT / 2
    y, x = int(np.clip(round(middle - height / 2), 0, HEIGHT - height)), (full - width) // 2
    strip[y : y + height, x : x + width] = resized
    return Prepared(strip, x, width / band.shape[1])


def _rows(picture: Grey) -> tuple[int, int]:
    """The first row with ink and the one after the last; all rows where there is none."""
    rows = np.flatnonzero((picture < _threshold(picture)).any(axis=1))
    return (int(rows[0]), int(rows[-1]) + 1) if len(rows) else (0, picture.shape[0])


def _threshold(picture: Grey) -> float:
    """The grey between ink and paper."""
    return (int(picture.min()) + int(picture.max())) / 2


def normalised(prepared: Prepared) -> NDArray[np.float32]:
    """The picture as the model's input: (1, 3, `HEIGHT`, width), black -1 and white 1."""
    plane = prepared.grey.astype(np.float32) / 127.5 - 1
    return np.broadcast_to(plane, (1, 3, *plane.shape)).copy()


def bar_length(picture: Grey) -> int:
    """How many pixels long the bar is that is all there is in a line (a dash, or 一); 0 where it is something else.

    Brought to the height of type a bar looks like anything.
    """
    ink = picture < _threshold(picture)
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return 0
    box = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    height, width = box.shape
    return int(width) if width >= BAR_LENGTH * height and float(box.mean()) >= BAR_FILL else 0
