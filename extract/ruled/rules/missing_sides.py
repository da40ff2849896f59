"""Rows of a table whose border is missing on one side, where the rules above and below end at its place."""

from __future__ import annotations

import numpy as np

from extract.pdf.coordinates import FloatArray
from extract.ruled.rules.rulings import Rulings


def missing_sides(rulings: Rulings, reach: float) -> Rulings:
    """The pieces of borders that are missing beside rows or columns which have the border of the other side.

    `reach` is the distance within which rules meet (points). A gap without either border lies between two tables.
    """
    horizontal, vertical = rulings.horizontal, rulings.vertical
    return Rulings(_missing(vertical, horizontal, reach), _missing(horizontal, vertical, reach))


def _missing(rules: FloatArray, across: FloatArray, reach: float) -> FloatArray:
    """The sides of `across` that are missing between two neighbors of `rules`."""
    rules = rules[np.argsort(rules[:, 0], kind="stable")]
    found: list[tuple[float, float, float]] = []
    for first in range(len(rules) - 1):
        beside = (rules[:, 1] < rules[first, 2] - reach) & (rules[:, 2] > rules[first, 1] + reach)
        after = np.flatnonzero(beside[first + 1 :])
        if not len(after):
            continue
        second = first + 1 + int(after[0])
        pair = rules[[first, second]]
        if (np.abs(pair[0, 1:] - pair[1, 1:]) > reach).any() or pair[1, 0] - pair[0, 0] <= reach:
            continue
        low, high = float(pair[0, 0]), float(pair[1, 0])
        covers = (across[:, 1] <= low + reach) & (across[:, 2] >= high - reach)
        ends = [float(pair[:, end].mean()) for end in (1, 2)]
        closed = [bool((covers & (np.abs(across[:, 0] - end) <= reach)).any()) for end in ends]
        if closed[0] != closed[1]:
            end = ends[closed[0]]
            in_line = across[np.abs(across[:, 0] - end) <= reach, 0]
            found.append((float(in_line[0]) if len(in_line) else end, low, high))
    return np.array(found, np.float64).reshape(-1, 3)
