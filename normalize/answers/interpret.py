"""Raw answers → answers and marks in the canonical schema, by the row's type."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from sys import intern

from extract.records import AS_DISPLAYED, Box
from normalize.answers.cells import is_recognized, label_confidence
from normalize.answers.interpret_checks import interpret_checks
from normalize.answers.interpret_choices import interpret_choice
from normalize.answers.interpret_texts import interpret_date, interpret_text
from normalize.answers.policy import text_confidence
from normalize.answers.printed_version import printed_version
from normalize.parsing.raw_answer import RawAnswer
from normalize.reasons import Reason
from normalize.records import NOWHERE, Answer, Mark, Place, Reading, Status, derived_status
from normalize.registry import RowType

_log = logging.getLogger(__name__)


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
            READERS[raw.slot.row.type](raw, answer, reading)
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
    return Answer(*key, _label(raw), intern(str(row.type)), place, recognized=is_recognized(raw))


READERS: dict[RowType, Callable[[RawAnswer, Answer, Reading], None]] = {
    RowType.TEXT: interpret_text,
    RowType.FREE: interpret_text,
    RowType.DATE: interpret_date,
    RowType.CHOICE: interpret_choice,
    RowType.CHOICE_WITH_COUNT: interpret_choice,
    RowType.CHECKS: interpret_checks,
}
