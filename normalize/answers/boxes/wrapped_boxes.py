"""Option boxes that a line's end cuts in two: `… [` and `○ ] 内部監査` on the next line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from extract.records import Line
from normalize.answers.boxes.found_boxes import box_kinds
from normalize.text.signs import brackets

SIGN = 2
"""So many characters, blanks aside, stand in an option box at most."""


def whole_boxes(lines: Sequence[Line]) -> list[Line]:
    """The lines with each bracket that opens at a line's end set before the line that closes it.

    The lines are those of one answer, one below the other. No character is lost, and none comes twice. Behind a box
    stands its option: what another box or the line's end follows are the parentheses of a detail.
    """
    made = list(lines)
    for n, (above, below) in enumerate(pairwise(lines)):
        cut = _opening().search(made[n].text)
        if cut is None or below.box.top < above.box.top:
            continue
        alone = not made[n].text[: cut.start()].strip()
        if not (_closing_alone() if alone else _closing()).match(below.text):
            continue
        kept = _without_end(made[n], len(made[n].text) - cut.start())
        if kept is not None:
            made[n], made[n + 1] = kept, _led_by(below, cut[0])
    return made


def _without_end(line: Line, length: int) -> Line | None:
    """A line without its last characters, perhaps without any; None where those end within its blanks."""
    runs = list(line.runs)
    while runs and length >= len(runs[-1].text):
        last = runs.pop()
        length -= len(last.text) + (not last.follows)  # runs that stand apart have a blank between them
    if not runs:
        return replace(line, runs=(), read_as=None) if length <= 0 else None
    last = runs[-1]
    if length > 0:
        end = last.x1 - (last.x1 - last.x0) * length / len(last.text)
        last = runs[-1] = last._replace(text=last.text[:-length], x1=end)
    return replace(line, runs=tuple(runs), box=line.box._replace(x1=last.x1), read_as=None)


def _led_by(line: Line, text: str) -> Line:
    """A line with a text before its first run, which begins where that begins: so its place stays on the page."""
    first, *others = line.runs
    return replace(line, runs=(first._replace(text=text + first.text), *others), read_as=None)


@cache
def _opening() -> re.Pattern[str]:
    """A bracket that opens at the end of a text, perhaps with a sign behind it."""
    return re.compile(rf"[{_opened()}]\s*(?:[^\s{_opened()}{_closed()}]\s*){{0,{SIGN}}}$")


@cache
def _closing() -> re.Pattern[str]:
    """A bracket that closes at the beginning of a text, perhaps with a sign before it, and words behind it."""
    return re.compile(rf"\s*(?:[^\s{_opened()}{_closed()}]\s*){{0,{SIGN}}}[{_closed()}]\s*[^\s{_opened()}]")


@cache
def _closing_alone() -> re.Pattern[str]:
    """The same, with words behind it or none: below a line that is a bracket alone its option may be on the next."""
    return re.compile(rf"\s*(?:[^\s{_opened()}{_closed()}]\s*){{0,{SIGN}}}[{_closed()}]\s*(?:[^\s{_opened()}]|$)")


@cache
def _opened() -> str:
    """The brackets that open, for a pattern."""
    return re.escape("".join(kind.openings for kind in box_kinds()))


@cache
def _closed() -> str:
    """The brackets that close, as wide as a letter or half of that, for a pattern."""
    usual = "".join(pair[1] for pair in brackets())
    return re.escape(usual + "".join(chr(ord(char) + 0xFEE0) for char in usual if char in ")]"))
