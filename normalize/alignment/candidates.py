"""Printed rows → the candidates of an alignment: which of their texts may be labels, and what that costs there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from normalize.alignment.alignment import Paired
from normalize.alignment.lattice import Candidate
from normalize.alignment.moves import Standing
from normalize.layout.printed_cells import PrintedCell, PrintedRow
from normalize.matching.costs import COSTS, Costs
from normalize.matching.elements import Element, Kind
from normalize.matching.match import How, Match, Matcher
from normalize.matching.spans import Span, spans_of
from normalize.registry import RowType
from normalize.text.fold import fold

TOP_ROWS = 4
"""So many of a page's first rows are its top, where a running title or the rest of a row may stand."""
_BESIDE = frozenset({RowType.TEXT, RowType.CHOICE, RowType.CHOICE_WITH_COUNT, RowType.CHECKS, RowType.DATE})
"""Rows whose answer stands beside their label."""


@dataclass(frozen=True, slots=True)
class LabelPart:
    """Where a label stands: its span in the row with this number among all rows of the print."""

    row: int
    span: Span


class Candidates:
    """Makes the candidates of a print, row by row."""

    def __init__(self, matcher: Matcher, costs: Costs = COSTS) -> None:
        self._matcher, self._costs = matcher, costs
        self.position = 0
        """Runs before the next row: its texts begin there, a label that goes on in it begins in the row before."""
        self._page = self._row_of_page = 0
        self._before: tuple[int, PrintedRow, int, Span | None] | None = None

    def of_row(self, number: int, row: PrintedRow, behind_gap: bool) -> Iterator[Candidate]:
        """The candidates of the row with this number, in the order of their starts."""
        if row.page != self._page:
            self._page, self._row_of_page = row.page, 0
        standing = Standing(row.first, self._row_of_page < TOP_ROWS, behind_gap)
        base = self.position
        self.position += sum([len(line.runs) for cell in row.cells for line in cell.lines])
        spans = spans_of(row, self._costs, self._matcher.may_end_with)
        found = list(self._with_row_before(number, row, base, spans))
        labelled: set[int] = set()
        for span in spans:
            matches = self._matches(row, span)
            if span.whole and any(match.is_exact for match in matches):
                labelled.add(span.cell)
            if matches:
                place = (LabelPart(number, span),)
                start, end = base + span.first, base + span.last + 1
                if span.cell - 1 in labelled:  # 再委託 | ④再委託の有無
                    matches = tuple(_costing(match, -self._costs.second_cell) for match in matches)
                found.append(Candidate(start, end, matches, place, standing))
        yield from sorted(found, key=lambda candidate: candidate.start)
        self._before = (number, row, base, next((span for span in spans if span.whole), None))
        self._row_of_page += 1

    def _matches(self, row: PrintedRow, span: Span) -> tuple[Match, ...]:
        """What a span may be, with what it costs where it stands."""
        cell = row.cells[span.cell]
        found = self._matcher.match(span.text, cell.recognized)
        if not found:
            return ()
        others = [other for other in row.cells if other is not cell and not other.is_blank]
        gap = span.whole and len(cell.lines[0].runs) > 1
        return tuple(
            _costing(
                match,
                span.place
                + self._beside(match.element, cell.ruled, span, others)
                + (self._costs.remark_apart if gap and _may_have_answered(match) else 0.0),
            )
            for match in found
        )

    def _beside(self, element: Element, ruled: bool, span: Span, others: Sequence[PrintedCell]) -> float:
        """What it costs that an element's answer does not stand where the form has it; `others` stand beside it."""
        if element.kind is Kind.ROW:
            if element.slots[0].row.type is RowType.LABEL and self._matcher.is_contents(element):
                return self._costs.listed
            beside = element.slots[0].row.type in _BESIDE and element.slots[0].row.place is None
            return self._costs.alone if ruled and span.whole and beside and not others else 0.0
        headed = element.kind in (Kind.TITLE, Kind.HEADING)
        return self._costs.alone if headed and any("[" not in fold(other.text) for other in others) else 0.0

    def _with_row_before(self, number: int, row: PrintedRow, base: int, spans: Sequence[Span]) -> Iterator[Candidate]:
        """Labels put together of this row's first text and that of the row before it.

        A page break cuts a label in two, and a label outside all cells may be set in two lines.
        """
        if self._before is None or not spans or not spans[0].whole:
            return
        before_number, before, before_base, first = self._before
        cut = before.last and row.follows(before.page)
        below = not row.cells[0].ruled and before.page == row.page
        wrapped = below and (before.last or not before.cells[0].ruled)  # a row may be too low for its label
        if first is None or not (cut or wrapped):
            return
        text = first.text + spans[0].text
        recognized = row.cells[0].recognized
        found = tuple(
            _costing(match, self._costs.two_rows + first.place + spans[0].place)
            for match in self._matcher.match(text, recognized)
        )
        if found:
            parts = (LabelPart(before_number, first), LabelPart(number, spans[0]))
            start, end = before_base + first.first, base + spans[0].last + 1
            yield Candidate(start, end, found, parts, Standing(at_top=True))


def label_parts(pair: Paired) -> tuple[LabelPart, ...]:
    """Where a label stands: in one row, or in two where a page break cuts it."""
    parts = pair.candidate.parts
    assert isinstance(parts, tuple)
    return parts


def _may_have_answered(match: Match) -> bool:
    """Whether what a match leaves out as a remark may be its answer."""
    is_row = match.how is How.LOOSE and match.element.kind is Kind.ROW
    return is_row and match.element.slots[0].row.has_answer


def _costing(match: Match, more: float) -> Match:
    """A match that costs more (below 0: less) where it stands."""
    if not more:
        return match
    return Match(  # `replace` takes several times as long, and there are many
        match.element, match.how, match.distance, match.cost + more, match.number, match.last, match.length,
        match.number_sure,
    )  # fmt: skip
