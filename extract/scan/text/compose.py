"""What was read in the segments of a line → a line of runs, as born-digital text comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.records import Box, Line, Run
from extract.scan.arrays import PixelBox

RUN_GAP = 0.8
"""A gap wider than this many font sizes separates runs, as in born-digital text."""
LEANS_LEFT, LEANS_RIGHT = frozenset("、。，．）」』】〕〉》,.)"), frozenset("（「『【〔〈《(")
"""Full-width characters whose ink fills only one half of the square they are set in (the recognizer may call them
half-width, and sets of half-width ones are not so far apart)."""
HALF = 0.5
INK_SHARE = 0.92
"""How much of the font size the ink of a line of kanji is high."""
MIN_TYPED = 3
"""A line of fewer characters may have none that is as high as the type."""
LOWEST, HIGHEST = 0.6, 3.0
"""A line's type is at least and at most so many of the page's usual font sizes high; else its ink tells nothing."""


@dataclass(frozen=True, slots=True)
class PlacedText:
    """Text that stands between `x0` and `x1` (pixels); `alone`: it is a run of its own (a bracket, a mark)."""

    text: str
    x0: float
    x1: float
    alone: bool = False


def composed(pieces: Sequence[PlacedText], box: PixelBox, scale: float, em: float, confidence: float) -> Line | None:
    """The line that `pieces` (left to right) make, in points; None for none.

    `box` is around the line's ink in pixels, `scale` pixels per point, `em` the page's usual font size in pixels.
    """
    pieces = [piece for piece in pieces if piece.text]
    if not pieces:
        return None
    size = _size(sum(len(piece.text) for piece in pieces), box, em)
    runs: list[PlacedText] = []
    for piece in pieces:
        if runs and _follows(runs[-1], piece, size):
            runs[-1] = PlacedText(runs[-1].text + piece.text, runs[-1].x0, piece.x1)
        else:
            runs.append(piece)
    top, bottom = _type_height(box, size)
    around = Box(runs[0].x0 / scale, top / scale, runs[-1].x1 / scale, bottom / scale)
    return Line(tuple(Run(run.text, run.x0 / scale, run.x1 / scale) for run in runs), around, size / scale, confidence)


def _follows(left: PlacedText, right: PlacedText, size: float) -> bool:
    """Whether two pieces stand no farther apart than characters do."""
    if left.alone or right.alone:
        return False
    gap = right.x0 - left.x1
    gap -= HALF * size * ((left.text[-1] in LEANS_LEFT) + (right.text[0] in LEANS_RIGHT))
    return gap <= RUN_GAP * size


def _size(count: int, box: PixelBox, em: float) -> float:
    """The font size of a line in pixels, from the height of its ink where that tells it."""
    height = (box.bottom - box.top) / INK_SHARE
    return height if count >= MIN_TYPED and LOWEST * em <= height <= HIGHEST * em else em


def _type_height(box: PixelBox, size: float) -> tuple[float, float]:
    """Top and bottom of a line's type: as high as its font, however low its ink is (a dash)."""
    if box.bottom - box.top >= HALF * size:
        return box.top, box.bottom
    middle = (box.top + box.bottom) / 2
    return middle - HALF * size, middle + HALF * size
