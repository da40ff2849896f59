"""A choice that a recognizer read: lost brackets, an option with slips in it, a list that is not quite one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.records import Line
from normalize.answers.accounts import without
from normalize.answers.boxes.checkboxes import SLACK, OptionBox, option_boxes, stacked_between
from normalize.answers.boxes.found_boxes import UNCLEAR
from normalize.answers.boxes.laid_out import Printed
from normalize.answers.choices.choices import Choice
from normalize.answers.choices.remarks import take_remark
from normalize.answers.options.likely_options import Likely, likely_option, rival_difference
from normalize.answers.options.option_lists import OPTIONS_TITLE
from normalize.answers.options.spelled_options import match_option
from normalize.answers.policy import LONGEST_STRAY, OPTION_READ, UNSURE, UNSURE_TEXT, misread_option
from normalize.grammar.misreadings import beside_count, count_in
from normalize.layout.pages.characters import solid
from normalize.reasons import Reason
from normalize.records import Status
from normalize.registry import Option, Row, RowType
from normalize.text.confusables import bones, difference, negations
from normalize.text.fold import fold, unify_radicals

_MISREAD_NUMBER = re.compile(r"^\(?[0-9lIO]{1,2}[)\]}](?!件)")
_ANY_NUMBER = re.compile(r"[0-9lIO]{1,2}[)\]}](?!件)")
_LONE_BRACKET = re.compile(r"[\[\]［］]")
QUITE_OTHER = 0.7
"""A numbered text of which a greater share differs from each option is no part of their list."""
MISREAD_TITLE = 2.0
"""A text that differs from ＜選択肢＞ by less (characters) is meant to be it."""
ONE_SLIP = 1.5
"""Options that differ by less (characters) are one slip apart: only the confidence of the text tells them apart."""


def read_recognized_choice(row: Row, lines: Sequence[Line]) -> Choice:
    """The choice in the cells of `row`, from lines that a recognizer read, slips and all."""
    boxes, pieces = option_boxes(lines)
    values, others = _values(boxes, pieces)
    printed = next(filter(None, values), "") if values else None
    remark, beside = take_remark(row, [*others, *(box.behind for box in boxes if box.behind.text)])
    outside = _outside_misread_options(row, beside)
    untitled = not values and len(outside) < len(beside) and not any(_is_title(piece.text) for piece in beside)
    sure = min((box.inside.confidence for box in boxes), default=min(line.confidence for line in lines))
    choice = _known_option(row, "".join(outside) if printed is None else printed, sure)
    choice = replace(_with_rest(choice, values, outside, lines), remark=remark)
    if untitled:  # what stands beside it may be one more entry of the list, its number misread
        choice = replace(choice, reasons=choice.reasons | {Reason.BRACKETS_UNREAD})
    if row.type is not RowType.CHOICE_WITH_COUNT:
        return choice
    count, doubtful = count_in("".join(line.text for line in lines))
    doubtful = doubtful or _count_doubtful(choice.option, count, sure)
    reasons = choice.reasons | {Reason.COUNT_UNREAD} if doubtful else choice.reasons
    return replace(choice, count=count, reasons=reasons)


def _values(boxes: Sequence[OptionBox], pieces: Sequence[Printed]) -> tuple[list[str], list[Printed]]:
    """What stands in each pair of brackets, wrapped lines joined, and the pieces that stand in none."""
    values, left = [], list(pieces)
    for box in boxes:
        stacked = stacked_between(box.inside, left)
        values.append("".join(piece.text for piece in stacked))
        left = [piece for piece in left if piece not in stacked]
    return values, left


def _with_rest(choice: Choice, values: Sequence[str], outside: Sequence[str], lines: Sequence[Line]) -> Choice:
    """A choice, with what is printed beside it and the list: another value, words, or a few signs that are dirt."""
    rest = tuple(filter(None, map(beside_count, outside))) if values else ()
    strange = sum(len(bones(fold(text))) for text in rest) > LONGEST_STRAY
    second = tuple(filter(None, values))[1:]
    left = (*second, *(rest if strange else ()))
    specks = "" if strange else "".join(rest)
    taken = without(unify_radicals("".join(line.text for line in lines)), solid([*left, specks]))
    choice = replace(choice, leftover=left, specks=specks, taken=taken)
    if choice.status is Status.BLANK and values:
        reasons, confidence = ({Reason.TEXT_BESIDE_BRACKETS}, UNSURE) if strange else (choice.reasons, OPTION_READ)
        return replace(choice, reasons=frozenset(reasons), confidence=confidence)
    return replace(choice, reasons=choice.reasons | {Reason.TEXT_BESIDE_BRACKETS}) if left else choice


def _count_doubtful(option: Option | None, count: int | None, sure: float) -> bool:
    """Whether a number of cases may be misread, or lost behind an option that says that there are some."""
    if count is not None:
        return sure < UNSURE_TEXT
    return option is not None and not any(negations(fold(option.label)))


def _known_option(row: Row, printed: str, sure: float) -> Choice:
    """The option that a recognized text is; `sure` is how sure the text is itself."""
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
    """Why a recognized text is taken for no option: it is close to one, is nothing but specks, or something else."""
    if likely.near:
        return Reason.OPTION_CLOSE_TO_SEVERAL
    return Reason.OPTION_UNKNOWN if bones(folded) else Reason.LOW_TEXT_CONFIDENCE


def _outside_misread_options(row: Row, pieces: Sequence[Printed]) -> list[str]:
    """What stands outside the option list: that is known by its title, its place or its numbers, slips and all."""
    titles = [piece for piece in pieces if _is_title(piece.text)]
    edge = min((piece.x0 for piece in titles), default=float("inf")) - SLACK
    kept = []
    for piece in pieces:
        text = _LONE_BRACKET.sub("", piece.text)
        if piece.x0 < edge and not _is_of_list(row, fold(text)):
            kept.append(text)
    return kept


def _is_of_list(row: Row, folded: str) -> bool:
    """Whether a text is a numbered part of an option list: one number may stand before words of quite another kind."""
    number = _MISREAD_NUMBER.match(folded)
    if number is None or row.unprinted_options:
        return False
    words = folded[number.end() :]
    spellings = [fold(spelling)[: len(words)] for option in row.options for spelling in option.spellings]
    alone = len(words) > max(map(len, spellings), default=0) / 2 and not _ANY_NUMBER.search(words)
    return not alone or any(difference(words, spelling) < QUITE_OTHER * len(words) for spelling in spellings)


def _is_title(text: str) -> bool:
    """Whether a text begins with the title of an option list, slips and all."""
    return difference(fold(text)[: len(OPTIONS_TITLE)], OPTIONS_TITLE) < MISREAD_TITLE
