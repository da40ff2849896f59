"""A choice row: `[ 十分である ]　＜選択肢＞ 1) 特に力を入れている 2) 十分である …` → the option that was taken."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.records import Line
from normalize.boxes import OptionBox, Printed, between, option_boxes
from normalize.fold import fold
from normalize.grammar.counts import parse_count
from normalize.records import Status
from normalize.registry import Option, Row

_NUMBER = re.compile(r"^\(?[0-9]{1,2}\)")
_COUNT = re.compile(r"\(([^()]*)\)件")
_OPTIONS_TITLE = "<選択肢>"


@dataclass(frozen=True, slots=True)
class Choice:
    """What a choice cell says: the printed value, its option, the number of cases, a remark below the options."""

    raw: str
    option: Option | None
    status: Status
    count: int | None = None
    remark: str | None = None


def read_choice(row: Row, lines: Sequence[Line]) -> Choice:
    """The choice printed in the cells of `row`."""
    boxes, others = option_boxes(lines)
    printed = _value(boxes, others)
    if printed is None:
        printed = _outside_options(row, others)
    folded = fold(printed)
    option = match_option(row.options, folded)
    count = _count(lines) if row.type == "choice_with_count" else None
    remark = _remark(row, lines)
    if option is not None:
        return Choice(printed, option, Status.OK, count, remark)
    return Choice(printed, None, Status.UNKNOWN_OPTION if folded else Status.BLANK, count, remark)


def match_option(options: Sequence[Option], folded: str) -> Option | None:
    """The option whose label or variant is `folded` (a folded text), with or without its number before it."""
    by_spelling = _by_spelling(tuple(options))
    return by_spelling.get(folded) or by_spelling.get(_NUMBER.sub("", folded))


@lru_cache(maxsize=256)
def _by_spelling(options: tuple[Option, ...]) -> dict[str, Option]:
    return {fold(spelling): option for option in options for spelling in option.spellings}


def _value(boxes: Sequence[OptionBox], others: Sequence[Printed]) -> str | None:
    """What stands in the brackets, wrapped lines joined; None where no brackets are printed."""
    values = [between(box.inside, others) for box in boxes]
    return next((value for value in values if value), "") if values else None


def _outside_options(row: Row, others: Sequence[Printed]) -> str:
    """What is printed beside the option list, where the form has no brackets around the answer."""
    listed = {fold(spelling) for option in row.options for spelling in option.spellings}
    kept = []
    for piece in others:
        folded = fold(piece.text)
        numbered = _NUMBER.match(folded) and not row.unprinted_options
        if folded != _OPTIONS_TITLE and not (numbered and _NUMBER.sub("", folded) in listed):
            kept.append(piece.text)
    return "".join(kept)


def _count(lines: Sequence[Line]) -> int | None:
    """The number in （ n ）件."""
    match = _COUNT.search(fold("".join(line.text for line in lines)))
    return parse_count(match[1]) if match else None


def _remark(row: Row, lines: Sequence[Line]) -> str | None:
    """The text printed in the parentheses below the options: （手数料額、納付方法：実費）."""
    if row.detail_label is None:
        return None
    pieces = [Printed(run.text, run.x0, run.x1, line.box.top) for line in lines for run in line.runs]
    label = re.compile(rf"[（(]\s*{re.escape(row.detail_label)}\s*[：:]?\s*")
    opening = next((piece for piece in pieces if label.match(piece.text)), None)
    if opening is None:
        return None
    level = [piece for piece in pieces if abs(piece.y - opening.y) < 1 and piece.x0 >= opening.x0]
    right = max(piece.x1 for piece in level)
    inside = label.sub("", "".join(piece.text for piece in sorted(level, key=lambda piece: piece.x0))).rstrip("）) ")
    around = [
        p for p in pieces if p not in level and opening.x1 <= p.x0 and p.x1 <= right and abs(p.y - opening.y) < 20
    ]
    above = "".join(piece.text for piece in around if piece.y < opening.y)
    below = "".join(piece.text for piece in around if piece.y > opening.y)
    return above + inside + below or None
