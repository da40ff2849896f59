"""A checks row: boxes `[ ○ ]` before each option, some with a text in parentheses, some with a number of cases."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.records import Line
from normalize.answers.checkboxes import OptionBox, option_boxes, share_out
from normalize.answers.laid_out import Printed
from normalize.answers.options import Likely, likely_beginning
from normalize.answers.placed_boxes import PlacedBox, Sheet
from normalize.answers.policy import DETERMINED, OPTION_READ, UNSURE, misread_option, was_recognised
from normalize.grammar.counts import parse_count
from normalize.grammar.misreadings import count_in
from normalize.reasons import Reason
from normalize.registry import Option, Row
from normalize.text.closest import closest_of
from normalize.text.confusables import bones
from normalize.text.fold import fold, fold_with_positions

_PARENTHESES = re.compile(r"^[（(](.*)[）)]$", re.DOTALL)
_COUNT = re.compile(r"^[（(]?\s*([^（）()]*?)\s*[）)]?\s*件$")


@dataclass(frozen=True, slots=True)
class ReadMark:
    """One box, placed, with the option behind it; `option` is None where the form has none of that name.

    Of what a recogniser read, `confidence` says how sure sign and option are (None: to the letter).
    """

    option: Option | None
    printed: str
    checked: bool | None
    detail: str | None
    count: int | None
    placed: PlacedBox
    confidence: float | None = None
    reasons: frozenset[Reason] = frozenset()


@dataclass(frozen=True, slots=True)
class Checks:
    """The boxes of a row, and the texts in its cells that belong to none of them."""

    marks: tuple[ReadMark, ...]
    leftover: tuple[str, ...]


def read_checks(row: Row, lines: Sequence[Line], sheets: Sequence[Sheet] | None = None) -> Checks:
    """The option boxes printed in the cells of `row`; `sheets` says where each line stands and what boxes are on it."""
    if was_recognised(lines):
        return read_recognised_checks(row, lines, sheets)
    boxes, others = option_boxes(lines, sheets=sheets)
    headings = {fold(option.group) for option in row.options if option.group}
    loose = [piece for piece in others if fold(piece.text).lstrip("・") not in headings]
    given, leftover = share_out(loose, boxes)
    marks = tuple(_read(row, box, _text(box, pieces)) for box, pieces in zip(boxes, given, strict=True))
    return Checks(marks, tuple(piece.text for piece in leftover))


def read_recognised_checks(row: Row, lines: Sequence[Line], sheets: Sequence[Sheet] | None = None) -> Checks:
    """The same for lines that a recogniser read, slips and all."""
    headings = tuple(sorted({fold(option.group) for option in row.options if option.group}))
    kept = [n for n, line in enumerate(lines) if closest_of(headings, fold(line.text).lstrip("・")) is None]
    boxes, others = option_boxes([lines[n] for n in kept], True, sheets and [sheets[n] for n in kept])
    loose = [piece for piece in others if bones(fold(piece.text))]
    given, leftover = share_out(loose, boxes)
    marks = [_read_recognised(row, box, _text(box, pieces)) for box, pieces in zip(boxes, given, strict=True)]
    return Checks(tuple(_told_apart(row, marks)), tuple(piece.text for piece in leftover))


def _read_recognised(row: Row, box: OptionBox, text: str) -> ReadMark:
    likely, rest = likely_beginning(row.options, text)
    option, checked = likely.option, box.placed.checked
    confidence = _mark_confidence(likely) if checked is not None else 0.0
    unclear = _unclear(checked)
    if option is None:
        unknown = Reason.OPTION_CLOSE_TO_SEVERAL if likely.near else Reason.OPTION_UNKNOWN
        return ReadMark(option, text, checked, None, None, box.placed, confidence, unclear | {unknown})
    mark = ReadMark(option, text, checked, None, None, box.placed, confidence, unclear)
    if option.count:
        count, doubtful = count_in(rest)
        lost = count is None and mark.checked is True
        unsure = count is not None and box.behind.confidence < UNSURE
        reasons = unclear | {Reason.COUNT_UNREAD} if doubtful or lost or unsure else unclear
        return replace(mark, count=count, reasons=reasons)
    return replace(mark, detail=_detail(rest))


def _unclear(checked: bool | None) -> frozenset[Reason]:
    return frozenset({Reason.BOX_UNCLEAR}) if checked is None else frozenset()


def _mark_confidence(likely: Likely) -> float:
    if likely.option is None:
        return 0.0
    return OPTION_READ if likely.difference == 0 else misread_option(likely.difference)


def _told_apart(row: Row, marks: list[ReadMark]) -> list[ReadMark]:
    """Marks of which no two have one option; a single unknown box has the single option that is left."""
    sure: dict[int, ReadMark] = {}
    for mark in sorted(marks, key=lambda mark: -(mark.confidence or 0.0)):
        if mark.option is not None:
            sure.setdefault(mark.option.no, mark)
    kept = [
        mark if mark.option is None or sure[mark.option.no] is mark else
        replace(
            mark, option=None, detail=None, count=None, confidence=0.0,
            reasons=_unclear(mark.checked) | {Reason.OPTION_CLOSE_TO_SEVERAL},
        )
        for mark in marks
    ]  # fmt: skip
    left = [option for option in row.options if option.no not in sure]
    unknown = [n for n, mark in enumerate(kept) if mark.option is None]
    if len(left) == len(unknown) == 1 and len(kept) == len(row.options):
        mark = kept[unknown[0]]
        words, opening, _ = mark.printed.replace("（", "(").partition("(")
        detail = _detail(mark.printed[len(words) :]) if opening and left[0].detail else None
        confidence = DETERMINED if mark.checked is not None else 0.0
        reasons = _unclear(mark.checked) | {Reason.OPTION_BY_ELIMINATION}
        kept[unknown[0]] = replace(mark, option=left[0], detail=detail, confidence=confidence, reasons=reasons)
    return kept


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
    option, rest = split_option(row.options, text)
    checked = box.placed.checked
    mark = ReadMark(option, text, checked, None, None, box.placed, reasons=_unclear(checked))
    if option is None:
        return replace(mark, reasons=mark.reasons | {Reason.OPTION_UNKNOWN})
    if option.count:
        match = _COUNT.match(rest.strip())
        return replace(mark, count=parse_count(match[1]) if match else None)
    return replace(mark, detail=_detail(rest))


def _detail(rest: str) -> str | None:
    """The text in the parentheses behind an option's name; None for a blank."""
    rest = rest.strip()
    inner = _PARENTHESES.match(rest)
    return (inner[1] if inner else rest.lstrip("（(")).strip() or None


def split_option(options: Sequence[Option], text: str) -> tuple[Option | None, str]:
    """The option that a text begins with (the longest), and the rest of the text as printed."""
    folded, positions = fold_with_positions(text)
    for spelling, option in _by_length(tuple(options)):
        if folded.startswith(spelling):
            return option, text[positions[len(spelling)] :]
    return None, text


@lru_cache(maxsize=256)
def _by_length(options: tuple[Option, ...]) -> list[tuple[str, Option]]:
    pairs = [(fold(spelling), option.spelled(spelling)) for option in options for spelling in option.spellings]
    return sorted(pairs, key=lambda pair: -len(pair[0]))
