"""What stands beside labels in their rows: the cells that may answer each, and how labels and cells stand together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from normalize.alignment.labels import Label
from normalize.layout.printed_cells import PrintedCell, PrintedRow
from normalize.matching.elements import Element, Kind
from normalize.parsing.raw_answer import RawAnswer

SAME_ROW = 6.0
"""Labels whose upper edges differ by less (points) stand side by side, above their answers."""


@dataclass(frozen=True, slots=True)
class LabelledCells:
    """A label, and the cells of its row that may answer it: what is left of its own cell, and those beside that."""

    label: Label
    row: PrintedRow
    own: list[PrintedCell]
    beside: list[PrintedCell]

    @property
    def cell(self) -> PrintedCell:
        """The cell that the label stands in."""
        return self.row.cells[self.label.span.cell]

    @property
    def element(self) -> Element:
        """What the label is taken for."""
        return self.label.paired.match.element

    @property
    def every_cell(self) -> list[PrintedCell]:
        """All cells that may answer it."""
        return [*self.own, *self.beside]

    @property
    def stands_alone(self) -> bool:
        """Whether its answer has ruled cells to itself, if it has any beside it."""
        return not self.own and all(cell.ruled for cell in self.beside)


def are_filled(cells: Sequence[PrintedCell]) -> bool:
    """Whether anything is printed in some cells."""
    return any(not cell.is_blank for cell in cells)


def is_shape(element: Element) -> bool:
    """Whether an element is an answer that prints no label."""
    return element.kind is Kind.ROW and "○" in element.slots[0].row.label


def side_by_side(a: RawAnswer, b: RawAnswer) -> bool:
    """Whether the labels of two answers stand side by side, above what answers them."""
    if a.label_box is None or b.label_box is None or a.page != b.page:
        return False
    return abs(a.label_box.top - b.label_box.top) < SAME_ROW


def reaches_beside(label: PrintedCell, answer: PrintedCell) -> bool:
    """Whether a cell of the answer above stands beside this label: the ruling between the two may be lost."""
    if not (label.ruled and answer.ruled) or label.page != answer.page or answer.box.x0 < label.box.x1 - SAME_ROW:
        return False
    return min(label.box.bottom, answer.box.bottom) - max(label.box.top, answer.box.top) > SAME_ROW


def share_a_cell(row: PrintedRow, labels: Sequence[Label], rests: Sequence[PrintedCell | None]) -> set[int]:
    """The labels that stand in one cell with the label before them, both to be answered beside it."""
    return {
        at for at in range(1, len(labels))
        if labels[at].span.cell == labels[at - 1].span.cell and rests[at - 1] is None and _asks(labels[at - 1])
        and are_filled(row.cells[labels[at].span.cell + 1 :])
    }  # fmt: skip


def foreign_heads(row: PrintedRow, labels: Sequence[Label], rests: Sequence[PrintedCell | None]) -> list[PrintedCell]:
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
