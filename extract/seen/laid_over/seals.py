"""Seals that are drawn, not pasted: letters in a frame of their own color, over what is printed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extract.pdf.coordinates import View
from extract.pdf.layer.glyphs import Glyphs
from extract.pdf.paint.painted_colors import stroke_of
from extract.pdf.paint.painting import Paint, Painting
from extract.records import Box
from extract.seen.laid_over.ink import is_ring

COLORED = 80
"""The parts of a color differ by so much, at least (of 255): grey and black are none."""
ALIKE = 40
"""Parts of two colors that differ by no more are the same ink."""
CORNERS = 4
"""Points of a frame, at least."""
SHAPE = 2.0
"""A seal is at most so many times as wide as high, or as high as wide."""


def sealed(
    glyphs: Glyphs, rows: NDArray[np.intp], paint: Paint, painting: Painting, view: View
) -> tuple[NDArray[np.bool_], list[Box]]:
    """Which glyphs are letters of a seal, and the boxes of the seals.

    `rows` are the rows of the glyphs' texts in `paint`, -1 for none.
    """
    found, boxes = np.zeros(len(glyphs), np.bool_), []
    colors = paint.fills[rows][:, :3].astype(np.int64)
    x, y = (glyphs.x0 + glyphs.x1) / 2, (glyphs.top + glyphs.bottom) / 2
    for frame in painting.frames(CORNERS):
        ink = stroke_of(frame.handle)[:3].astype(np.int64)
        box = Box(*view.boxes(np.array([frame.row], np.float64))[0].tolist())
        if int(np.ptp(ink)) < COLORED or max(box.width, box.height) > SHAPE * min(box.width, box.height):
            continue
        within = (x > box.x0) & (x < box.x1) & (y > box.top) & (y < box.bottom)
        letters = within & (rows >= 0) & (np.abs(colors - ink) <= ALIKE).all(axis=1)
        if is_ring(frame.points) or (within & ~letters & (glyphs.codes > 0x20)).any():  # a colored cell holds its own
            found |= letters
            boxes += [box] if letters.any() else []
    return found, boxes


def has_colored(paint: Paint) -> bool:
    """Whether any text of a page is colored."""
    fills = paint.fills[:, :3].astype(np.int64)
    return not paint.is_plain and bool((np.ptp(fills, axis=1) >= COLORED).any())
