"""Rules that cross at the corners of a table and run on a little: a word processor draws them so.

Their ends beyond the corner would be closed as if a page break had cut the table there.
"""

from __future__ import annotations

import numpy as np

from extract.pdf.coordinates import FloatArray
from extract.ruled.rulings import Rulings

LONGEST = 4.0
"""An end beyond a corner is at most so many font sizes long."""
ALIKE = 2.0
"""Of the two ends beyond a corner one is at most so many times as long as the other."""


def without_corner_crosses(rulings: Rulings, em: float, touch: float) -> Rulings:
    """The rulings, both of them cut where two run on beyond a corner.

    `em` is the usual font size, `touch` the distance within which rules meet; both in points.
    """
    horizontal, vertical = rulings.horizontal, rulings.vertical
    if len(horizontal) < 2 or len(vertical) < 2:
        return rulings
    across, upright = horizontal.copy(), vertical.copy()
    for end in (1, 2):
        beyond, at = _ends(vertical, horizontal, end, touch)
        for v in np.flatnonzero((beyond > touch) & (beyond <= LONGEST * em)).tolist():
            h = int(at[v])
            for side in (1, 2):
                other, corner = _ends(horizontal[h : h + 1], vertical, side, touch)
                shorter, longer = sorted((float(other[0]), float(beyond[v])))
                if corner[0] == v and touch < shorter and longer <= min(ALIKE * shorter, LONGEST * em):
                    upright[v, end], across[h, side] = horizontal[h, 0], vertical[v, 0]
    return Rulings(across, upright)


def _ends(rules: FloatArray, others: FloatArray, end: int, touch: float) -> tuple[FloatArray, np.ndarray]:
    """How far each rule runs beyond the last one that it meets at its `end` (1: start, 2: end), and which that is.

    Infinitely far where it meets none.
    """
    at, start, stop = rules[:, 0, None], rules[:, 1, None], rules[:, 2, None]
    crosses = (others[None, :, 1] <= at + touch) & (at <= others[None, :, 2] + touch)
    crosses &= (start <= others[None, :, 0] + touch) & (others[None, :, 0] <= stop + touch)
    far = np.where(crosses, np.abs(others[None, :, 0] - rules[:, end, None]), np.inf)
    last = np.argmin(far, axis=1)
    beyond: FloatArray = far[np.arange(len(rules)), last]
    return beyond, last
