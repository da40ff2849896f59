"""Rows known by their place alone: one label that cannot be read stands where one row of the form lacks.

A label may be renamed beyond recognition, drawn as outlines, or named wrongly by its font. Where the alignment left one
row of the form unpaired between two neighbors, and one such cell with its answer beside it stands between them, they
belong together; where two rows or two cells compete, none of them does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import pairwise

from normalize.alignment.alignment import Paired
from normalize.alignment.candidates import LabelPart, label_parts
from normalize.alignment.lattice import Candidate
from normalize.alignment.row_window import RowWindow
from normalize.alignment.skipped import SkippedRows
from normalize.layout.printed_cells import PrintedCell, PrintedRow
from normalize.layout.rows import SAME_EDGE
from normalize.matching.costs import Costs
from normalize.matching.elements import Element, FormSequence, Kind
from normalize.matching.index import label_key
from normalize.matching.label_numbers import numbers_differ
from normalize.matching.match import How, Match, Matcher
from normalize.matching.spans import RunPart, Span
from normalize.registry import MAX_LABEL
from normalize.text.fold import fold

Edges = tuple[float, float]


class RowsByPlace:
    """Pairs what is known by its place; `gaps` are the numbers of the rows before which a page is lost."""

    def __init__(
        self, sequence: FormSequence, matcher: Matcher, rows: RowWindow, gaps: Collection[int], costs: Costs
    ) -> None:
        self._sequence, self._matcher, self._rows, self._gaps, self._costs = sequence, matcher, rows, gaps, costs
        self._edges: dict[int, list[Edges]] = {}
        """Left and right edges of the labels of each page that have a cell beside them."""

    def add(self, paired: Iterable[Paired]) -> None:
        """Note where labels stand that were paired: they tell the columns of their pages."""
        for part in (part for pair in paired for part in label_parts(pair)):
            row = self._rows[part.row]
            if part.span.whole and part.span.cell + 1 < len(row.cells):
                box = row.cells[part.span.cell].box
                self._edges.setdefault(row.page, []).append((box.x0, box.x1))

    def forget(self, page: int) -> None:
        """Let go of the pages before this one."""
        self._edges = {number: edges for number, edges in self._edges.items() if number >= page}

    def joined(self, paired: Sequence[Paired], skipped: SkippedRows) -> list[Paired]:
        """The labels that were paired, in print order, and between them those known by their place."""
        labelled = {part.row for pair in paired for part in label_parts(pair)}
        own = [pair for pair in paired if pair.is_own]
        found = {
            id(after): pair for before, after in pairwise(own)
            if (pair := self._between(before, after, labelled, skipped)) is not None
        }  # fmt: skip
        if not found:
            return list(paired)
        joined: list[Paired] = []
        for pair in paired:
            placed = found.get(id(pair))
            if placed is not None and self._stands_in_column(placed):
                joined.append(placed)
            joined.append(pair)
        return joined

    def _between(self, before: Paired, after: Paired, labelled: Collection[int], skipped: SkippedRows) -> Paired | None:
        """The only row that lacks between two labels, with the only cell there that may be its label."""
        element = self._only_lacking(before.match.element, after.match.element, skipped)
        if element is None:
            return None
        told_by = _boxed_heading(element) if element.kind is Kind.HEADING else _label_cell
        first, behind = label_parts(before)[-1].row + 1, label_parts(after)[0].row
        if any(first <= gap <= behind for gap in self._gaps):
            return None
        cells = [
            (number, cell) for number in range(first, behind)
            if number not in labelled and (cell := told_by(self._rows[number])) is not None
        ]  # fmt: skip
        if len(cells) != 1 or (cells[0][0] == first and self._is_answered_below(before)):
            return None
        row, cell = cells[0]
        return (
            None
            if self._is_another(self._rows[row].cells[cell], element)
            else _paired(self._rows[row], row, cell, element)
        )

    def _only_lacking(self, before: Element, after: Element, skipped: SkippedRows) -> Element | None:
        lacking = skipped.lacking(before, after)
        if len(lacking) != 1 or skipped.possible(before, after) != lacking:
            return None
        element = self._sequence.elements[lacking[0]]
        if element.kind is Kind.HEADING:
            return element if all(slot.row.place == "heading_right" for slot in element.slots) else None
        return element if element.kind is Kind.ROW and element.slots[0].row.place is None else None

    def _is_answered_below(self, label: Paired) -> bool:
        """Whether a label asks for what stands below it, because nothing stands beside it."""
        part = label_parts(label)[-1]
        asks = any(slot.row.has_answer for slot in label.match.element.slots)
        return asks and part.span.whole and part.span.cell + 1 == len(self._rows[part.row].cells)

    def _is_another(self, cell: PrintedCell, element: Element) -> bool:
        """Whether a text is, whatever its place, the label of another row, or bears another number."""
        if all(numbers_differ(label_key(cell.text), key) for key in element.keys):
            return True
        found = self._matcher.match(cell.text, cell.recognized)
        return any(match.element is not element and match.cost <= self._costs.likely for match in found)

    def _stands_in_column(self, placed: Paired) -> bool:
        """Whether a cell stands in a column of labels, so that it is none of a table within an answer."""
        part = label_parts(placed)[0]
        row = self._rows[part.row]
        box = row.cells[part.span.cell].box
        edges = self._edges.get(row.page, ())
        return any(abs(x0 - box.x0) <= SAME_EDGE and abs(x1 - box.x1) <= SAME_EDGE for x0, x1 in edges)


def _label_cell(row: PrintedRow) -> int | None:
    """The cell of a row that may be a label with an answer beside it; None where there is none.

    A blank one is, too, but for the first and the last of a page: there an answer goes over the page break.
    """
    label = len(row.cells) - 2
    if label < 0 or not all(cell.ruled for cell in row.cells) or row.cells[-1].is_blank:
        return None
    cell = row.cells[label]
    if any(not other.is_blank for other in row.cells[:label]) or cell.checkboxes or len(cell.text) > MAX_LABEL:
        return None
    return None if cell.is_blank and (row.first or row.last) else label


def _boxed_heading(element: Element) -> Callable[[PrintedRow], int | None]:
    """What tells the first cell of a row as this heading: right of it all options of the heading stand."""
    options = [option for slot in element.slots for option in slot.row.options]

    def cell(row: PrintedRow) -> int | None:
        lead, *beside = row.cells
        text = fold("".join(other.text for other in beside))
        is_named = all(any(fold(spelling) in text for spelling in option.spellings) for option in options)
        return 0 if lead.ruled and not lead.is_blank and len(lead.text) <= MAX_LABEL and options and is_named else None

    return cell


def _paired(row: PrintedRow, number: int, cell: int, element: Element) -> Paired:
    lines = row.cells[cell].lines
    parts = tuple(RunPart(line, run) for line in range(len(lines)) for run in range(len(lines[line].runs)))
    text = "".join(run.text for line in lines for run in line.runs)
    span = Span(cell, text, parts, 0.0, True, 0, max(len(parts) - 1, 0))
    match = Match(element, How.PLACE)
    return Paired(Candidate(0, 0, (match,), (LabelPart(number, span),)), match, 0.0)
