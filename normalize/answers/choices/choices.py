"""A choice row: `[ 十分である ]　＜選択肢＞ 1) 特に力を入れている 2) 十分である …` → the option that was taken.

Every piece of text in its cells is the value between the brackets, the list of options, the number of cases or the
remark below them; what is none of these makes the choice doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.records import Line
from normalize.answers.accounts import without
from normalize.answers.choices.bracketed import bracketed
from normalize.answers.choices.remarks import take_remark
from normalize.answers.details import take_count
from normalize.answers.options.option_lists import OptionList, read_list
from normalize.answers.options.spelled_options import match_option
from normalize.reasons import Reason
from normalize.records import Status, derived_status
from normalize.registry import Option, Row, RowType
from normalize.text.fold import fold
from normalize.text.signs import brackets, is_checked

_BETWEEN_VALUES = re.compile(r"[、,/\n]")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a choice cell says: the printed value, its option, the number of cases, a remark below the options.

    `leftover` is what its cells print besides. For a value that a recognizer read, `raw_ocr` is what it said where the
    option's spelling is something else, and `confidence` how sure the option is (None: the text says it to the letter).
    `taken` are the characters that it understood, `specks` those that a recognizer made of dirt.
    """

    raw: str
    option: Option | None
    reasons: frozenset[Reason] = frozenset()
    count: int | None = None
    remark: str | None = None
    raw_ocr: str | None = None
    confidence: float | None = None
    leftover: tuple[str, ...] = ()
    taken: str = ""
    specks: str = ""

    @property
    def told(self) -> tuple[str, ...]:
        """All texts of its cells that it says something of."""
        return (self.taken, self.specks, *self.leftover)

    @property
    def status(self) -> Status:
        """What follows from its reasons."""
        return derived_status(self.reasons, blank=self.option is None)


def read_printed_choice(row: Row, lines: Sequence[Line]) -> Choice:
    """The choice that a text layer holds in the cells of `row`."""
    found = bracketed(lines, lambda text: match_option(row.options, fold(text)) is not None)
    listed = read_list(row, found.rest)
    remark, beside = take_remark(row, listed.beside)
    taken = found.taken + listed.taken + "".join(piece.text for piece in listed.beside if piece not in beside)
    left = tuple(piece.text for piece in beside)
    count, reasons = None, set[Reason]()
    if row.type is RowType.CHOICE_WITH_COUNT:
        count, text, told = take_count(" ".join(left))
        taken += without("".join(left), text)
        left = (text,) if text else ()
        reasons |= set() if told else {Reason.COUNT_UNREAD}
    ticked = _ticked(listed) if found.value is None else None
    if ticked is not None:
        choice = ticked
    elif found.value is None:
        choice = _unbracketed(row, left, bool(lines), len({piece.y for piece in beside}) > 1)
        left, taken = (), taken + "".join(left)
    else:
        choice = _in_brackets(row, found.value, listed)
        left = (*left, *found.others)
    if left:
        reasons.add(Reason.SECOND_VALUE if found.others else Reason.TEXT_BESIDE_BRACKETS)
    return replace(
        choice, count=count, remark=remark, leftover=left, reasons=choice.reasons | reasons, taken=taken
    )  # fmt: skip


def _in_brackets(row: Row, printed: str, listed: OptionList) -> Choice:
    """The option between the brackets; of empty ones the option of the list that a sign is set before."""
    folded = fold(printed)
    option = match_option(row.options, folded) or listed.numbered_of(folded, row.options)
    if folded:
        choice = _known(row, printed, option)
        other = option and (listed.contradicts(folded, option) or _signs_another(listed, option))
        doubt = {Reason.SECOND_VALUE} if other else set()
        return replace(choice, reasons=choice.reasons | doubt)
    reasons = {Reason.OPTION_LACKS} if listed.lacks(row.options) else ()
    return _signed(listed, Reason.TEXT_BESIDE_BRACKETS) or Choice(printed, None, frozenset(reasons))


def _ticked(listed: OptionList) -> Choice | None:
    """The option that is ticked of a list in which each one has a box of its own; None for any other list."""
    if not listed.entries or not all(entry.sign for entry in listed.entries):
        return None
    return _signed(listed) or Choice("", None)


def _signed(listed: OptionList, *reasons: Reason) -> Choice | None:
    """The option of a list that a sign is set before; None where there is no sign."""
    signed = [entry.option for entry in listed.entries if entry.sign and is_checked(entry.sign)]
    if len(signed) == 1:
        return Choice(signed[0].label, signed[0], frozenset(reasons))
    return Choice("", None, frozenset({Reason.SECOND_VALUE})) if signed else None


def _signs_another(listed: OptionList, option: Option) -> bool:
    """Whether signs are set before options of a list, and before this one is none."""
    signed = [entry.option.no for entry in listed.entries if entry.sign and is_checked(entry.sign)]
    return bool(signed) and option.no not in signed


def _unbracketed(row: Row, left: Sequence[str], listed: bool, over_lines: bool) -> Choice:
    """What is printed beside the option list where no brackets are found, on one line or several.

    The forms print them around each answer, so a part of it may stand where they are. Empty cells are blank. So are
    brackets with nothing between them on their line; from between two lines a list may have taken the value.
    """
    printed = "".join(left)
    if (fold(printed) in brackets() and not over_lines) or not (listed or fold(printed)):
        return Choice("", None)
    lost = frozenset({Reason.BRACKETS_UNREAD})
    if not fold(printed):
        return Choice("", None, lost)
    choice = _known(row, printed, match_option(row.options, fold(printed)))
    return replace(choice, reasons=choice.reasons | lost)


def _known(row: Row, printed: str, option: Option | None) -> Choice:
    if option is not None:
        return Choice(printed, option)
    parts = [part for part in _BETWEEN_VALUES.split(printed) if part.strip()]
    several = len(parts) > 1 and all(match_option(row.options, fold(part)) for part in parts)
    return Choice(printed, None, frozenset({Reason.SECOND_VALUE if several else Reason.OPTION_UNKNOWN}))
