"""Signs that say yes in some documents and no in others, settled by what all boxes of one document hold.

A cross, or a 0, is a no where each box of the document holds a sign, and others hold a ring or a 1. A hollow ring
without brackets is a no where others are filled, and none but filled ones tick. A dot may be a tick where there is no
other. One row alone often cannot tell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from normalize.reasons import Reason
from normalize.records import Answer, AnswerKey, Finding, FindingKind, Mark, Reading
from normalize.text.fold import fold
from normalize.text.signs import is_ambiguous, is_blank, is_checked, is_faint, is_filled, is_hollow

ONE, ZERO = "1", "0"


def settle_signs(reading: Reading) -> None:
    """Tick or leave blank the boxes whose signs the other boxes of the document explain."""
    _doubt_faint(reading)
    open_marks = [mark for mark in reading.marks if _is_open(mark)]
    if not open_marks:
        return
    meaning = _meanings([mark for mark in reading.marks if mark.option_no is not None])
    settled = [mark for mark in open_marks if fold(mark.sign or "") in meaning]
    for mark in settled:
        mark.checked = meaning[fold(mark.sign or "")]
        mark.reasons = mark.reasons - {Reason.BOX_UNCLEAR}
    if settled:
        _carry_over(reading, settled)


def _doubt_faint(reading: Reading) -> None:
    """Doubt dots and dashes in some boxes of a document where others hold nothing, and none is ticked otherwise."""
    faint = [mark for mark in reading.marks if mark.checked is False and is_faint(mark.sign or "")]
    if not faint or any(mark.checked for mark in reading.marks) or all(mark.sign for mark in reading.marks):
        return
    keys = {_key(mark) for mark in faint}
    for mark in faint:
        mark.checked, mark.reasons = None, mark.reasons | {Reason.BOX_UNCLEAR}
        told = (mark.form_key, mark.file_no, mark.instance)
        reading.findings.append(Finding(FindingKind.UNKNOWN_MARK, mark.place.page, mark.sign or "", *told))
    for answer in reading.answers:
        if _key(answer) in keys:
            answer.reasons |= {Reason.BOX_UNCLEAR}


def _is_open(mark: Mark) -> bool:
    """Whether nothing but its sign leaves a box in doubt."""
    return mark.checked is None and Reason.BOX_UNCLEAR in mark.reasons and bool(mark.sign)


def _meanings(marks: Sequence[Mark]) -> Mapping[str, bool]:
    """What signs say that are not known for themselves, folded."""
    signs = {fold(mark.sign or "") for mark in marks}
    all_hold = all(signs) and not any(map(is_blank, signs))
    if all_hold and signs == {ONE, ZERO}:
        return {ONE: True, ZERO: False}
    found: dict[str, bool] = {}
    ticks = {fold(mark.sign or "") for mark in marks if mark.checked}
    if all_hold and any(is_checked(sign) and not is_ambiguous(sign) for sign in ticks):
        found |= {sign: False for sign in signs if is_ambiguous(sign)}
    if any(map(is_filled, ticks)) and not any(map(is_hollow, ticks)):
        found |= {sign: False for sign in signs if is_hollow(sign)}
    return found


def _carry_over(reading: Reading, settled: Sequence[Mark]) -> None:
    """Tell the answers of boxes that were settled, and tell no more of their signs."""
    keys = {_key(mark) for mark in settled}
    marks: dict[AnswerKey, list[Mark]] = {key: [] for key in keys}
    for mark in reading.marks:
        if _key(mark) in keys:
            marks[_key(mark)].append(mark)
    for answer in reading.answers:
        own = marks.get(_key(answer), [])
        if own:
            answer.value = "、".join(mark.option for mark in own if mark.checked) or None
            if not any(Reason.BOX_UNCLEAR in mark.reasons for mark in own):
                answer.reasons = answer.reasons - {Reason.BOX_UNCLEAR}
    signs = {(_key(mark), mark.sign) for mark in settled}
    reading.findings = [
        finding for finding in reading.findings
        if finding.kind is not FindingKind.UNKNOWN_MARK or (_key(finding), finding.text) not in signs
    ]  # fmt: skip


def _key(item: Answer | Mark | Finding) -> AnswerKey:
    return (item.form_key or "", item.file_no, item.instance)
