"""Tables without side borders that stand one below the other: where one ends and the next begins."""

from __future__ import annotations

import numpy as np

from extract.pdf.coordinates import FloatArray

TALLER = 1.8
"""A gap that no rule bridges parts two tables if it is so many times as high as the tallest row that is bridged."""
LEAST = 3.0
"""It is also at least so many font sizes high: lower ones are rows across all columns."""


def tables_apart(ends: FloatArray, across: FloatArray, em: float, reach: float) -> list[FloatArray]:
    """Rules that end together (rows position, start, end), parted where tables are.

    Between the rows of one table rules run `across`; `em` is the usual font size and `reach` how near rules meet, in
    points.
    """
    if len(ends) < 4:  # two tables of two rules each
        return [ends]
    ends = ends[np.argsort(ends[:, 0], kind="stable")]
    above, below = ends[:-1, 0, None], ends[1:, 0, None]
    inside = (across[None, :, 0] > ends[:, 1].min()) & (across[None, :, 0] < ends[:, 2].max())
    bridged = (inside & (across[None, :, 1] <= above + reach) & (across[None, :, 2] >= below - reach)).any(axis=1)
    gaps = np.diff(ends[:, 0])
    if bridged.all() or not bridged.any():
        return [ends]
    parts = ~bridged & (gaps > TALLER * gaps[bridged].max()) & (gaps > LEAST * em)
    return np.split(ends, np.flatnonzero(parts) + 1)
