"""Ink of a page that none of its named glyphs makes, line by line: pictures of text, outlines, misnamed signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium

from extract.pdf.coordinates import FloatArray
from extract.records import Box, Cell, Placement
from extract.scan.arrays import Grey, Ink, PixelBox
from extract.scan.image.render import MAX_PIXELS, box_picture
from extract.scan.text.components import TextLine, text_lines

SCALE = 300 / 72
"""Pixels per point of the picture that is looked at."""
DARK = 190
"""A grey below this is ink: backgrounds are paler."""
CONTEXT = 12.0
"""Font sizes around what is unread that are drawn with it: a recognizer reads a sign better among others."""
AROUND = 0.7
"""Points around a glyph's ink in which its edge fades out."""
RULING = 1.6
"""Points at the edge of a cell in which its ruling may be."""
THINNEST = 0.12
"""Ink that is less wide or high than this many font sizes, ..."""
LINE = 2.0
"""... and longer than so many, is a line drawn below, through or around text."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """A part of a page in grey, `scale` pixels per point; `left` and `top` are where (points) its corner lies.

    `ink` is what nothing in the text layer makes, `lines` are its lines, whose owners are numbers of cells.
    """

    grey: Grey
    ink: Ink
    lines: list[TextLine]
    left: float
    top: float
    scale: float

    def pixels(self, box: Box) -> PixelBox:
        """A box of the page in pixels of the picture, cut where that ends."""
        return _pixels(box, self.left, self.top, self.scale, self.ink.shape)

    def x(self, pixel: float) -> float:
        """Where on the page (points) a pixel is from its left edge."""
        return pixel / self.scale + self.left

    def y(self, pixel: float) -> float:
        """Where on the page (points) a pixel is from its top."""
        return pixel / self.scale + self.top


def find_leftover(
    page: pdfium.PdfPage,
    placement: Placement,
    cells: Sequence[Cell],
    windows: Sequence[Box],
    named: FloatArray,
    em: float,
) -> Leftover | None:
    """The ink within `windows` that is not in the boxes (rows x0, top, x1, bottom) of named glyphs; None for none.

    `em` is the page's usual font size in points.
    """
    around = Box.around(windows)
    width, height = placement.box(Box(0, 0, *page.get_size()))[2:] if placement.b else page.get_size()
    margin = CONTEXT * em
    region = Box(
        max(around.x0 - margin, 0.0), max(around.top - em, 0.0),
        min(around.x1 + margin, width), min(around.bottom + em, height),
    )  # fmt: skip
    scale = min(SCALE, (MAX_PIXELS / max(region.width * region.height, 1.0)) ** 0.5)
    grey = box_picture(page, region, placement, scale)
    if not grey.size:
        return None
    left, top = region.x0, region.top
    seen = _mask(windows, cells, left, top, scale, grey.shape)
    for row in named.tolist():
        x0, y0, x1, y1 = _pixels(Box(*row), left, top, scale, grey.shape, AROUND)
        seen[y0:y1, x0:x1] = False
    ink = (grey < DARK) & seen
    if not ink.any():
        return None
    boxes = [Box(c.box.x0 - left, c.box.top - top, c.box.x1 - left, c.box.bottom - top) for c in cells]
    lines = [line for line in text_lines(ink, boxes, scale, em * scale) if not _is_drawn(line, em * scale)]
    return Leftover(grey, ink, lines, left, top, scale)


def _mask(
    windows: Sequence[Box], cells: Sequence[Cell], left: float, top: float, scale: float, shape: tuple[int, ...]
) -> Ink:
    """Where ink is looked for: within the windows, but not where the rulings of cells are."""
    mask = np.zeros(shape, np.bool_)
    for window in windows:
        x0, y0, x1, y1 = _pixels(window, left, top, scale, shape)
        mask[y0:y1, x0:x1] = True
    for cell in cells:
        x0, y0, x1, y1 = _pixels(cell.box, left, top, scale, shape, RULING)
        a0, b0, a1, b1 = _pixels(cell.box, left, top, scale, shape, -RULING)
        mask[y0:b0, x0:x1] = mask[b1:y1, x0:x1] = mask[y0:y1, x0:a0] = mask[y0:y1, a1:x1] = False
    return mask


def _pixels(box: Box, left: float, top: float, scale: float, shape: tuple[int, ...], around: float = 0.0) -> PixelBox:
    x0, x1 = (box.x0 - left - around) * scale, (box.x1 - left + around) * scale
    y0, y1 = (box.top - top - around) * scale, (box.bottom - top + around) * scale
    return PixelBox(
        min(max(round(x0), 0), shape[1]), min(max(round(y0), 0), shape[0]),
        min(max(round(x1), 0), shape[1]), min(max(round(y1), 0), shape[0]),
    )  # fmt: skip


def _is_drawn(line: TextLine, em: float) -> bool:
    """Whether a line of ink is one that was drawn, and no text."""
    x0, top, x1, bottom = line.box
    return min(x1 - x0, bottom - top) < THINNEST * em and max(x1 - x0, bottom - top) > LINE * em
