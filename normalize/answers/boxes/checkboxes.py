"""Brackets in a printed cell: `[ ○ ] 内部監査`, `[ 委託する ]`, `（ 3 ）件`, with what stands between and behind them.

Brackets, mark and option are set in sheet cells of their own, so that a value wrapped in two lines stands above and
below the line of its brackets. What lies between two brackets is therefore sought by place, not by order of text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from extract.records import Line
from normalize.answers.boxes.found_boxes import BoxKind, BoxTest, FoundBox, box_kinds, found_boxes
from normalize.answers.boxes.laid_out import LaidOut, Printed, lay_out, pieces_of
from normalize.answers.boxes.placed_boxes import LineOnPage, PlacedBox

SLACK = 1.5
"""Points by which a text may stick out of the brackets around it."""
PITCH = 1.65
"""Wrapped lines follow each other within this many font sizes."""
FOLLOWING = 1.2
"""So many font sizes below the last line of a page the first one of the next page counts as printed."""
_OPEN_PARENTHESIS, _CLOSE_PARENTHESIS = re.compile("[（(]"), re.compile(r"[）)]\s*(?:件\s*)?$")


@dataclass(frozen=True, slots=True)
class OptionBox:
    """A pair of brackets: what stands in it, where it is, and what is behind it up to the next pair on the line.

    `printed` are the characters from one bracket to the other.
    `room` is where the text behind may be wrapped: x from the box to the next one (infinity for none), or
    between the parentheses behind the option's name. `inside_from` is where a text in these begins.
    """

    inside: Printed
    behind: Printed
    room: tuple[float, float]
    placed: PlacedBox
    printed: str
    inside_from: float


def any_box(inside: str, behind: str) -> bool:
    """Every pair of brackets is a box, whatever stands in and behind it."""
    del inside, behind
    return True


def option_boxes(
    lines: Sequence[Line],
    broken: bool = False,
    sheets: Sequence[LineOnPage] | None = None,
    kind: BoxKind | None = None,
    is_box: BoxTest = any_box,
) -> tuple[list[OptionBox], list[Printed]]:
    """The bracket pairs of a cell in reading order, and the runs printed outside of them, before or between them.

    `sheets` says for each line where it stands and which option boxes `extract` saw on it; other brackets are known by
    their text. Lines of a further page stand below those of the one before. With `broken`, a bracket that a recognizer
    left without its partner is a box too, whose sign is `UNCLEAR`. Square brackets are meant where `kind` names no
    others.
    """
    kind = kind or box_kinds()[0]
    boxes: list[OptionBox] = []
    others: list[Printed] = []
    sheets = sheets or [LineOnPage()] * len(lines)
    for line, sheet, shift in zip(lines, sheets, _shifts(lines, sheets), strict=True):
        own_broken = broken and line.confidence < 1
        found: list[FoundBox] = []
        if own_broken or sheet.checkboxes or kind.pattern.search(line.text):  # as few lines are
            laid = lay_out(line, shift)
            found = found_boxes(laid, line, sheet, kind, is_box, own_broken)
        if not found:
            others += pieces_of(line, shift)
            continue
        before = laid.words(0, found[0].start)
        others += [before] if before.text else []
        boxes += _with_text_behind(laid, found)
    return boxes, others


def _with_text_behind(laid: LaidOut, found: Sequence[FoundBox]) -> Iterator[OptionBox]:
    """The boxes on one line, each with what is behind it up to the next one."""
    for box, following in zip_longest(found, found[1:]):
        stop = following.start if following is not None else len(laid.text)
        limit = laid.x(stop) if following is not None else float("inf")
        opening = _OPEN_PARENTHESIS.search(laid.text, box.stop, stop)
        inside_from = laid.x(opening.end() if opening else stop) - SLACK
        room, printed = _room(laid, box, stop, limit), laid.text[box.start : box.stop]
        yield OptionBox(box.inside, laid.words(box.stop, stop), room, box.placed, printed, inside_from)


def _shifts(lines: Sequence[Line], sheets: Sequence[LineOnPage]) -> list[float]:
    """By how much (points) each line is set lower, so that pages follow each other as lines of a cell do."""
    shifts = [0.0] * len(lines)
    for n in range(1, len(lines)):
        shifts[n] = shifts[n - 1]
        if sheets[n].page != sheets[n - 1].page:
            shifts[n] += lines[n - 1].box.top + FOLLOWING * lines[n].size - lines[n].box.top
    return shifts


def _room(laid: LaidOut, box: FoundBox, stop: int, limit: float) -> tuple[float, float]:
    """Where the text behind a box may be wrapped (see `OptionBox`)."""
    start = box.stop
    opening = _OPEN_PARENTHESIS.search(laid.text, start, stop)
    closing = _CLOSE_PARENTHESIS.search(laid.text[:stop], start)
    if opening and closing and opening.end() <= closing.start() and "(" not in _inner(laid.text, opening, closing):
        return laid.x(opening.end()) - SLACK, laid.x(closing.start()) + SLACK
    return laid.x(box.start) - SLACK, limit + SLACK


def _inner(text: str, opening: re.Match[str], closing: re.Match[str]) -> str:
    return text[opening.end() : closing.start()].replace("（", "(")


def stacked_between(box: Printed, others: Sequence[Printed]) -> list[Printed]:
    """The pieces in a pair of brackets, top to bottom: those on, above and below their line that stand between them."""
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
    return sorted(pieces, key=lambda piece: piece.y)
