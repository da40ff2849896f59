"""Texts and dates → their answers."""

from __future__ import annotations

from normalize.answers.cells import audit, is_recognized
from normalize.answers.options.option_lists import OPTIONS_TITLE
from normalize.answers.policy import UNSURE_TEXT, breaks_off, unread
from normalize.answers.texts import (
    are_cut,
    begins_or_ends_with_option,
    begins_with_rest_of,
    begins_with_sign_of,
    foreign_text,
    holds_note,
    mend_date,
    mend_text,
    stand_beside,
    without_suffix,
)
from normalize.grammar.dates import parse_date
from normalize.layout.wrapping import joined_text
from normalize.parsing.raw_answer import RawAnswer
from normalize.reasons import Reason
from normalize.records import Answer, Reading
from normalize.text.fold import fold

NOTHING = frozenset({"", "-", "ー", "/"})
"""Folded texts that say that nothing is answered."""


def interpret_text(raw: RawAnswer, answer: Answer, reading: Reading) -> None:
    """Fill the answer of a row of text, and append its findings to `reading`."""
    _take_text(raw, answer, reading)
    _weigh_text(raw, answer)
    if len(raw.cells) > 1 and stand_beside(raw.cells):
        answer.reasons |= {Reason.JOINED_ANSWERS}
    if holds_note(raw.cells):
        answer.reasons |= {Reason.TEXT_LEFT_OVER}


def _take_text(raw: RawAnswer, answer: Answer, reading: Reading) -> None:
    answer.raw = joined_text(raw.cells)
    audit(raw, answer, [answer.raw], reading)
    if is_recognized(raw):
        mend_text(raw.cells, answer)
    answer.value = clean_text(answer.raw)


def _weigh_text(raw: RawAnswer, answer: Answer) -> None:
    """Add the reasons why a text may be misread, or hold what is not its own; a dash that says nothing too."""
    answer.reasons |= foreign_text(answer.raw) | unread(answer.raw)
    row = raw.slot.row
    if begins_with_sign_of(row.label, answer.raw) or begins_with_rest_of(row.spellings, answer.raw):
        answer.reasons |= {Reason.TEXT_LEFT_OVER}
    if begins_or_ends_with_option(raw.cells) or (len(raw.cells) > 1 and are_cut(raw.cells)):
        answer.reasons |= {Reason.JOINED_ANSWERS}  # rulings of another row may be drawn over it
    if Reason.PICTURE_UNREAD in answer.reasons:
        answer.value = None
    if answer.raw.strip() and is_recognized(raw) and answer.place.confidence < UNSURE_TEXT:
        answer.reasons |= {Reason.LOW_TEXT_CONFIDENCE}
    if answer.value is not None and is_recognized(raw) and breaks_off(answer.raw):
        answer.reasons |= {Reason.UNBALANCED_BRACKETS}
    if OPTIONS_TITLE in fold(answer.raw):
        answer.reasons |= {Reason.JOINED_ANSWERS}  # the list of a choice, which is another row


def clean_text(raw: str) -> str | None:
    """Light cleaning for `value`: trimmed lines, None for a blank or a dash that stands for one."""
    text = "\n".join(line.strip() for line in raw.strip().splitlines())
    if fold(text) in NOTHING:
        return None
    return raw if text == raw else text  # one text, not two that are alike


def interpret_date(raw: RawAnswer, answer: Answer, reading: Reading) -> None:
    """Fill the answer of a row of a date, and append its findings to `reading`; words that are no date stay as read."""
    _take_text(raw, answer, reading)
    suffix = raw.slot.row.suffix
    if suffix:
        bare = without_suffix(answer.raw.rstrip(), suffix, misread=is_recognized(raw))
        answer.raw = bare.rstrip() if bare is not None else answer.raw
        answer.value = clean_text(answer.raw)
    if answer.value is None:
        return
    _weigh_text(raw, answer)
    date = parse_date(answer.value or "")
    if is_recognized(raw):
        date = mend_date(answer, date)
    if date is None:
        # Printed, but no date that the grammar knows: the words stay in `raw`, nothing is invented.
        answer.value = None
        answer.reasons |= {Reason.NOT_A_DATE}
        return
    answer.value = f"{date.value}/{date.end}" if date.end else date.value
    answer.value_date, answer.date_precision = date.first, str(date.precision)
