"""The last row of a page that no ruling closes: in tables of level rulings its text stands outside all cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.records import Box
from normalize.layout.printed_cells import PrintedCell, PrintedRow
from normalize.parsing.raw_answer import RawAnswer

INDENT = 5.0
"""Font sizes by which a line of an answer may stand further right than the others, where nothing is ruled."""
DEEPER = 0.8
"""So many font sizes right of a label at least begin the lines of an answer that is set below it."""
PITCH = 1.2
"""Lines of one answer are less than so many font sizes apart."""
OUTSIDE = 1.0
"""Points by which a line may begin left of the others."""


class OpenRows:
    """Tells which lines outside all cells belong to the answer that the end of a page cuts.

    Rulings part the rows of a page. So what stands below the last of them is one row, which goes on above the first
    ruling of the next page; a row that fills its page has none. Its answer stands right of its label: a line that
    begins in the label's column is none of its own.
    """

    def __init__(self) -> None:
        self._bottom: dict[int, float] = {}
        self._top: dict[int, float] = {}
        self._ruled_from: int | None = None
        self._right = self._reach = 0.0

    def learn(self, rows: Iterable[PrintedRow]) -> None:
        """Take in where the first and the last ruled row of each page stand."""
        for row in rows:
            if not row.cells[0].ruled:
                self._reach = max(self._reach, row.cells[-1].box.x1)
            else:
                self._ruled_from = row.page if self._ruled_from is None else min(self._ruled_from, row.page)
                self._right = max(self._right, *(cell.box.x1 for cell in row.cells))
                self._bottom[row.page] = max(self._bottom.get(row.page, row.bottom), row.bottom)
                self._top[row.page] = min(self._top.get(row.page, row.top), row.top)

    def goes_on(self, row: PrintedRow, answer: RawAnswer) -> bool:
        """Whether a line stands below an open answer, or atop the next page, in its column."""
        if not self._is_open(answer) and not (row.page == answer.last_page and _is_set_below(answer)):
            return False
        lines = [line for cell in answer.cells for line in cell.lines]
        left, right = min(line.box.x0 for line in lines) - OUTSIDE, lines[0].box.x0 + INDENT * lines[0].size
        return left <= row.cells[0].box.x0 <= right and self._is_next(row, answer)

    def wrapped(self, cells: Sequence[PrintedCell]) -> list[PrintedCell]:
        """Lines of an open row as cells that end where the table does, or the longest line: there they are wrapped."""
        right = self._right or self._reach
        return [
            cell if cell.ruled else
            replace(cell, box=cell.box._replace(x1=max(cell.box.x1, right)), wraps=True) for cell in cells
        ]  # fmt: skip

    def is_cut(self, row: PrintedRow, answer: RawAnswer) -> bool:
        """Whether a row outside all cells is the first one behind the end of the page that cuts an answer."""
        return (
            not row.cells[0].ruled
            and self._is_open(answer)
            and row.page > answer.last_page
            and self._is_next(row, answer)
        )

    def stands_beside(self, row: PrintedRow, asked: RawAnswer) -> bool:
        """Whether a line is the first of the answer to an open row: it stands right of its label, at its height."""
        if not self._stands_open(asked) or asked.label_box is None or row.page != asked.page:
            return False
        label, line = asked.label_box, row.cells[0].box
        shared = min(label.bottom, line.bottom) - max(label.top, line.top)
        return line.x0 >= label.x1 and shared >= min(label.height, line.height) / 2

    def stands_below(self, row: PrintedRow, asked: RawAnswer) -> bool:
        """Whether a line is the first of the answer to a label without rulings: it is indented below it."""
        label, line = asked.label_box, row.cells[0].box
        if label is None or row.page != asked.page or row.cells[0].ruled or not row.cells[0].lines:
            return False
        size = row.cells[0].lines[0].size
        return _is_deeper(line.x0, label, size) and 0.0 <= line.top - label.bottom <= PITCH * size

    def _is_open(self, answer: RawAnswer) -> bool:
        """Whether an answer stands outside all cells in the row that its page cuts."""
        filled = any(cell.lines for cell in answer.cells) and not any(cell.ruled for cell in answer.cells)
        return filled and self._stands_open(answer)

    def _stands_open(self, answer: RawAnswer) -> bool:
        """Whether its label stands below the last ruling of its page, whose rows rulings part."""
        if self._ruled_from is None or answer.page < self._ruled_from or answer.label_box is None:
            return False
        return answer.label_box.top >= self._bottom.get(answer.page, 0.0)

    def _is_next(self, row: PrintedRow, answer: RawAnswer) -> bool:
        """Whether nothing can stand between a line and the last one of an answer."""
        last = answer.cells[-1]
        if row.page == last.page:
            return 0.0 <= row.top - last.box.bottom + PITCH * last.lines[-1].size <= 2 * PITCH * last.lines[-1].size
        before = row.page - 1 if row.page_before is None else row.page_before
        return before == last.page and row.top < self._top.get(row.page, float("inf"))


def _is_set_below(answer: RawAnswer) -> bool:
    """Whether the lines of an answer stand below its label, and all further right: no label begins among them."""
    lines = [line for cell in answer.cells for line in cell.lines]
    if answer.label_box is None or not lines or any(cell.ruled for cell in answer.cells):
        return False
    below = all(line.box.top >= answer.label_box.bottom for line in lines) and answer.page == answer.last_page
    return below and all(_is_deeper(line.box.x0, answer.label_box, line.size) for line in lines)


def _is_deeper(x0: float, label: Box, size: float) -> bool:
    """Whether a line is indented as the text of a paragraph is below its heading."""
    return DEEPER * size <= x0 - label.x0 <= INDENT * size
