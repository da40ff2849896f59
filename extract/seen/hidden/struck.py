"""Text that a line is drawn through is deleted: it is kept apart, and its lines are no rulings.

Such a line runs at half the height of its text, from about its first character to its last one, and ends in no upright
ruling. Underlines run below, rulings from upright to upright.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.pdf.coordinates import FloatArray, Paths
from extract.pdf.layer.glyphs import Glyphs
from extract.records import Box, LeftOut, SetAside
from extract.set_aside import texts_of
from extract.stretches import begun, steps

LOWEST, HIGHEST = 0.12, 0.62
"""How many font sizes above the baseline a line through a text runs."""
SHORTEST = 0.8
"""A line of fewer font sizes strikes nothing."""
THICK = 0.25
"""What is thicker, in font sizes, covers the text: it does not strike it."""
JOIN = 0.35
"""Pieces of one line are closer than so many font sizes."""
SAME_LINE = 0.6
"""Points by which they may stand off each other."""
PAST_END = 2.5
"""A line may begin and end so many font sizes beyond its text, as one drawn by hand does."""
COVERED = 0.6
"""The share of its length that has text."""
MEETS = 1.5
"""Points within which a ruling ends in another one."""
UNSTEADY, STEEP = 6.5, 4.0
"""A stroke by hand leaves its level by so many points at most, and is so many times as long."""
SAME_ENDS = 3.0
"""Points within which the ends of two strokes lie that cross out a text."""
WIDE_FROM = 0x2E80


class LooseLines(NamedTuple):
    """The thin level lines of a page that do not run from one upright ruling to another: rows (y, x0, x1).

    `strokes` and `fills` say which of these are pieces of level lines.
    """

    strokes: NDArray[np.bool_]
    fills: NDArray[np.bool_]
    rows: FloatArray


def loose_lines(paths: Paths, em: float) -> LooseLines:
    """The level lines that end in no ruling; `em` is the usual font size in points."""
    strokes, fills = _flat(paths.strokes, em), _flat(paths.fills, em)
    lines = _joined(np.concatenate([paths.strokes[strokes], paths.fills[fills]]), em)
    return LooseLines(strokes, fills, lines[~_bounded(lines, _uprights(paths))] if len(lines) else lines)


def without_struck(
    glyphs: Glyphs, paths: Paths, flat: LooseLines, struck: Sequence[Box]
) -> tuple[Glyphs, Paths, list[SetAside]]:
    """The glyphs and paths of a page without struck text and the lines through it, and that text.

    `struck` are boxes that a reviewer struck out.
    """
    lines = flat.rows
    if not len(lines) and not struck:
        return glyphs, paths, []
    chosen, through = _through(glyphs, lines)
    for x0, top, x1, bottom in struck:
        x, y = (glyphs.x0 + glyphs.x1) / 2, (glyphs.top + glyphs.bottom) / 2
        chosen |= (x > x0) & (x < x1) & (y > top) & (y < bottom)
    if not chosen.any():
        return glyphs, paths, []
    told = list(texts_of(LeftOut.STRUCK, glyphs, np.flatnonzero(chosen & (glyphs.codes > 0x20))))
    left = glyphs.take(~chosen)
    left.left_out = left.left_out | {LeftOut.STRUCK: glyphs.take(chosen).text}
    strokes, fills = (
        ~(level & _within(rows, lines[through]))
        for rows, level in ((paths.strokes, flat.strokes), (paths.fills, flat.fills))
    )  # fmt: skip
    return left, paths.take(strokes, fills), told


def strokes_of(slants: FloatArray) -> tuple[FloatArray, list[Box]]:
    """What slanted strokes (rows x, y, x, y of their ends) mean: lines that are level but for an unsteady hand, as
    level rows (x0, top, x1, bottom), and the boxes that two of them cross out."""
    x0, x1 = np.minimum(slants[:, 0], slants[:, 2]), np.maximum(slants[:, 0], slants[:, 2])
    top, bottom = np.minimum(slants[:, 1], slants[:, 3]), np.maximum(slants[:, 1], slants[:, 3])
    level = (bottom - top < UNSTEADY) & (x1 - x0 > STEEP * (bottom - top))
    middle = (top + bottom)[level] / 2
    falls = (slants[:, 2] - slants[:, 0]) * (slants[:, 3] - slants[:, 1]) > 0
    boxes = np.stack([x0, top, x1, bottom], axis=1)
    crossed = [
        Box(*boxes[n].tolist())
        for n in np.flatnonzero(~level & falls).tolist()
        if (~level & ~falls & (np.abs(boxes - boxes[n]).max(axis=1) < SAME_ENDS)).any()
    ]
    return np.stack([x0[level], middle, x1[level], middle], axis=1), crossed


def _flat(rows: FloatArray, em: float) -> NDArray[np.bool_]:
    """Which rows are thin level lines, or pieces of them."""
    width, height = rows[:, 2] - rows[:, 0], rows[:, 3] - rows[:, 1]
    flat: NDArray[np.bool_] = (height <= THICK * em) & (width > 2 * height)
    return flat


def _joined(rows: FloatArray, em: float) -> FloatArray:
    """Lines (y, x0, x1) that pieces make together, those that are long enough."""
    if not len(rows):
        return np.zeros((0, 3))
    y = (rows[:, 1] + rows[:, 3]) / 2
    by_y = np.argsort(y, kind="stable")
    level = np.empty(len(y), np.intp)
    level[by_y] = np.concatenate([[0], np.cumsum(steps(y[by_y]) > SAME_LINE)])
    order = np.lexsort((rows[:, 0], level))
    level, y, x0, x1 = level[order], y[order], rows[order, 0], rows[order, 2]
    begins = np.flatnonzero(np.concatenate([[True], begun(level)[1:] | (x0[1:] - x1[:-1] > JOIN * em)]))
    lines = np.stack([y[begins], x0[begins], np.maximum.reduceat(x1, begins)], axis=1)
    long: FloatArray = lines[lines[:, 2] - lines[:, 1] >= SHORTEST * em]
    return long


def _uprights(paths: Paths) -> FloatArray:
    """Upright pieces of rulings: rows (x, top, bottom)."""
    rows = np.concatenate([paths.strokes, paths.fills])
    width, height = rows[:, 2] - rows[:, 0], rows[:, 3] - rows[:, 1]
    rows = rows[(height > 2 * width) & (width < 2 * MEETS)]
    return np.stack([(rows[:, 0] + rows[:, 2]) / 2, rows[:, 1], rows[:, 3]], axis=1)


def _bounded(lines: FloatArray, uprights: FloatArray) -> NDArray[np.bool_]:
    """Which lines (y, x0, x1) run from one upright ruling to another."""
    at, top, bottom = uprights.T
    y = lines[:, :1]
    level = (top < y + MEETS) & (bottom > y - MEETS)
    left, right = (((np.abs(at - lines[:, n : n + 1]) < MEETS) & level).any(axis=1) for n in (1, 2))
    bounded: NDArray[np.bool_] = left & right
    return bounded


def _through(glyphs: Glyphs, lines: FloatArray) -> tuple[NDArray[np.bool_], NDArray[np.intp]]:
    """Which glyphs are struck, and the numbers of the lines that strike them."""
    wide = glyphs.codes >= WIDE_FROM
    height = glyphs.bottom - glyphs.top
    sizes = np.where(wide, np.maximum(glyphs.x1 - glyphs.x0, 0.7 * height), 0.8 * height)
    order = np.argsort(glyphs.baseline, kind="stable")
    baselines, largest = glyphs.baseline[order], float(sizes.max(initial=0.0))
    chosen, through = np.zeros(len(glyphs), np.bool_), []
    first = np.searchsorted(baselines, lines[:, 0])
    last = np.searchsorted(baselines, lines[:, 0] + HIGHEST * largest)
    for n in np.flatnonzero(first < last).tolist():
        y, x0, x1 = lines[n].tolist()
        near = order[first[n] : last[n]]
        above = glyphs.baseline[near] - y
        x = (glyphs.x0 + glyphs.x1)[near] / 2
        struck = near[
            (above > LOWEST * sizes[near]) & (above < HIGHEST * sizes[near]) & (glyphs.codes[near] > 0x20)
            & (x > x0 - JOIN * sizes[near]) & (x < x1 + JOIN * sizes[near])
        ]  # fmt: skip
        if len(struck) and _strikes(glyphs, struck, float(sizes[struck].max()), (x0, x1)):
            chosen[struck] = True
            through.append(n)
    return chosen, np.array(through, np.intp)


def _strikes(glyphs: Glyphs, struck: NDArray[np.intp], size: float, ends: tuple[float, float]) -> bool:
    """Whether a line is drawn for the glyphs that it passes through."""
    x0, x1 = ends
    left, right = glyphs.x0[struck].min(), glyphs.x1[struck].max()
    if x0 < left - PAST_END * size or x1 > right + PAST_END * size:
        return False
    return bool((glyphs.x1 - glyphs.x0)[struck].sum() >= COVERED * (x1 - x0))


def _within(rows: FloatArray, lines: FloatArray) -> NDArray[np.bool_]:
    """Which rows are pieces of some lines (y, x0, x1)."""
    found = np.zeros(len(rows), np.bool_)
    for y, x0, x1 in lines.tolist():
        middle = (rows[:, 1] + rows[:, 3]) / 2
        found |= (
            (np.abs(middle - y) < SAME_LINE) & (rows[:, 0] > x0 - SAME_LINE) & (rows[:, 2] < x1 + SAME_LINE)
        )  # fmt: skip
    return found
