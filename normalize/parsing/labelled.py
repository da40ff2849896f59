"""Rows with labels: each label is given the cells beside it, behind it in its own cell, or below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from normalize.alignment.labels import Label
from normalize.audit.ledger import Ledger, Role, span_characters
from normalize.layout.printed_cells import PrintedCell, PrintedRow
from normalize.matching.elements import Element, Kind
from normalize.matching.index import Slot
from normalize.matching.match import How, Matcher
from normalize.matching.span_cells import above_label, label_box, only
from normalize.parsing.collected import Collected
from normalize.parsing.open_rows import OpenRows
from normalize.parsing.own_cells import OwnCells
from normalize.parsing.raw_answer import ACCOUNTED, RawAnswer
from normalize.parsing.unlabelled import UnlabelledRows
from normalize.reasons import Reason
from normalize.records import Finding, FindingKind
from normalize.text.fold import fold

SAME_ROW = 6.0
"""Labels whose upper edges differ by less (points) stand side by side, above their answers."""
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
            if _is_shape(label.paired.match.element):
                continue
            self._ledger.take(Role.LABEL, row.page, span_characters(row.cells[label.span.cell], label.span))
        before = [cell for cell in row.cells[: spans[0].cell] if not cell.is_blank]
        if before:
            self._collected.leave(before, row.page)
        above = above_label(row.cells[spans[0].cell], spans[0])
        if above is not None:
            self._unlabelled.read(replace(row, cells=[above]))
        held = self._collected.held_for(row, labels[0].span.text, row.cells[spans[0].cell])
        rests, unparted = self._own.rests(row, spans)
        unparted |= {
            at for at in range(1, len(spans))
            if spans[at].cell == spans[at - 1].cell and rests[at - 1] is None and _asks(labels[at - 1])
            and any(not cell.is_blank for cell in row.cells[spans[at].cell + 1 :])
        }  # fmt: skip
        foreign = _foreign_heads(row, labels, rests)
        for at, label in enumerate(labels):
            following = spans[at + 1].cell if at + 1 < len(spans) else len(row.cells)
            beside = [cell for cell in row.cells[label.span.cell + 1 : following] if cell not in foreign]
            self._read_label(label, row, rests[at], [*held, *beside])
            if at in unparted:
                self._collected.doubt_reach(Reason.JOINED_ANSWERS)
            if any(not cell.is_blank for cell in held) and self._behind_hole:
                # The row that the page before ends with may be another one, its label unread.
                self._collected.doubt_reach(Reason.JOINED_ANSWERS)
            held = []
        self._leave_filled(foreign, row)
        if not labels[-1].paired.again:
            self._behind_hole = labels[-1].lacks_behind

    def _read_label(self, label: Label, row: PrintedRow, own: PrintedCell | None, beside: list[PrintedCell]) -> None:
        match, collected = label.paired.match, self._collected
        if match.how is How.PLACE and label.span.text.strip():
            collected.doubt_unanswered()
        cell = row.cells[label.span.cell]
        rest = [own] if own is not None else []
        if not label.is_last_part:
            collected.hold(row, [*rest, *beside], of_label=True)
            return
        if label.paired.again:
            self._read_again(match.element, row, [*rest, *beside])
            return
        if not match.is_exact and not self._matcher.is_contents(match.element):
            kind = TOLD_AS.get(match.how, FindingKind.LABEL_VARIANT)
            collected.findings.append(Finding(kind, row.page, label.span.text, _row_key(label)))
        if match.how is How.PLACE and label.span.text.strip():
            self._doubt_blank()
        if match.last is not None:
            collected.turn_away()
            self._leave_filled([*rest, *beside], row)
        elif match.element.kind is Kind.ROW:
            self._read_asked(label, match.element.slots[0], cell, row, rest, beside)
        else:
            self._read_heading(label, cell, row, rest, beside)

    def _doubt_blank(self) -> None:
        """A text that nobody knows is taken for the next label: it may be the answer read last, if that is blank."""
        for answer in self._collected.reach:
            if not answer.folded:
                answer.reasons |= {Reason.TEXT_LEFT_OVER}

    def _read_again(self, element: Element, row: PrintedRow, cells: list[PrintedCell]) -> None:
        """A label printed again: behind a page break its answer goes on, below a heading of its words it begins."""
        waiting = [answer for answer in self._collected.pending if answer.slot in element.slots]
        if waiting and cells:
            self._collected.pending.remove(waiting[0])
            self._collected.take(waiting[0], cells)
        elif element.kind is Kind.ROW and element.slots[0].row.has_answer:
            cut = self._collected.last is not None and self._open_rows.is_cut(row, self._collected.last)
            self._collected.read_again(row, self._own.without_continued(cells), cut)
        else:
            if element.kind is not Kind.ROW and row.first:
                self._collected.head_again = (row.page, row.bottom)
            self._leave_filled(cells, row)

    def _read_asked(
        self, label: Label, slot: Slot, cell: PrintedCell, row: PrintedRow, rest: list[PrintedCell],
        beside: list[PrintedCell],
    ) -> None:  # fmt: skip
        """A row's label: its answer stands beside it, in its own cell, or below it."""
        collected = self._collected
        if not slot.row.has_answer:
            collected.turn_away()
            self._leave_filled([*rest, *beside], row)
            return
        answer = self._asked_by(label, slot, cell)
        if not all(_side_by_side(waiting, answer) for waiting in collected.pending):
            collected.give_up_pending()
        if _is_shape(label.paired.match.element):
            collected.take(answer, [only(cell, label.span)])
            self._leave_filled([*rest, *beside], row)
        elif beside and rest and slot.row.type in ACCOUNTED:
            collected.give_up_pending()
            collected.take(answer, [*rest, *beside])
        elif beside:
            collected.give_up_pending()
            answer.closed = not rest and all(other.ruled for other in beside)
            collected.take(answer, beside)
            self._leave_filled(rest, row)
        elif rest:
            collected.give_up_pending()
            collected.take(answer, rest)
        else:
            self._doubt_beside(cell)
            collected.expect(answer)

    def _doubt_beside(self, label: PrintedCell) -> None:
        """The answer above may be this label's, too, where a cell of it stands beside both."""
        if any(_reaches_beside(label, cell) for answer in self._collected.reach for cell in answer.cells):
            self._collected.doubt_reach(Reason.JOINED_ANSWERS)

    def _asked_by(self, label: Label, slot: Slot, cell: PrintedCell) -> RawAnswer:
        """The answer to a row that a label asks, still without cells."""
        box = label_box(cell, label.span)
        answer = self._collected.raw(slot, label.place, cell, box, label.doubts)
        answer.before_hole, answer.certainty = label.lacks_behind, label.certainty
        return answer

    def _read_heading(
        self, label: Label, cell: PrintedCell, row: PrintedRow, rest: list[PrintedCell], beside: list[PrintedCell]
    ) -> None:
        """A heading may carry boxes at its right, or the answer itself beside or below it."""
        collected, element = self._collected, label.paired.match.element
        self._doubt_beside(cell)
        collected.turn_away()
        headed = element.kind is Kind.INSTANCE and bool(rest) and any(not other.is_blank for other in beside)
        left = beside if headed else [*rest, *beside]
        for slot in element.slots:
            answer = self._asked_by(label, slot, cell)
            answer.closed = not rest and all(other.ruled for other in beside)
            if slot.row.place == "heading_right":
                if any(not other.is_blank for other in left):
                    collected.take(answer, left)
                    collected.last, collected.boxed = None, answer
                    left = []
                else:
                    collected.boxes = answer
            elif any(not other.is_blank for other in left) or (left and element.kind is Kind.INSTANCE):
                collected.take(answer, left)
                left = []
            else:
                collected.expect(answer)
        self._leave_filled(left, row)
        if headed:
            self._leave_remark(rest[0], row)
        if self._own.says_continued(label.span.text):
            collected.begin_late()

    def _leave_remark(self, rest: PrintedCell, row: PrintedRow) -> None:
        """What stands behind an instance's number, its answer beside it: a remark on the heading, or left over."""
        if _REMARK.fullmatch(fold(rest.text)):
            self._ledger.take_cells(Role.LABEL, [rest])
            self._collected.findings.append(Finding(FindingKind.LABEL_VARIANT, row.page, rest.text))
        else:
            self._leave_filled([rest], row)

    def _leave_filled(self, cells: Sequence[PrintedCell], row: PrintedRow) -> None:
        if any(not cell.is_blank for cell in cells):
            self._collected.leave([cell for cell in cells if not cell.is_blank], row.page)


def _is_shape(element: Element) -> bool:
    """Whether an element is an answer that prints no label."""
    return element.kind is Kind.ROW and "○" in element.slots[0].row.label


def _side_by_side(a: RawAnswer, b: RawAnswer) -> bool:
    """Whether the labels of two answers stand side by side, above what answers them."""
    if a.label_box is None or b.label_box is None or a.page != b.page:
        return False
    return abs(a.label_box.top - b.label_box.top) < SAME_ROW


def _reaches_beside(label: PrintedCell, answer: PrintedCell) -> bool:
    """Whether a cell of the answer above stands beside this label: the ruling between the two may be lost."""
    if not (label.ruled and answer.ruled) or label.page != answer.page or answer.box.x0 < label.box.x1 - SAME_ROW:
        return False
    return min(label.box.bottom, answer.box.bottom) - max(label.box.top, answer.box.top) > SAME_ROW


def _foreign_heads(row: PrintedRow, labels: Sequence[Label], rests: Sequence[PrintedCell | None]) -> list[PrintedCell]:
    """Heads of columns of somebody's own, behind labels that stand side by side above their answers.

    The first label has nothing beside it but the next one: so all are answered below.
    """
    exact = all(_asks(label) and label.paired.match.is_exact for label in labels)
    if len(labels) < 2 or not exact or any(rest is not None for rest in rests):
        return []
    first, last = labels[0].span.cell, labels[-1].span.cell
    alike = all(abs(cell.box.bottom - row.cells[first].box.bottom) < SAME_ROW for cell in row.cells[first:])
    return row.cells[last + 1 :] if last - first == len(labels) - 1 and alike else []


def _asks(label: Label) -> bool:
    """Whether a label is that of a row with an answer."""
    element = label.paired.match.element
    return element.kind is Kind.ROW and element.slots[0].row.has_answer and not label.paired.again


def _row_key(label: Label) -> str | None:
    slots = label.paired.match.element.slots
    return slots[0].row.key if label.paired.match.element.kind is Kind.ROW else None
