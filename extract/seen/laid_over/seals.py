"""Seals that are drawn, not pasted: letters in a frame of their own color, over what is printed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extract.pdf.coordinates import FloatArray, Paths, View
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
"""A seal is at most so many times as wide as high, or as high as wide; a wider one stands alone."""
THIN, APART = 3.0, 2.0
"""Points: what is less wide or high is a ruling, and rulings further off do not touch a frame."""
BESIDE = 2.0
"""Text within so many heights of a frame's letters, at its side, goes on with them."""


def sealed(
    glyphs: Glyphs, rows: NDArray[np.intp], paint: Paint, painting: Painting, paths: Paths, view: View
) -> tuple[NDArray[np.bool_], list[Box]]:
    """Which glyphs are letters of a seal, and the boxes of the seals.

    `rows` are the rows of the glyphs' texts in `paint`, -1 for none; `paths` are the rulings of the page.
    """
    found, boxes = np.zeros(len(glyphs), np.bool_), []
    colors = paint.fills[rows][:, :3].astype(np.int64)
    x, y = (glyphs.x0 + glyphs.x1) / 2, (glyphs.top + glyphs.bottom) / 2
    for frame in painting.frames(CORNERS):
        ink = stroke_of(frame.handle)[:3].astype(np.int64)
        box = Box(*view.boxes(np.array([frame.row], np.float64))[0].tolist())
        if int(np.ptp(ink)) < COLORED:
            continue
        within = (x > box.x0) & (x < box.x1) & (y > box.top) & (y < box.bottom)
        letters = within & (rows >= 0) & (np.abs(colors - ink) <= ALIKE).all(axis=1)
        others = within & ~letters & (glyphs.codes > 0x20)
        if max(box.width, box.height) > SHAPE * min(box.width, box.height):
            is_seal = letters.any() and not others.any() and _stands_alone(box, glyphs, letters, paths)
        else:
            is_seal = is_ring(frame.points) or others.any()  # a colored cell holds its own
        if is_seal:
            found |= letters
            boxes += [box] if letters.any() else []
    return found, boxes


def _stands_alone(box: Box, glyphs: Glyphs, letters: NDArray[np.bool_], paths: Paths) -> bool:
    """Whether a frame touches no ruling, as a cell does, and no text goes on beside it."""
    size = float((glyphs.bottom - glyphs.top)[letters].max())
    level = (glyphs.bottom > box.top) & (glyphs.top < box.bottom) & ~letters & (glyphs.codes > 0x20)
    level &= (glyphs.x1 > box.x0 - BESIDE * size) & (glyphs.x0 < box.x1 + BESIDE * size)
    rows = np.concatenate([paths.strokes, paths.fills])
    return not level.any() and not _touching(rows, box) and _within_cell(rows, box)


def _within_cell(rows: FloatArray, box: Box) -> bool:
    """Whether uprights stand on either side: what is framed in the margin of a page is a word about the page."""
    x0, top, x1, bottom = rows.T
    upright = (x1 - x0 < THIN) & (top < box.top) & (bottom > box.bottom)
    return bool((upright & (x1 < box.x0)).any() and (upright & (x0 > box.x1)).any())


def _touching(rows: FloatArray, box: Box) -> bool:
    x0, top, x1, bottom = rows.T
    thin = np.minimum(x1 - x0, bottom - top) < THIN
    near = (x0 < box.x1 + APART) & (x1 > box.x0 - APART) & (top < box.bottom + APART) & (bottom > box.top - APART)
    own = (x0 > box.x0 - APART) & (x1 < box.x1 + APART) & (top > box.top - APART) & (bottom < box.bottom + APART)
    return bool((thin & near & ~own).any())


def has_colored(paint: Paint) -> bool:
    """Whether any text of a page is colored."""
    fills = paint.fills[:, :3].astype(np.int64)
    return not paint.is_plain and bool((np.ptp(fills, axis=1) >= COLORED).any())
