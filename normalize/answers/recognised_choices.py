"""A choice that a recogniser read: lost brackets, an option with slips in it, a list that is not quite one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.records import Line
from normalize.answers.checkboxes import SLACK, UNCLEAR, OptionBox, Printed, between, option_boxes
from normalize.answers.choices import Choice, match_option
from normalize.answers.option_lists import OPTIONS_TITLE
from normalize.answers.options import Likely, likely_option, rival_difference
from normalize.answers.policy import OPTION_READ, UNSURE, misread_option
from normalize.answers.remarks import take_remark
from normalize.grammar.misreadings import count_in
from normalize.reasons import Reason
from normalize.records import Status
from normalize.registry import Option, Row
from normalize.text.confusables import bones, difference, negations
from normalize.text.fold import fold

_COUNT = re.compile(r"\(([^()]*)\)件")
_MISREAD_NUMBER = re.compile(r"^\(?[0-9lIO]{1,2}[)\]}]")
_LONE_BRACKET = re.compile(r"[\[\]［］]")
LONGEST_STRAY = 3
"""More characters than this beside empty brackets and the option list are an answer that was not understood."""
MISREAD_TITLE = 2.0
"""A text that differs from ＜選択肢＞ by less (characters) is meant to be it."""
ONE_SLIP = 1.5
"""Options that differ by less (characters) are one slip apart: only the confidence of the text tells them apart."""


def read_recognised_choice(row: Row, lines: Sequence[Line]) -> Choice:
    """The choice in the cells of `row`, from lines that a recogniser read, slips and all."""
    boxes, others = option_boxes(lines)
    printed = _value(boxes, others)
    sure = min((box.inside.confidence for box in boxes), default=min(line.confidence for line in lines))
    outside = _outside_misread_options(row, others)
    choice = _known_option(row, outside if printed is None else printed, sure)
    if choice.status is Status.BLANK and boxes:
        strange = len(bones(_COUNT.sub("", fold(outside)))) > LONGEST_STRAY
        reasons, confidence = ({Reason.TEXT_BESIDE_BRACKETS}, UNSURE) if strange else (choice.reasons, OPTION_READ)
        choice = replace(choice, reasons=frozenset(reasons), confidence=confidence)
    elif _is_doubtful_value(row, boxes, others, outside):
        choice = replace(choice, reasons=choice.reasons | {Reason.TEXT_BESIDE_BRACKETS})
    remark, _ = take_remark(row, [*others, *(box.behind for box in boxes)])
    choice = replace(choice, remark=remark)
    if row.type != "choice_with_count":
        return choice
    count, doubtful = count_in("".join(line.text for line in lines))
    doubtful = doubtful or _count_doubtful(choice.option, count, sure)
    reasons = choice.reasons | {Reason.COUNT_UNREAD} if doubtful else choice.reasons
    return replace(choice, count=count, reasons=reasons)


def _is_doubtful_value(row: Row, boxes: Sequence[OptionBox], others: Sequence[Printed], outside: str) -> bool:
    """Whether more than the value is printed beside the list: another value, or words."""
    if sum(bool(between(box.inside, others)) for box in boxes) > 1:
        return True
    return bool(boxes) and row.detail_label is None and len(bones(_COUNT.sub("", fold(outside)))) > LONGEST_STRAY


def _count_doubtful(option: Option | None, count: int | None, sure: float) -> bool:
    """Whether a number of cases may be misread, or lost behind an option that says that there are some."""
    if count is not None:
        return sure < UNSURE
    return option is not None and not any(negations(fold(option.label)))


def _known_option(row: Row, printed: str, sure: float) -> Choice:
    """The option that a recognised text is; `sure` is how sure the text is itself."""
    folded = fold(printed)
    if not folded:
        return Choice(printed, None)
    option = match_option(row.options, folded)
    if option is not None:
        slips = rival_difference(row.options, option) > ONE_SLIP
        confidence = OPTION_READ if slips else sure
        reasons = {Reason.LOW_TEXT_CONFIDENCE} if confidence < UNSURE else set[Reason]()
        return Choice(printed, option, frozenset(reasons), confidence=confidence)
    likely = likely_option(row.options, folded)
    if likely.option is not None:
        confidence = misread_option(likely.difference)
        return Choice(likely.spelling, likely.option, raw_ocr=printed, confidence=confidence)
    if UNCLEAR in printed and not likely.near:
        return Choice(printed, None, frozenset({Reason.OPTION_UNREADABLE}), confidence=0.0)
    return Choice(printed, None, frozenset({_why_unknown(likely, folded)}), confidence=min(sure, UNSURE))


def _why_unknown(likely: Likely, folded: str) -> Reason:
    """Why a recognised text is taken for no option: it is close to one, is nothing but specks, or something else."""
    if likely.near:
        return Reason.OPTION_CLOSE_TO_SEVERAL
    return Reason.OPTION_UNKNOWN if bones(folded) else Reason.LOW_TEXT_CONFIDENCE


def _value(boxes: Sequence[OptionBox], others: Sequence[Printed]) -> str | None:
    """What stands in the brackets, wrapped lines joined; None where no brackets are printed."""
    values = [between(box.inside, others) for box in boxes]
    return next((value for value in values if value), "") if values else None


def _outside_misread_options(row: Row, others: Sequence[Printed]) -> str:
    """The same for text that a recogniser read: the list is known by its title, its place or its numbers."""
    titles = [piece for piece in others if difference(fold(piece.text), OPTIONS_TITLE) < MISREAD_TITLE]
    edge = min((piece.x0 for piece in titles), default=float("inf")) - SLACK
    kept = []
    for piece in others:
        text = _LONE_BRACKET.sub("", piece.text)
        numbered = _MISREAD_NUMBER.match(fold(text)) and not row.unprinted_options
        if piece.x0 < edge and not numbered:
            kept.append(text)
    return "".join(kept)
