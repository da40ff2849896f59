"""Boxes of a second opinion that no ruling parts.

A reader that closes a grid draws its rules through every row and column, and takes underlines for rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from extract.pdf.coordinates import FloatArray
from extract.records import Box
from extract.ruled.rules.rulings import Rulings

SAME_EDGE = 2.0
"""Points between two edges that are one."""
PARTS = 0.5
"""A ruling parts two boxes that stands between so much of their sides."""


def without_false_cuts(boxes: Sequence[Box], rulings: Rulings) -> list[Box]:
    """Boxes of which none ends where an equal one begins, beside or below it, and no ruling stands between."""
    turned = _joined(map(_turned, boxes), rulings.vertical)
    return _joined(map(_turned, turned), rulings.horizontal)


def _joined(boxes: Iterable[Box], parting: FloatArray) -> list[Box]:
    """The boxes from top to bottom, joined where no level ruling (position, start, end) parts one from the next."""
    at, start, end = parting.T
    whole: list[Box] = []
    for box in sorted(boxes, key=lambda box: (box.top, box.x0)):
        between = np.minimum(end, box.x1) - np.maximum(start, box.x0)
        parted = (np.abs(at - box.top) <= SAME_EDGE) & (between >= PARTS * (box.x1 - box.x0))
        above = None if parted.any() else next((n for n, other in enumerate(whole) if _ends_at(other, box)), None)
        if above is None:
            whole.append(box)
        else:
            whole[above] = whole[above]._replace(bottom=box.bottom)
    return whole


def _ends_at(above: Box, below: Box) -> bool:
    """Whether a box ends where another one begins, and both are equally wide."""
    edges = above.bottom - below.top, above.x0 - below.x0, above.x1 - below.x1
    return all(abs(edge) <= SAME_EDGE for edge in edges)


def _turned(box: Box) -> Box:
    """The box with its sides exchanged, so that what stands beside it stands below."""
    return Box(box.top, box.x0, box.bottom, box.x1)
