"""A choice row: `[ 十分である ]　＜選択肢＞ 1) 特に力を入れている 2) 十分である …` → the option that was taken."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.records import Line
from normalize.answers.checkboxes import SLACK, OptionBox, between, option_boxes
from normalize.answers.found_boxes import UNCLEAR
from normalize.answers.laid_out import Printed
from normalize.answers.options import Likely, likely_option, rival_difference
from normalize.answers.policy import OPTION_READ, UNSURE, misread_option, was_recognised
from normalize.grammar.counts import parse_count
from normalize.grammar.misreadings import count_in
from normalize.reasons import Reason
from normalize.records import Status, derived_status
from normalize.registry import Option, Row
from normalize.text.confusables import bones, difference, negations
from normalize.text.fold import fold

_NUMBER = re.compile(r"^\(?[0-9]{1,2}\)")
_COUNT = re.compile(r"\(([^()]*)\)件")
_OPTIONS_TITLE = "<選択肢>"
_MISREAD_NUMBER = re.compile(r"^\(?[0-9lIO]{1,2}[)\]}]")
_LONE_BRACKET = re.compile(r"[\[\]［］]")
LONGEST_STRAY = 3
"""More characters than this beside empty brackets and the option list are an answer that was not understood."""
MISREAD_TITLE = 2.0
"""A text that differs from ＜選択肢＞ by less (characters) is meant to be it."""
ONE_SLIP = 1.5
"""Options that differ by less (characters) are one slip apart: only the confidence of the text tells them apart."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a choice cell says: the printed value, its option, the number of cases, a remark below the options.

    For a value that a recogniser read, `raw_ocr` is what it said where the option's spelling is something else, and
    `confidence` how sure the option is (None: the text says it to the letter).
    """

    raw: str
    option: Option | None
    reasons: frozenset[Reason] = frozenset()
    count: int | None = None
    remark: str | None = None
    raw_ocr: str | None = None
    confidence: float | None = None

    @property
    def status(self) -> Status:
        """What follows from its reasons."""
        return derived_status(self.reasons, blank=self.option is None)


def read_choice(row: Row, lines: Sequence[Line]) -> Choice:
    """The choice printed in the cells of `row`."""
    if was_recognised(lines):
        return _read_recognised(row, lines)
    boxes, others = option_boxes(lines)
    printed = _value(boxes, others)
    if printed is None:
        printed = _outside_options(row, others)
    folded = fold(printed)
    option = match_option(row.options, folded)
    count = _count(lines) if row.type == "choice_with_count" else None
    remark = _remark(row, lines)
    reasons = {Reason.OPTION_UNKNOWN} if folded and option is None else set[Reason]()
    return Choice(printed, option, frozenset(reasons), count, remark)


def _read_recognised(row: Row, lines: Sequence[Line]) -> Choice:
    """The same for lines that a recogniser read, slips and all."""
    boxes, others = option_boxes(lines)
    printed = _value(boxes, others)
    sure = min((box.inside.confidence for box in boxes), default=min(line.confidence for line in lines))
    outside = _outside_misread_options(row, others)
    choice = _known_option(row, outside if printed is None else printed, sure)
    if choice.status is Status.BLANK and boxes:
        strange = len(bones(_COUNT.sub("", fold(outside)))) > LONGEST_STRAY
        reasons, confidence = ({Reason.TEXT_BESIDE_BRACKETS}, UNSURE) if strange else (choice.reasons, OPTION_READ)
        choice = replace(choice, reasons=frozenset(reasons), confidence=confidence)
    choice = replace(choice, remark=_remark(row, lines))
    if row.type != "choice_with_count":
        return choice
    count, doubtful = count_in("".join(line.text for line in lines))
    doubtful = doubtful or _count_doubtful(choice.option, count, sure)
    reasons = choice.reasons | {Reason.COUNT_UNREAD} if doubtful else choice.reasons
    return replace(choice, count=count, reasons=reasons)


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


def match_option(options: Sequence[Option], folded: str) -> Option | None:
    """The option whose label or variant is `folded` (a folded text), with or without its number before it."""
    by_spelling = _by_spelling(tuple(options))
    return by_spelling.get(folded) or by_spelling.get(_NUMBER.sub("", folded))


@lru_cache(maxsize=256)
def _by_spelling(options: tuple[Option, ...]) -> dict[str, Option]:
    return {fold(spelling): option.spelled(spelling) for option in options for spelling in option.spellings}


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


def _outside_misread_options(row: Row, others: Sequence[Printed]) -> str:
    """The same for text that a recogniser read: the list is known by its title, its place or its numbers."""
    titles = [piece for piece in others if difference(fold(piece.text), _OPTIONS_TITLE) < MISREAD_TITLE]
    edge = min((piece.x0 for piece in titles), default=float("inf")) - SLACK
    kept = []
    for piece in others:
        text = _LONE_BRACKET.sub("", piece.text)
        numbered = _MISREAD_NUMBER.match(fold(text)) and not row.unprinted_options
        if piece.x0 < edge and not numbered:
            kept.append(text)
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
