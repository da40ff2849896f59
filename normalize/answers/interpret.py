"""Raw answers → answers and marks in the canonical schema, by the row's type."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from extract.records import AS_DISPLAYED, Box
from normalize.answers.checks import ReadMark, read_checks
from normalize.answers.choices import read_choice
from normalize.answers.placed_boxes import boxed_lines
from normalize.answers.policy import UNSURE_TEXT, breaks_off, text_confidence
from normalize.answers.texts import mend_date, mend_text, without_suffix
from normalize.grammar.dates import parse_date
from normalize.layout.wrapping import joined_text
from normalize.matching.index import label_key
from normalize.parsing.collected import RawAnswer
from normalize.reasons import Reason
from normalize.records import Answer, Finding, FindingKind, Mark, Place, Reading
from normalize.registry import Option, RowType
from normalize.text.fold import fold

NOTHING = frozenset({"", "-", "ー"})
"""Folded texts that say that nothing is answered."""
LENIENT_CONFIDENCE = 0.9
"""Confidence of an answer found by a label that is not printed to the letter."""


def interpret(raws: Sequence[RawAnswer], reading: Reading) -> None:
    """Append what the raw answers say to `reading`."""
    for raw in raws:
        if not raw.cells:
            continue
        answer = _blank_answer(raw)
        first_mark = len(reading.marks)
        _READERS[raw.slot.row.type](raw, answer, reading)
        reading.answers.append(answer)
        reasons = _reasons(raw, reading)
        answer.reasons |= reasons
        for mark in reading.marks[first_mark:]:
            mark.reasons |= reasons


def _reasons(raw: RawAnswer, reading: Reading) -> set[Reason]:
    """Why what was read well may belong elsewhere, where a heading or number was not read, or lack a part."""
    reasons = set(raw.reasons)
    if not raw.label_exact:
        reasons.add(Reason.LABEL_VARIANT)
    if any(cell.page in reading.gaps for cell in raw.cells):
        reasons.add(Reason.PAGE_INCOMPLETE)
    return reasons


def _blank_answer(raw: RawAnswer) -> Answer:
    row, first = raw.slot.row, raw.cells[0]
    box = Box.around([cell.box for cell in raw.cells if cell.page == first.page])
    confidence = text_confidence(raw.cells) * (1.0 if raw.label_exact else LENIENT_CONFIDENCE)
    shown = box if first.placement is AS_DISPLAYED else first.placement.box(box)
    place = Place(first.page, shown, first.engine, confidence, foot=box.bottom)
    label = row.label.replace("{n}", str(raw.instance))
    return Answer(row.key, row.field_id, raw.file_no, raw.instance, label, str(row.type), place)


def _read_text(raw: RawAnswer, answer: Answer, reading: Reading) -> None:
    del reading
    _take_text(raw, answer)
    _weigh_text(raw, answer)


def _take_text(raw: RawAnswer, answer: Answer) -> None:
    answer.raw = joined_text(raw.cells)
    if _is_recognised(raw):
        mend_text(raw.cells, answer)
    answer.value = clean_text(answer.raw)


def _weigh_text(raw: RawAnswer, answer: Answer) -> None:
    """Add the reasons why a text may be misread, a dash that says nothing too."""
    if answer.raw.strip() and answer.place.confidence < UNSURE_TEXT:
        answer.reasons.add(Reason.LOW_TEXT_CONFIDENCE)
    if answer.value is not None and _is_recognised(raw) and breaks_off(answer.raw):
        answer.reasons.add(Reason.UNBALANCED_BRACKETS)


def clean_text(raw: str) -> str | None:
    """Light cleaning for `value`: trimmed lines, None for a blank or a dash that stands for one."""
    text = "\n".join(line.strip() for line in raw.strip().splitlines())
    return None if fold(text) in NOTHING else text


def _read_date(raw: RawAnswer, answer: Answer, reading: Reading) -> None:
    del reading
    _take_text(raw, answer)
    suffix = raw.slot.row.suffix
    if suffix:
        bare = without_suffix(answer.raw.rstrip(), suffix, misread=_is_recognised(raw))
        answer.raw = bare.rstrip() if bare is not None else answer.raw
        answer.value = clean_text(answer.raw)
    if answer.value is None:
        return
    _weigh_text(raw, answer)
    date = parse_date(answer.value)
    if _is_recognised(raw):
        date = mend_date(answer, date)
    if date is None:
        # Printed, but no date that the grammar knows: the words stay in `raw`, nothing is invented.
        answer.value = None
        answer.reasons.add(Reason.NOT_A_DATE)
        return
    answer.value = f"{date.value}/{date.end}" if date.end else date.value
    answer.value_date, answer.date_precision = date.first, str(date.precision)


def _read_choice(raw: RawAnswer, answer: Answer, reading: Reading) -> None:
    row = raw.slot.row
    lines, sheets = boxed_lines(raw.cells)
    choice = read_choice(row, lines)
    answer.raw, answer.count = choice.raw, choice.count
    answer.reasons |= choice.reasons
    if choice.confidence is not None:
        answer.raw_ocr = choice.raw_ocr
        _trust(raw, answer, choice.confidence)
    elif not choice.raw and _is_recognised(raw):
        answer.reasons.add(Reason.BRACKETS_UNREAD)
    if not choice.raw and any(sheet.shows_more_than_blanks for sheet in sheets):
        answer.reasons.add(Reason.BOX_UNCLEAR)
    if choice.remark:
        answer.raw = f"{choice.raw}\n（{row.detail_label}：{choice.remark}）"
    if choice.option is not None:
        option = choice.option
        answer.value, answer.option_no = option.label, option.no
        answer.value_min, answer.value_max = option.min, option.max
    elif Reason.OPTION_UNKNOWN in choice.reasons:
        reading.findings.append(_finding(FindingKind.UNKNOWN_OPTION, answer, choice.raw))


def _read_checks(raw: RawAnswer, answer: Answer, reading: Reading) -> None:
    row = raw.slot.row
    checks = read_checks(row, *boxed_lines(raw.cells))
    ticked = [mark for mark in checks.marks if mark.checked]
    answer.value = "、".join(mark.option.label for mark in ticked if mark.option) or None
    if _is_recognised(raw):
        _trust(raw, answer, min((mark.confidence or 0.0 for mark in checks.marks), default=0.0))
    for mark in checks.marks:
        reading.marks.append(_mark(raw, answer, mark))
        _audit(answer, mark, reading)
        answer.reasons |= mark.reasons
    answer.raw = "\n".join(mark.detail for mark in checks.marks if mark.detail)
    _audit_row(raw, answer, checks.leftover, {m.option.no for m in checks.marks if m.option}, reading)


def _mark(raw: RawAnswer, answer: Answer, mark: ReadMark) -> Mark:
    placed = mark.placed
    confidence = min(answer.place.confidence if mark.confidence is None else mark.confidence, placed.probability)
    place = Place(placed.page, placed.box, answer.place.engine, confidence, placed.foot)
    return Mark(
        answer.form_key, answer.field_id, raw.file_no, raw.instance,
        mark.option.no if mark.option else None, mark.option.label if mark.option else mark.printed,
        mark.checked, place, mark.detail, mark.count, set(mark.reasons), placed.sign or None,
    )  # fmt: skip


def _unread_mark(raw: RawAnswer, answer: Answer, option: Option) -> Mark:
    """The box of an option that a recogniser did not find."""
    return Mark(
        answer.form_key, answer.field_id, raw.file_no, raw.instance, option.no, option.label, None,
        replace(answer.place, confidence=0.0), reasons={Reason.OPTION_MISSING},
    )  # fmt: skip


def _finding(kind: FindingKind, answer: Answer, text: str) -> Finding:
    return Finding(kind, answer.place.page, text, answer.form_key, answer.file_no, answer.instance)


def _audit(answer: Answer, mark: ReadMark, reading: Reading) -> None:
    if mark.option is None:
        reading.findings.append(_finding(FindingKind.UNKNOWN_OPTION, answer, mark.printed))
    if mark.checked is None:
        reading.findings.append(_finding(FindingKind.UNKNOWN_MARK, answer, mark.placed.sign))


def _audit_row(raw: RawAnswer, answer: Answer, leftover: Sequence[str], seen: set[int], reading: Reading) -> None:
    """Report texts in the row's cells that are no option, and options that are not printed."""
    known = {label_key(text) for text in _heading_texts(raw)}
    for text in leftover:
        if label_key(text) not in known:
            reading.findings.append(_finding(FindingKind.LEFTOVER_TEXT, answer, text))
            answer.reasons.add(Reason.TEXT_LEFT_OVER)
    for option in raw.slot.row.options:
        if option.no not in seen:
            reading.findings.append(_finding(FindingKind.MISSING_OPTION, answer, option.label))
            if _is_recognised(raw):
                reading.marks.append(_unread_mark(raw, answer, option))
                answer.reasons.add(Reason.OPTION_MISSING)


def _heading_texts(raw: RawAnswer) -> list[str]:
    """The words of a heading that carries boxes at its right (４．… の委託　　[ ○ ] 委託しない)."""
    if raw.slot.row.place != "heading_right":
        return []
    return [line.text.split("[")[0].split("［")[0] for cell in raw.cells for line in cell.lines]


def _is_recognised(raw: RawAnswer) -> bool:
    return any(cell.recognised for cell in raw.cells)


def _trust(raw: RawAnswer, answer: Answer, confidence: float) -> None:
    """Set the confidence of an answer whose own words say how sure it is."""
    lenient = 1.0 if raw.label_exact else LENIENT_CONFIDENCE
    answer.place = replace(answer.place, confidence=confidence * lenient)


_READERS: dict[RowType, Callable[[RawAnswer, Answer, Reading], None]] = {
    RowType.TEXT: _read_text,
    RowType.FREE: _read_text,
    RowType.DATE: _read_date,
    RowType.CHOICE: _read_choice,
    RowType.CHOICE_WITH_COUNT: _read_choice,
    RowType.CHECKS: _read_checks,
}
