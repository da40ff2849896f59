"""Rows that a page break cuts: a label set in the middle of the whole row stands on one page only, or is itself cut."""

from __future__ import annotations

from dataclasses import replace

from normalize.layout.rows import PrintedRow
from normalize.matching.position import Cursor
from normalize.matching.respelling import Respeller
from normalize.text.fold import fold


def without_indent(row: PrintedRow) -> PrintedRow:
    """The row without the narrow blank cells before its label."""
    blank = 0
    while blank < len(row.cells) - 2 and row.cells[blank].is_blank:
        blank += 1
    return replace(row, cells=row.cells[blank:])


def whole_row(above: PrintedRow, below: PrintedRow) -> PrintedRow:
    """The row of which `above` ends one page and `below` begins the next, as one.

    A label printed on both pages (LibreOffice) counts once.
    """
    above, below = without_indent(above), without_indent(below)
    label = below.cells[0]
    printed_twice = fold(above.cells[0].text) in fold(label.text)
    lines = label.lines if printed_twice else [*above.cells[0].lines, *label.lines]
    return replace(below, cells=[replace(label, lines=lines), *above.cells[1:], *below.cells[1:]])


class CutRow:
    """The last row of a page, held while it is not known what it is: the next page may tell."""

    def __init__(self, respeller: Respeller, cursor: Cursor) -> None:
        self.row: PrintedRow | None = None
        self._respeller, self._cursor = respeller, cursor

    def release(self) -> PrintedRow | None:
        """The held row, held no longer."""
        row, self.row = self.row, None
        return row

    def joined_with(self, row: PrintedRow) -> PrintedRow | None:
        """The held row and a page's first row as one; None if they are two."""
        if self.row is None or not row.first:
            return None
        whole = self._respeller.joined(whole_row(self.row, row))
        label = whole.cells[0]
        return whole if label.is_blank or self._cursor.find_row(label.text, exact=True) else None

    def with_line(self, line: PrintedRow) -> PrintedRow | None:
        """The held row with a line below the table as more of its label, for which the row was too low.

        None for a line that is nothing of the kind. The row is known once its label is whole (`is_known`).
        """
        held = self.row
        if held is None or held.page != line.page:
            return None
        row = self._respeller.joined(replace(whole_row(held, line), first=held.first, last=held.last))
        return row if self._respeller.begins_label(row.cells[0]) else None

    def is_known(self, row: PrintedRow) -> bool:
        """Whether a row's label is one of the form's."""
        return self._respeller.is_row_label(row.cells[0])
