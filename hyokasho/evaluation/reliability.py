"""Is confidence worth its name? Predicted confidence held against the share that is right, for each kind of value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from math import sqrt

from hyokasho.evaluation.judgement import Judgement, ValueKind

KINDS = (ValueKind.TEXT, ValueKind.CHOICE, ValueKind.MARK, ValueKind.COUNT)
"""The kinds of values that rows with a confidence hold."""
EDGES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)
"""Bounds of the bins: finer towards 1, where most values are; the last one holds 1 itself."""
NORMAL_95 = 1.96
"""Standard deviations around the mean that hold 95 % of a normal distribution."""


@dataclass(slots=True)
class Bin:
    """Values of confidence `low` to `high`: how many, how many of them right, the sum of their confidences."""

    low: float
    high: float
    n: int = 0
    right: int = 0
    total: float = 0.0

    @property
    def predicted(self) -> float:
        """The mean confidence (of at least one value)."""
        return self.total / self.n

    @property
    def observed(self) -> float:
        """The share that is right (of at least one value)."""
        return self.right / self.n

    @property
    def interval(self) -> tuple[float, float]:
        """Where the true share lies with 95 % confidence (Wilson), for what few values can tell."""
        n, share, z2 = self.n, self.observed, NORMAL_95**2
        middle = (share + z2 / (2 * n)) / (1 + z2 / n)
        reach = NORMAL_95 * sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
        return max(0.0, middle - reach), min(1.0, middle + reach)


def _bins() -> list[Bin]:
    return [Bin(low, high) for low, high in pairwise(EDGES)]


@dataclass(slots=True)
class Reliability:
    """The bins of each kind."""

    kinds: dict[ValueKind, list[Bin]] = field(default_factory=lambda: {kind: _bins() for kind in KINDS})

    def add(self, judgement: Judgement) -> None:
        """Count one value in, if it has a confidence."""
        if judgement.confidence is None or judgement.kind not in self.kinds:
            return
        confidence = min(max(judgement.confidence, 0.0), 1.0)
        bins = self.kinds[judgement.kind]
        at = next((bin for bin in bins if confidence < bin.high), bins[-1])
        at.n += 1
        at.right += judgement.right
        at.total += confidence

    def filled(self) -> dict[ValueKind, list[Bin]]:
        """The bins that hold something, of the kinds that have any."""
        found = {kind: [bin for bin in bins if bin.n] for kind, bins in self.kinds.items()}
        return {kind: bins for kind, bins in found.items() if bins}


def calibration_error(bins: Iterable[Bin]) -> float:
    """The mean distance between predicted confidence and observed share, each bin by its number of values."""
    filled = [bin for bin in bins if bin.n]
    values = sum(bin.n for bin in filled)
    return sum(bin.n * abs(bin.predicted - bin.observed) for bin in filled) / values if values else 0.0
