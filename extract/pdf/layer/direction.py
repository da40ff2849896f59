"""How text is turned as a page is displayed: up, down or upside down; and by how much a page of it must be turned.

Some programs set a wide table sideways on an upright page and say so nowhere. Each glyph tells how it is turned.
"""

from __future__ import annotations

from math import pi

import numpy as np
from numpy.typing import NDArray

from extract.records import Placement

ASKEW = pi / 8
"""Text that leaves the nearest quarter turn by more than this angle runs in no direction of its own: it is slanted."""
FEW = 4
"""Fewer characters tell nothing."""
MARGIN = 0.08
"""So far from the upper or lower edge of a page running lines stand, of its height."""
MOSTLY = 0.5
"""The share of the characters that must be turned alike for the page to be turned: notes may run otherwise."""

MANY, ALL_BUT = 20, 0.9
"""Two pages on a sheet hold so many characters each, and but for a page number all run alike (share)."""


def directions(angles: NDArray[np.float64], rotation: int) -> NDArray[np.int8]:
    """By how many quarters (clockwise, 0 to 3) glyphs are turned as displayed; 0 for slanted ones.

    `angles` are those of the glyphs in the page's own space (radians, clockwise), `rotation` is the view's (degrees).
    """
    quarters = np.rint(angles / (pi / 2))
    slanted = np.abs(angles - quarters * (pi / 2)) > ASKEW
    turned = (quarters.astype(np.int64) + rotation // 90) % 4
    return np.where(slanted, 0, turned).astype(np.int8)


def quarter_turns(
    codes: NDArray[np.uint32], direction: NDArray[np.int8], middle: NDArray[np.float64], height: float
) -> int:
    """By how many quarters (clockwise, 0 to 3) a page must be turned for most of its glyphs to stand upright.

    `direction` tells by how many each glyph is turned now, `middle` at which height of the page it stands. Upright ones
    that stand at the page's upper and lower edges, above and below all others, do not count: they are running lines.
    """
    counts = np.bincount(direction[codes > ord(" ")], minlength=4)
    if counts[0] != counts.sum():
        turned = middle[direction != 0]
        above = middle < min(MARGIN * height, turned.min())
        below = middle > max((1 - MARGIN) * height, turned.max())
        counts[0] -= np.count_nonzero((codes > ord(" ")) & (direction == 0) & (above | below))
    most = int(np.argmax(counts))
    return -most % 4 if counts.sum() >= FEW and counts[most] > MOSTLY * counts.sum() else 0


def lies_beside(
    direction: NDArray[np.int8], across: NDArray[np.float64], middle: NDArray[np.float64], width: float, height: float
) -> bool:
    """Whether text runs upright on one side of the page's middle, and otherwise beside it: of two pages one lies.

    `across` and `middle` tell where each glyph stands on the page. Of four pages two stand side by side above the
    middle of its height, and two below.
    """
    right = across > width / 2
    for row in (middle <= height / 2, middle > height / 2):
        sides = [direction[row & side] for side in (~right, right)]
        if any(len(side) < MANY for side in sides):
            continue
        upright = [np.count_nonzero(side == 0) / len(side) for side in sides]
        if max(upright) >= ALL_BUT and min(upright) <= 1 - ALL_BUT:
            return True
    return False


def displayed_from(quarters: int, width: float, height: float) -> Placement:
    """Leads from a page that was turned clockwise by `quarters` back to the displayed one of this size (points)."""
    match quarters % 4:
        case 1:
            return Placement(0.0, 1.0, 0.0, -1.0, 0.0, height)
        case 2:
            return Placement(-1.0, 0.0, width, 0.0, -1.0, height)
        case 3:
            return Placement(0.0, -1.0, width, 1.0, 0.0, 0.0)
        case _:
            return Placement()
