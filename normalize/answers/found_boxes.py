"""Option boxes in the lines of an answer: those that `extract` saw, and those that only the text tells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from extract.records import Box, BoxState, Checkbox, Line
from normalize.answers.laid_out import LaidOut, Printed, lay_out
from normalize.answers.placed_boxes import PlacedBox, Sheet
from normalize.answers.signs import SIGNS
from normalize.text.fold import unify_radicals

PARENTHESES = "（("
BOX_KINDS = ("[［", "〔", "【", PARENTHESES)
"""Opening brackets of option boxes; a form prints one kind of them around its marks."""
_BOXES = {
    "[［": re.compile(r"[\[［]([^\[\]［］]*)[\]］]"),
    "〔": re.compile("〔([^〔〕]*)〕"),
    "【": re.compile("【([^【】]*)】"),
}
"""Boxes as they are written; text between parentheses is no box."""
UNCLEAR = "\ufffd"
"""The sign in a box of which a bracket was not read: it ticks nothing and leaves nothing blank."""


class Found(NamedTuple):
    """An option box in a line: its characters from `start` to `stop`."""

    start: int
    stop: int
    inside: Printed
    placed: PlacedBox


def box_kind(lines: Sequence[Line], sheets: Sequence[Sheet]) -> str:
    """The opening brackets of the option boxes of an answer: other brackets in it are then none.

    Parentheses are also printed around a number of cases or what an option leaves open; they are taken for boxes where
    there are no others and something stands in one.
    """
    boxes: Counter[str] = Counter()
    ticked = False
    for line, sheet in zip(lines, sheets, strict=True):
        laid = lay_out(line)
        for checkbox in sheet.checkboxes:
            span = laid.span(checkbox.box.x0, checkbox.box.x1)
            kind = next((kind for kind in BOX_KINDS if span and laid.text[span[0]] in kind), None)
            if kind is not None:
                boxes[kind] += 1
                ticked |= kind == PARENTHESES and checkbox.state is not BoxState.UNSELECTED
        for kind, pattern in _BOXES.items():
            boxes[kind] += len(pattern.findall(laid.text))
    most = max(_BOXES, key=lambda kind: boxes[kind])
    return PARENTHESES if ticked and not boxes[most] else most


def found_boxes(laid: LaidOut, line: Line, sheet: Sheet, kind: str, broken: bool) -> list[Found]:
    """The option boxes of a line from left to right: those seen by `extract`, then those that its text tells.

    `kind` are the brackets they open with; with `broken`, one bracket may be a box.
    """
    found = []
    for checkbox in sheet.checkboxes:
        span = laid.span(checkbox.box.x0, checkbox.box.x1)
        if span is not None and laid.text[span[0]] in kind:
            start, stop = span
            sign = UNCLEAR if checkbox.state is BoxState.UNCLEAR else checkbox.sign
            inside = Printed(
                unify_radicals(sign), laid.x(start + 1), laid.x(stop - 1), laid.y, laid.size, laid.confidence
            )  # fmt: skip
            found.append(Found(start, stop, inside, sheet.placed(checkbox)))
    pattern = _broken_box() if broken and kind == BOX_KINDS[0] else _BOXES.get(kind)
    for match in pattern.finditer(laid.text) if pattern else ():
        if not any(box.start < match.end() and match.start() < box.stop for box in found):
            inside = _inside(laid, match)
            found.append(Found(*match.span(), inside, sheet.placed(_as_written(laid, line, match, inside))))
    return sorted(found)


def _as_written(laid: LaidOut, line: Line, match: re.Match[str], inside: Printed) -> Checkbox:
    """An option box that only its text tells: its sides are estimated, and it is as sure as its line."""
    box = Box(laid.x(match.start()), line.box.top, laid.x(match.end()), line.box.bottom)
    if UNCLEAR in inside.text:
        return Checkbox(box, BoxState.UNCLEAR, "", line.confidence)
    state = BoxState.SELECTED if inside.text else BoxState.UNSELECTED
    return Checkbox(box, state, inside.text, line.confidence)


def _inside(laid: LaidOut, match: re.Match[str]) -> Printed:
    if match[1] is None:
        return replace(laid.piece(match.start(), match.end()), text=UNCLEAR)
    return laid.piece(match.start(1), match.end(1))


@cache
def _broken_box() -> re.Pattern[str]:
    """A pair of brackets, or one bracket that has lost the other, with the sign beside it."""
    sign = f"[{re.escape(SIGNS)}]"
    return re.compile(rf"{_BOXES[BOX_KINDS[0]].pattern}|[\[［]\s*{sign}?|(?:{sign}\s*)?[\]］]")
