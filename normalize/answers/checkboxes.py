"""Brackets in a printed cell: `[ ○ ] 内部監査`, `[ 委託する ]`, `（ 3 ）件`, with what stands between and behind them.

Brackets, mark and option are set in sheet cells of their own, so that a value wrapped in two lines stands above and
below the line of its brackets. What lies between two brackets is therefore sought by place, not by order of text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.records import Line
from normalize.answers.found_boxes import box_kind, found_boxes
from normalize.answers.laid_out import LaidOut, Printed, lay_out, words
from normalize.answers.placed_boxes import PlacedBox, Sheet

SLACK = 1.5
"""Points by which a text may stick out of the brackets around it."""
PITCH = 1.6
"""Wrapped lines follow each other within this many font sizes."""
TORN = 1e6
"""Unevenness of lines that do not follow each other: they are not one text."""
_OPEN_PARENTHESIS, _CLOSE_PARENTHESIS = re.compile("[（(]"), re.compile(r"[）)]\s*(?:件\s*)?$")


@dataclass(frozen=True, slots=True)
class OptionBox:
    """A pair of brackets: what stands in it, where it is, and what is behind it up to the next pair on the line.

    `room` is where the text behind may be wrapped: x from the closing bracket to the next box (infinity for none), or
    between the parentheses behind the option's name.
    """

    inside: Printed
    behind: Printed
    room: tuple[float, float]
    placed: PlacedBox


def option_boxes(
    lines: Sequence[Line], broken: bool = False, sheets: Sequence[Sheet] | None = None
) -> tuple[list[OptionBox], list[Printed]]:
    """The bracket pairs of a cell in reading order, and the runs printed outside of them, before or between them.

    `sheets` says for each line where it stands and which option boxes `extract` saw on it; other brackets are known by
    their text. With `broken`, a bracket that a recogniser left without its partner is a box too, whose sign is
    `UNCLEAR`.
    """
    boxes: list[OptionBox] = []
    others: list[Printed] = []
    sheets = sheets or [Sheet()] * len(lines)
    kind = box_kind(lines, sheets)
    for line, sheet in zip(lines, sheets, strict=True):
        laid = lay_out(line)
        found = found_boxes(laid, line, sheet, kind, broken and line.confidence < 1)
        if not found:
            others += [laid.piece(start, stop) for start, stop in words(line)]
            continue
        before = laid.piece(0, found[0].start)
        if before.text:
            others.append(before)
        for n, box in enumerate(found):
            last = n + 1 == len(found)
            stop = len(laid.text) if last else found[n + 1].start
            limit = float("inf") if last else laid.x(stop)
            behind, room = laid.piece(box.stop, stop), _room(laid, box.stop, stop, limit)
            boxes.append(OptionBox(box.inside, behind, room, box.placed))
    return boxes, others


def _room(laid: LaidOut, start: int, stop: int, limit: float) -> tuple[float, float]:
    """Where the text behind a box may be wrapped (see `OptionBox`)."""
    opening = _OPEN_PARENTHESIS.search(laid.text, start, stop)
    closing = _CLOSE_PARENTHESIS.search(laid.text[:stop], start)
    if opening and closing and opening.end() <= closing.start() and "(" not in _inner(laid.text, opening, closing):
        return laid.x(opening.end()) - SLACK, laid.x(closing.start()) + SLACK
    return laid.x(start) - SLACK, limit + SLACK


def _inner(text: str, opening: re.Match[str], closing: re.Match[str]) -> str:
    return text[opening.end() : closing.start()].replace("（", "(")


def between(box: Printed, others: Sequence[Printed]) -> str:
    """The text in a pair of brackets, with the lines above and below it that stand between the same two brackets."""
    stacked = [piece for piece in others if box.x0 - SLACK <= piece.x0 and piece.x1 <= box.x1 + SLACK]
    pieces = [box] if box.text else []
    for nearby in (
        sorted((piece for piece in stacked if piece.y <= box.y), key=lambda piece: -piece.y),
        sorted((piece for piece in stacked if piece.y > box.y), key=lambda piece: piece.y),
    ):
        last = box.y
        for piece in nearby:
            if abs(piece.y - last) > PITCH * piece.size:
                break
            pieces.append(piece)
            last = piece.y
    return "".join(piece.text for piece in sorted(pieces, key=lambda piece: piece.y))


def share_out(pieces: Sequence[Printed], boxes: Sequence[OptionBox]) -> tuple[list[list[Printed]], list[Printed]]:
    """Wrapped pieces given to the boxes whose text they continue, and the pieces that belong to none.

    Text is set in the middle of its option's height, so the pieces of a box lie evenly above and below its line: each
    piece goes to the nearest box that has room for it, then pieces are moved while that evens them out.
    """
    owners: list[int | None] = []
    choices: list[list[int]] = []
    for piece in pieces:
        fits = [n for n, box in enumerate(boxes) if box.room[0] <= piece.x0 and piece.x1 <= box.room[1]]
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
