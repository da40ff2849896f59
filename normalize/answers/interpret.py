"""Raw answers → answers and marks in the canonical schema, by the row's type."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from sys import intern

from extract.records import AS_DISPLAYED, Box, Line
from normalize.answers.accounts import untold
from normalize.answers.boxes.placed_boxes import LineOnPage, boxed_lines
from normalize.answers.cells import finding, is_recognised, label_confidence, trust
from normalize.answers.choices.choices import Choice, read_printed_choice
from normalize.answers.choices.pen_rings import read_pen_ringed
from normalize.answers.choices.recognised_choices import read_recognised_choice
from normalize.answers.choices.set_off_options import read_set_off
from normalize.answers.choices.ticked import read_choice_of_cells, read_ticked_choice
from normalize.answers.interpret_checks import interpret_checks
from normalize.answers.options.option_lists import OPTIONS_TITLE
from normalize.answers.policy import UNSURE_TEXT, breaks_off, text_confidence, unread, was_recognised
from normalize.answers.printed_version import printed_version
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
from normalize.records import NOWHERE, Answer, FindingKind, Mark, Place, Reading, Status, derived_status
from normalize.registry import Row, RowType
from normalize.text.fold import fold

_log = logging.getLogger(__name__)
NOTHING = frozenset({"", "-", "ー", "/"})
"""Folded texts that say that nothing is answered."""


def interpret(raws: Iterable[RawAnswer], reading: Reading) -> None:
    """Append what the raw answers say to `reading`; one without cells is told as missing, below its label.

    One that its reader fails on is unreadable.
    """
    for raw in raws:
        if not raw.cells:
            _append_missing(raw, reading)
            continue
        answer = _blank_answer(raw)
        before = len(reading.marks), len(reading.findings)
        try:
            _READERS[raw.slot.row.type](raw, answer, reading)
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - what one answer says shall not cost what the others say
            _log.exception("%s on page %d could not be interpreted", raw.slot.row.key, raw.page)
            del reading.marks[before[0] :], reading.findings[before[1] :]
            answer = _append_failed(raw, reading)
        else:
            reading.answers.append(answer)
        reasons = _reasons(raw, reading)
        answer.reasons |= reasons
        for mark in reading.marks[before[0] :]:
            mark.reasons |= reasons


def _append_failed(raw: RawAnswer, reading: Reading) -> Answer:
    """An answer that this program failed on: its words are kept as they stand, and nothing is made of them."""
    answer = _append_valueless(raw, _blank_answer(raw).place, {Reason.INTERNAL_ERROR}, reading)
    answer.raw = "\n".join(cell.text for cell in raw.cells)
    return answer


def _append_missing(raw: RawAnswer, reading: Reading) -> None:
    """A row that should be printed, and was not found."""
    label, reasons = raw.label_box, set(raw.reasons)
    below = NOWHERE if label is None else label._replace(top=label.bottom)
    if derived_status(reasons) is not Status.NOT_FOUND:
        reasons.add(Reason.ANSWER_CELL_MISSING)
    _append_valueless(raw, Place(raw.page, below, "", 0.0, foot=below.bottom), reasons, reading)


def _append_valueless(raw: RawAnswer, place: Place, reasons: set[Reason], reading: Reading) -> Answer:
    """Append an answer that has no value, each of its boxes one that has none."""
    row, key = raw.slot.row, (raw.slot.row.key, raw.slot.row.field_id, raw.file_no, raw.instance)
    kept = frozenset(reasons)
    answer = Answer(*key, _label(raw), intern(str(row.type)), place, reasons=kept)
    reading.answers.append(answer)
    if row.type is RowType.CHECKS:
        version = printed_version(reading)
        reading.marks += [
            Mark(*key, option.no, option.label_in(version), None, place, reasons=kept) for option in row.options
        ]
    return answer


def _label(raw: RawAnswer) -> str:
    return raw.slot.row.label.replace("{n}", str(raw.instance))


def _reasons(raw: RawAnswer, reading: Reading) -> set[Reason]:
    """Why what was read well may belong elsewhere, where a heading or number was not read, or lack a part."""
    reasons = set(raw.reasons)
    if any(cell.page in reading.gaps for cell in raw.cells):
        reasons.add(Reason.PAGE_INCOMPLETE)
    return reasons


def _blank_answer(raw: RawAnswer) -> Answer:
    row, first = raw.slot.row, raw.cells[0]
    box = Box.around([cell.box for cell in raw.cells if cell.page == first.page])
    confidence = text_confidence(raw.cells) * label_confidence(raw)
    shown = box if first.placement is AS_DISPLAYED else first.placement.box(box)
    place = Place(first.page, shown, first.engine, confidence, foot=box.bottom)
    key = (row.key, row.field_id, raw.file_no, raw.instance)
    return Answer(*key, _label(raw), intern(str(row.type)), place, recognised=is_recognised(raw))


def _read_text(raw: RawAnswer, answer: Answer, reading: Reading) -> None:
    _take_text(raw, answer, reading)
    _weigh_text(raw, answer)
    if len(raw.cells) > 1 and stand_beside(raw.cells):
        answer.reasons |= {Reason.JOINED_ANSWERS}
    if holds_note(raw.cells):
        answer.reasons |= {Reason.TEXT_LEFT_OVER}


def _take_text(raw: RawAnswer, answer: Answer, reading: Reading) -> None:
    answer.raw = joined_text(raw.cells)
    _audit(raw, answer, [answer.raw], reading)
    if is_recognised(raw):
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
    if answer.raw.strip() and is_recognised(raw) and answer.place.confidence < UNSURE_TEXT:
        answer.reasons |= {Reason.LOW_TEXT_CONFIDENCE}
    if answer.value is not None and is_recognised(raw) and breaks_off(answer.raw):
        answer.reasons |= {Reason.UNBALANCED_BRACKETS}
    if OPTIONS_TITLE in fold(answer.raw):
        answer.reasons |= {Reason.JOINED_ANSWERS}  # the list of a choice, which is another row


def clean_text(raw: str) -> str | None:
    """Light cleaning for `value`: trimmed lines, None for a blank or a dash that stands for one."""
    text = "\n".join(line.strip() for line in raw.strip().splitlines())
    if fold(text) in NOTHING:
        return None
    return raw if text == raw else text  # one text, not two that are alike


def _read_date(raw: RawAnswer, answer: Answer, reading: Reading) -> None:
    _take_text(raw, answer, reading)
    suffix = raw.slot.row.suffix
    if suffix:
        bare = without_suffix(answer.raw.rstrip(), suffix, misread=is_recognised(raw))
        answer.raw = bare.rstrip() if bare is not None else answer.raw
        answer.value = clean_text(answer.raw)
    if answer.value is None:
        return
    _weigh_text(raw, answer)
    date = parse_date(answer.value or "")
    if is_recognised(raw):
        date = mend_date(answer, date)
    if date is None:
        # Printed, but no date that the grammar knows: the words stay in `raw`, nothing is invented.
        answer.value = None
        answer.reasons |= {Reason.NOT_A_DATE}
        return
    answer.value = f"{date.value}/{date.end}" if date.end else date.value
    answer.value_date, answer.date_precision = date.first, str(date.precision)


def read_choice(row: Row, lines: Sequence[Line], sheets: Sequence[LineOnPage] | None = None) -> Choice:
    """The choice printed in the cells of `row`; `sheets` says where each line stands and what boxes are on it."""
    if was_recognised(lines):
        return read_recognised_choice(row, lines)
    choice = read_printed_choice(row, lines)
    ticked = read_ticked_choice(row, lines, sheets or [LineOnPage()] * len(lines)) if choice.reasons else None
    return ticked or choice


def _read_choice(raw: RawAnswer, answer: Answer, reading: Reading) -> None:
    row = raw.slot.row
    lines, sheets = boxed_lines(raw.cells)
    choice = read_choice(row, lines, sheets)
    if choice.reasons:
        choice = _read_apart(raw) or choice
    if was_recognised(lines):
        choice = read_pen_ringed(row, raw.cells, choice)
    else:
        choice = read_set_off(row, raw.cells, lines, choice)
    answer.raw, answer.count = choice.raw, choice.count
    answer.reasons |= choice.reasons
    if choice.confidence is not None:
        answer.raw_ocr = choice.raw_ocr
        trust(raw, answer, choice.confidence)
    elif not choice.raw and is_recognised(raw):
        answer.reasons |= {Reason.BRACKETS_UNREAD}
    if not choice.raw and any(sheet.shows_more_than_blanks for sheet in sheets):
        answer.reasons |= {Reason.BOX_UNCLEAR}
    if choice.remark:
        answer.raw = f"{choice.raw}\n（{row.detail_label}：{choice.remark}）"
    if choice.option is not None:
        option = choice.option
        answer.value, answer.option_no = option.label, option.no
        answer.value_min, answer.value_max = option.min, option.max
    elif Reason.OPTION_UNKNOWN in choice.reasons:
        reading.findings.append(finding(FindingKind.UNKNOWN_OPTION, answer, choice.raw))
    answer.specks = choice.specks
    _leave(answer, choice.leftover, reading)
    _audit(raw, answer, choice.told, reading)


def _read_apart(raw: RawAnswer) -> Choice | None:
    """The choice that cells beside each other hold, each read by itself; None where they do not tell it."""
    row, lines = raw.slot.row, _lines_by_cell(raw)
    choice = read_choice_of_cells(row, raw.cells) or (read_choice(row, lines) if lines else None)
    return choice if choice is not None and not choice.reasons else None


def _lines_by_cell(raw: RawAnswer) -> list[Line]:
    """The lines of a print, one cell after the other; none where all stand in one cell.

    A value that wraps between its brackets in a narrow cell stands at the height of the options beside it.
    """
    parts = [lines for cell in raw.cells for lines in ([each.lines for each in cell.inner] or [cell.lines]) if lines]
    told = [line for lines in parts for line in lines]
    whole = sum(len(line.runs) for line in told) == sum(len(line.runs) for cell in raw.cells for line in cell.lines)
    return told if len(parts) > 1 and whole and not is_recognised(raw) else []


def _leave(answer: Answer, texts: Iterable[str], reading: Reading) -> None:
    """Texts in its cells that are no part of an answer."""
    for text in texts:
        answer.leftover += (text,)
        reading.findings.append(finding(FindingKind.LEFTOVER_TEXT, answer, text))


def _audit(raw: RawAnswer, answer: Answer, told: Iterable[str], reading: Reading) -> None:
    """What a reader says nothing of is left over too, and the answer may lack it."""
    dropped = untold(raw.cells, told)
    if dropped:
        answer.reasons |= {Reason.TEXT_LEFT_OVER}
        _leave(answer, [dropped], reading)


_READERS: dict[RowType, Callable[[RawAnswer, Answer, Reading], None]] = {
    RowType.TEXT: _read_text,
    RowType.FREE: _read_text,
    RowType.DATE: _read_date,
    RowType.CHOICE: _read_choice,
    RowType.CHOICE_WITH_COUNT: _read_choice,
    RowType.CHECKS: interpret_checks,
}
