"""The answers of a print: what is asked, what stands beside or below it, and what is left over within its reach."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.records import Box
from normalize.alignment.places.seen_labels import LabelPlace
from normalize.audit.ledger import Ledger, Role
from normalize.layout.printed_cells import PrintedCell, PrintedRow
from normalize.matching.index import Slot
from normalize.parsing.held_row import HeldRow
from normalize.parsing.raw_answer import RawAnswer
from normalize.parsing.shares import shares
from normalize.reasons import Reason
from normalize.records import AnswerKey, Finding, FindingKind
from normalize.registry import MAX_LABEL
from normalize.text.fold import fold

PART = 3
"""A part of a label has so many characters at least."""


class Collected:
    """Collects the answers of one form.

    `pending` are asked above and answered below. `last` may go on below or behind a page break. `boxes` is what a
    heading asks whose boxes may stand below it, outside all cells, `boxed` what one asks whose boxes stand beside it.
    `reach` are the answers that a text which nothing takes may belong to: those between whose label and the next one it
    stands. `outside` is what each page begins with that is no part of the form.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.pending: list[RawAnswer] = []
        self.last: RawAnswer | None = None
        self.head_again = (0, 0.0)
        """The last page that repeats a heading at its top, and where that ends (points)."""
        self.boxes: RawAnswer | None = None
        self.boxed: RawAnswer | None = None
        self.reach: list[RawAnswer] = []
        self.answers: dict[AnswerKey, RawAnswer] = {}
        self._growing: list[RawAnswer] = []
        """The answers that were stored and not handed out yet, in print order."""
        self.findings: list[Finding] = []
        self._held: HeldRow | None = None
        self._behind_gap: set[Reason] = set()
        self._stray = self._in_annex = False
        self._strays: list[tuple[int, str]] = []
        self.outside: dict[int, str] = {}

    def raw(self, slot: Slot, place: LabelPlace, label: PrintedCell, box: Box, doubts: Iterable[Reason]) -> RawAnswer:
        """An answer to a row, still without cells, whose label stands in a cell, there in `box`; `doubts` are of it."""
        reasons = set(doubts)
        if not place.sure:
            reasons.add(Reason.POSITION_UNCERTAIN)
        if self._stray and (not label.ruled or label.open_top or self._is_cut(label)):
            # Where no ruling is above, a label may stand in the middle of its answer, which begins there.
            reasons.add(Reason.TEXT_LEFT_OVER)
        self._stray = self._in_annex = False
        self._strays.clear()
        self.boxes = self.boxed = None
        return RawAnswer(slot, place.file_no, place.instance, (), label.page, reasons, box, place=place)

    def complete(self) -> list[RawAnswer]:
        """The answers that nothing can be added to any more, and that were not handed out before."""
        growing = {id(answer) for answer in (self.last, self.boxes, self.boxed, *self.pending, *self.reach)}
        number = next((n for n, answer in enumerate(self._growing) if id(answer) in growing), len(self._growing))
        complete = self._growing[:number]
        del self._growing[:number]
        return complete

    def _is_cut(self, label: PrintedCell) -> bool:
        """Whether a page before left over parts of a label: its row begins there, with a part of its answer."""
        words = fold(label.text)
        return any(page < label.page and len(fold(text)) >= PART and fold(text) in words for page, text in self._strays)

    def expect(self, answer: RawAnswer) -> None:
        """The answer comes below its label."""
        self._behind_gap = set()
        self.pending.append(answer)
        self.reach = list(self.pending)
        self.last = None

    def take(self, answer: RawAnswer, cells: Sequence[PrintedCell]) -> None:
        """The answer stands in these cells."""
        answer.cells = tuple(cells)
        if not self._store(answer):
            self._ledger.take_cells(Role.DOUBLED, cells)
        self.last, self.reach = answer, [answer]
        self._behind_gap = set()

    def take_pending(self, row: PrintedRow) -> None:
        """A row answers what was asked above it: one question with all of it, several with the cells below each."""
        waiting, self.pending = self.pending, []
        parts = shares([answer.label_box for answer in waiting], row.cells)
        taken = {id(line) for cells in parts for cell in cells for line in cell.lines}
        parted = len(row.cells) == 1 and len(waiting) > 1 and all(parts)
        left = [] if parted else [cell for cell in row.cells if not all(id(line) in taken for line in cell.lines)]
        shared = len(waiting) > 1 and not all(parts)
        for answer, cells in zip(waiting, parts, strict=True):
            # Below a label whose answer stands beside it on the form, another row may stand whose label was not read.
            below = answer.slot.row.place is not None or len(row.cells) > 1
            answer.closed = below and all(cell.ruled for cell in cells)
            if shared:
                answer.reasons |= {Reason.JOINED_ANSWERS}
            if cells:
                self.take(answer, cells)
            else:
                self._without_cell(answer)
        self.reach = waiting
        if all(_stands_beside(answer, row) for answer in waiting):
            # Right of its label, but lower: the answer may be that of the next label, set in the middle of its height.
            self._stray = True
            for answer in waiting:
                answer.reasons |= {Reason.JOINED_ANSWERS}
        if any(not cell.is_blank for cell in left):
            self.leave(left, row.page)

    def give_up_pending(self) -> None:
        """Another label follows: what was asked before it has no cell to answer in.

        The heading of an instance that is not used may be printed with nothing beside it.
        """
        for answer in self.pending:
            if not answer.slot.row.instance_heading:
                self._without_cell(answer)
        self.pending = []

    def _without_cell(self, answer: RawAnswer) -> None:
        answer.reasons |= {Reason.ANSWER_CELL_MISSING}
        self._store(answer)
        row = answer.slot.row
        self.findings.append(Finding(FindingKind.NO_ANSWER_CELL, answer.page, row.label, *answer.key))

    def go_on(self, cells: Sequence[PrintedCell]) -> None:
        """More of the last answer."""
        if self.last is not None:
            self.add(self.last, cells)

    def add(self, answer: RawAnswer, cells: Sequence[PrintedCell]) -> None:
        """More of an answer that was taken before."""
        answer.cells = [*answer.cells, *cells]
        answer.closed = False
        if self.answers.get(answer.key) is not answer:
            self._ledger.take_cells(Role.DOUBLED, cells)

    def read_again(self, row: PrintedRow, cells: Sequence[PrintedCell], cut: bool) -> None:
        """The last answer's label is printed again: atop a page the answer goes on, elsewhere it is a second one.

        `cut` says that the end of a page cut the answer, which stands outside all cells, and that the row is the next.
        """
        last = self.last
        if last is not None and (cut or row.follows(last.last_page)):
            if [cell.text for cell in cells] == [cell.text for cell in last.cells]:
                last.reasons |= {Reason.SECOND_VALUE}  # a short page may be there twice
            self.go_on(cells)
        elif any(not cell.is_blank for cell in cells):
            text = fold("".join(cell.text for cell in cells))
            self.doubt_reach(Reason.SECOND_VALUE)
            self.findings += [
                Finding(FindingKind.REPEATED_ANSWER, row.page, text, *answer.key) for answer in self.reach
            ]
            self._ledger.take_cells(Role.LEFT_OVER if self.reach else Role.UNREACHED, cells)

    def leave(self, cells: Sequence[PrintedCell], page: int) -> None:
        """Cells that were not understood: they make doubtful the answers in whose reach they stand."""
        text = " ".join(cell.text for cell in cells if not cell.is_blank)
        if not text:
            return
        if self._in_annex:
            self._ledger.take_cells(Role.OUTSIDE, cells)
            self.outside.setdefault(page, text)
            return
        self._ledger.take_cells(Role.LEFT_OVER if self.reach else Role.UNREACHED, cells)
        labelled = len(cells) > 1 and not cells[0].is_blank and len(cells[0].text) <= MAX_LABEL
        kind = FindingKind.UNKNOWN_LABEL if labelled else FindingKind.LEFTOVER_TEXT
        self.findings.append(Finding(kind, page, text))
        self._stray = True
        self._strays.append((page, text))
        self.doubt_reach(Reason.TEXT_LEFT_OVER)
        if labelled and not self.pending:
            self.last = None

    def doubt_reach(self, reason: Reason) -> None:
        """Something speaks against the answers read last."""
        for answer in self.reach:
            answer.reasons |= {reason}

    def doubt_unanswered(self) -> None:
        """A text follows that is a label by its place alone: it may answer the label above it that has no answer."""
        for answer in self.reach:
            if not answer.folded:
                answer.reasons |= {Reason.TEXT_LEFT_OVER}

    def turn_away(self) -> None:
        """A heading or another part begins: nothing is asked any more, and the last answer is complete."""
        self.give_up_pending()
        self.last = self.boxes = self.boxed = None
        self.reach = []
        self._behind_gap = set()
        self._in_annex = False

    def begin_annex(self, row: PrintedRow, in_place: bool) -> None:
        """The title of an annex (別紙): what follows is no part of the form, up to the form's next label.

        `in_place` says that it stands where the last answer may go on, which might begin a line with such a word.
        """
        if in_place:
            self.doubt_reach(Reason.TEXT_LEFT_OVER)
        self.turn_away()
        self._in_annex = True
        self.leave(row.cells, row.page)

    def lose(self, all_of_it: bool) -> None:
        """Something printed here is missing: the last answer may go on there, and the next one have begun there."""
        self.doubt_reach(Reason.PAGE_INCOMPLETE)
        self._behind_gap = {Reason.PAGE_INCOMPLETE}
        if all_of_it:
            self.release()
            self.turn_away()
            self._behind_gap = {Reason.HEADING_MAY_BE_LOST}

    def begin_late(self) -> None:
        """What is read next goes on from a page that is not there: its beginning may be lost."""
        self._behind_gap = {Reason.PAGE_INCOMPLETE}

    # rows that a page break cuts

    def hold(self, row: PrintedRow, cells: list[PrintedCell], of_label: bool = False) -> None:
        """Keep the last row of a page that bears no label, or only the first part `of_label`: the next page tells."""
        self.release()
        self._held = HeldRow(row, cells, of_label)

    def release(self) -> None:
        """Let go of the cells held; they are left over."""
        held, self._held = self._held, None
        if held is not None:
            self.leave(held.cells, held.row.page)

    def held_for(self, row: PrintedRow, label: str, cell: PrintedCell) -> list[PrintedCell]:
        """The cells held, if `row` with this label in `cell` goes on with them."""
        held = self._held
        if held is None:
            return []
        if not held.goes_on(row, label, cell):
            self.release()
            return []
        self._held = None
        leads = held.repeated(label)
        if self._stray and not all(fold(label).startswith(fold(lead.text)) for lead in leads):
            self._behind_gap |= {Reason.TEXT_LEFT_OVER}  # its row begins above the last words of its label
        self._ledger.take_cells(Role.LABEL, leads)
        return held.answers(label)

    def is_below_cut(self, held: Sequence[PrintedCell]) -> bool:
        """Whether cells stand below the last answer on its page, and no ruling ends that answer."""
        above = self.last.cells[-1] if self.last is not None and self.last.cells else None
        filled = next((cell for cell in held if not cell.is_blank), None)
        return above is not None and filled is not None and above.page == filled.page and above.open_bottom

    def _store(self, answer: RawAnswer) -> bool:
        """Keep an answer; of two under one key the first stays, and is in doubt unless they are the same."""
        answer.reasons |= self._behind_gap
        first = self.answers.setdefault(answer.key, answer)
        if first is not answer and answer.cells and not first.has_cells:
            self.answers[answer.key] = first = answer
        if first is answer:
            self._growing.append(answer)
            return True
        if not answer.says_the_same(first) or Reason.POSITION_UNCERTAIN in answer.reasons:
            self.findings.append(Finding(FindingKind.REPEATED_ANSWER, answer.page, answer.folded, *answer.key))
            first.reasons |= {Reason.SECOND_VALUE}
        return False


def _stands_beside(answer: RawAnswer, row: PrintedRow) -> bool:
    """Whether a row in which nothing is ruled stands further right than the label before it."""
    label = answer.label_box
    return label is not None and not row.cells[0].ruled and row.cells[0].box.x0 > label.x1
