"""Boxes that are painted over a table and stand in place of the cells that they hide."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from extract.pdf.coordinates import FloatArray
from extract.pdf.paint.line_pieces import EDGE, THIN, Pieces, joined
from extract.pdf.paint.painted_colors import OPAQUE
from extract.pdf.segments import count_segments, has_transparency, path_segment, segment_point, segment_type

BESIDE = 2.5
"""Points within which a rule runs along the side of a cover."""
MAX_PAIRS = 500_000
"""So many pairs of a cover and a piece are compared at a time."""


def uncovered(lines: Pieces, areas: Pieces, handles: Sequence[int]) -> tuple[Pieces, Pieces]:
    """What can be seen of lines and areas beside the boxes among the areas that are painted over them.

    `handles` are the paths of the page; a line is thin by its nature.
    """
    thin = areas.thin()
    covers = areas.take(~thin & (areas.color[:, 3] == OPAQUE))
    first = min([*lines.path[:1].tolist(), *areas.path[thin][:1].tolist()], default=None)
    if first is None or not (covers.path > first).any():
        return lines, areas
    covers = covers.take(covers.path > first)
    rules = joined([lines, areas.take(thin)])
    for number in _hiding(rules, covers, handles):
        cover, path = covers.rows[number], int(covers.path[number])
        lines, areas = _beside(lines, cover, path), _beside(areas, cover, path)
    return lines, areas


def _is_box(handle: int) -> bool:
    """Whether a path is opaque, and consists of sides along its axes."""
    if has_transparency(handle):
        return False
    x, y = ctypes.c_float(), ctypes.c_float()
    last: tuple[float, float] | None = None
    for n in range(count_segments(handle)):
        segment = path_segment(handle, n)
        segment_point(segment, ctypes.addressof(x), ctypes.addressof(y))
        begins = segment_type(segment) == raw.FPDF_SEGMENT_MOVETO
        if not begins and last is not None and abs(last[0] - x.value) > EDGE / 2 < abs(last[1] - y.value):
            return False
        last = x.value, y.value
    return True


def _hiding(rules: Pieces, covers: Pieces, handles: Sequence[int]) -> list[int]:
    """The numbers of the covers that hide rules and stand between rules on all sides.

    A note that lies over a table in any other place leaves a reader in no doubt that the rules go on below it.
    """
    long = (rules.rows[:, 2:] - rules.rows[:, :2] > THIN).any(axis=1)  # dots follow the rules that they make
    x0, top, x1, bottom = rules.rows[long].T
    painted = rules.path[long]
    step = max(1, MAX_PAIRS // max(len(painted), 1))
    over: list[int] = []
    for start in range(0, len(covers.rows), step):
        left, upper, right, lower = covers.rows[start : start + step].T[:, :, None]
        within = (x0 < right - EDGE) & (x1 > left + EDGE) & (top < lower - EDGE) & (bottom > upper + EDGE)
        within &= painted < covers.path[start : start + step, None]
        over += (start + np.flatnonzero(within.any(axis=1))).tolist()
    return [
        number for number in over
        if _fits(covers.rows[number], rules.rows[rules.path != covers.path[number]])
        and _is_box(handles[covers.path[number]])
    ]  # fmt: skip


def _fits(cover: FloatArray, rules: FloatArray) -> bool:
    """Whether a rule runs along each side of a cover."""
    for axis in (0, 1):
        along = (rules[:, 1 - axis] < cover[3 - axis]) & (rules[:, 3 - axis] > cover[1 - axis])
        lies = rules[along & (rules[:, 2 + axis] - rules[:, axis] <= THIN)]
        middle = (lies[:, axis] + lies[:, 2 + axis]) / 2
        if not all((np.abs(middle - side) <= BESIDE).any() for side in (cover[axis], cover[2 + axis])):
            return False
    return True


def _beside(pieces: Pieces, cover: FloatArray, painted_at: int) -> Pieces:
    """The pieces, of those painted before a cover only what stands out of it (rules at either end, grounds whole)."""
    rows = pieces.rows
    below = (rows[:, :2] < cover[2:] - EDGE).all(axis=1) & (rows[:, 2:] > cover[:2] + EDGE).all(axis=1)
    below &= pieces.path < painted_at
    if not below.any():
        return pieces
    hidden = pieces.take(below)
    parts = [pieces.take(~below), hidden.take(_reaches_out(hidden.rows, cover) & ~hidden.thin())]
    rules = hidden.take(hidden.thin())
    for axis in (0, 1):
        along = rules.rows[:, 2 + axis] - rules.rows[:, axis] > rules.rows[:, 3 - axis] - rules.rows[:, 1 - axis]
        for side in (0, 2):
            part = rules.take(along)
            # Its end on this side stays, the other one is where the cover begins.
            part.rows[:, 2 - side + axis] = cover[side + axis]
            parts.append(part.take(part.rows[:, 2 + axis] > part.rows[:, axis] + EDGE))
    return joined(parts)


def _reaches_out(rows: FloatArray, cover: FloatArray) -> NDArray[np.bool_]:
    x0, top, x1, bottom = rows.T
    out: NDArray[np.bool_] = (x0 < cover[0] - EDGE) | (top < cover[1] - EDGE)
    out |= (x1 > cover[2] + EDGE) | (bottom > cover[3] + EDGE)
    return out
