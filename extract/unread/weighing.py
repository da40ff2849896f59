"""How sure what was read from a picture is by what stands around it, and what of it is no text at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from extract.pdf.layer.glyphs import Glyphs
from extract.records import Box, Cell
from extract.unread.doubts import Doubts

if TYPE_CHECKING:
    from extract.unread.read_ink import InkReading

SINGLE = 0.8
"""The confidence of one kanji that is a picture amid text: an external character, like what was read or the same."""
UNSURE = 0.6
"""The confidence from which on text is read outside all cells, where emblems and ornaments are."""
TALL = 2.2
"""One sign that was drawn and is so many font sizes high, or is not read, is no letter: an arrow, a figure."""
FEWER = 0.4
"""The confidence of a reading that lacks a character."""
SLACK = 1.0
"""Points by which what was read may reach out of its cell."""


def weighed(
    readings: Sequence[InkReading], doubts: Doubts, named: Glyphs, misnamed: Glyphs, cells: Sequence[Cell], em: float
) -> list[InkReading]:
    """The readings that say something, none surer than it may be.

    `named` and `misnamed` are the glyphs of the page, `em` its usual font size in points.
    """
    places = [*doubts.pictures, *doubts.letters]
    doubted = [_doubted(_counted(each, misnamed), places, named) for each in readings]
    said = [each for each in doubted if _counts(each, cells, named)]
    return [each for each in said if not _is_figure(each, em) or _is_in(each, doubts.pictures)]


def middle(box: Box) -> tuple[float, float]:
    """The middle of a box (x, y)."""
    return (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2


def within(box: Box, x: float, y: float) -> bool:
    """Whether a point lies in a box."""
    return box.x0 < x < box.x1 and box.top < y < box.bottom


def _counted(reading: InkReading, misnamed: Glyphs) -> InkReading:
    """A reading; no surer than `FEWER` where it has fewer characters than the text layer has there."""
    x, y = (misnamed.x0 + misnamed.x1) / 2, (misnamed.top + misnamed.bottom) / 2
    box = reading.box
    known = np.count_nonzero((x > box.x0) & (x < box.x1) & (y > box.top) & (y < box.bottom))
    return replace(reading, confidence=min(reading.confidence, FEWER)) if len(reading.chars) < known else reading


def _doubted(reading: InkReading, places: Sequence[Box], named: Glyphs) -> InkReading:
    """A reading; no surer than `SINGLE` where it is one kanji that is a picture amid text."""
    ((char, _, _),) = reading.chars if len(reading.chars) == 1 else (("", 0.0, 0.0),)
    if not "\u4e00" <= char <= "\u9fff" or not _is_in(reading, places) or not _beside(reading, named):
        return reading
    return replace(reading, confidence=min(reading.confidence, SINGLE))


def _counts(reading: InkReading, cells: Sequence[Cell], named: Glyphs) -> bool:
    """Whether a reading says something: outside all cells, what is unsure does only on a line of text."""
    if reading.confidence > UNSURE or any(cell.box.contains(reading.box, SLACK) for cell in cells):
        return True
    return _beside(reading, named)


def _beside(reading: InkReading, named: Glyphs) -> bool:
    """Whether a reading stands beside text."""
    _, y = middle(reading.box)
    level = (named.top < y) & (named.bottom > y)
    away = np.maximum(named.x0 - reading.box.x1, reading.box.x0 - named.x1)
    return bool((level & (away < reading.box.height)).any())


def _is_figure(reading: InkReading, em: float) -> bool:
    return reading.box.height >= TALL * em and (len(reading.chars) == 1 or not reading.confidence)


def _is_in(reading: InkReading, places: Sequence[Box]) -> bool:
    return any(within(place, *middle(reading.box)) for place in places)
