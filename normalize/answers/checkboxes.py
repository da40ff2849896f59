"""Brackets in a printed cell: `[ ○ ] 内部監査`, `[ 委託する ]`, `（ 3 ）件`, with what stands between and behind them.

Brackets, mark and option are set in sheet cells of their own, so that a value wrapped in two lines stands above and
below the line of its brackets. What lies between two brackets is therefore sought by place, not by order of text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from extract.records import Line
from normalize.answers.signs import SIGNS, bare_boxes, brackets
from normalize.text.fold import unify_radicals

SLACK = 1.5
"""Points by which a text may stick out of the brackets around it."""
PITCH = 1.6
"""Wrapped lines follow each other within this many font sizes."""
_SQUARE = re.compile(r"[\[［]([^\[\]［］]*)[\]］]")
_OPEN_PARENTHESIS, _CLOSE_PARENTHESIS = re.compile("[（(]"), re.compile(r"[）)]\s*(?:件\s*)?$")
_HALF_WIDTH_UNTIL = 0x2000
_FULL_WIDTH = str.maketrans("()", "（）")
UNCLEAR = "\ufffd"
"""The sign in a box of which a bracket was not read: it ticks nothing and leaves nothing blank."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A piece of a line: from `x0` to `x1` points, its line's middle `y` points below the page's top, type `size`.

    `confidence` is that of its line.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float = 10.0
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class OptionBox:
    """A pair of brackets: what stands in it, and behind it up to the next pair on the line.

    `room` is where the text behind may be wrapped: x from the closing bracket to the next box (infinity for none), or
    between the parentheses behind the option's name.
    """

    inside: Printed
    behind: Printed
    room: tuple[float, float]


@dataclass(frozen=True, slots=True)
class _LaidOut:
    """A line as one string with the x (points) at which each of its characters begins."""

    text: str
    starts: list[float]
    end: float
    y: float
    size: float
    confidence: float

    def x(self, position: int) -> float:
        return self.starts[position] if position < len(self.starts) else self.end

    def piece(self, start: int, stop: int) -> Printed:
        return Printed(self.text[start:stop].strip(), self.x(start), self.x(stop), self.y, self.size, self.confidence)

    def words(self, start: int, stop: int) -> Printed:
        """A piece without the blanks at its ends."""
        text = self.text[start:stop]
        return self.piece(start + len(text) - len(text.lstrip()), stop - len(text) + len(text.rstrip()))


def _lay_out(line: Line) -> _LaidOut:
    text, starts, last = "", [], line.box.x0
    for run in line.runs:
        if text:
            text += " "
            starts.append(last)
        printed = unify_radicals(run.text)
        weights = [0.5 if ord(char) < _HALF_WIDTH_UNTIL else 1.0 for char in printed]
        scale, x = (run.x1 - run.x0) / max(sum(weights), 0.5), run.x0
        for weight in weights:
            starts.append(x)
            x += weight * scale
        text += printed
        last = run.x1
    return _LaidOut(text, starts, last, (line.box.top + line.box.bottom) / 2, line.size, line.confidence)


BoxTest = Callable[[re.Match[str]], bool]
"""Whether what a pattern found in a line is a box."""


def option_boxes(
    lines: Sequence[Line],
    pattern: re.Pattern[str] = _SQUARE,
    is_box: BoxTest = lambda match: True,
    broken: bool = False,
) -> tuple[list[OptionBox], list[Printed]]:
    """The bracket pairs of a cell in reading order, and the runs printed outside of them, before or between them.

    `pattern` finds a box, with what stands in it as its group, and `is_box` says whether it is one. With `broken`, a
    bracket that a recogniser left without its partner is a box too, whose sign is `UNCLEAR`.
    """
    boxes: list[OptionBox] = []
    others: list[Printed] = []
    for line in lines:
        laid = _lay_out(line)
        own = _broken_box() if broken and line.confidence < 1 else pattern
        matches = [match for match in own.finditer(laid.text) if is_box(match)]
        if not matches:
            others += [
                Printed(unify_radicals(run.text).strip(), run.x0, run.x1, laid.y, line.size, line.confidence)
                for run in line.runs
            ]
            continue
        before = laid.words(0, matches[0].start())
        if before.text:
            others.append(before)
        for n, match in enumerate(matches):
            last = n + 1 == len(matches)
            stop = len(laid.text) if last else matches[n + 1].start()
            behind = laid.words(match.end(), stop)
            limit = float("inf") if last else laid.x(stop)
            room = _room(laid, match.end(), stop, limit)
            boxes.append(OptionBox(_inside(laid, match), behind, room))
    return boxes, others


def _inside(laid: _LaidOut, match: re.Match[str]) -> Printed:
    if match[1] is None:
        return replace(laid.piece(match.start(), match.end()), text=UNCLEAR)
    return laid.piece(match.start(1), match.end(1))


@cache
def box_patterns() -> tuple[re.Pattern[str], ...]:
    """What finds a box: the usual brackets, others that some producers print, and signs that are boxes themselves."""
    pairs = [_SQUARE if pair == "[]" else _paired(pair) for pair in brackets()]
    return (*pairs, re.compile(f"([{re.escape(bare_boxes())}])"))


def _paired(pair: str) -> re.Pattern[str]:
    """Brackets of one kind, as wide as a letter or half of that, with none of them between."""
    wide = pair.translate(_FULL_WIDTH)
    opening, closing = (re.escape(pair[n] + wide[n]) for n in (0, 1))
    return re.compile(f"[{opening}]([^{opening}{closing}]*)[{closing}]")


@cache
def _broken_box() -> re.Pattern[str]:
    """A pair of brackets, or one bracket that a recogniser left without the other, with the sign beside it."""
    sign = f"[{re.escape(SIGNS)}]"
    return re.compile(rf"{_SQUARE.pattern}|[\[［]\s*{sign}?|(?:{sign}\s*)?[\]］]")


def _room(laid: _LaidOut, start: int, stop: int, limit: float) -> tuple[float, float]:
    """Where the text behind a box may be wrapped (see `OptionBox`)."""
    opening = _OPEN_PARENTHESIS.search(laid.text, start, stop)
    closing = _CLOSE_PARENTHESIS.search(laid.text[:stop], start)
    if opening and closing and opening.end() <= closing.start() and "(" not in _inner(laid.text, opening, closing):
        return laid.x(opening.end()) - SLACK, laid.x(closing.start()) + SLACK
    return laid.x(start) - SLACK, limit + SLACK


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


def between(box: Printed, others: Sequence[Printed]) -> str:
    """The text in a pair of brackets, wrapped lines joined."""
    return "".join(piece.text for piece in stacked_between(box, others))
