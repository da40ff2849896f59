"""Rules that cross at the corners of a table and run on a little: a word processor draws them so.

Their ends beyond the corner would be closed as if a page break had cut the table there.
"""

from __future__ import annotations

import numpy as np

from extract.ruled.rules.rulings import Rulings

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
    meets = (horizontal[None, :, 1] <= vertical[:, 0, None] + touch) & (
        vertical[:, 0, None] <= horizontal[None, :, 2] + touch
    )
    meets &= (vertical[:, 1, None] <= horizontal[None, :, 0] + touch) & (
        horizontal[None, :, 0] <= vertical[:, 2, None] + touch
    )
    across, upright = horizontal.copy(), vertical.copy()
    for end in (1, 2):
        far = np.where(meets, np.abs(horizontal[None, :, 0] - vertical[:, end, None]), np.inf)
        beyond = far.min(axis=1)
        for v in np.flatnonzero((beyond > touch) & (beyond <= LONGEST * em)).tolist():
            h = int(np.argmin(far[v]))
            for side in (1, 2):
                along = np.where(meets[:, h], np.abs(vertical[:, 0] - horizontal[h, side]), np.inf)
                shorter, longer = sorted((float(along.min()), float(beyond[v])))
                if np.argmin(along) == v and touch < shorter and longer <= min(ALIKE * shorter, LONGEST * em):
                    upright[v, end], across[h, side] = horizontal[h, 0], vertical[v, 0]
    return Rulings(across, upright)
