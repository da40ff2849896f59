"""Printed rows → answers of a form: the rows are aligned with the form, then each label is given its cells.

Strict interpretation: what stands beside or below a label is its answer where the form has one. What is left over
becomes a finding, and makes the answers in doubt between whose labels it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from extract.records import Page
from normalize.layout.rows import PrintedCell, PrintedRow
from normalize.matching.costs import COSTS, Costs
from normalize.matching.elements import Element, FormSequence, Kind
from normalize.matching.index import Slot, label_key
from normalize.matching.match import How, Matcher
from normalize.matching.spans import above_label, label_box, only
from normalize.parsing.collected import Collected, RawAnswer
from normalize.parsing.labels import Gaps, Label, LabelFinder
from normalize.parsing.ledger import Ledger, Role, span_characters
from normalize.parsing.open_rows import INDENT, OpenRows
from normalize.parsing.own_cells import OwnCells
from normalize.parsing.wrapped_options import completes_option
from normalize.reasons import Reason
from normalize.records import Finding, FindingKind
from normalize.registry import RowType
from normalize.text.fold import fold

SAME_ROW = 6.0
"""Labels whose upper edges differ by less (points) stand side by side, above their answers."""
FRAME = 6.0
"""A frame in a cell stands so many points inside its rulings at most."""
ACCOUNTED = (RowType.CHOICE, RowType.CHOICE_WITH_COUNT, RowType.CHECKS)
TOLD_AS = {How.MISREAD: FindingKind.MISREAD_LABEL, How.PLACE: FindingKind.LABEL_BY_PLACE}
"""The findings about labels that are not printed to the letter; all others are variants."""


class FormParser:
    """Takes the printed rows of a document and tells its answers; `numbered` files bear their number (excerpts)."""

    def __init__(
        self, sequence: FormSequence, matcher: Matcher, ledger: Ledger, numbered: bool = False, costs: Costs = COSTS
    ) -> None:
        self._sequence, self._matcher, self._numbered, self._costs = sequence, matcher, numbered, costs
        self._ledger = ledger
        self._own = OwnCells(sequence.index, ledger)
        self._rows: list[PrintedRow] = []
        self._gaps: Gaps = {}
        self._collected = Collected(ledger)
        self._open_rows = OpenRows(self._rows)
        self._boxed: RawAnswer | None = None
        self._before_hole: list[RawAnswer] = []
        self._behind_hole = False

    @property
    def findings(self) -> list[Finding]:
        """What was printed and not understood, or only by leniency."""
        return self._collected.findings

    @property
    def outside(self) -> dict[int, str]:
        """What each page begins with that is of an annex, and no part of the form."""
        return self._collected.outside

    def label_test(self, page: Page) -> Callable[[str], bool]:
        """What tells whether a text of this page is a label of the form."""
        recognised = page.ocr
        return lambda text: self._matcher.is_label(text, recognised)

    def read(self, rows: Iterable[PrintedRow]) -> None:
        """Take in the rows of a page."""
        self._rows += rows

    def lose(self, pages: int, all_of_it: bool) -> None:
        """The page that comes lacks something that is printed, or `all_of_it`; so many do by now, one after another."""
        before = self._gaps.get(len(self._rows), (0, False))
        self._gaps[len(self._rows)] = (max(pages, before[0]), all_of_it or before[1])

    def close(self, is_running: Callable[[str, int, float], bool] = lambda text, page, top: False) -> list[RawAnswer]:
        """All answers, once the last page has been taken in; `is_running` tells running lines of the first page."""
        self._take_out(is_running)
        found = LabelFinder(self._sequence, self._matcher, self._rows, self._gaps, self._numbered, self._costs)
        labels = found.labels()
        self._open_rows = OpenRows(self._rows)
        for number, row in enumerate(self._rows):
            if number in self._gaps:
                self._collected.lose(self._gaps[number][1])
            self._read_row(row, labels.get(number, []))
        if len(self._rows) in self._gaps:
            self._collected.lose(self._gaps[len(self._rows)][1])
        self._collected.release()
        self._collected.give_up_pending()
        for answer in self._before_hole:
            if not answer.closed or self._holds_label(answer):
                answer.reasons.add(Reason.JOINED_ANSWERS)
        for answer in self._collected.answers.values():
            self._doubt(answer)
        return list(self._collected.answers.values())

    def _doubt(self, answer: RawAnswer) -> None:
        """Doubt an answer that no ruling ends on its page, or that holds a heading in a line of its own."""
        lines = [line.text for cell in answer.cells for line in cell.lines]
        if any(map(self._matcher.is_heading, lines)):
            answer.reasons.add(Reason.JOINED_ANSWERS)
        if answer.cells and answer.cells[-1].ruled and answer.cells[-1].open_bottom:
            answer.reasons.add(Reason.PAGE_INCOMPLETE)

    def _take_out(self, is_running: Callable[[str, int, float], bool]) -> None:
        """Empty the rows of running lines that only later pages tell: they stay in their place, and say nothing."""
        for row in self._rows:
            loose = len(row.cells) == 1 and not row.cells[0].ruled
            if (
                loose
                and is_running(row.text, row.page, row.top)
                and not self._matcher.is_label(row.text, row.cells[0].recognised)
            ):
                self._ledger.take_cells(Role.RUNNING, row.cells)
                row.cells[0].lines = []

    # the cells

    def _read_row(self, row: PrintedRow, labels: list[Label]) -> None:
        if not labels:
            self._read_unlabelled(row)
            return
        labels = sorted(labels, key=lambda label: (label.span.cell, label.span.first))
        spans = [label.span for label in labels]
        for label in labels:
            if self._is_shape(label.paired.match.element):
                continue
            self._ledger.take(Role.LABEL, row.page, span_characters(row.cells[label.span.cell], label.span))
        before = [cell for cell in row.cells[: spans[0].cell] if not cell.is_blank]
        if before:
            self._collected.leave(before, row.page)
        above = above_label(row.cells[spans[0].cell], spans[0])
        if above is not None:
            self._read_unlabelled(replace(row, cells=[above]))
        held = self._collected.held_for(row, labels[0].span.text)
        rests, unparted = self._own.rests(row, spans)
        unparted |= {
            at for at in range(1, len(spans))
            if spans[at].cell == spans[at - 1].cell and rests[at - 1] is None and _asks(labels[at - 1])
            and any(not cell.is_blank for cell in row.cells[spans[at].cell + 1 :])
        }  # fmt: skip
        for at, label in enumerate(labels):
            following = spans[at + 1].cell if at + 1 < len(spans) else len(row.cells)
            beside = row.cells[label.span.cell + 1 : following]
            self._read_label(label, row, rests[at], [*held, *beside])
            if at in unparted:
                self._collected.doubt_reach(Reason.JOINED_ANSWERS)
            if any(not cell.is_blank for cell in held) and self._behind_hole:
                # The row that the page before ends with may be another one, its label unread.
                self._collected.doubt_reach(Reason.JOINED_ANSWERS)
            held = []
        if not labels[-1].paired.again:
            self._behind_hole = labels[-1].lacks_behind

    def _read_label(self, label: Label, row: PrintedRow, own: PrintedCell | None, beside: list[PrintedCell]) -> None:
        match, collected = label.paired.match, self._collected
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
            self.findings.append(Finding(kind, row.page, label.span.text, _row_key(label)))
        if match.last is not None:
            collected.turn_away()
            self._leave_filled([*rest, *beside], row)
        elif match.element.kind is Kind.ROW:
            self._read_asked(label, match.element.slots[0], cell, row, rest, beside)
        else:
            self._read_heading(label, cell, row, rest, beside)

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
        if self._is_shape(label.paired.match.element):
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
            collected.expect(answer)

    def _asked_by(self, label: Label, slot: Slot, cell: PrintedCell) -> RawAnswer:
        """The answer to a row that a label asks, still without cells."""
        box = label_box(cell, label.span)
        answer = self._collected.raw(slot, label.place, cell, box, label.doubts)
        if label.lacks_behind:
            self._before_hole.append(answer)
        return answer

    def _is_shape(self, element: Element) -> bool:
        """Whether an element is an answer that prints no label."""
        return element.kind is Kind.ROW and "○" in element.slots[0].row.label

    def _read_heading(
        self, label: Label, cell: PrintedCell, row: PrintedRow, rest: list[PrintedCell], beside: list[PrintedCell]
    ) -> None:
        """A heading may carry boxes at its right, or the answer itself beside or below it."""
        collected, element = self._collected, label.paired.match.element
        collected.turn_away()
        left = [*rest, *beside]
        for slot in element.slots:
            answer = self._asked_by(label, slot, cell)
            answer.closed = not rest and all(other.ruled for other in beside)
            if slot.row.place == "heading_right":
                if any(not other.is_blank for other in left):
                    collected.take(answer, left)
                    collected.last, self._boxed = None, answer
                    left = []
                else:
                    collected.boxes = answer
            elif any(not other.is_blank for other in left) or (left and element.kind is Kind.INSTANCE):
                collected.take(answer, left)
                left = []
            else:
                collected.expect(answer)
        self._leave_filled(left, row)

    def _leave_filled(self, cells: Sequence[PrintedCell], row: PrintedRow) -> None:
        if any(not cell.is_blank for cell in cells):
            self._collected.leave([cell for cell in cells if not cell.is_blank], row.page)

    # rows without labels

    def _read_unlabelled(self, row: PrintedRow) -> None:
        """The answer to what was asked above, the rest of the last answer, or text that nothing takes."""
        collected, index, row = self._collected, self._sequence.index, self._own.unmarked(row)
        lead = next((n for n, cell in enumerate(row.cells) if not cell.is_blank), None)
        if lead is None:
            if collected.pending and row.cells[0].ruled:
                collected.take_pending(row)
            return
        if len(row.cells) == 1 and (self._takes_alone(row) or self._ends_option(row)):
            return
        collected.release()
        if collected.boxes is not None and _holds_boxes(collected.boxes, row):
            collected.take(collected.boxes, row.cells)
            collected.boxes = collected.last = None
        elif len(row.cells) == 1 and not collected.pending and index.is_annex_title(row.text):
            collected.begin_annex(row, in_place=self._continues(row, lead))
        elif collected.pending and (row.cells[0].ruled or row.alone):
            collected.take_pending(row)
            self._doubt_labels(row)
        elif len(collected.pending) == 1 and self._open_rows.stands_beside(row, collected.pending[0]):
            collected.take(collected.pending.pop(), row.cells)
        elif self._continues(row, lead):
            collected.go_on(self._own.without_continued(row.cells[lead:]))
            self._doubt_labels(row)
        elif row.last and len(row.cells) > 1:
            collected.hold(row, list(row.cells))
        else:
            collected.leave(row.cells, row.page)

    def _takes_alone(self, row: PrintedRow) -> bool:
        """Whether a text alone in its row is understood and belongs to no answer: a footnote, (続き), (案), a stamp."""
        index, ruled = self._sequence.index, row.cells[0].ruled
        if label_key(row.text) in index.footnotes:
            role = Role.FOOTNOTE
        elif index.is_continued(row.text):
            role = Role.LABEL
        elif not ruled and (index.is_stamp(row.text) or index.is_draft(row.text)):
            role = Role.STAMP
        else:
            return False
        self._ledger.take_cells(role, row.cells)
        if role is Role.STAMP and index.is_draft(row.text):
            self.findings.append(Finding(FindingKind.DRAFT, row.page, row.text))
        return True

    def _ends_option(self, row: PrintedRow) -> bool:
        """Whether a line is the end of an option that stands behind the heading above it."""
        if self._boxed is None or not completes_option(row, self._boxed):
            return False
        self._collected.add(self._boxed, row.cells)
        return True

    def _doubt_labels(self, row: PrintedRow) -> None:
        """An answer that is a label of the form to the letter may be one that the alignment passed over."""
        if any(self._matcher.is_spelling(cell.text) for cell in row.cells if not cell.is_blank):
            self._collected.doubt_reach(Reason.JOINED_ANSWERS)

    def _holds_label(self, answer: RawAnswer) -> bool:
        """Whether a line of an answer begins with a label of the form to the letter: a rule above it may be lost."""
        lines = [line for cell in answer.cells for line in cell.lines]
        return any(self._matcher.is_spelling(line.runs[0].text) for line in lines)

    def _continues(self, row: PrintedRow, lead: int) -> bool:
        """Whether a row goes on with the last answer, which a page break or a box of its own cut off."""
        last = self._collected.last
        if last is None:
            return False
        free = last.slot.row.type is RowType.FREE
        if not row.cells[0].ruled:
            return (row.alone and free and not _is_indented(row, last)) or self._open_rows.goes_on(row, last)
        if row.first and row.page > last.last_page:
            return lead > 0 or len(row.cells) == 1
        return len(row.cells) == 1 and (free or _is_boxed_below(last, row.cells[0]))


def _holds_boxes(asked: RawAnswer, row: PrintedRow) -> bool:
    """Whether a row has the boxes of the heading above it: it names one of their options."""
    text = fold(row.text)
    return len(row.cells) == 1 and any(
        fold(spelling) in text for option in asked.slot.row.options for spelling in option.spellings
    )


def _is_boxed_below(answer: RawAnswer, cell: PrintedCell) -> bool:
    """Whether a cell is the second box of a choice: a list of options may have a frame of its own above its brackets.

    Whoever reads a choice accounts for each text, so nothing else can be among it unseen.
    """
    if answer.slot.row.type not in ACCOUNTED or not answer.cells or answer.cells[-1].page != cell.page:
        return False
    above, below = answer.cells[-1].box, cell.box
    edges = (above.x0 - below.x0, above.x1 - below.x1, above.bottom - below.top)
    return all(abs(edge) <= FRAME for edge in edges)


def _side_by_side(a: RawAnswer, b: RawAnswer) -> bool:
    """Whether the labels of two answers stand side by side, above what answers them."""
    if a.label_box is None or b.label_box is None or a.page != b.page:
        return False
    return abs(a.label_box.top - b.label_box.top) < SAME_ROW


def _asks(label: Label) -> bool:
    """Whether a label is that of a row with an answer."""
    element = label.paired.match.element
    return element.kind is Kind.ROW and element.slots[0].row.has_answer and not label.paired.again


def _is_indented(row: PrintedRow, answer: RawAnswer) -> bool:
    """Whether a line begins far right of an answer's lines: it may be of the next label, beside which it stands."""
    lines = [line for cell in answer.cells for line in cell.lines]
    return bool(lines) and row.cells[0].box.x0 - min(line.box.x0 for line in lines) > INDENT * lines[0].size


def _row_key(label: Label) -> str | None:
    slots = label.paired.match.element.slots
    return slots[0].row.key if label.paired.match.element.kind is Kind.ROW else None
