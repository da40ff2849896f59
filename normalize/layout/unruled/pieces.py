"""Labels and lines whose places do not tell all rows at once → pieces with wider gaps between than within them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.records import Box
from normalize.layout.unruled.column_shares import CLEARER, LabelSide, shared

SLACK = 2.0
"""Points by which a label may stand out above or below the lines of its answer."""


class Piece(NamedTuple):
    """Some labels and lines by their numbers; `lines_of` are those of each label, None where that is not told."""

    labels: list[int]
    lines: list[int]
    lines_of: list[list[int]] | None


def pieces(
    labels: Sequence[Box], lines: Sequence[Box], side: LabelSide | None, alone: bool = False
) -> list[Piece]:  # fmt: skip
    """The pieces of which most labels are told their lines, and fewest lines are left without a label.

    A label that is `alone` with its lines has them all, however they stand.
    """
    if alone and (whole := _piece(_together(labels, lines), labels, lines, side)).lines_of is not None:
        return [whole]
    best, most = [Piece([*range(len(labels))], [*range(len(lines))], None)], -len(lines)
    for gap in _widths(labels, lines):
        found = list(_apart(labels, lines, gap, side))
        score = sum(len(piece.labels) if piece.lines_of is not None else -len(piece.lines) for piece in found)
        if score > most:
            best, most = found, score
    return best


def _widths(labels: Sequence[Box], lines: Sequence[Box]) -> Iterator[float]:
    """Widths of gaps (points) that part them, the widest first: none nearly as wide is within a piece."""
    gaps = sorted({gap for gap in _gaps(sorted((*labels, *lines), key=lambda box: box.top)) if gap > 0}, reverse=True)
    yield from ((wide + narrow) / 2 for wide, narrow in pairwise(gaps) if wide - narrow >= CLEARER)


def _gaps(boxes: Sequence[Box]) -> Iterator[float]:
    bottom = boxes[0].bottom
    for box in boxes[1:]:
        yield box.top - bottom
        bottom = max(bottom, box.bottom)


def _apart(labels: Sequence[Box], lines: Sequence[Box], gap: float, side: LabelSide | None) -> Iterator[Piece]:
    every = _together(labels, lines)
    bottom, group = every[0][0].bottom, [every[0]]
    for each in every[1:]:
        if each[0].top - bottom >= gap:
            yield _piece(group, labels, lines, side)
            group = []
        group.append(each)
        bottom = max(bottom, each[0].bottom)
    yield _piece(group, labels, lines, side)


def _together(labels: Sequence[Box], lines: Sequence[Box]) -> list[tuple[Box, int, bool]]:
    """The boxes of both from top to bottom, with their numbers and whether they are labels."""
    every = sorted([(box, n, True) for n, box in enumerate(labels)] + [(box, n, False) for n, box in enumerate(lines)])
    return sorted(every, key=lambda each: each[0].top)


def _piece(
    group: Sequence[tuple[Box, int, bool]], labels: Sequence[Box], lines: Sequence[Box], side: LabelSide | None
) -> Piece:
    own = sorted(n for _, n, is_label in group if is_label)
    beside = sorted(n for _, n, is_label in group if not is_label)
    if not own or not beside:
        return Piece(own, beside, [[] for _ in own] if own else None)
    boxes = [lines[n] for n in beside]
    if len(own) == 1:
        around, label = Box.around(boxes), labels[own[0]]
        alone = around.top - SLACK <= label.top and label.bottom <= around.bottom + SLACK
        return Piece(own, beside, [beside] if alone else None)
    shares = shared([labels[n] for n in own], boxes, side=side)
    told = None if shares is None else [[beside[at] for at in share] for share in shares.lines[1:]]
    return Piece(own, beside, told)
