"""What the cells of a row hold beside its labels: answers below or behind them, and the words that say they go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from extract.records import Box
from normalize.audit.ledger import Ledger, Role
from normalize.layout.printed_cells import PrintedCell, PrintedRow
from normalize.layout.run_parts import char_width
from normalize.matching.index import FormIndex
from normalize.matching.span_cells import above_label, label_box, without
from normalize.matching.spans import Span
from normalize.parsing.shares import shares
from normalize.text.fold import fold

_OPENING = "(<【["
"""The brackets that open around words which say that something goes on, as folded."""


class OwnCells:
    """Tells what is left of the cells of labels; marks like （続き） are entered in the ledger as a label's."""

    def __init__(self, index: FormIndex, ledger: Ledger) -> None:
        self._index, self._ledger = index, ledger

    def rests(self, row: PrintedRow, spans: Sequence[Span]) -> tuple[list[PrintedCell | None], set[int]]:
        """What stands below or beside each label in its own cell.

        What stands below several labels of one line is parted among them by its places. Where that cannot be told the
        last of them, whose number is told too, gets it all. Told are also those between which a text stands that may
        be of either.
        """
        rests = [self._rest(row.cells[span.cell], spans, at) for at, span in enumerate(spans)]
        unparted: set[int] = set()
        for _, group in groupby(
            range(len(spans)), lambda at: (spans[at].cell, [part.line for part in spans[at].parts][:1])
        ):
            places = list(group)
            last = rests[places[-1]]
            if len(places) == 1 or last is None or any(rests[at] is not None for at in places[:-1]):
                continue
            cell = row.cells[spans[places[0]].cell]
            parts = shares([label_box(cell, spans[at]) for at in places], [last])
            if all(parts):
                for at, (own,) in zip(places, parts, strict=True):
                    rests[at] = own
            else:
                unparted.add(places[-1])
        for at, (span, following) in enumerate(pairwise(spans)):
            rest = rests[at]
            if span.cell == following.cell and rest and _may_be_beside(rest, row.cells[span.cell], following):
                unparted |= {at, at + 1}
        return rests, unparted

    def _rest(self, cell: PrintedCell, spans: Sequence[Span], at: int) -> PrintedCell | None:
        """What stands in a label's own cell and is no label, up to the next label in it; None for nothing."""
        if spans[at].whole:
            return None
        own = [span for span in spans if span.cell == spans[at].cell]
        left = without(cell, own)
        if not left.lines:
            return None
        place = own.index(spans[at])
        starts = [min((part.line for part in span.parts), default=0) for span in own]
        first = starts[place] if place or above_label(cell, own[0]) is not None else 0
        last = starts[place + 1] if place + 1 < len(own) else len(cell.lines)
        if (first, last) != (0, len(cell.lines)):
            tops = [line.box.top for line in cell.lines]
            kept = [line for line in left.lines if first <= _line_at(tops, line.box.top) < last]
            left = replace(left, lines=kept)
        label = label_box(cell, spans[at])
        rest = self._without_end(self._without_mark(left, label), spans[at].text, label)
        if self._index.is_continued(rest.text):
            self._ledger.take_cells(Role.LABEL, [rest])
            return None
        return rest if rest.lines else None

    def _without_end(self, cell: PrintedCell, text: str, label: Box) -> PrintedCell:
        """The cell without the last words of a label, which stand below it while its answer stands beside both.

        A label whose end was not found with it is known without that end, too.
        """
        if not cell.lines or self._index.is_label(text):
            return cell
        size = cell.lines[0].size
        edge = min(label.x1, label.x0 + sum(map(char_width, text)) * size) + size / 2
        if any(line.runs[-1].x0 >= edge - size for line in cell.lines[1:]):
            for ends, line in enumerate(cell.lines[1:], 1):
                if line.runs[0].x1 > edge or line.box.top < label.top:
                    break
                text += line.runs[0].text
                if self._index.is_label(text):
                    return self._without_first(cell, ends)
        return cell

    def _without_first(self, cell: PrintedCell, ends: int) -> PrintedCell:
        """The cell without the first words of so many of its lines behind the first one, which end a label above."""
        lines = cell.lines[:1]
        for n, line in enumerate(cell.lines[1:], 1):
            if n <= ends:
                self._ledger.take(Role.LABEL, cell.page, "".join(line.runs[0].text.split()))
                line = replace(line, runs=line.runs[1:], box=line.box._replace(x0=(line.runs[1:] or line.runs)[0].x0))
            if line.runs:
                lines.append(line)
        return replace(cell, lines=lines)

    def _without_mark(self, cell: PrintedCell, label: Box) -> PrintedCell:
        """The cell without the words below a label which say that it goes on (続き)."""
        lines = []
        for line in cell.lines:
            first = line.runs[0]
            if first.x0 < label.x1 and line.box.top >= label.top and self._index.is_continued(first.text):
                self._ledger.take(Role.LABEL, cell.page, "".join(first.text.split()))
                line = replace(line, runs=line.runs[1:], box=line.box._replace(x0=(line.runs[1:] or line.runs)[0].x0))
            if line.runs:
                lines.append(line)
        return replace(cell, lines=lines)

    def says_continued(self, label: str) -> bool:
        """Whether a label says in brackets behind its words that it goes on from the page before."""
        at = max(map(fold(label).rfind, _OPENING))
        return at > 0 and self._index.is_continued(fold(label)[at:])

    def without_continued(self, cells: Sequence[PrintedCell]) -> list[PrintedCell]:
        """The cells without a first line that only says that they go on."""
        kept = []
        for cell in cells:
            if cell.lines and self._index.is_continued(cell.lines[0].text):
                self._ledger.take_cells(Role.LABEL, [replace(cell, lines=cell.lines[:1])])
                cell = replace(cell, lines=cell.lines[1:])
            kept.append(cell)
        return kept

    def unmarked(self, row: PrintedRow) -> PrintedRow:
        """A line outside all cells without the first of its words, where they say that it goes on (続き)."""
        cell = row.cells[0]
        if cell.ruled or len(cell.lines) != 1 or len(cell.lines[0].runs) < 2:
            return row
        line, (mark, *runs) = cell.lines[0], cell.lines[0].runs
        if not self._index.is_continued(mark.text):
            return row
        self._ledger.take(Role.LABEL, cell.page, "".join(mark.text.split()))
        line = replace(line, runs=tuple(runs), box=line.box._replace(x0=runs[0].x0))
        return replace(row, cells=[replace(cell, lines=[line], box=line.box), *row.cells[1:]])


def _may_be_beside(own: PrintedCell, cell: PrintedCell, label: Span) -> bool:
    """Whether the last line above a label may be of its answer: it stands right of it, no line of it at its left.

    A label may be set in the middle beside its answer.
    """
    last, box = own.lines[-1], label_box(cell, label)
    return last.box.x0 >= box.x1 and not any(
        line.runs[0].x0 < box.x1 and line.box.top < last.box.bottom and last.box.top < line.box.bottom
        for line in cell.lines if line.box.top < box.top
    )  # fmt: skip


def _line_at(tops: Sequence[float], top: float) -> int:
    return min(range(len(tops)), key=lambda n: abs(tops[n] - top))
