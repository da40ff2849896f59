"""Option boxes behind a heading outside all cells: an option that the end of the line cuts goes on in the next line."""

from __future__ import annotations

from normalize.layout.printed_cells import PrintedRow
from normalize.parsing.raw_answer import RawAnswer
from normalize.text.fold import fold
from normalize.text.signs import bare_boxes

PITCH = 1.2
"""The next line is less than so many font sizes below the one before."""


def completes_option(row: PrintedRow, answer: RawAnswer) -> bool:
    """Whether a line outside all cells is the rest of an option with which the last line of an answer breaks off."""
    cell = row.cells[0]
    if cell.ruled or not answer.cells or not answer.cells[-1].lines or answer.cells[-1].page != row.page:
        return False
    last = answer.cells[-1].lines[-1]
    if not -PITCH * last.size / 2 < cell.box.top - last.box.bottom < PITCH * last.size:
        return False
    above, below = fold(last.text).replace(" ", ""), fold(cell.text).replace(" ", "")
    return any(
        _is_cut(fold(spelling).replace(" ", ""), above, below)
        for option in answer.slot.row.options for spelling in option.spellings
    )  # fmt: skip


def _is_cut(option: str, above: str, below: str) -> bool:
    """Whether an option begins at the end of one text and ends in the next, where no more than other boxes follow."""
    for at in range(1, len(option)):
        if above.endswith(option[:at]) and below.startswith(option[at:]):
            rest = below[len(option) - at :]
            return not rest or rest[0] in "[(" + fold(bare_boxes())
    return False
