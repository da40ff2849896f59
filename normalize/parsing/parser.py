"""Printed rows → answers of a form: the rows are aligned with the form, then each label is given its cells.

Strict interpretation: what stands beside or below a label is its answer where the form has one. What is left over
becomes a finding, and makes the answers in doubt between whose labels it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from extract.records import Line, Page
from normalize.alignment.labels import LabelFinder, PageGaps
from normalize.alignment.row_window import RowWindow
from normalize.audit.ledger import Ledger, Role
from normalize.layout.pages.cut_texts import stand_together
from normalize.layout.pages.running import NEAR
from normalize.layout.printed_cells import PrintedRow
from normalize.layout.ruby import holds_reading
from normalize.matching.costs import COSTS, Costs
from normalize.matching.elements import FormSequence
from normalize.matching.match import Matcher
from normalize.parsing.collected import Collected
from normalize.parsing.labelled import LabelledRows
from normalize.parsing.open_rows import OpenRows
from normalize.parsing.own_cells import OwnCells
from normalize.parsing.raw_answer import ACCOUNTED, RawAnswer
from normalize.parsing.unlabelled import UnlabelledRows
from normalize.reasons import Reason
from normalize.records import Finding
from normalize.text.fold import fold

RunningTest = Callable[[str, int, float], bool]
"""Tells whether a text at a height of a page is a running line."""
_BOX = re.compile(r"\[[^\w\]]?\]")
"""An option box, blank or with a mark, as folded."""
PAGES = 4
"""After so many pages what is certain is decided, and its rows are let go of."""


class FormParser:
    """Takes the printed rows of a document and tells its answers; `numbered` files bear their number (excerpts).

    `is_running` tells running lines of the first pages, which only the next ones tell. An answer is handed out once
    nothing can be added to it; reasons to doubt it may still come.
    """

    def __init__(
        self, sequence: FormSequence, matcher: Matcher, ledger: Ledger, is_running: RunningTest,
        numbered: bool = False, costs: Costs = COSTS,
    ) -> None:  # fmt: skip
        self._matcher, self._ledger, self._is_running = matcher, ledger, is_running
        self._rows = RowWindow()
        self._gaps: PageGaps = {}
        self._finder = LabelFinder(sequence, matcher, self._rows, self._gaps, numbered, costs)
        self._clean = 0
        """The number of the first row of which it is not known yet whether it is a running line."""
        self._joined = False
        """Whether the row before that one is a line of the same text."""
        self._turned = 0
        """Pages taken in since rows were let go of."""
        self._wait = PAGES
        self._collected = Collected(ledger)
        self._open_rows = OpenRows()
        own = OwnCells(sequence.index, ledger)
        self._unlabelled = UnlabelledRows(sequence.index, matcher, ledger, self._collected, own, self._open_rows)
        self._labelled = LabelledRows(matcher, ledger, self._collected, own, self._open_rows, self._unlabelled)

    @property
    def findings(self) -> list[Finding]:
        """What was printed and not understood, or only by leniency."""
        return self._collected.findings

    @property
    def outside(self) -> dict[int, str]:
        """What each page begins with that is of an annex, and no part of the form."""
        return self._collected.outside

    def hand_over(self) -> Iterator[RawAnswer]:
        """All answers, in print order; each is let go of."""
        answers = list(reversed(self._collected.answers.values()))
        self._collected.answers.clear()
        while answers:
            yield answers.pop()

    def label_test(self, page: Page) -> Callable[[str], bool]:
        """What tells whether a text of this page is a label of the form."""
        recognized = page.ocr
        return lambda text: self._matcher.is_label(text, recognized)

    def read(self, rows: Iterable[PrintedRow]) -> None:
        """Take in rows of a page."""
        rows = list(rows)
        self._rows += rows
        self._open_rows.learn(rows)

    def lose(self, pages: int, all_of_it: bool) -> None:
        """The page that comes lacks something that is printed, or `all_of_it`; so many do by now, one after another."""
        before = self._gaps.get(self._rows.end, (0, False))
        self._gaps[self._rows.end] = (max(pages, before[0]), all_of_it or before[1])

    def turn(self, page: int) -> list[RawAnswer]:
        """A page was taken in as a whole: the answers that are complete by now.

        Where nothing could be let go of, it is tried again after twice as many pages: to try takes time.
        """
        self._take_out(page - NEAR)
        self._turned += 1
        if self._turned < self._wait:
            return []
        before = self._rows.first
        complete = self._go_on(is_last=False)
        self._turned, self._wait = 0, PAGES if self._rows.first > before else 2 * self._wait
        return complete

    def close(self) -> list[RawAnswer]:
        """The answers that were not handed out yet, once the last page has been taken in."""
        self._take_out(None)
        complete = self._go_on(is_last=True)
        if self._rows.end in self._gaps:
            self._collected.lose(self._gaps[self._rows.end][1])
        self._collected.release()
        self._collected.give_up_pending()
        for answer in self._collected.reach:  # behind the last label a whole form lacks nothing, unless it is held here
            if self._holds_label(answer):
                answer.reasons |= {Reason.JOINED_ANSWERS}
        self._collected.turn_away()
        for answer in self._collected.answers.values():
            if answer.place is not None and not answer.place.sure:
                answer.reasons |= {Reason.POSITION_UNCERTAIN}
        return [*complete, *self._completed()]

    def _go_on(self, is_last: bool) -> list[RawAnswer]:
        for number, row, labels in self._finder.tell(is_last):
            if number in self._gaps:
                self._collected.lose(self._gaps[number][1])
            if labels:
                self._labelled.read(row, labels)
            else:
                self._unlabelled.read(row)
        return self._completed()

    def _completed(self) -> list[RawAnswer]:
        complete = self._collected.complete()
        for answer in complete:
            self._doubt(answer)
        return complete

    def _doubt(self, answer: RawAnswer) -> None:
        """Doubt an answer that no ruling ends on its page, or that may hold a label, heading or reading."""
        lines = [line for cell in answer.cells for line in cell.lines]
        joined = answer.before_hole and not answer.closed
        joined = joined or ((answer.before_hole or not answer.closed) and self._holds_label(answer))
        joined = joined or _ends_with_box(answer, lines)
        if joined or any(self._matcher.is_heading(line.text) for line in lines):
            answer.reasons |= {Reason.JOINED_ANSWERS}
        if holds_reading(lines):
            answer.reasons |= {Reason.TEXT_LEFT_OVER}
        cut = bool(answer.cells) and answer.cells[-1].ruled and answer.cells[-1].open_bottom
        if cut or any(cell.cropped for cell in answer.cells):
            answer.reasons |= {Reason.PAGE_INCOMPLETE}

    def _holds_label(self, answer: RawAnswer) -> bool:
        """Whether a line of an answer begins with a label of the form to the letter: a rule above it may be lost."""
        lines = [line for cell in answer.cells for line in cell.lines]
        return any(self._matcher.is_spelling(line.runs[0].text) for line in lines)

    def _take_out(self, page: int | None) -> None:
        """Empty the rows up to this page that are running lines: they stay in their place, and say nothing.

        A line of a text may stand at the height of one that says the same on the next page: running lines stand apart.
        """
        first = self._clean
        while self._clean < self._rows.end and (page is None or self._rows[self._clean].page <= page):
            row = self._rows[self._clean]
            following = self._rows[self._clean + 1] if self._clean + 1 < self._rows.end else None
            together = _go_together(row, following)
            if not (self._joined or together) and self._is_running_line(row):
                self._ledger.take_cells(Role.RUNNING, row.cells)
                row.cells[0].lines = []
            self._joined = together
            self._clean += 1
        if self._clean > first:
            self._finder.look_at(self._clean)

    def _is_running_line(self, row: PrintedRow) -> bool:
        cell = row.cells[0]
        return (
            len(row.cells) == 1 and not cell.ruled and self._is_running(row.text, row.page, row.top)
            and not self._matcher.is_label(row.text, cell.recognized)
        )  # fmt: skip


def _ends_with_box(answer: RawAnswer, lines: Sequence[Line]) -> bool:
    """Whether the last line of a text begins with an option box: where nothing is ruled it may be the next label's."""
    return bool(lines) and answer.slot.row.type not in ACCOUNTED and _BOX.match(fold(lines[-1].text)) is not None


def _go_together(row: PrintedRow, following: PrintedRow | None) -> bool:
    """Whether two rows outside all cells are lines of one text, as far apart as such are."""
    if following is None or row.page != following.page or row.cells[0].ruled or following.cells[0].ruled:
        return False
    lines, others = row.cells[0].lines, following.cells[0].lines
    return bool(lines and others) and stand_together(lines[-1], others[0])
