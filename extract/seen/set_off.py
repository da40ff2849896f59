"""What sets a part of a text off from the rest without a word: a ring, a line below it, a color, bold type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from extract.pdf.coordinates import FloatArray, View
from extract.pdf.layer.glyphs import Glyphs
from extract.pdf.paint.painting import Paint, Painting
from extract.records import Box, SetOff
from extract.seen.laid_over.seals import COLORED

WHITE = 235
"""The parts of a color from which on it is paper."""
HIGHEST = 1.9
"""A ground that marks a text is not so many font sizes high, ..."""
NARROWEST = 1.0
"""... and not narrower than that."""
MOST = 200
"""So many such places are the look of a page."""
BELOW, CARRIED = 0.35, 0.6
"""An underline lies at most so many font sizes below its text's baseline, which is on this share of its length."""
MOSTLY = 0.5
"""Where this share of the texts is bold, that is the look of the page."""
NEXT = 1.0
"""Glyphs of one color that stand within so many font sizes are one text."""


def grounds_below(painting: Painting, view: View, em: float) -> list[SetOff]:
    """Shapes of a color that are no higher than a line of text: markers."""
    grounds = painting.grounds
    if not len(grounds.orders):
        return []
    boxes = view.boxes(grounds.rows)
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    marks = grounds.shapes & (high < HIGHEST * em) & (wide > NARROWEST * em)
    marks &= (grounds.colors[:, :3] < WHITE).any(axis=1)
    return _few([Box(*row) for row in boxes[marks].tolist()])


def colored_texts(glyphs: Glyphs, rows: NDArray[np.intp], paint: Paint) -> list[SetOff]:
    """Texts in a color, line by line; `rows` are those of the glyphs in `paint`, -1 for none."""
    fills = paint.fills[:, :3].astype(np.int64)
    colored = (rows >= 0) & (np.ptp(fills, axis=1) >= COLORED)[rows] & (glyphs.codes > 0x20) & (glyphs.codes != 0x3000)
    return _few(list(_strings(glyphs, np.flatnonzero(colored))))


def bold_texts(glyphs: Glyphs, rows: NDArray[np.intp], paint: Paint) -> list[SetOff]:
    """Texts in bold type, line by line; `rows` are those of the glyphs in `paint`, -1 for none."""
    bold = (rows >= 0) & paint.bold[rows] & (glyphs.codes > 0x20) & (glyphs.codes != 0x3000)
    return _few(list(_strings(glyphs, np.flatnonzero(bold))))


def has_bold(paint: Paint) -> bool:
    """Whether some texts of a page are bold, and most are not."""
    share = paint.bold.mean() if len(paint.bold) else 0.0
    return 0 < share < MOSTLY


def below_lines(lines: FloatArray, glyphs: Glyphs, em: float) -> list[SetOff]:
    """The places above lines (rows y, x0, x1) that have text on most of their length."""
    found = []
    middle = (glyphs.x0 + glyphs.x1) / 2
    for y, x0, x1 in lines.tolist() if len(lines) <= MOST else []:
        above = (glyphs.baseline > y - BELOW * em) & (glyphs.baseline < y + em / 20) & (glyphs.codes > 0x20)
        own = above & (middle > x0) & (middle < x1)
        if (glyphs.x1 - glyphs.x0)[own].sum() >= CARRIED * (x1 - x0):
            found.append(Box(x0, y - em, x1, y))
    return _few([*dict.fromkeys(found)])


def _strings(glyphs: Glyphs, chosen: NDArray[np.intp]) -> Iterator[Box]:
    order = chosen[np.lexsort((glyphs.x0[chosen], np.round(glyphs.baseline[chosen])))]
    last: Box | None = None
    for box in glyphs.boxes(order):
        goes_on = last is not None and abs(box.bottom - last.bottom) < box.height / 4
        if last is not None and goes_on and -1 < box.x0 - last.x1 < NEXT * box.height:
            last = Box.around([last, box])
        else:
            if last is not None:
                yield last
            last = box
    if last is not None:
        yield last


def _few(boxes: Sequence[Box]) -> list[SetOff]:
    return [SetOff(box) for box in boxes] if len(boxes) <= MOST else []
