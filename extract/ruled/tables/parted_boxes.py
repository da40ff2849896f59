"""Boxes of a second opinion that no ruling parts: a reader that closes a grid draws its uprights through every row."""

from __future__ import annotations

import numpy as np

from extract.records import Box
from extract.ruled.rules.rulings import Rulings

SAME_EDGE = 2.0
"""Points between two edges that are one."""
PARTS = 0.5
"""A ruling parts two boxes that stands beside so much of their height."""


def parted_by_rulings(boxes: list[Box], rulings: Rulings) -> list[Box]:
    """Boxes of which none ends at the left or right of another one, in the same row, where no upright ruling is."""
    at, start, end = rulings.vertical.T
    whole: list[Box] = []
    for box in sorted(boxes, key=lambda box: (box.top, box.x0)):
        before = whole[-1] if whole else None
        if before is not None and _are_neighbours(before, box):
            beside = np.minimum(end, box.bottom) - np.maximum(start, box.top)
            if not ((np.abs(at - box.x0) <= SAME_EDGE) & (beside >= PARTS * (box.bottom - box.top))).any():
                whole[-1] = before._replace(x1=box.x1)
                continue
        whole.append(box)
    return whole


def _are_neighbours(left: Box, right: Box) -> bool:
    """Whether two boxes stand side by side and are equally high."""
    edges = left.x1 - right.x0, left.top - right.top, left.bottom - right.bottom
    return all(abs(edge) <= SAME_EDGE for edge in edges)
