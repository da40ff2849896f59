"""Wrapped lines around the options of a row: which box each of them belongs to, told by place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from normalize.answers.boxes.checkboxes import PITCH, OptionBox
from normalize.answers.boxes.laid_out import Printed

COLUMN = 15.0
"""Points by which boxes of one column may stand apart."""
NEAR = 2
"""A piece stands at most so many lines off the line of its box."""
TORN = 1e6
"""Unevenness of lines that do not follow each other: they are not one text."""


def share_out(pieces: Sequence[Printed], boxes: Sequence[OptionBox]) -> tuple[list[list[Printed]], list[Printed]]:
    """Wrapped pieces given to the boxes whose text they continue, and the pieces that belong to none.

    Text is set in the middle of its option's height, so the pieces of a box lie evenly above and below its line: each
    piece goes to the nearest box that has room for it, then pieces are moved while that evens them out.
    """
    owners: list[int | None] = []
    choices: list[list[int]] = []
    for piece in pieces:
        fits = _in_column(piece, boxes, [
            n for n, box in enumerate(boxes) if box.room[0] <= piece.x0 and piece.x1 <= box.room[1]
        ])  # fmt: skip
        choices.append(fits)
        owners.append(min(fits, key=lambda n: abs(boxes[n].behind.y - piece.y)) if fits else None)
    for _ in range(len(pieces)):
        if not _even_out(pieces, boxes, choices, owners):
            break
    given: list[list[Printed]] = [[] for _ in boxes]
    for piece, owner in zip(pieces, owners, strict=True):
        if owner is not None:
            given[owner].append(piece)
    return given, [piece for piece, owner in zip(pieces, owners, strict=True) if owner is None]


def _in_column(piece: Printed, boxes: Sequence[OptionBox], fits: Sequence[int]) -> list[int]:
    """Of the boxes that have room for a piece those of its column; all of them where none of these is near it."""
    start = max((boxes[n].inside.x0 for n in fits), default=0.0)
    own = [n for n in fits if boxes[n].inside.x0 > start - COLUMN]
    near = any(abs(boxes[n].behind.y - piece.y) <= NEAR * PITCH * piece.size for n in own)
    return own if near else list(fits)


def _unevenness(line: Printed, stacked: Sequence[Printed]) -> float:
    """How far off its box's line the middle of a stack of pieces is (points squared); much for a stack with a gap."""
    ys = sorted([line.y, *(piece.y for piece in stacked)])
    gapped = any(below - above > PITCH * line.size for above, below in pairwise(ys))
    middle = sum(piece.y for piece in stacked) / len(stacked)
    return (middle - line.y) ** 2 + (TORN if gapped else 0.0)


def _even_out(
    pieces: Sequence[Printed], boxes: Sequence[OptionBox], choices: Sequence[list[int]], owners: list[int | None]
) -> bool:
    """Move one piece to another box if that sets the pieces more evenly about their boxes; whether one was moved."""

    def unevenness(*numbers: int) -> float:
        own = ((n, [p for p, owner in zip(pieces, owners, strict=True) if owner == n]) for n in numbers)
        return sum(_unevenness(boxes[n].behind, stacked) for n, stacked in own if stacked)

    for at, fits in enumerate(choices):
        now = owners[at]
        for other in fits:
            if now is None or other == now:
                continue
            before = unevenness(now, other)
            owners[at] = other
            if unevenness(now, other) < before - 0.01:
                return True
            owners[at] = now
    return False
