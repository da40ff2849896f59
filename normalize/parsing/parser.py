"""Printed rows → answers of a form: the rows are aligned with the form, then each label is given its cells.

Strict interpretation: what stands beside or below a label is its answer where the form has one. What is left over
becomes a finding, and makes the answers in doubt between whose labels it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from extract.records import Page
from normalize.layout.rows import PrintedRow
from normalize.layout.ruby import holds_reading
from normalize.layout.running import stand_together
from normalize.matching.costs import COSTS, Costs
from normalize.matching.elements import FormSequence
from normalize.matching.match import Matcher
from normalize.parsing.collected import Collected
from normalize.parsing.labelled import LabelledRows
from normalize.parsing.labels import Gaps, LabelFinder
from normalize.parsing.ledger import Ledger, Role
from normalize.parsing.open_rows import OpenRows
from normalize.parsing.own_cells import OwnCells
from normalize.parsing.raw_answer import RawAnswer
from normalize.parsing.unlabelled import UnlabelledRows
from normalize.reasons import Reason
from normalize.records import Finding


class FormParser:
    """Takes the printed rows of a document and tells its answers; `numbered` files bear their number (excerpts)."""

    def __init__(
        self, sequence: FormSequence, matcher: Matcher, ledger: Ledger, numbered: bool = False, costs: Costs = COSTS
    ) -> None:
        self._sequence, self._matcher, self._numbered, self._costs = sequence, matcher, numbered, costs
        self._ledger = ledger
        self._rows: list[PrintedRow] = []
        self._gaps: Gaps = {}
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

    def label_test(self, page: Page) -> Callable[[str], bool]:
        """What tells whether a text of this page is a label of the form."""
        recognised = page.ocr
        return lambda text: self._matcher.is_label(text, recognised)

    def read(self, rows: Iterable[PrintedRow]) -> None:
        """Take in the rows of a page."""
        begun = len(self._rows)
        self._rows += rows
        self._open_rows.learn(self._rows[begun:])

    def lose(self, pages: int, all_of_it: bool) -> None:
        """The page that comes lacks something that is printed, or `all_of_it`; so many do by now, one after another."""
        before = self._gaps.get(len(self._rows), (0, False))
        self._gaps[len(self._rows)] = (max(pages, before[0]), all_of_it or before[1])

    def close(self, is_running: Callable[[str, int, float], bool] = lambda text, page, top: False) -> list[RawAnswer]:
        """All answers, once the last page has been taken in; `is_running` tells running lines of the first page."""
        self._take_out(is_running)
        found = LabelFinder(self._sequence, self._matcher, self._rows, self._gaps, self._numbered, self._costs)
        labels = found.labels()
        for number, row in enumerate(self._rows):
            if number in self._gaps:
                self._collected.lose(self._gaps[number][1])
            if number in labels:
                self._labelled.read(row, labels[number])
            else:
                self._unlabelled.read(row)
        if len(self._rows) in self._gaps:
            self._collected.lose(self._gaps[len(self._rows)][1])
        self._collected.release()
        self._collected.give_up_pending()
        for answer in self._collected.reach:  # behind the last label a whole form lacks nothing, unless it is held here
            if self._holds_label(answer):
                answer.reasons.add(Reason.JOINED_ANSWERS)
        for answer in self._collected.answers.values():
            self._doubt(answer)
        return list(self._collected.answers.values())

    def _doubt(self, answer: RawAnswer) -> None:
        """Doubt an answer that no ruling ends on its page, or that may hold a label, heading or reading."""
        lines = [line for cell in answer.cells for line in cell.lines]
        joined = answer.before_hole and (not answer.closed or self._holds_label(answer))
        if joined or any(self._matcher.is_heading(line.text) for line in lines):
            answer.reasons.add(Reason.JOINED_ANSWERS)
        if holds_reading(lines):
            answer.reasons.add(Reason.TEXT_LEFT_OVER)
        if answer.cells and answer.cells[-1].ruled and answer.cells[-1].open_bottom:
            answer.reasons.add(Reason.PAGE_INCOMPLETE)

    def _holds_label(self, answer: RawAnswer) -> bool:
        """Whether a line of an answer begins with a label of the form to the letter: a rule above it may be lost."""
        lines = [line for cell in answer.cells for line in cell.lines]
        return any(self._matcher.is_spelling(line.runs[0].text) for line in lines)

    def _take_out(self, is_running: Callable[[str, int, float], bool]) -> None:
        """Empty the rows of running lines that only later pages tell: they stay in their place, and say nothing.

        A line of a text may stand at the height of one that says the same on the next page: running lines stand apart.
        """
        for row, apart in zip(self._rows, _apart(self._rows), strict=True):
            loose = len(row.cells) == 1 and not row.cells[0].ruled
            if (
                loose
                and apart
                and is_running(row.text, row.page, row.top)
                and not self._matcher.is_label(row.text, row.cells[0].recognised)
            ):
                self._ledger.take_cells(Role.RUNNING, row.cells)
                row.cells[0].lines = []


def _apart(rows: Sequence[PrintedRow]) -> list[bool]:
    """Whether each row stands further from what no ruling parts it from above and below than lines of one text do."""
    near = [
        a.page == b.page and not (a.cells[0].ruled or b.cells[0].ruled) and a.cells[0].lines and b.cells[0].lines
        and stand_together(a.cells[0].lines[-1], b.cells[0].lines[0])
        for a, b in pairwise(rows)
    ]  # fmt: skip
    return [not (above or below) for above, below in zip([False, *near], [*near, False], strict=True)][: len(rows)]
