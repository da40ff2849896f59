"""Headings outside all cells that wrap below their first line, at whose right option boxes stand: each is one row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from extract.records import Box
from normalize.layout.printed_cells import PrintedRow
from normalize.layout.rows import SAME_EDGE

MOST_LINES = 4
"""A heading is set in so many lines at most."""
PITCH = 1.2
"""Its lines are at most so many font sizes apart."""


def with_wrapped_headings(rows: Sequence[PrintedRow], is_label: Callable[[str], bool]) -> list[PrintedRow]:
    """The rows of a page, those of such a heading together; `is_label` tells whether a text is a label of the form."""
    found: list[PrintedRow] = []
    taken = 0
    for n, row in enumerate(rows):
        if n < taken:
            continue
        lines = _lines_below(row, rows[n + 1 : n + MOST_LINES]) if _has_boxes_behind_words(row) else []
        count = _label_ends(_words_before_boxes(row), [line.text for line in lines], is_label) if lines else 0
        found.append(_together(row, lines[:count]) if count else row)
        taken = n + 1 + count
    return found


def _has_boxes_behind_words(row: PrintedRow) -> bool:
    """Whether a row is one line outside all cells that begins with words and goes on with an option box."""
    cell = row.cells[0]
    if cell.ruled or len(row.cells) > 1 or len(cell.lines) != 1 or not cell.checkboxes:
        return False
    return cell.lines[0].runs[0].x1 <= min(box.box.x0 for box in cell.checkboxes)


def _words_before_boxes(row: PrintedRow) -> str:
    cell = row.cells[0]
    edge = min(box.box.x0 for box in cell.checkboxes)
    return "".join(run.text for run in cell.lines[0].runs if run.x1 <= edge)


def _lines_below(row: PrintedRow, rows: Sequence[PrintedRow]) -> list[PrintedRow]:
    """The next lines outside all cells that begin where a row does, one below the other, without boxes."""
    found: list[PrintedRow] = []
    for other in rows:
        cell, above = other.cells[0], (found or [row])[-1].cells[0]
        is_line = len(other.cells) == 1 and not cell.ruled and len(cell.lines) == 1 and not cell.checkboxes
        near = cell.box.top - above.box.bottom <= PITCH * above.lines[0].size
        if not (is_line and near and abs(cell.box.x0 - row.cells[0].box.x0) <= SAME_EDGE):
            break
        found.append(other)
    return found


def _label_ends(words: str, below: Sequence[str], is_label: Callable[[str], bool]) -> int:
    """How many of the lines below complete a label that no fewer lines are; 0 for none."""
    for count in range(len(below) + 1):
        if is_label(words + "".join(below[:count])):
            return count
    return 0


def _together(row: PrintedRow, below: Sequence[PrintedRow]) -> PrintedRow:
    cells = [row.cells[0], *(other.cells[0] for other in below)]
    whole = replace(
        cells[0], box=Box.around([cell.box for cell in cells]), lines=[line for cell in cells for line in cell.lines]
    )
    return replace(row, cells=[whole])
