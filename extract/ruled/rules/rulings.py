"""Painted paths → rulings: straight lines that bound cells, one for each that a reader sees.

Spreadsheets paint borders as strokes, as thin filled rectangles (one for each sheet cell), doubled, or as hundreds of
dots. All of these become long edges, with tolerances that scale with the print (a sheet fitted to its page has small
type and narrow gaps).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extract.pdf.coordinates import FloatArray, Paths
from extract.ruled.rules.dashes import dashed_rules

MAX_RULE_THICKNESS = 0.5
"""A fill thicker than this many font sizes is a background, not a rule."""
THICK_FRAME = 3.0
"""However small the type, a fill of this thickness (points) is a frame's rule."""
SNAP = 0.26
"""Parallel rules closer than this many font sizes are one (doubled) rule."""
JOIN = 0.35
"""Gaps shorter than this many font sizes do not interrupt a rule."""
DOT_CHAIN = 4
"""So many dots in line make a dotted rule."""
DOT_STEP = 2.0
"""However small the type, dots that begin no more than so many points apart are near enough for one."""
DOT_SLACK = 0.5
"""Points by which the dots of one line may stand off it."""
MIN_LENGTH = 0.5
"""A rule shorter than this many font sizes bounds nothing."""


@dataclass(slots=True)
class Rulings:
    """Rows (position, start, end), points: position is the distance across the rule's direction."""

    horizontal: FloatArray
    vertical: FloatArray


def find_rulings(paths: Paths, em: float) -> Rulings:
    """The rulings that the painted paths make on a page whose usual font size is `em` points."""
    thick = max(MAX_RULE_THICKNESS * em, THICK_FRAME)
    rows = np.concatenate([paths.strokes, paths.fills[_thinness(paths.fills) <= thick]])
    width, height = rows[:, 2] - rows[:, 0], rows[:, 3] - rows[:, 1]
    flat, upright = (height <= thick) & (width > 3 * height), (width <= thick) & (height > 3 * width)
    small = (width <= thick) & (height <= thick)
    dots = small & ~flat & ~upright
    # Short pieces of a dashed rule may look like rules across it: dots and dashes are tried in both directions.
    level, steep = small & (width > height), small & (height > width)
    return Rulings(
        _merge(_with_chains(_along_x(rows[flat]), _along_x(rows[dots]), _along_x(rows[flat | level]), em), em),
        _merge(_with_chains(_along_y(rows[upright]), _along_y(rows[dots]), _along_y(rows[upright | steep]), em), em),
    )


def _thinness(fills: FloatArray) -> FloatArray:
    """The smaller side of each fill; a fill with a large one is a background."""
    thinness: FloatArray = np.minimum(fills[:, 2] - fills[:, 0], fills[:, 3] - fills[:, 1])
    return thinness


def _along_x(rows: FloatArray) -> FloatArray:
    return _placed((rows[:, 1] + rows[:, 3]) / 2, rows[:, 0], rows[:, 2])


def _along_y(rows: FloatArray) -> FloatArray:
    return _placed((rows[:, 0] + rows[:, 2]) / 2, rows[:, 1], rows[:, 3])


def _placed(position: FloatArray, start: FloatArray, end: FloatArray) -> FloatArray:
    """Rows of these columns; NumPy's `stack` takes several times as long for the few that a page has."""
    rows = np.empty((len(position), 3))
    rows[:, 0], rows[:, 1], rows[:, 2] = position, start, end
    return rows


def _with_chains(rules: FloatArray, dots: FloatArray, dashes: FloatArray, em: float) -> FloatArray:
    """Pieces of rules along one direction, with the rules that rows of dots and of dashes stand for.

    `dashes` are rules, and what is longer than thick by so little that it may lie across the rule that it is part of.
    """
    short = dashes[dashes[:, 2] - dashes[:, 1] <= MAX_RULE_THICKNESS * em]
    chains = _chains(dots, em), _chains(short, em, between=True)
    return np.concatenate([rules, *chains, dashed_rules(dashes, JOIN * em, em), _corners(rules, dots)])


def _corners(rules: FloatArray, dots: FloatArray) -> FloatArray:
    """Those of the dots that run on a rule where it ends: thick borders are drawn with a square where they cross."""
    if not len(rules) or not len(dots):
        return dots[:0]
    rules = rules[np.argsort(rules[:, 0], kind="stable")]
    first = np.searchsorted(rules[:, 0], dots[:, 0] - DOT_SLACK)
    last = np.searchsorted(rules[:, 0], dots[:, 0] + DOT_SLACK)
    found: list[tuple[float, float, float]] = []
    for n in np.flatnonzero(last > first).tolist():
        beside = rules[first[n] : last[n]]
        _, start, end = dots[n].tolist()
        held = (np.abs(beside[:, 2] - start) <= DOT_SLACK) | (np.abs(beside[:, 1] - end) <= DOT_SLACK)
        found += [(float(at), start, end) for at in beside[held, 0][:1]]
    return np.array(found, np.float64).reshape(-1, 3)


def _chains(dots: FloatArray, em: float, between: bool = False) -> FloatArray:
    """The lines that rows of at least `DOT_CHAIN` dots in line make; with `between`, gaps are measured."""
    if len(dots) < DOT_CHAIN:
        return dots[:0]
    dots = dots[np.argsort(dots[:, 0], kind="stable")]
    position = _snapped(dots, DOT_SLACK)
    order = np.lexsort((dots[:, 1], position))
    dots, position = dots[order], position[order]
    steps = dots[1:, 1] - dots[:-1, 2 if between else 1]
    new = (np.diff(position) != 0) | (steps > (JOIN * em if between else max(JOIN * em, DOT_STEP)))
    starts = np.flatnonzero(np.concatenate([[True], new]))
    sizes = np.diff(np.concatenate([starts, [len(dots)]]))
    long = sizes >= DOT_CHAIN
    firsts, lasts = starts[long], starts[long] + sizes[long] - 1
    begin, end = dots[firsts, 1], dots[lasts, 2]
    # The rule that the dots stand for may go on for the gap that would come next.
    gap = (dots[lasts, 1] - begin) / (sizes[long] - 1) - (dots[firsts, 2] - begin)
    return np.stack([dots[firsts, 0], begin - gap, end + gap], axis=1)


def _merge(rows: FloatArray, em: float) -> FloatArray:
    """Rules snapped to one position where they run side by side, and joined where they run on."""
    if not len(rows):
        return rows.reshape(0, 3)
    rows = rows[np.argsort(rows[:, 0], kind="stable")]
    position = _snapped(rows, SNAP * em)
    order = np.lexsort((rows[:, 1], position))
    position, starts, ends = position[order], rows[order, 1], rows[order, 2]
    merged: list[tuple[float, float, float]] = []
    for at, start, end in zip(position.tolist(), starts.tolist(), ends.tolist(), strict=True):
        if merged and merged[-1][0] == at and start <= merged[-1][2] + JOIN * em:
            if end > merged[-1][2]:
                merged[-1] = (at, merged[-1][1], end)
        else:
            merged.append((at, start, end))
    out = np.array(merged, np.float64)
    return out[(out[:, 2] - out[:, 1]) >= MIN_LENGTH * em]


def _snapped(rows: FloatArray, tolerance: float) -> NDArray[np.float64]:
    """The position of each rule (sorted by position), equal for rules within `tolerance` of their group's first."""
    positions = rows[:, 0].tolist()
    groups: list[int] = []
    first, group = positions[0], 0
    for at in positions:
        if at - first > tolerance:
            first, group = at, group + 1
        groups.append(group)
    labels = np.array(groups)
    lengths = np.maximum(rows[:, 2] - rows[:, 1], 0.01)
    weights = np.bincount(labels, lengths)
    snapped: NDArray[np.float64] = (np.bincount(labels, lengths * rows[:, 0]) / weights)[labels]
    return snapped
