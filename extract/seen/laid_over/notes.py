"""Notes that a spreadsheet prints over its page: a box with text, laid over cells, often with an arrow.

Such a box is filled after the text of the page was printed. It hides rulings, or is yellow and has an arrow: a box of
the form does neither.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from extract.pdf.coordinates import FloatArray, Paths, View
from extract.pdf.layer.glyphs import Glyphs
from extract.pdf.paint.painting import Painting
from extract.records import Box, LeftOut, SetAside
from extract.set_aside import texts_of

LEAST, LARGEST = (20.0, 8.0), (320.0, 240.0)
"""Width and height of a note, in points."""
LIGHT, OPAQUE = 150, 200
"""Parts of the color of a note's ground, at least."""
YELLOW = 10
"""How much less blue a yellow has than red and green."""
DEEP = 3.0
"""Points within a box from which on a ruling is hidden, and not its edge."""
TOUCHES = 3.0
"""Points within which an arrow ends at a box."""


def without_notes(
    glyphs: Glyphs, paths: Paths, painting: Painting, view: View, orders: Callable[[Glyphs], NDArray[np.intp]]
) -> tuple[Glyphs, Paths, list[SetAside]]:
    """The glyphs and paths of a page without the notes laid over it, and what these say.

    `orders` says when, in the order of painting, some glyphs are painted.
    """
    told: list[SetAside] = []
    for box, order in _boxes(painting, paths, view):
        x, y = (glyphs.x0 + glyphs.x1) / 2, (glyphs.top + glyphs.bottom) / 2
        within = np.flatnonzero((x > box.x0) & (x < box.x1) & (y > box.top) & (y < box.bottom))
        noted = within[orders(glyphs.take(within)) > order]
        if len(noted):
            told += texts_of(LeftOut.NOTE, glyphs, noted)
            left = np.ones(len(glyphs), np.bool_)
            left[noted] = False
            said = glyphs.left_out.get(LeftOut.NOTE, "") + glyphs.take(noted).text
            glyphs = glyphs.take(left)
            glyphs.left_out = glyphs.left_out | {LeftOut.NOTE: said}
            paths = paths.take(outside(paths.strokes, box), outside(paths.fills, box))
    return glyphs, paths, told


def _boxes(painting: Painting, paths: Paths, view: View) -> Iterator[tuple[Box, int]]:
    """The boxes that may be notes, and the numbers of their objects."""
    grounds = painting.grounds
    size = grounds.rows[:, 2:] - grounds.rows[:, :2]
    fits = ((size > LEAST) & (size < LARGEST)).all(axis=1) & grounds.shapes
    later = grounds.orders > painting.first
    chosen = np.flatnonzero(fits & later)
    for n, color in zip(chosen.tolist(), grounds.colors[chosen].tolist(), strict=True):
        *parts, alpha = color
        yellow = min(parts[:2]) - parts[2] >= YELLOW
        if min(parts) >= LIGHT and alpha >= OPAQUE and (yellow or grounds.framed[n]):
            box = Box(*view.boxes(grounds.rows[n : n + 1])[0].tolist())
            if _hides(box, paths) or (yellow and _points(box, painting, view)):
                yield box, int(grounds.orders[n])


def _hides(box: Box, paths: Paths) -> bool:
    """Whether a ruling runs into a box, and out of it."""
    rows = np.concatenate([paths.strokes, paths.fills])
    thin = np.minimum(rows[:, 2] - rows[:, 0], rows[:, 3] - rows[:, 1]) < DEEP
    x0, top, x1, bottom = rows[thin].T
    level = (x0 < box.x0 - DEEP) & (x1 > box.x0 + DEEP) & (top > box.top + DEEP) & (bottom < box.bottom - DEEP)
    upright = (top < box.top - DEEP) & (bottom > box.top + DEEP) & (x0 > box.x0 + DEEP) & (x1 < box.x1 - DEEP)
    return bool((level | upright).any())


def _points(box: Box, painting: Painting, view: View) -> bool:
    """Whether an arrow leads from a box to somewhere outside."""
    ends = painting.slants.reshape(-1, 2, 2)
    x, y = view.points(ends[:, :, 0], ends[:, :, 1])
    inside = (x > box.x0 - TOUCHES) & (x < box.x1 + TOUCHES) & (y > box.top - TOUCHES) & (y < box.bottom + TOUCHES)
    return bool((inside.sum(axis=1) == 1).any())


def outside(rows: FloatArray, box: Box, slack: float = DEEP) -> NDArray[np.bool_]:
    """Which rows (x0, top, x1, bottom) are not drawn within a box, or `slack` points beside it."""
    within: NDArray[np.bool_] = (
        (rows[:, 0] > box.x0 - slack) & (rows[:, 1] > box.top - slack)
        & (rows[:, 2] < box.x1 + slack) & (rows[:, 3] < box.bottom + slack)
    )  # fmt: skip
    return ~within
