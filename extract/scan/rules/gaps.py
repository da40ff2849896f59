"""Gaps in a line: whether it is solid, dotted, or strokes that happen to stand in line; and whether its ends touch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SOLID = 0.8
"""The share of a solid line that is no gap."""
EVEN, ENOUGH_EVEN = 0.45, 0.6
"""Gaps of a dotted line follow each other at even distances: off the usual one by less than this share, so many."""
LEAST_GAPS = 4
"""Fewer gaps do not tell a dotted line from strokes that happen to stand in line."""
AT_END = 2
"""Pixels from a ruling within which a gap is one between it and the line that should touch it."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """`outer` is the widest gap (pixels) where a line should touch rulings, `inner` the widest elsewhere.

    `solid` is the share of the line that is no gap; `is_dotted` says that there are gaps, at even distances.
    """

    outer: float
    inner: float
    solid: float
    is_dotted: bool

    @property
    def is_drawn(self) -> bool:
        """Whether it is a line, solid or dotted."""
        return self.is_dotted or self.solid >= SOLID

    def touches(self, clear: float) -> bool:
        """Whether the ends touch but for so many pixels; a dotted line may want its last dot."""
        return self.outer <= (3 * self.inner if self.is_dotted else 0.0) + clear


def gaps_of(paper: NDArray[np.bool_], first: float | None, last: float | None) -> Gaps:
    """The gaps of a line that is paper or not at each pixel.

    `first` and `last` are half the thickness of the rulings in the middle of which it begins and ends; None where
    there is none.
    """
    edges = np.flatnonzero(np.diff(np.concatenate([[0], paper.astype(np.int8), [0]])))
    starts, ends = edges[::2], edges[1::2]
    at_end = np.zeros(len(starts), bool)
    if first is not None:
        at_end |= starts < first + AT_END
    if last is not None:
        at_end |= ends >= len(paper) - last - AT_END
    widths = ends - starts
    return Gaps(
        float(widths[at_end].max(initial=0)),
        float(widths[~at_end].max(initial=0)),
        1.0 - float(widths.sum()) / max(len(paper), 1),
        _is_even((starts + ends) / 2),
    )


def _is_even(middles: NDArray[np.float64]) -> bool:
    """Whether gaps come at even distances."""
    if len(middles) < LEAST_GAPS:
        return False
    steps = np.diff(middles)
    usual = float(np.median(steps))
    return bool((np.abs(steps - usual) <= max(EVEN * usual, 1.0)).mean() >= ENOUGH_EVEN)
