"""The last row of a page that bears no label, or only the first part of one: the next page tells what it is."""

from __future__ import annotations

from dataclasses import dataclass

from normalize.layout.printed_cells import PrintedCell, PrintedRow
from normalize.text.fold import fold

EDGE = 6.0
"""Points by which the edges of a column may differ from page to page."""


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A row that the next page may go on with: `of_label` says that its first cell was a label's part."""

    row: PrintedRow
    cells: list[PrintedCell]
    of_label: bool

    def goes_on(self, row: PrintedRow, label: str, cell: PrintedCell) -> bool:
        """Whether `row` with this label in `cell` goes on with it.

        It is the first of the next page, or stands below the table. Of a label that is printed on both pages the first
        may be cut off; another text in its place is another row. So is one whose label stands above its answer, where
        what is held stands beside a blank label.
        """
        if not self.of_label and _reaches_over(cell, self.cells):
            return False
        behind = row.follows(self.row.page)
        below = row.page == self.row.page and not row.cells[0].ruled
        bare = self.of_label or not self.cells or self.cells[0].is_blank or _is_cut_beside(cell, self.cells[0])
        return (behind or below) and bool(bare or self.repeated(label)) and bool(label)

    def repeated(self, label: str) -> list[PrintedCell]:
        """Its first cell with text, where the label that follows has the same words.

        A number alone names no label: it may be that of a row in a table of the answer before.
        """
        lead = None if self.of_label else next((cell for cell in self.cells if not cell.is_blank), None)
        words = fold(lead.text) if lead is not None else ""
        is_named = words in fold(label) and any(char.isalpha() for char in words)
        return [lead] if lead is not None and is_named else []

    def answers(self, label: str) -> list[PrintedCell]:
        """The cells that hold a part of the answer to the label that follows."""
        if self.of_label or all(cell.is_blank for cell in self.cells):
            return self.cells
        repeated = self.repeated(label)
        return [cell for cell in self.cells if not cell.is_blank and not any(cell is lead for lead in repeated)]


def _is_cut_beside(label: PrintedCell, held: PrintedCell) -> bool:
    """Whether no ruling parts what is held from the row of a label that stands left of it."""
    return held.ruled and held.open_bottom and label.open_top and label.box.x1 <= held.box.x0 + EDGE


def _reaches_over(label: PrintedCell, held: list[PrintedCell]) -> bool:
    """Whether a label's cell ends below the answer that is held beside a blank label."""
    if len(held) < 2 or not held[0].is_blank or not (label.ruled and held[0].ruled):
        return False
    return any(label.box.x1 > cell.box.x0 + EDGE for cell in held if not cell.is_blank)
