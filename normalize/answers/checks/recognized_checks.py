"""A checks row that a recognizer read: boxes that lost a bracket, options and numbers of cases with slips in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from math import prod

from extract.records import Line
from normalize.answers.accounts import without
from normalize.answers.boxes.checkboxes import OptionBox, option_boxes
from normalize.answers.boxes.laid_out import Printed
from normalize.answers.boxes.placed_boxes import LineOnPage
from normalize.answers.boxes.stacked import share_out
from normalize.answers.checks.box_ways import text_behind
from normalize.answers.checks.checks import unclear
from normalize.answers.checks.read_marks import Checks, ReadMark
from normalize.answers.options.likely_options import Likely, likely_beginning
from normalize.answers.policy import DETERMINED, LONGEST_STRAY, OPTION_READ, UNSURE_TEXT, misread_option
from normalize.grammar.misreadings import beside_count, count_in
from normalize.layout.pages.characters import solid
from normalize.reasons import Reason
from normalize.registry import Row
from normalize.text.closest import closest_of
from normalize.text.confusables import bones
from normalize.text.fold import fold, unify_radicals

_PARENTHESES = re.compile(r"^[（(](.*)[）)]$", re.DOTALL)


def read_recognized_checks(row: Row, lines: Sequence[Line], sheets: Sequence[LineOnPage]) -> Checks:
    """The option boxes in the cells of `row`, from lines that a recognizer read, slips and all."""
    headings = tuple(sorted({fold(option.group) for option in row.options if option.group}))
    kept = [n for n, line in enumerate(lines) if closest_of(headings, fold(line.text).lstrip("・")) is None]
    taken = "".join(unify_radicals(line.text) for n, line in enumerate(lines) if n not in kept)
    boxes, others = option_boxes([lines[n] for n in kept], True, [sheets[n] for n in kept])
    loose = [piece for piece in others if bones(fold(piece.text))]
    specks = "".join(piece.text for piece in others if piece not in loose)
    given, leftover = share_out(loose, boxes)
    marks = [_read_recognized(row, box, pieces) for box, pieces in zip(boxes, given, strict=True)]
    taken += "".join(box.printed for box in boxes)
    return Checks(tuple(_told_apart(row, marks)), tuple(piece.text for piece in leftover), taken, specks)


def _read_recognized(row: Row, box: OptionBox, pieces: Sequence[Printed]) -> ReadMark:
    text = text_behind(box, pieces)
    likely, rest = likely_beginning(row.options, text)
    option, checked = likely.option, box.placed.checked
    confidence = _mark_confidence(likely) if checked is not None else 0.0
    reasons = unclear(checked)
    if option is None:
        unknown = Reason.OPTION_CLOSE_TO_SEVERAL if likely.near else Reason.OPTION_UNKNOWN
        return ReadMark(option, text, checked, None, None, box.placed, confidence, reasons | {unknown}, taken=text)
    mark = ReadMark(option, text, checked, None, None, box.placed, confidence, reasons, taken=text)
    if option.count:
        count, doubtful = count_in(rest)
        lost = count is None and mark.checked is True
        unsure = count is not None and box.behind.confidence < UNSURE_TEXT
        unread = {Reason.COUNT_UNREAD} if doubtful or lost or unsure else set[Reason]()
        mark = replace(mark, count=count, reasons=reasons | unread)
        return _with_left(mark, beside_count(rest)) if count is not None else mark
    if not option.detail:
        return _with_left(mark, rest)
    detail = _detail(rest)
    if detail and prod(piece.confidence for piece in (box.behind, *pieces)) < UNSURE_TEXT:
        mark = replace(mark, reasons=reasons | {Reason.LOW_TEXT_CONFIDENCE})
    return replace(mark, detail=detail)


def _with_left(mark: ReadMark, left: str) -> ReadMark:
    """A mark behind whose option something else is printed: that is left over, if it is more than specks."""
    mark = replace(mark, taken=without(mark.printed, solid([left])))
    if len(bones(fold(left))) <= LONGEST_STRAY:
        return replace(mark, specks=left)
    return replace(mark, leftover=left.strip(), reasons=mark.reasons | {Reason.TEXT_BESIDE_BRACKETS})


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
            reasons=unclear(mark.checked) | {Reason.OPTION_CLOSE_TO_SEVERAL},
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
        reasons = unclear(mark.checked) | {Reason.OPTION_BY_ELIMINATION}
        kept[unknown[0]] = replace(mark, option=left[0], detail=detail, confidence=confidence, reasons=reasons)
    return kept


def _detail(rest: str) -> str | None:
    """The text in the parentheses behind an option's name; None for a blank."""
    rest = rest.strip()
    inner = _PARENTHESES.match(rest)
    return (inner[1] if inner else rest.lstrip("（(")).strip() or None
