"""Tables of numbered lines (№ and text) that answer a question: ruled rows without a label, counted from 1."""

from __future__ import annotations

from dataclasses import replace

from extract.records import Box
from normalize.layout.printed_cells import PrintedRow, merged_lines
from normalize.layout.rows import SAME_EDGE
from normalize.parsing.collected import Collected
from normalize.parsing.raw_answer import RawAnswer
from normalize.registry import RowType
from normalize.text.fold import fold

_WORDS = frozenset({RowType.FREE, RowType.TEXT})
"""Rows that are answered in words."""


def as_numbered(row: PrintedRow, collected: Collected) -> PrintedRow:
    """A row of a numbered table that answers what is asked, with all its texts in one cell; any other as it is.

    The first one bears a 1 and stands below the question, or right below a blank strip that a frame leaves beside or
    below it; any other bears the number that follows the last one's.
    """
    first, *beside = row.cells
    if not beside or _number(first.text) is None or not all(cell.ruled for cell in row.cells):
        return row
    if all(cell.is_blank for cell in beside):
        return row
    whole = replace(
        first,
        box=Box.around([cell.box for cell in row.cells]),
        lines=merged_lines(line for cell in row.cells for line in cell.lines),
        checkboxes=[box for cell in row.cells for box in cell.checkboxes],
    )
    made = replace(row, cells=[whole])
    asked = collected.pending[0] if len(collected.pending) == 1 else None
    begins = asked is not None and asked.slot.row.type in _WORDS and _number(first.text) == 1
    return made if begins or (collected.last is not None and _counts_on(made, collected.last)) else row


def _counts_on(row: PrintedRow, answer: RawAnswer) -> bool:
    """Whether a row of one cell is the next one of an answer: the one above bears the number before, or is blank."""
    cell = row.cells[0]
    if answer.slot.row.type not in _WORDS or not answer.cells or not cell.ruled or len(cell.lines[0].runs) < 2:
        return False
    above, number = answer.cells[-1], _number(cell.lines[0].runs[0].text)
    if number is None or abs(above.box.x0 - cell.box.x0) > SAME_EDGE:
        return False
    if not answer.folded:
        return number == 1 and above.page == row.page and abs(row.top - above.box.bottom) <= SAME_EDGE
    return bool(above.lines) and len(above.lines[0].runs) > 1 and _number(above.lines[0].runs[0].text) == number - 1


def _number(text: str) -> int | None:
    """The number that a text is; None for any other text."""
    folded = fold(text)
    return int(folded) if folded.isascii() and folded.isdigit() else None
