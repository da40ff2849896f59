"""Choices → their answers: the value between brackets, a ticked box, or an option that is set off."""

from __future__ import annotations

from collections.abc import Sequence

from extract.records import Line
from normalize.answers.boxes.placed_boxes import LineOnPage, boxed_lines
from normalize.answers.cells import audit, finding, is_recognized, leave, trust
from normalize.answers.choices.choices import Choice, read_printed_choice
from normalize.answers.choices.pen_rings import read_pen_ringed
from normalize.answers.choices.recognized_choices import read_recognized_choice
from normalize.answers.choices.set_off_options import read_set_off
from normalize.answers.choices.ticked import read_choice_of_cells, read_ticked_choice
from normalize.answers.policy import was_recognized
from normalize.parsing.raw_answer import RawAnswer
from normalize.reasons import Reason
from normalize.records import Answer, FindingKind, Reading
from normalize.registry import Row


def read_choice(row: Row, lines: Sequence[Line], sheets: Sequence[LineOnPage] | None = None) -> Choice:
    """The choice printed in the cells of `row`; `sheets` says where each line stands and what boxes are on it."""
    if was_recognized(lines):
        return read_recognized_choice(row, lines)
    choice = read_printed_choice(row, lines)
    ticked = read_ticked_choice(row, lines, sheets or [LineOnPage()] * len(lines)) if choice.reasons else None
    return ticked or choice


def interpret_choice(raw: RawAnswer, answer: Answer, reading: Reading) -> None:
    """Fill the answer of a choice, and append its findings to `reading`."""
    row = raw.slot.row
    lines, sheets = boxed_lines(raw.cells)
    choice = _choice_of(raw, lines, sheets)
    answer.raw, answer.count = choice.raw, choice.count
    answer.reasons |= choice.reasons
    if choice.confidence is not None:
        answer.raw_ocr = choice.raw_ocr
        trust(raw, answer, choice.confidence)
    elif not choice.raw and is_recognized(raw):
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
    leave(answer, choice.leftover, reading)
    audit(raw, answer, choice.told, reading)


def _choice_of(raw: RawAnswer, lines: Sequence[Line], sheets: Sequence[LineOnPage]) -> Choice:
    """What the cells of a choice say: all together, else each by itself; and what is set off in them."""
    choice = read_choice(raw.slot.row, lines, sheets)
    if choice.reasons:
        choice = _read_apart(raw) or choice
    if was_recognized(lines):
        return read_pen_ringed(raw.slot.row, raw.cells, choice)
    return read_set_off(raw.slot.row, raw.cells, lines, choice)


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
    return told if len(parts) > 1 and whole and not is_recognized(raw) else []
