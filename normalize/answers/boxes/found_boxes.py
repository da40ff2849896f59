"""Option boxes in the lines of an answer: those that `extract` saw, and those that only the text tells."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from extract.records import Box, BoxState, Checkbox, Line
from normalize.answers.boxes.laid_out import LaidOut, Printed
from normalize.answers.boxes.placed_boxes import LineOnPage, PlacedBox
from normalize.text.fold import unify_radicals
from normalize.text.signs import SIGNS, bare_boxes, bare_letters, brackets, rings

UNCLEAR = "\ufffd"
"""The sign in a box of which a bracket was not read: it ticks nothing and leaves nothing blank."""
_FULL_WIDTH = str.maketrans("[]()", "［］（）")

BoxTest = Callable[[str, str], bool]
"""Whether brackets are a box, by what stands in and behind them on the line."""


class BoxKind(NamedTuple):
    """Boxes of one kind: the brackets that open them, and what finds them in a text, what stands in them as a group."""

    openings: str
    pattern: re.Pattern[str]


class FoundBox(NamedTuple):
    """An option box in a line: its characters from `start` to `stop`."""

    start: int
    stop: int
    inside: Printed
    placed: PlacedBox


@cache
def box_kinds() -> tuple[BoxKind, ...]:
    """The usual brackets, others that some producers print, and signs that are boxes themselves, rings last."""
    bare = (re.compile(f"([{re.escape(signs)}])") for signs in (bare_boxes() + bare_letters(), rings()))
    return (*(_paired(pair) for pair in brackets()), *(BoxKind("", pattern) for pattern in bare))


def _paired(pair: str) -> BoxKind:
    """Brackets of one kind, as wide as a letter or half of that, with none of them between."""
    wide = pair.translate(_FULL_WIDTH)
    opening, closing = (re.escape(pair[n] + wide[n]) for n in (0, 1))
    return BoxKind(pair[0] + wide[0], re.compile(f"[{opening}]([^{opening}{closing}]*)[{closing}]"))


def found_boxes(
    laid: LaidOut, line: Line, sheet: LineOnPage, kind: BoxKind, is_box: BoxTest, broken: bool = False
) -> list[FoundBox]:
    """The option boxes of a line from left to right: those seen by `extract`, and those that its text tells.

    With `broken`, one square bracket may be a box.
    """
    found = [box for box in _seen(laid, sheet, kind) if is_box(box.inside.text, laid.text[box.stop :])]
    for match in (_broken_box() if broken else kind.pattern).finditer(laid.text):
        known = any(box.start < match.end() and match.start() < box.stop for box in found)
        if not known and is_box(match[1] or "", laid.text[match.end() :]):
            inside = _inside(laid, match)
            found.append(FoundBox(*match.span(), inside, sheet.placed(_as_written(laid, line, match, inside))))
    return _distinct(found)


def _distinct(found: Sequence[FoundBox]) -> list[FoundBox]:
    """The boxes from left to right; two that were seen in one place are one, unclear if they are not alike."""
    boxes: list[FoundBox] = []
    for box in sorted(found, key=lambda box: (box.start, box.stop)):
        if not boxes or box[:2] != boxes[-1][:2]:
            boxes.append(box)
        elif box.placed.checked is not boxes[-1].placed.checked:
            boxes[-1] = boxes[-1]._replace(placed=replace(boxes[-1].placed, state=BoxState.UNCLEAR))
    return boxes


def _seen(laid: LaidOut, sheet: LineOnPage, kind: BoxKind) -> list[FoundBox]:
    found = []
    for checkbox in sheet.checkboxes:
        span = laid.span(checkbox.box.x0, checkbox.box.x1)
        if span is not None and laid.text[span[0]] in kind.openings:
            start, stop = span
            sign = UNCLEAR if checkbox.state is BoxState.UNCLEAR else unify_radicals(checkbox.sign)
            inside = Printed(sign, laid.x(start + 1), laid.x(stop - 1), laid.y, laid.size, laid.confidence)
            found.append(FoundBox(start, stop, inside, sheet.placed(checkbox)))
    return found


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
    return re.compile(rf"{box_kinds()[0].pattern.pattern}|[\[［]\s*{sign}?|(?:{sign}\s*)?[\]］]")
