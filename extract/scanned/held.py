"""Which straight strips are rulings: long ones, and those that reach from ruling to ruling.

The side of a bracket, a stroke of a kanji or a dash is as straight as the ruling of a narrow cell. It tells itself by
its ends, which stay clear of the rulings around it, or by the strokes beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extract.pdfium import FloatArray
from extract.scanned.records import Grey
from extract.scanned.ruling_strips import Strips

LONG = 6.0
"""Font sizes: strips of this length are rulings though nothing holds their ends."""
IN_LINE = 0.5
"""Points by which the pieces of a broken strip may stand off its line, besides half their thickness."""
BREAK = 3.2
"""Points between the pieces of one strip, at most."""
REACH = 2.2
"""Points between the end of a strip and the edge of the ruling that holds it, at most: the gap of a dotted one."""
CLEAR = 0.35
"""Points of paper between an end and a ruling beyond what gaps the strip has elsewhere: then it does not touch."""
FREE = 0.75
"""The share of a short ruling that has paper beside it: strokes of a character have other strokes there."""
BESIDE = 0.7
"""Points beside a strip where that is looked for."""
PAPER = 205
"""Lighter pixels are paper."""
ROUNDS = 3
"""How often short strips may hold on to others that were found to be held."""

Kept = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Chains:
    """Strips that are one line: rows (position, start, end, thickness, top, bottom) in pixels; `chain_of` each strip."""

    rows: FloatArray
    chain_of: NDArray[np.int64]


def held_strips(
    level: Strips, upright: Strips, grey: Grey, turned_grey: Grey, scale: float, em: float
) -> tuple[Kept, Kept]:
    """Which level and which upright strips are rulings; `turned_grey` is the picture as upright strips are found in it.

    `em` is the usual font size in points.
    """
    flat, steep = _chains(level, scale), _chains(upright, scale)
    flat_kept, steep_kept = _length(flat.rows) >= LONG * em * scale, _length(steep.rows) >= LONG * em * scale
    flat_free, steep_free = _free(flat.rows, grey, scale), _free(steep.rows, turned_grey, scale)
    for _ in range(ROUNDS):
        before = flat_kept.sum() + steep_kept.sum()
        _hold(flat.rows, flat_kept, flat_free, steep.rows[steep_kept], grey, scale)
        _hold(steep.rows, steep_kept, steep_free, flat.rows[flat_kept], turned_grey, scale)
        if flat_kept.sum() + steep_kept.sum() == before:
            break
    return flat_kept[flat.chain_of], steep_kept[steep.chain_of]


def _chains(strips: Strips, scale: float) -> Chains:
    """Pieces of broken strips put together."""
    order = sorted(range(len(strips.boxes)), key=lambda n: strips.boxes[n].x0)
    chain_of = np.zeros(len(order), np.int64)
    chains: list[list[float]] = []
    open_at: dict[int, list[int]] = {}  # rows of pixels, in steps of one point, to the chains that run there
    for n in order:
        box, middle, thick = strips.boxes[n], strips.middles[n], strips.thickness[n]
        step = int(middle / scale)
        nearby = [c for key in (step - 1, step, step + 1) for c in open_at.get(key, [])]
        slack = IN_LINE * scale + thick / 2
        fit = [c for c in nearby if abs(chains[c][0] - middle) <= slack and box.x0 - chains[c][2] <= BREAK * scale]
        if fit:
            chain = min(fit, key=lambda c: abs(chains[c][0] - middle))
            row = chains[chain]
            row[2], row[3] = max(row[2], box.x1), max(row[3], thick)
            row[4], row[5] = min(row[4], box.top), max(row[5], box.bottom)
        else:
            chain = len(chains)
            chains.append([middle, box.x0, box.x1, thick, box.top, box.bottom])
            open_at.setdefault(step, []).append(chain)
        chain_of[n] = chain
    return Chains(np.array(chains, np.float64).reshape(-1, 6), chain_of)


def _length(rows: FloatArray) -> FloatArray:
    length: FloatArray = rows[:, 2] - rows[:, 1]
    return length


def _free(rows: FloatArray, grey: Grey, scale: float) -> Kept:
    """Which strips have paper along the better one of their sides."""
    beside = max(round(BESIDE * scale), 2)
    free = np.zeros(len(rows), bool)
    for n, (start, end, top, bottom) in enumerate(rows[:, [1, 2, 4, 5]].astype(int).tolist()):
        above, below = max(top - beside, 0), min(bottom - 1 + beside, len(grey) - 1)
        sides = (grey[above, start:end] > PAPER).mean(), (grey[below, start:end] > PAPER).mean()
        free[n] = max(sides) >= FREE
    return free


def _hold(rows: FloatArray, kept: Kept, free: Kept, across: FloatArray, grey: Grey, scale: float) -> None:
    """Keep those of the free strips that end at rulings (`across`) on both sides."""
    if not len(across):
        return
    for n in np.flatnonzero(free & ~kept).tolist():
        first, last = _holder(rows[n], 1, across, scale), _holder(rows[n], 2, across, scale)
        if first is None and last is None:
            continue
        if first is not None and last is not None:
            kept[n] = _touches(rows[n], first, last, grey, scale)
        else:
            kept[n] = _ends_in_the_open(rows[n], 1 if first is None else 2, rows[kept], scale)


def _holder(row: FloatArray, side: int, across: FloatArray, scale: float) -> FloatArray | None:
    """The ruling across that is nearest to an end of a strip, if it is in reach."""
    reach = REACH * scale
    distance = np.abs(across[:, 0] - row[side])
    spans = (across[:, 1] - reach <= row[0]) & (row[0] <= across[:, 2] + reach)
    near = np.flatnonzero(spans & (distance <= reach + across[:, 3] / 2))
    if not len(near):
        return None
    nearest: FloatArray = across[near[np.argmin(distance[near])]]
    return nearest


def _touches(row: FloatArray, first: FloatArray, last: FloatArray, grey: Grey, scale: float) -> bool:
    """Whether a strip runs from one ruling to the other without more paper at its ends than between its dots."""
    half = max(row[3] / 2, 1.0)
    top, bottom = int(max(row[0] - half, 0)), int(row[0] + half + 1)
    start, end = int(max(first[0], 0)), int(last[0] + 1)
    profile = grey[top:bottom, start:end].min(axis=0)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (profile > PAPER).astype(np.int8), [0]])))
    starts, ends = edges[::2], edges[1::2]
    if not len(starts):
        return True
    near = REACH * scale
    at_end = (starts <= first[3] / 2 + near) & (starts < first[3] / 2 + 2)
    at_end |= ends >= len(profile) - last[3] / 2 - 2
    gaps = ends - starts
    outer, inner = gaps[at_end].max(initial=0), gaps[~at_end].max(initial=0)
    return bool(outer <= inner + CLEAR * scale)


def _ends_in_the_open(row: FloatArray, side: int, kept: FloatArray, scale: float) -> bool:
    """Whether a strip that is held at one end stops where rulings beside it stop: a page break cuts them all."""
    return bool((np.abs(kept[:, side] - row[side]) <= REACH * scale).any())
