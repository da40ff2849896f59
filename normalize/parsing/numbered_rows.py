"""Tables of numbered lines (№ and text) that answer a question: ruled rows without a label, counted from 1."""

from __future__ import annotations

from dataclasses import replace

from extract.records import Box
from normalize.layout.rows import SAME_EDGE, PrintedCell, PrintedRow, merged_lines
from normalize.parsing.collected import Collected
from normalize.registry import RowType
from normalize.text.fold import fold


def as_numbered(row: PrintedRow, collected: Collected) -> PrintedRow:
    """A row of a numbered table that answers what is asked, with all its texts in one cell; any other as it is.

    The first one bears a 1 and stands below the question, any other the number that follows the last one's.
    """
    number = _number(row)
    if number is None:
        return row
    asked = collected.pending[0] if len(collected.pending) == 1 else None
    last = collected.last
    begins = asked is not None and asked.slot.row.type is RowType.FREE and number == 1
    goes_on = last is not None and last.slot.row.type is RowType.FREE and _counts_on(row, number, last.cells)
    if not (begins or goes_on):
        return row
    cells = row.cells
    whole = replace(
        cells[0],
        box=Box.around([cell.box for cell in cells]),
        lines=merged_lines(line for cell in cells for line in cell.lines),
        checkboxes=[box for cell in cells for box in cell.checkboxes],
    )
    return replace(row, cells=[whole])


def _number(row: PrintedRow) -> int | None:
    """The number that stands alone in the first cell of a ruled row, text beside it; None for any other row."""
    first, *beside = row.cells
    text = fold(first.text)
    if not beside or not all(cell.ruled for cell in row.cells) or all(cell.is_blank for cell in beside):
        return None
    return int(text) if text.isascii() and text.isdigit() else None


def _counts_on(row: PrintedRow, number: int, cells: list[PrintedCell]) -> bool:
    """Whether the row above was one of the same table, with the number before."""
    if not cells or not cells[-1].lines:
        return False
    above, lead = cells[-1], cells[-1].lines[0].runs[0]
    begins_alike = abs(above.box.x0 - row.cells[0].box.x0) <= SAME_EDGE and lead.x1 <= row.cells[0].box.x1
    return begins_alike and fold(lead.text) == str(number - 1)
