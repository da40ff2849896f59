"""Option boxes that no character prints: squares and rings that are drawn, pasted, or a browser's form controls.

Where one stands right before a text, apart from all rulings, the page shows a box. Its picture tells whether it is
empty, marked or filled, and a sign that says so is set among the glyphs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from extract.pdf.coordinates import FloatArray, Paths, View
from extract.pdf.layer.glyphs import Glyphs
from extract.pdf.left_out.added_glyphs import Glyph
from extract.pdf.paint.painting import Painting
from extract.records import Box, Placement
from extract.unread.box_shapes import SQUARE, drawn_sign, framed_sign

SMALLEST, LARGEST = 5.5, 16.0
"""Points; a box is not smaller or larger, ..."""
ABOUT = 1.7
"""A picture of a box is not so many times as wide as high, or as high as wide."""
LOWEST, HIGHEST = 0.55, 1.5
"""... and not lower or higher than so many font sizes of the text behind it."""
BEHIND = 1.3
"""Its text begins within so many font sizes."""
APART = 0.5
"""A drawn shape is no letter if the next one is further away than this share of its height."""
TOUCH = 1.2
"""Points within which a ruling runs along the side of a box."""
LONGER = 1.3
"""What is so many times as long as a box's side is a ruling that goes on beyond it."""
FEWEST_POINTS = 4
"""Points of a drawn path that may be a box."""
MOST = 300
"""So many small shapes are a drawing."""
MARKS = np.array(sorted(map(ord, "✓✔レㇾ√×✗✘○●■◉✕✖☑")), np.uint32)
"""What may be printed into a drawn box."""
BRACKETS = np.array(sorted(map(ord, "[［〔【(（")), np.uint32)
"""Behind these a mark is drawn into a printed box, which is looked at by itself."""


@dataclass(frozen=True, slots=True)
class DrawnBox:
    """A box as its page shows it: its place, the glyph that stands for it, the numbers of the signs printed in it."""

    box: Box
    glyph: Glyph
    within: NDArray[np.intp]


def drawn_boxes(
    page: pdfium.PdfPage, glyphs: Glyphs, painting: Painting, paths: Paths, letters: Sequence[Box], view: View,
    placement: Placement,
) -> list[DrawnBox]:  # fmt: skip
    """The boxes that a page draws before its texts; `placement` leads from `glyphs` to the displayed page.

    `letters` are drawn shapes that may be letters.
    """
    rows = _small(np.concatenate([_shapes(painting, view), _of_four_lines(paths), _apart(letters)]))
    if not len(rows) or len(rows) > MOST or not len(glyphs):
        return []
    lines = _Lines(glyphs)
    found: list[DrawnBox] = []
    for box in _outermost(rows):
        behind = lines.behind(box)
        if behind is None or _is_ruled(box, paths):
            continue
        within = lines.within(box)
        if len(within) and not (len(within) == 1 and np.isin(glyphs.codes[within], MARKS).all()):
            continue
        framed = _is_framed(box, paths)
        sign = framed_sign(page, box, placement) if framed else drawn_sign(page, box, placement)
        if sign is not None:
            found.append(DrawnBox(box, _glyph(sign, box, glyphs, behind), within))
    return found


def _shapes(painting: Painting, view: View) -> FloatArray:
    """What is filled, pasted, or drawn with more than two points, as displayed."""
    drawn = np.array([frame.row for frame in painting.frames(FEWEST_POINTS)], np.float64).reshape(-1, 4)
    return view.boxes(np.concatenate([painting.grounds.rows, drawn]))


def _of_four_lines(paths: Paths) -> FloatArray:
    """The squares that short strokes make: a level one above, and two upright ones of one length at its ends."""
    rows = paths.strokes
    wide, high = rows[:, 2] - rows[:, 0], rows[:, 3] - rows[:, 1]
    level = rows[(wide > SMALLEST) & (wide < LARGEST) & (high < TOUCH)]
    upright = rows[(high > SMALLEST) & (high < LARGEST) & (wide < TOUCH)]
    found = []
    for x0, y, x1, _ in level.tolist() if len(level) <= MOST and len(upright) <= MOST else []:
        corners = np.array([[x0, y], [x1, y]])
        sides = [upright[(np.abs(upright[:, :2] - corner) < TOUCH).all(axis=1)] for corner in corners]
        found += [
            (x0, y, x1, left[3]) for left in sides[0].tolist()
            if any(abs(left[3] - right[3]) < TOUCH for right in sides[1].tolist())
        ]  # fmt: skip
    return np.array(found, np.float64).reshape(-1, 4)


def _apart(letters: Sequence[Box]) -> FloatArray:
    """Those that stand apart from all others on their line: a letter stands beside others."""
    rows = np.array(letters, np.float64).reshape(-1, 4)
    if len(rows) > MOST:
        return rows[:0]
    x0, top, x1, bottom = rows.T
    level = (top[:, None] < bottom) & (bottom[:, None] > top)
    gap = np.maximum(x0[:, None] - x1, x0 - x1[:, None])
    near = level & (gap < APART * (bottom - top)) & ~np.eye(len(rows), dtype=bool)
    found: FloatArray = rows[~near.any(axis=1)]
    return found


def _small(rows: FloatArray) -> FloatArray:
    """The rows that are about as wide as high, and as large as a box."""
    wide, high = rows[:, 2] - rows[:, 0], rows[:, 3] - rows[:, 1]
    fits = (np.minimum(wide, high) > SMALLEST) & (np.maximum(wide, high) < LARGEST)
    found: FloatArray = rows[fits & (wide < ABOUT * high) & (high < ABOUT * wide)]
    return found


def _outermost(rows: FloatArray) -> list[Box]:
    """The boxes whose middle lies in no larger one."""
    order = np.argsort(-((rows[:, 2] - rows[:, 0]) * (rows[:, 3] - rows[:, 1])), kind="stable")
    kept: list[Box] = []
    for row in rows[order].tolist():
        x, y = (row[0] + row[2]) / 2, (row[1] + row[3]) / 2
        if not any(box.x0 < x < box.x1 and box.top < y < box.bottom for box in kept):
            kept.append(Box(*row))
    return kept


def _is_ruled(box: Box, paths: Paths) -> bool:
    """Whether a ruling that is longer than a box runs along one of its sides: it is a cell of a table."""
    fills = paths.fills
    thin = fills[np.minimum(fills[:, 2] - fills[:, 0], fills[:, 3] - fills[:, 1]) < TOUCH]
    rows = np.concatenate([paths.strokes, thin])
    x0, top, x1, bottom = rows.T
    long_level = (x1 - x0 > LONGER * box.width) & (x0 < box.x1) & (x1 > box.x0)
    long_upright = (bottom - top > LONGER * box.height) & (top < box.bottom) & (bottom > box.top)
    y, x = (top + bottom) / 2, (x0 + x1) / 2
    along = long_level & ((np.abs(y - box.top) < TOUCH) | (np.abs(y - box.bottom) < TOUCH))
    along |= long_upright & ((np.abs(x - box.x0) < TOUCH) | (np.abs(x - box.x1) < TOUCH))
    return bool(along.any())


def _is_framed(box: Box, paths: Paths) -> bool:
    """Whether strokes run along all four sides of a box, which is a square."""
    if max(box.width, box.height) > SQUARE * min(box.width, box.height):
        return False
    x0, top, x1, bottom = paths.strokes.T
    level, upright = x1 - x0 > SMALLEST / 2, bottom - top > SMALLEST / 2
    within_x, within_y = (
        (x0 > box.x0 - TOUCH) & (x1 < box.x1 + TOUCH),
        (top > box.top - TOUCH) & (bottom < box.bottom + TOUCH),
    )
    sides = (
        level & within_x & (np.abs(top - box.top) < TOUCH), level & within_x & (np.abs(top - box.bottom) < TOUCH),
        upright & within_y & (np.abs(x0 - box.x0) < TOUCH), upright & within_y & (np.abs(x0 - box.x1) < TOUCH),
    )  # fmt: skip
    return all(bool(side.any()) for side in sides)


def _glyph(sign: str, box: Box, glyphs: Glyphs, behind: int) -> Glyph:
    """A sign in a place, on the line of the glyph behind it."""
    top, bottom, baseline = (float(edge[behind]) for edge in (glyphs.top, glyphs.bottom, glyphs.baseline))
    x1 = min(box.x1, float(glyphs.x0[behind]) - 0.01)
    return Glyph(ord(sign), min(box.x0, x1 - 0.5), x1, top, bottom, baseline)


class _Lines:
    """The printed glyphs of a page around a place."""

    def __init__(self, glyphs: Glyphs) -> None:
        self._glyphs = glyphs
        self._printed = np.flatnonzero((glyphs.codes > 0x20) & (glyphs.codes != 0x3000) & (glyphs.codes != 0xA0))
        self._x = ((glyphs.x0 + glyphs.x1) / 2)[self._printed]
        self._y = ((glyphs.top + glyphs.bottom) / 2)[self._printed]

    def within(self, box: Box) -> NDArray[np.intp]:
        """The glyphs whose middle lies in a box."""
        x, y = self._x, self._y
        return self._printed[(x > box.x0) & (x < box.x1) & (y > box.top) & (y < box.bottom)]

    def behind(self, box: Box) -> int | None:
        """The glyph that a text begins with right behind a box, no bracket being open before it; None for none."""
        glyphs, middle = self._glyphs, (box.top + box.bottom) / 2
        level = self._printed[(glyphs.top[self._printed] < middle) & (glyphs.bottom[self._printed] > middle)]
        after = level[(glyphs.x0 + glyphs.x1)[level] / 2 > box.x1]
        if not len(after):
            return None
        first = int(after[np.argmin(glyphs.x0[after])])
        size = float(glyphs.bottom[first] - glyphs.top[first])
        if glyphs.x0[first] - box.x1 > BEHIND * size or not LOWEST * size < box.height < HIGHEST * size:
            return None
        before = level[(glyphs.x0 + glyphs.x1)[level] / 2 < box.x0]
        if len(before):
            last = int(before[np.argmax(glyphs.x1[before])])
            if box.x0 - glyphs.x1[last] < BEHIND * size and np.isin(glyphs.codes[last], BRACKETS):
                return None
        return first
