"""Rows with labels: each label is given the cells beside it, behind it in its own cell, or below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from normalize.alignment.labels import Label
from normalize.audit.ledger import Ledger, Role, span_characters
from normalize.layout.printed_cells import PrintedCell, PrintedRow
from normalize.matching.elements import Kind
from normalize.matching.index import Slot, label_key
from normalize.matching.match import How, Matcher
from normalize.matching.span_cells import above_label, label_box, only
from normalize.matching.spans import Span
from normalize.parsing.collected import Collected
from normalize.parsing.labelled_cells import (
    LabelledCells,
    are_filled,
    foreign_heads,
    is_shape,
    reaches_beside,
    share_a_cell,
    side_by_side,
)
from normalize.parsing.open_rows import OpenRows
from normalize.parsing.own_cells import OwnCells
from normalize.parsing.raw_answer import ACCOUNTED, RawAnswer
from normalize.parsing.unlabelled import UnlabelledRows
from normalize.reasons import Reason
from normalize.records import Finding, FindingKind
from normalize.text.fold import fold

TOLD_AS = {How.MISREAD: FindingKind.MISREAD_LABEL, How.PLACE: FindingKind.LABEL_BY_PLACE}
"""The findings about labels that are not printed to the letter; all others are variants."""
_REMARK = re.compile(r"\([^()]*\)|※.*")
"""A remark behind the number of an instance (委託事項2（再委託あり）), as folded."""


class LabelledRows:
    """Reads rows in which labels stand; what ends above the first of them goes to `unlabelled`."""

    def __init__(
        self, matcher: Matcher, ledger: Ledger, collected: Collected, own: OwnCells, open_rows: OpenRows,
        unlabelled: UnlabelledRows,
    ) -> None:  # fmt: skip
        self._matcher, self._ledger, self._collected, self._own = matcher, ledger, collected, own
        self._open_rows, self._unlabelled = open_rows, unlabelled
        self._behind_hole = False
        """Whether rows of the form lack between the last label and what comes."""

    def read(self, row: PrintedRow, labels: Sequence[Label]) -> None:
        """Give each label its cells; these are all labels of the row."""
        labels = sorted(labels, key=lambda label: (label.span.cell, label.span.first))
        spans = [label.span for label in labels]
        for label in labels:
            if not is_shape(label.paired.match.element):
                self._ledger.take(Role.LABEL, row.page, span_characters(row.cells[label.span.cell], label.span))
        self._read_before(row, spans[0])
        held = self._collected.held_for(row, spans[0].text, row.cells[spans[0].cell])
        # What the page before ends with may be of the answer above it there, or of a row whose label was not read.
        is_another_s = not labels[0].paired.again and self._collected.is_below_cut(held)
        is_another_s = is_another_s or (self._behind_hole and any(not cell.is_blank for cell in held))
        rests, unparted = self._own.rests(row, spans)
        unparted |= share_a_cell(row, labels, rests)
        foreign = foreign_heads(row, labels, rests)
        for at, label in enumerate(labels):
            following = spans[at + 1].cell if at + 1 < len(spans) else len(row.cells)
            beside = [cell for cell in row.cells[label.span.cell + 1 : following] if cell not in foreign]
            rest = rests[at]
            own = [rest] if rest is not None else []
            self._read_label(LabelledCells(label, row, own, [*(held if at == 0 else []), *beside]))
            if at in unparted:
                self._collected.doubt_reach(Reason.JOINED_ANSWERS)
            if at == 0 and is_another_s:
                self._collected.doubt_reach(Reason.JOINED_ANSWERS)
        self._leave_filled(foreign, row)
        if not labels[-1].paired.again:
            self._behind_hole = labels[-1].lacks_behind

    def _read_before(self, row: PrintedRow, first: Span) -> None:
        """What stands left of the first label is left over; what stands above it in its cell ends what came before."""
        before = [cell for cell in row.cells[: first.cell] if not cell.is_blank]
        if before:
            self._collected.leave(before, row.page)
        above = above_label(row.cells[first.cell], first)
        if above is not None:
            self._unlabelled.read(replace(row, cells=[above]))

    def _read_label(self, cells: LabelledCells) -> None:
        label, row, collected = cells.label, cells.row, self._collected
        match = label.paired.match
        if match.how is How.PLACE and label.span.text.strip():
            collected.doubt_unanswered()
            if _is_end_of_label(label):
                collected.doubt_reach(Reason.TEXT_LEFT_OVER)  # its beginning is among the text above
        if not label.is_last_part:
            collected.hold(row, cells.every_cell, of_label=True)
            return
        if label.paired.again:
            self._read_again(cells)
            return
        if not match.is_exact and not self._matcher.is_contents(match.element):
            kind = TOLD_AS.get(match.how, FindingKind.LABEL_VARIANT)
            collected.findings.append(Finding(kind, row.page, label.span.text, _row_key(label)))
        if match.last is not None:
            collected.turn_away()
            self._leave_filled(cells.every_cell, row)
        elif match.element.kind is Kind.ROW:
            self._read_asked(cells, match.element.slots[0])
        else:
            self._read_heading(cells)

    def _read_again(self, cells: LabelledCells) -> None:
        """A label printed again: behind a page break its answer goes on, below a heading of its words it begins."""
        element, row, found = cells.element, cells.row, cells.every_cell
        waiting = [answer for answer in self._collected.pending if answer.slot in element.slots]
        if waiting and found:
            self._collected.pending.remove(waiting[0])
            self._collected.take(waiting[0], found)
        elif element.kind is Kind.ROW and element.slots[0].row.has_answer:
            cut = self._collected.last is not None and self._open_rows.is_cut(row, self._collected.last)
            self._collected.read_again(row, self._own.without_continued(found), cut)
        else:
            if element.kind is not Kind.ROW and row.first:
                self._collected.head_again = (row.page, row.bottom)
            self._leave_filled(found, row)

    def _read_asked(self, cells: LabelledCells, slot: Slot) -> None:
        """A row's label: its answer stands beside it, in its own cell, or below it."""
        collected = self._collected
        if not slot.row.has_answer:
            collected.turn_away()
            self._leave_filled(cells.every_cell, cells.row)
            return
        answer = self._asked_by(cells, slot)
        without_label = is_shape(cells.element)
        beside_others = all(side_by_side(waiting, answer) for waiting in collected.pending)
        if not beside_others or (cells.every_cell and not without_label):
            collected.give_up_pending()
        if without_label:
            collected.take(answer, [only(cells.cell, cells.label.span)])
            self._leave_filled(cells.every_cell, cells.row)
        elif cells.beside and cells.own and slot.row.type in ACCOUNTED:
            collected.take(answer, cells.every_cell)
        elif cells.beside:
            answer.closed = cells.stands_alone
            collected.take(answer, cells.beside)
            self._leave_filled(cells.own, cells.row)
        elif cells.own:
            collected.take(answer, cells.own)
        else:
            self._doubt_beside(cells.cell)
            collected.expect(answer)

    def _doubt_beside(self, label: PrintedCell) -> None:
        """The answer above may be this label's, too, where a cell of it stands beside both."""
        if any(reaches_beside(label, cell) for answer in self._collected.reach for cell in answer.cells):
            self._collected.doubt_reach(Reason.JOINED_ANSWERS)

    def _asked_by(self, cells: LabelledCells, slot: Slot) -> RawAnswer:
        """The answer to a row that a label asks, still without cells."""
        label, box = cells.label, label_box(cells.cell, cells.label.span)
        answer = self._collected.raw(slot, label.place, cells.cell, box, label.doubts)
        answer.before_hole, answer.certainty = label.lacks_behind, label.certainty
        return answer

    def _read_heading(self, cells: LabelledCells) -> None:
        """A heading may carry boxes at its right, or the answer itself beside or below it."""
        collected, element, row = self._collected, cells.element, cells.row
        self._doubt_beside(cells.cell)
        collected.turn_away()
        headed = element.kind is Kind.INSTANCE and bool(cells.own) and are_filled(cells.beside)
        left = cells.beside if headed else cells.every_cell
        for slot in element.slots:
            answer = self._asked_by(cells, slot)
            answer.closed = cells.stands_alone
            if slot.row.place == "heading_right":
                if are_filled(left):
                    collected.take(answer, left)
                    collected.last, collected.boxed = None, answer
                    left = []
                else:
                    collected.boxes = answer
            elif are_filled(left) or (left and element.kind is Kind.INSTANCE):
                collected.take(answer, left)
                left = []
            else:
                collected.expect(answer)
        self._leave_filled(left, row)
        if headed:
            self._leave_remark(cells.own[0], row)
        if self._own.says_continued(cells.label.span.text):
            collected.begin_late()

    def _leave_remark(self, rest: PrintedCell, row: PrintedRow) -> None:
        """What stands behind an instance's number, its answer beside it: a remark on the heading, or left over."""
        if _REMARK.fullmatch(fold(rest.text)):
            self._ledger.take_cells(Role.LABEL, [rest])
            self._collected.findings.append(Finding(FindingKind.LABEL_VARIANT, row.page, rest.text))
        else:
            self._leave_filled([rest], row)

    def _leave_filled(self, cells: Sequence[PrintedCell], row: PrintedRow) -> None:
        if are_filled(cells):
            self._collected.leave([cell for cell in cells if not cell.is_blank], row.page)


def _is_end_of_label(label: Label) -> bool:
    """Whether a label says no more than the last words of its row's label."""
    element, words = label.paired.match.element, label_key(label.span.text)
    whole = label_key(element.slots[0].row.label) if element.kind is Kind.ROW else ""
    return len(words) < len(whole) and whole.endswith(words)


def _row_key(label: Label) -> str | None:
    slots = label.paired.match.element.slots
    return slots[0].row.key if label.paired.match.element.kind is Kind.ROW else None
