"""Dashed rules whose gaps are too wide to be joined for their nearness alone: their even step tells them."""

from __future__ import annotations

import numpy as np

from extract.pdf.coordinates import FloatArray

LEAST = 6
"""So many dashes in line, alike and evenly apart, make a dashed rule."""
LONGEST = 1.5
"""A dash is at most so many font sizes long: the upright sides of rows are evenly apart, too."""
WIDEST_GAP = 2.5
"""The gap between two dashes is at most so many times their length."""
SAME_LINE = 0.5
"""Points by which the dashes of one line may stand off it."""
EVEN = 0.1
"""The share by which lengths and steps of dashes may differ."""


def dashed_rules(pieces: FloatArray, joins: float, em: float) -> FloatArray:
    """The rules that rows of dashes among `pieces` stand for: rows (position, start, end), as the pieces are.

    Gaps up to `joins` points are none: what has such is joined anyhow. `em` is the usual font size (points).
    """
    pieces = pieces[pieces[:, 2] - pieces[:, 1] <= LONGEST * em]
    if len(pieces) < LEAST:
        return pieces[:0]
    pieces = pieces[np.lexsort((pieces[:, 1], np.round(pieces[:, 0] / SAME_LINE)))]
    length, step = pieces[:, 2] - pieces[:, 1], np.diff(pieces[:, 1])
    gap = step - length[:-1]
    follows = (np.abs(np.diff(pieces[:, 0])) <= SAME_LINE) & (gap > joins) & (gap <= WIDEST_GAP * length[:-1])
    follows &= np.abs(np.diff(length)) <= EVEN * length[:-1]
    even = follows[1:] & follows[:-1] & (np.abs(np.diff(step)) <= EVEN * step[:-1])
    bounds = np.flatnonzero(np.diff(np.concatenate([[0], even.astype(np.int8), [0]])))
    starts, ends = bounds[::2], bounds[1::2] + 1
    long = ends - starts + 1 >= LEAST
    return np.stack([pieces[starts[long], 0], pieces[starts[long], 1], pieces[ends[long], 2]], axis=1)
