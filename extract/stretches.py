"""Stretches of equal numbers, and steps between neighbors, in arrays: NumPy's `diff` takes several times as long."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def steps(values: NDArray[Any]) -> NDArray[Any]:
    """By how much each value but the first is more than the one before."""
    found: NDArray[Any] = values[1:] - values[:-1]
    return found


def begun(numbers: NDArray[Any]) -> NDArray[np.bool_]:
    """Where another number stands than before; where the first one stands, too."""
    found = np.empty(len(numbers), np.bool_)
    found[:1] = True
    np.not_equal(numbers[1:], numbers[:-1], out=found[1:])
    return found


def lengths(starts: NDArray[np.intp], end: int) -> NDArray[np.intp]:
    """The lengths of stretches that begin at `starts`, the last of which goes on up to `end`."""
    found = np.empty(len(starts), np.intp)
    found[:-1] = starts[1:] - starts[:-1]
    found[-1:] = end - starts[-1:]
    return found
