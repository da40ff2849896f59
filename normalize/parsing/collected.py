"""The answers collected so far: what was asked and is still to come, what was read, and what was left over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from normalize.layout.rows import PrintedCell, PrintedRow
from normalize.matching.index import MAX_LABEL, Slot
from normalize.matching.position import Cursor
from normalize.reasons import Reason
from normalize.records import Finding, FindingKind
from normalize.registry import RowType
from normalize.text.fold import fold


@dataclass(slots=True)
class RawAnswer:
    """A row of the form with the cells that hold its answer, before they are interpreted; `page` is its label's.

    `reasons` say why it may not be what the form asks there, or not all of it.
    """

    slot: Slot
    file_no: int | None
    instance: int | None
    cells: list[PrintedCell] = field(default_factory=list)
    label_exact: bool = True
    page: int = 0
    reasons: set[Reason] = field(default_factory=set)

    @property
    def last_page(self) -> int:
        """The page of its last cell; 0 while it has none."""
        return self.cells[-1].page if self.cells else 0


class Answers:
    """Collects the answers of one form; `pending` are asked above and answered below, `last` may go on."""

    def __init__(self, cursor: Cursor) -> None:
        self.pending: list[RawAnswer] = []
        self.last: RawAnswer | None = None
        self.findings: list[Finding] = []
        self._cursor = cursor
        self._behind_gap = False
        self._open: list[RawAnswer] = []
        self._folded: dict[tuple[str, int | None, int | None], int] = {}

    def expects_text(self, cells: int) -> bool:
        """Whether a row of so many cells may answer, in the writer's own words, what was asked above it."""
        written = any(waiting.slot.row.type in (RowType.TEXT, RowType.FREE) for waiting in self.pending)
        return written and (cells == 1 or len(self.pending) > 1)

    def expect(self, slot: Slot, page: int, exact: bool) -> None:
        """The answer to this row comes below its label, which is printed on `page`."""
        file_no, instance = self._cursor.visit(slot)
        self.pending.append(RawAnswer(slot, file_no, instance, page=page, label_exact=exact))

    def take(self, slot: Slot, cells: Sequence[PrintedCell], exact: bool) -> None:
        """The answer to this row stands beside its label."""
        file_no, instance = self._cursor.visit(slot)
        self.pending = []
        self._store(RawAnswer(slot, file_no, instance, list(cells), exact))
        self._behind_gap = False

    def take_pending(self, row: PrintedRow) -> None:
        """A row answers what was asked above it: one question with all of it, several with a cell each."""
        waiting, self.pending = self.pending, []
        shares = [list(row.cells)] if len(waiting) == 1 else [[cell] for cell in row.cells]
        for answer, cells in zip(waiting, shares, strict=False):
            answer.cells = cells
            self._store(answer)
        self._behind_gap = False
        if len(shares) > len(waiting):
            self.leave(row.cells[len(waiting) :], row.page)

    def give_up_pending(self) -> None:
        """Another label follows: what was asked before it has no cell to answer in, which is reported."""
        for waiting in self.pending:
            row, place = waiting.slot.row, (waiting.file_no, waiting.instance)
            self.findings.append(Finding(FindingKind.NO_ANSWER_CELL, waiting.page, row.label, row.key, *place))
        self.pending = []

    def go_on(self, cells: Sequence[PrintedCell]) -> None:
        """More of the last answer."""
        if self.last is not None:
            self.last.cells.extend(cells)

    def leave(self, cells: Sequence[PrintedCell], page: int) -> None:
        """Report cells that were not understood."""
        text = " ".join(cell.text for cell in cells if not cell.is_blank)
        labelled = len(cells) > 1 and not cells[0].is_blank and len(cells[0].text) <= MAX_LABEL
        kind = FindingKind.UNKNOWN_LABEL if labelled else FindingKind.LEFTOVER_TEXT
        if text:
            self.findings.append(Finding(kind, page, text))

    def turn_away(self) -> None:
        """A heading or another part begins: nothing is asked any more, and the last answer is complete."""
        self.pending, self.last = [], None
        self._behind_gap = False

    def lose(self) -> None:
        """Something printed here is missing: the last answer may go on there, and the next one have begun there."""
        if self.last is not None:
            self.last.reasons.add(Reason.PAGE_INCOMPLETE)
        self._behind_gap = True

    def finished(self, all_of_them: bool = False) -> list[RawAnswer]:
        """The answers that no later page can add to, handed out once; at the end of the document all of them."""
        done = [answer for answer in self._open if all_of_them or answer is not self.last]
        self._open = [answer for answer in self._open if not all_of_them and answer is self.last]
        return done

    def _store(self, answer: RawAnswer) -> None:
        """Keep an answer; one printed before under the same key stays, and one that is not the same is reported."""
        place = (answer.slot.row.key, answer.file_no, answer.instance)
        folded = fold("".join(cell.text for cell in answer.cells))
        self.last = answer
        if not self._cursor.is_sure:
            answer.reasons.add(Reason.POSITION_UNCERTAIN)
        if self._behind_gap:
            answer.reasons.add(Reason.PAGE_INCOMPLETE)
        if place not in self._folded:
            self._folded[place] = hash(folded)
            self._open.append(answer)
        elif self._folded[place] != hash(folded) or Reason.POSITION_UNCERTAIN in answer.reasons:
            page = answer.cells[0].page
            self.findings.append(Finding(FindingKind.REPEATED_ANSWER, page, folded, *place))
