"""Pieces of broken strips put together: hairlines fade, and dotted rules have gaps."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extract.pdf.coordinates import FloatArray
from extract.scan.rules.ink_runs import LevelStrips

IN_LINE = 0.5
"""Points by which the pieces of a broken strip may stand off its line, besides half their thickness."""
BREAK = 4.2
"""Points between the pieces of one strip, at most (and they lose one or two at each end)."""


@dataclass(frozen=True, slots=True)
class Chains:
    """Strips that are one line: rows (position, start, end, thickness, top, bottom) in pixels.

    `chain_of` is the number of the row that each strip belongs to.
    """

    rows: FloatArray
    chain_of: NDArray[np.int64]


def chains_of(strips: LevelStrips, scale: float) -> Chains:
    """The strips of a picture with `scale` pixels per point, those in line and close together as one."""
    chain_of = np.zeros(len(strips.boxes), np.int64)
    chains: list[list[float]] = []
    at_height: defaultdict[int, list[int]] = defaultdict(list)  # rows of pixels in steps of a point → chains there
    for n in sorted(range(len(strips.boxes)), key=lambda n: strips.boxes[n].x0):
        box, middle, thick = strips.boxes[n], strips.middles[n] + 0.5, strips.thickness[n]
        step = int(middle / scale)
        nearby = [chain for key in (step - 1, step, step + 1) for chain in at_height[key]]
        slack = IN_LINE * scale + thick / 2
        fit = [
            chain for chain in nearby
            if abs(chains[chain][0] - middle) <= slack and box.x0 - chains[chain][2] <= BREAK * scale
        ]  # fmt: skip
        if fit:
            chain = min(fit, key=lambda chain: abs(chains[chain][0] - middle))
            _lengthen(chains[chain], [middle, box.x0, box.x1, thick, box.top, box.bottom])
        else:
            chain = len(chains)
            chains.append([middle, box.x0, box.x1, thick, box.top, box.bottom])
            at_height[step].append(chain)
        chain_of[n] = chain
    return Chains(np.array(chains, np.float64).reshape(-1, 6), chain_of)


def _lengthen(chain: list[float], piece: list[float]) -> None:
    """Put a piece to a chain, which stands where its longer part does."""
    if piece[2] - piece[1] > chain[2] - chain[1]:
        chain[0], chain[3] = piece[0], piece[3]
    chain[2] = max(chain[2], piece[2])
    chain[4], chain[5] = min(chain[4], piece[4]), max(chain[5], piece[5])
