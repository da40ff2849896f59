"""A row of boxes → its answer and one mark for each option; what is left in its cells makes both doubtful."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.records import Line
from normalize.answers.accounts import untold
from normalize.answers.boxes.placed_boxes import LineOnPage, boxed_lines
from normalize.answers.cells import finding, is_recognized, leave, trust
from normalize.answers.checks.cell_by_cell import read_cell_by_cell
from normalize.answers.checks.checks import read_printed_checks
from normalize.answers.checks.read_marks import Checks, ReadMark
from normalize.answers.checks.recognized_checks import read_recognized_checks
from normalize.answers.checks.tick_cells import read_tick_cells
from normalize.answers.policy import unread, was_recognized
from normalize.answers.printed_version import printed_version
from normalize.layout.printed_cells import PrintedCell
from normalize.matching.index import label_key
from normalize.parsing.raw_answer import RawAnswer
from normalize.reasons import Reason
from normalize.records import Answer, FindingKind, Mark, Place, Reading
from normalize.registry import Option, Row
from normalize.text.signs import SIGNS, bare_boxes, brackets


def read_checks(row: Row, lines: Sequence[Line], sheets: Sequence[LineOnPage] | None = None) -> Checks:
    """The option boxes printed in the cells of `row`; `sheets` says where each line stands and what boxes are on it."""
    reader = read_recognized_checks if was_recognized(lines) else read_printed_checks
    return reader(row, lines, sheets or [LineOnPage()] * len(lines))


def interpret_checks(raw: RawAnswer, answer: Answer, reading: Reading) -> None:
    """Fill the answer of a row of boxes, and append its marks and findings to `reading`."""
    row = raw.slot.row
    checks = read_tick_cells(row, raw.cells) or _read_boxed(row, raw.cells)
    answer.value = "、".join(mark.option.label for mark in checks.marks if mark.checked and mark.option) or None
    answer.raw = "\n".join(mark.detail for mark in checks.marks if mark.detail)
    if is_recognized(raw):
        trust(raw, answer, min((mark.confidence or 0.0 for mark in checks.marks), default=0.0))
    marks = [_mark(raw, answer, mark) for mark in checks.marks]
    for read in checks.marks:
        _tell(answer, read, reading)
    _doubt_repeated(marks)
    dropped = untold(raw.cells, checks.told)
    _audit(raw, answer, [*checks.leftover, *filter(None, [dropped])], marks, reading)
    answer.specks = checks.specks + "".join(mark.specks for mark in checks.marks)
    marks += [_missing_mark(raw, answer, option, reading) for option in _missing(raw.slot.row, marks)]
    for mark in marks:
        answer.reasons |= mark.reasons
    reading.marks += marks


def _read_boxed(row: Row, cells: Sequence[PrintedCell]) -> Checks:
    """The boxes of a row, read cell by cell where each holds some, unless more is understood of all together."""

    def read(some: Sequence[PrintedCell]) -> Checks:
        return read_checks(row, *boxed_lines(some))

    alone = read_cell_by_cell(cells, read)
    if alone is not None and not alone.unexplained:
        return alone
    together = read(cells)
    return alone if alone is not None and alone.unexplained <= together.unexplained else together


def _mark(raw: RawAnswer, answer: Answer, mark: ReadMark) -> Mark:
    placed = mark.placed
    confidence = min(answer.place.confidence if mark.confidence is None else mark.confidence, placed.probability)
    place = Place(placed.page, placed.box, answer.place.engine, confidence, placed.foot)
    return Mark(
        answer.form_key, answer.field_id, raw.file_no, raw.instance,
        mark.option.no if mark.option else None, mark.option.label if mark.option else mark.printed,
        mark.checked, place, mark.detail, mark.count, set(mark.reasons | unread(mark.detail or "")),
        placed.sign or None,
    )  # fmt: skip


def _tell(answer: Answer, mark: ReadMark, reading: Reading) -> None:
    """Report what was not understood of one box."""
    if mark.option is None:
        reading.findings.append(finding(FindingKind.UNKNOWN_OPTION, answer, mark.printed))
    if mark.checked is None:
        reading.findings.append(finding(FindingKind.UNKNOWN_MARK, answer, mark.placed.sign))
    if mark.leftover:
        leave(answer, [mark.leftover], reading)


def _doubt_repeated(marks: Sequence[Mark]) -> None:
    """Two boxes of one option: nobody can tell which of them counts."""
    numbers = Counter(mark.option_no for mark in marks if mark.option_no is not None)
    for mark in marks:
        if mark.option_no is not None and numbers[mark.option_no] > 1:
            mark.reasons |= {Reason.SECOND_VALUE}


def _audit(raw: RawAnswer, answer: Answer, leftover: Sequence[str], marks: Sequence[Mark], reading: Reading) -> None:
    """Report texts in the row's cells that are no option; they may belong to any of its boxes."""
    known = {label_key(text) for text in _heading_texts(raw)}
    left = [text for text in leftover if label_key(text) not in known]
    leave(answer, left, reading)
    if left:
        answer.reasons |= {Reason.TEXT_LEFT_OVER}
        for mark in marks:
            mark.reasons |= {Reason.TEXT_LEFT_OVER}


def _missing(row: Row, marks: Sequence[Mark]) -> list[Option]:
    """The options of a row whose box was not found."""
    seen = {mark.option_no for mark in marks}
    return [option for option in row.options if option.no not in seen]


def _missing_mark(raw: RawAnswer, answer: Answer, option: Option, reading: Reading) -> Mark:
    """The box of an option that was not found, which is reported: nobody knows whether it is ticked."""
    reading.findings.append(finding(FindingKind.MISSING_OPTION, answer, option.label))
    place, label = answer.place.trusted(0.0), option.label_in(printed_version(reading))
    key = answer.form_key, answer.field_id, raw.file_no, raw.instance
    return Mark(*key, option.no, label, None, place, reasons={Reason.OPTION_MISSING})


def _heading_texts(raw: RawAnswer) -> list[str]:
    """The words of a heading that carries boxes at its right (４．… の委託　　[ ○ ] 委託しない).

    A sign at their end is no word of it: it may tick the box that it stands before.
    """
    if raw.slot.row.place != "heading_right":
        return []
    openings = "".join(pair[0] for pair in brackets() if pair != "()") + "［" + bare_boxes()
    texts = [re.split(f"[{re.escape(openings)}]", line.text)[0] for cell in raw.cells for line in cell.lines]
    return [text for text in texts if text.rstrip()[-1:] not in {*SIGNS}]
