"""Rows that a page break cuts: a label set in the middle of the whole row stands on one page only, or is itself cut."""

from __future__ import annotations

from dataclasses import replace

from normalize.fold import fold
from normalize.rows import PrintedRow


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
