"""A checks row: boxes `[ ○ ]` before each option, some with a text in parentheses, some with a number of cases."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.records import Line
from normalize.boxes import OptionBox, Printed, option_boxes, share_out
from normalize.fold import fold, fold_with_positions
from normalize.grammar.counts import parse_count
from normalize.mark_signs import is_checked
from normalize.registry import Option, Row

_PARENTHESES = re.compile(r"^[（(](.*)[）)]$", re.DOTALL)
_COUNT = re.compile(r"^[（(]?\s*([^（）()]*?)\s*[）)]?\s*件$")


@dataclass(frozen=True, slots=True)
class ReadMark:
    """One box with the option behind it; `option` is None where the form has none of that name."""

    option: Option | None
    printed: str
    checked: bool | None
    detail: str | None
    count: int | None
    sign: str


@dataclass(frozen=True, slots=True)
class Checks:
    """The boxes of a row, and the texts in its cells that belong to none of them."""

    marks: tuple[ReadMark, ...]
    leftover: tuple[str, ...]


def read_checks(row: Row, lines: Sequence[Line]) -> Checks:
    """The option boxes printed in the cells of `row`."""
    boxes, others = option_boxes(lines)
    headings = {fold(option.group) for option in row.options if option.group}
    loose = [piece for piece in others if fold(piece.text).lstrip("・") not in headings]
    given, leftover = share_out(loose, boxes)
    marks = tuple(_read(row, box, _text(box, pieces)) for box, pieces in zip(boxes, given, strict=True))
    return Checks(marks, tuple(piece.text for piece in leftover))


def _text(box: OptionBox, pieces: Sequence[Printed]) -> str:
    """The text behind a box in print order; pieces wrapped around its parentheses go between them."""
    behind = box.behind
    above = "".join(piece.text for piece in pieces if piece.y < behind.y)
    below = "".join(piece.text for piece in pieces if piece.y >= behind.y)
    closing, opening = re.search(r"[）)]\s*$", behind.text), re.search("[（(]", behind.text)
    if (above or below) and closing and opening:
        inside = behind.text[opening.end() : closing.start()].strip()
        return f"{behind.text[: opening.end()]}{above}{inside}{below}{behind.text[closing.start() :]}"
    return behind.text + above + below


def _read(row: Row, box: OptionBox, text: str) -> ReadMark:
    sign = box.inside.text
    option, rest = split_option(row.options, text)
    mark = ReadMark(option, text, is_checked(sign), None, None, sign)
    if option is None:
        return mark
    rest = rest.strip()
    if option.count:
        match = _COUNT.match(rest)
        return replace(mark, count=parse_count(match[1]) if match else None)
    inner = _PARENTHESES.match(rest)
    detail = (inner[1] if inner else rest.lstrip("（(")).strip()
    return replace(mark, detail=detail or None)


def split_option(options: Sequence[Option], text: str) -> tuple[Option | None, str]:
    """The option that a text begins with (the longest), and the rest of the text as printed."""
    folded, positions = fold_with_positions(text)
    for spelling, option in _by_length(tuple(options)):
        if folded.startswith(spelling):
            return option, text[positions[len(spelling)] :]
    return None, text


@lru_cache(maxsize=256)
def _by_length(options: tuple[Option, ...]) -> list[tuple[str, Option]]:
    pairs = [(fold(spelling), option) for option in options for spelling in option.spellings]
    return sorted(pairs, key=lambda pair: -len(pair[0]))
