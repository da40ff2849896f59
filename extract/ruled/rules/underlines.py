"""Underlines (of links, or of words that changed) are drawn like rulings; they hug the text above them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extract.pdf.coordinates import FloatArray, Paths
from extract.pdf.layer.glyphs import Glyphs
from extract.ruled.rules.rulings import Rulings

BELOW_BASELINE = 0.3
"""An underline lies at most so many font sizes below its text's baseline."""
SAME_END = 0.3
"""It begins and ends within so many font sizes of the text."""
COVERED = 0.8
"""The share of its length that has text above it."""
COLORFUL = 60
"""The parts of a color that is no grey differ by more than this (of 255)."""


def without_underlines(rulings: Rulings, glyphs: Glyphs, em: float) -> tuple[Rulings, FloatArray]:
    """The rulings without underlines, and these (rows position, start, end); `em` is the usual font size in points."""
    order = np.argsort(glyphs.baseline, kind="stable")
    baselines = glyphs.baseline[order]
    horizontal = rulings.horizontal
    first = np.searchsorted(baselines, horizontal[:, 0] - BELOW_BASELINE * em)
    last = np.searchsorted(baselines, horizontal[:, 0] + 0.05 * em)
    keep = np.ones(len(horizontal), bool)
    left_ends, right_ends = _shown(glyphs)
    for n in np.flatnonzero(last > first).tolist():
        near = order[first[n] : last[n]]
        near = near[glyphs.codes[near] > 0x20]
        x0, x1 = left_ends[near], right_ends[near]
        _, start, end = horizontal[n].tolist()
        above = (x1 > start - SAME_END * em) & (x0 < end + SAME_END * em)
        keep[n] = not _hug(x0[above], x1[above], start, end, em)
        if keep[n] and above.any() and _is_free(horizontal[n], rulings.vertical, em):
            # What stands beside the words that it hugs is not above it: the number before an option.
            above = (x0 + x1 > 2 * start) & (x0 + x1 < 2 * end)
            keep[n] = not _hug(x0[above], x1[above], start, end, em)
    return Rulings(horizontal[keep], rulings.vertical), horizontal[~keep]


def _hug(x0: FloatArray, x1: FloatArray, start: float, end: float, em: float) -> bool:
    """Whether glyphs with these ends begin and end where a level rule does, and cover most of it."""
    if not len(x0):
        return False
    hugged = abs(x0.min() - start) <= SAME_END * em and abs(x1.max() - end) <= SAME_END * em
    return bool(hugged and (x1 - x0).sum() >= COVERED * (end - start))


def _is_free(rule: FloatArray, uprights: FloatArray, em: float) -> bool:
    """Whether a level rule (position, start, end) touches no upright one at either end, as a border does."""
    at, start, end = rule.tolist()
    x, top, bottom = uprights.T
    crossed = (top < at + SAME_END * em) & (bottom > at - SAME_END * em)
    return not (crossed & (np.minimum(np.abs(x - start), np.abs(x - end)) <= SAME_END * em)).any()


def _shown(glyphs: Glyphs) -> tuple[FloatArray, FloatArray]:
    """The left and right ends of the glyphs, as far as their clip paths show them: underlines are cut with them."""
    cut = np.flatnonzero(glyphs.clip >= 0)
    if not len(cut):
        return glyphs.x0, glyphs.x1
    x0, x1, clips = glyphs.x0.copy(), glyphs.x1.copy(), glyphs.clips[glyphs.clip[cut]]
    x0[cut], x1[cut] = (np.clip(ends[cut], clips[:, 0], clips[:, 2]) for ends in (x0, x1))
    return x0, x1


def without_links(paths: Paths, glyphs: Glyphs, em: float) -> tuple[Paths, FloatArray]:
    """The paths without colored underlines, and these (rows position, start, end); `em` is the font size in points.

    They may reach from border to border, but have a color of their own, which no upright piece has, and text above most
    of their length.
    """
    strokes = _links(paths.strokes, paths.stroke_colors, glyphs, em)
    fills = _links(paths.fills, paths.fill_colors, glyphs, em)
    found = np.concatenate([paths.strokes[strokes], paths.fills[fills]])
    return paths.take(~strokes, ~fills) if len(found) else paths, found[:, [1, 0, 2]]


def _links(rows: FloatArray, colors: NDArray[np.uint32], glyphs: Glyphs, em: float) -> NDArray[np.bool_]:
    """Which pieces are underlines of a color of their own."""
    found = np.zeros(len(rows), np.bool_)
    if (colors == colors[:, :1]).all():
        return found
    colorful = colors.max(axis=1) - colors.min(axis=1) > COLORFUL
    width, height = rows[:, 2] - rows[:, 0], rows[:, 3] - rows[:, 1]
    uprights = {tuple(color) for color in colors[colorful & (height > width)].tolist()}
    for n in np.flatnonzero(colorful & (height <= BELOW_BASELINE * em) & (width >= em)).tolist():
        found[n] = tuple(colors[n].tolist()) not in uprights and _carries_text(rows[n], glyphs, em)
    return found


def _carries_text(row: FloatArray, glyphs: Glyphs, em: float) -> bool:
    """Whether text stands on most of a level piece."""
    start, top, end, _ = row.tolist()
    near = (glyphs.baseline >= top - BELOW_BASELINE * em) & (glyphs.baseline <= top + 0.05 * em)
    near &= glyphs.codes > ord(" ")
    shared = np.minimum(glyphs.x1[near], end) - np.maximum(glyphs.x0[near], start)
    return bool(shared[shared > 0].sum() >= COVERED * (end - start))
