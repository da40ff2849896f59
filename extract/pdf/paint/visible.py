"""Which painted pieces of a page can be seen: white ones on white cannot, nor can what is cut away or covered.

A white rule on a shaded ground can be seen, and so can a rule at the edge of a box that is painted over a table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extract.pdf.coordinates import FloatArray, PageBox, Paths, View
from extract.pdf.paint.line_pieces import EDGE, Pieces
from extract.pdf.paint.painted_over import uncovered

CARRIED = 0.5
"""A white rule is seen where grounds that are not white lie below at least this share of it."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What decides whether a piece can be seen: the paths of the page, their clip boxes (page space), its pictures."""

    handles: Sequence[int]
    clips: Mapping[int, PageBox]
    images: FloatArray
    view: View


def visible_paths(lines: Pieces, areas: Pieces, around: Surroundings) -> Paths:
    """The pieces that can be seen of strokes and fills, which come in the order in which they are painted."""
    lines, areas = (pieces.take(pieces.color[:, 3] > 0) for pieces in (lines, areas))
    if around.clips:
        lines, areas = _clipped(lines, around), _clipped(areas, around)
    if lines.white().any() or areas.white().any():
        grounds = areas.take(~areas.thin())
        lines = _not_white_on_white(lines, grounds, around.images)
        areas = _not_white_on_white(areas, grounds, around.images)
    lines, areas = uncovered(lines, areas, around.handles)
    return Paths(lines.rows, areas.rows, lines.color[:, :3], areas.color[:, :3])


def _clipped(pieces: Pieces, around: Surroundings) -> Pieces:
    """The pieces, cut at the clip boxes of their paths."""
    bounds = np.tile([-np.inf, -np.inf, np.inf, np.inf], (len(around.handles), 1))
    slack = np.array([-EDGE, -EDGE, EDGE, EDGE]) / 2
    bounds[list(around.clips)] = around.view.boxes(np.array(list(around.clips.values()), np.float64)) + slack
    limits = bounds[pieces.path]
    rows = np.concatenate(
        [np.maximum(pieces.rows[:, :2], limits[:, :2]), np.minimum(pieces.rows[:, 2:], limits[:, 2:])], axis=1
    )
    left = np.flatnonzero((rows[:, :2] <= rows[:, 2:]).all(axis=1))
    return Pieces(rows, pieces.path, pieces.color).take(left)


def _not_white_on_white(pieces: Pieces, grounds: Pieces, images: FloatArray) -> Pieces:
    """The pieces without those thin white ones that no ground of another color, and no picture, carries."""
    doubtful = np.flatnonzero(pieces.white() & pieces.thin())
    if not len(doubtful):
        return pieces
    colored = grounds.take(~grounds.white())
    rows = np.concatenate([colored.rows, images])
    path = np.concatenate([colored.path, np.full(len(images), -1)])
    lost = [n for n in doubtful.tolist() if not _is_carried(pieces.rows[n], rows, path < pieces.path[n])]
    keep = np.ones(len(pieces.rows), np.bool_)
    keep[lost] = False
    return pieces.take(keep)


def _is_carried(row: FloatArray, grounds: FloatArray, before: NDArray[np.bool_]) -> bool:
    """Whether most of a piece lies on grounds painted `before` it, or along the edges of those painted over it."""
    shared = np.minimum(row[2:], grounds[:, 2:] + EDGE) - np.maximum(row[:2], grounds[:, :2] - EDGE)
    buried = (row[:2] > grounds[:, :2] + EDGE).all(axis=1) & (row[2:] < grounds[:, 2:] - EDGE).all(axis=1)
    on = (shared >= 0).all(axis=1) & (before | ~buried)
    length = float((row[2:] - row[:2]).max())
    return bool(shared[on].max(axis=1, initial=0).sum() >= CARRIED * length) if length else bool(on.any())
