"""Black strips: what runs straight through a picture for longer than a stroke of a character does.

A hairline comes out of a scanner grey and broken, a dotted rule as dots. Smeared along its own direction each becomes a
whole strip again, while strokes of characters do not get long enough.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.scan.arrays import Grey, Ink, Labels, PixelBox

SMEAR = 2.4
"""Points over which a picture is smeared along rules: more than the gap between the dots of a dotted one."""
SURROUNDINGS = 10.0
"""Points across the surroundings that a rule must be darker than: three times the thickest frame."""
CONTRAST = 22
"""Grey levels by which a smeared rule is darker than its surroundings: dots of hairlines leave so much."""
HAIR = 1.0
"""Points: a line as thin as this is compared with what is right above and below it, as a faint one close to text must
be."""
HAIR_LENGTH = 2.0
"""Font sizes: the strokes of text come out as faint lines up to this length."""
HAIR_CONTRAST = 18
"""Grey levels by which it is darker than that, once smeared."""
GAP = 3.0
"""Points between the dots or dashes of one rule, at most."""
DOT = 1.8
"""Points: dots, dashes and the pieces of a broken hairline are no thicker."""
MOST_STRIPS = 20_000
"""More are noise."""
MAX_THICKNESS = 0.5
"""In font sizes: what is thicker is a picture."""
THICK_FRAME = 3.4
"""However small the type, a strip of this thickness (points) may be a frame."""
MAX_SLANT = 0.008
"""How far a strip may leave its direction, of its length, once the page is straight."""

Black = NDArray[np.uint8]
NO_DOTS: Black = np.zeros((1, 1), np.uint8)
"""For rulings that are not dotted."""


class TooManyStrips(Exception):
    """A picture with more strips than a page of tables has."""


@dataclass(frozen=True, slots=True)
class LevelStrips:
    """Level strips of one picture: `labels` marks their pixels with their number in `boxes`, from 1; 0 is none.

    `middles` is the height of each, `thickness` how thick it is, in pixels.
    """

    labels: Labels
    boxes: list[PixelBox]
    middles: list[float]
    thickness: list[float]


def thin_pieces(ink: Ink, scale: float) -> tuple[Black, Black]:
    """1 where ink is no higher than a dot or dash of a level rule is, and no wider than one of an upright rule."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    low = stats[:, cv2.CC_STAT_HEIGHT] <= DOT * scale
    narrow = stats[:, cv2.CC_STAT_WIDTH] <= DOT * scale
    low[0] = narrow[0] = False
    return low.astype(np.uint8)[labels], narrow.astype(np.uint8)[labels]


def _hairs(smeared: Grey, scale: float) -> Black:
    """1 where a smeared picture has a thin level line, be it amid text."""
    side = max(round(HAIR * scale), 2) + 2
    around = cv2.morphologyEx(smeared, cv2.MORPH_CLOSE, np.ones((side, 1), np.uint8))
    return np.asarray(cv2.subtract(around, smeared) > HAIR_CONTRAST, np.uint8)


def level_strips(
    grey: Grey, dots: Black, scale: float, shortest: float, em: float, slant: float = MAX_SLANT
) -> LevelStrips:
    """The level strips at least `shortest` font sizes (of `em` points) long; hand in a turned picture for upright ones.

    `dots` is 1 where the picture has ink that is no higher than a ruling; `slant` is how far a strip may leave its
    direction, of its length. Raises `TooManyStrips` where there are more than `MOST_STRIPS`.
    """
    smear = max(round(SMEAR * scale), 1) | 1
    length = max(round(shortest * em * scale), smear + 2)
    side = max(round(SURROUNDINGS * scale), 3) | 1
    smeared = cv2.blur(grey, (smear, 1))
    black = cv2.adaptiveThreshold(smeared, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, side, CONTRAST)
    if dots.any():
        gap = max(round(GAP * scale), 2)
        black |= cv2.morphologyEx(dots, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    opened = cv2.morphologyEx(black, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    longer = max(round(HAIR_LENGTH * em * scale), length)
    hairs = cv2.morphologyEx(_hairs(smeared, scale), cv2.MORPH_OPEN, np.ones((1, longer), np.uint8))
    # What stands right above or below a strip is not let into it: it may be text.
    opened |= hairs & (1 - cv2.dilate(opened, np.ones((3, 1), np.uint8)))
    count, labels, stats, middles = cv2.connectedComponentsWithStats(opened, connectivity=8)
    if count > MOST_STRIPS:
        raise TooManyStrips
    thickest = max(MAX_THICKNESS * em, THICK_FRAME) * scale
    x, y, width, height, area = stats.T
    thickness = area / np.maximum(width, 1)
    good = (thickness <= thickest) & (width > 2 * thickness) & (height <= thickness + 2 + slant * width)
    good[0] = False
    numbers = np.zeros(count, np.int32)
    numbers[good] = np.arange(1, good.sum() + 1)
    # Smearing has made each end longer by nearly half its reach.
    ends = smear // 2
    edges = np.stack([x + ends, y, np.maximum(x + width - ends, x + ends + 1), y + height], axis=1)
    boxes = [PixelBox(*row) for row in edges[good].tolist()]
    return LevelStrips(numbers[labels], boxes, middles[good, 1].tolist(), thickness[good].tolist())
