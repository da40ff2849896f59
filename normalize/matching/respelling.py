"""Misread labels of printed rows → the form's own spelling, so that what follows finds them to the letter.

Only what stands in a label's place is respelled: the first text of a row, or texts side by side that are the labels
the form has next. An answer that happens to be like a label stays as it was read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.records import Box, Line, Run
from normalize.layout.rows import PrintedCell, PrintedRow
from normalize.matching.expected import LIMIT as EXPECTED_LIMIT
from normalize.matching.expected import Expected, closest_spelling
from normalize.matching.index import MAX_LABEL, FormIndex, label_key
from normalize.matching.instances import InstanceHeadings, version_spelling
from normalize.matching.position import Cursor
from normalize.matching.vocabulary import closest_on_form, resembles_label, split_number
from normalize.text.closest import LIMIT
from normalize.text.confusables import difference
from normalize.text.fold import fold

LOOKALIKES_ONLY = 0.7
"""A text that differs by less holds no error but look-alikes and unsteady signs."""
LONG = 8
"""A label of so many characters is known for certain even if a part of it is misread."""
_FIRST_BRACKET = re.compile(r"[\[\]［］]")


class Respeller:
    """Respells rows of pages that were recognised in pictures, by the form and the reader's place on it."""

    def __init__(self, index: FormIndex, cursor: Cursor, numbered_files: bool = False) -> None:
        self._index, self._cursor = index, cursor
        self._expected = Expected(index, cursor, excerpt=numbered_files)
        self._instances = InstanceHeadings(index, cursor, numbered_files)

    def is_label(self, text: str) -> bool:
        """Whether a text is a label, heading or instance heading of the form, misread or not."""
        return (
            self._index.is_label(text)
            or resembles_label(self._index.form.id, text)
            or self._instances.spelling(label_key(text)) is not None
        )

    def begins_label(self, cell: PrintedCell) -> bool:
        """Whether some row's label begins with a cell's text, misread or not."""
        key = label_key(cell.text)
        if self._index.begins_label(key) or not cell.recognised:
            return self._index.begins_label(key)
        return any(difference(key, label[: len(key)]) <= LIMIT * len(key) for label in self._index.rows)

    def is_row_label(self, cell: PrintedCell) -> bool:
        """Whether a cell's text is, to the letter, the label of a row."""
        return label_key(cell.text) in self._index.rows

    def joined(self, row: PrintedRow) -> PrintedRow:
        """A row put together of the parts that a page break cut, its label respelled if that is beyond doubt."""
        cell = row.cells[0]
        if cell.is_blank or not cell.recognised or self._is_known(cell.text):
            return row
        match = closest_on_form(self._index.form.id, cell.text)
        if match is None or (match.difference >= LOOKALIKES_ONLY and len(match.key) < LONG):
            return row
        return replace(row, cells=[with_text(cell, match.key), *row.cells[1:]])

    def row(self, row: PrintedRow, lead: int, pending: bool) -> PrintedRow:
        """The row with its labels respelled; `row` itself where nothing in it is a misread label.

        `lead` is its first cell with text, `pending` says that an answer in the writer's words is expected below a
        label.
        """
        cell, rest = row.cells[lead], row.cells[lead + 1 :]
        if not cell.recognised or len(cell.text) > MAX_LABEL:
            return row
        respelled = self._cell(cell, rest, pending)
        beside = None if pending else self._side_by_side(respelled or cell, rest)
        if respelled is None and beside is None:
            return row
        return replace(row, cells=[*row.cells[:lead], respelled or cell, *(beside or rest)])

    # one cell

    def _cell(self, cell: PrintedCell, rest: Sequence[PrintedCell], pending: bool) -> PrintedCell | None:
        bracket = _FIRST_BRACKET.search(cell.text)
        if bracket is not None and bracket.start():
            return self._before_boxes(cell)
        key, labels = label_key(cell.text), bool(rest) and cell.ruled
        spelling = self._heading_of_boxes(key, rest) if labels else None
        if spelling is None and self._is_known(cell.text):
            spelling = key if pending or self._expected.may_come(key) else self._expected.placed(key)
        if spelling is None:
            spelling = self.spelling(cell.text, labels, pending)
        return with_text(cell, spelling) if spelling not in (None, key) else None

    def _heading_of_boxes(self, key: str, rest: Sequence[PrintedCell]) -> str | None:
        boxes = fold("".join(cell.text for cell in rest))
        if "[" not in boxes or key in self._index.headings:
            return None
        return self._expected.heading_of_boxes(key, boxes)

    def _is_known(self, text: str) -> bool:
        """Whether a text is spelled as on the form; the number of an instance may still be misread."""
        index, key = self._index, label_key(text)
        group = index.group_heading(text, self._cursor.section)
        if group is not None and group.last is None:
            return False
        return index.is_label(text) or bool(index.pattern_row(text)) or key in index.footnotes

    def spelling(self, text: str, labels: bool, answers: bool) -> str | None:
        """The form's spelling of a misread text; None if it has none for certain.

        `labels` says that the text stands beside others, as a row's label does; `answers` that an answer is expected
        in its place.
        """
        key = label_key(text)
        match = closest_on_form(self._index.form.id, text)
        if match is not None:
            sure = not answers or match.difference < LOOKALIKES_ONLY
            return self._expected.placed(match.key) if sure else None
        if answers:
            return None
        return (
            self._instances.spelling(key) or version_spelling(self._index, key) or self._expected.closest(key, labels)
        )

    # several cells

    def _side_by_side(self, cell: PrintedCell, rest: Sequence[PrintedCell]) -> list[PrintedCell] | None:
        """The cells beside a label, respelled if they are the labels that follow it on the form (番号 | 名称)."""
        if not rest or any(other.is_blank for other in rest):
            return None
        slot = self._cursor.find_row(cell.text, exact=True)
        if slot is None or slot.order + len(rest) >= len(self._index.slots):
            return None
        respelled = []
        for n, other in enumerate(rest, 1):
            key = label_key(other.text)
            amount, length, own = closest_spelling(
                self._index.slots[slot.order + n].row.spellings, key, *split_number(key)
            )
            if len(key) > MAX_LABEL or amount > EXPECTED_LIMIT * length or amount >= length:
                return None
            respelled.append(with_text(other, own) if own != key else other)
        return respelled if respelled != list(rest) else None

    # a heading with option boxes at its right

    def _before_boxes(self, cell: PrintedCell) -> PrintedCell | None:
        """The cell with the words before its first bracket respelled; the lines below may belong to them too."""
        at = next(n for n, line in enumerate(cell.lines) if _FIRST_BRACKET.search(line.text))
        line = cell.lines[at]
        before, boxes = _cut_at_bracket(line)
        below = [other for other in cell.lines[at + 1 :] if not _FIRST_BRACKET.search(other.text)]
        words = "".join([other.text for other in cell.lines[:at]] + [run.text for run in before])
        if not words or label_key(words) in self._index.headings:
            return None
        for text, used in ((words, []), (words + "".join(other.text for other in below), below)):
            spelling = self.spelling(text, labels=False, answers=False)
            if spelling is None:
                continue
            left = before[0].x0 if before else line.box.x0
            heading = Run(spelling, left, before[-1].x1 if before else left)
            first = replace(line, runs=(heading, *boxes), read_as=text)
            kept = [other for other in cell.lines[at + 1 :] if other not in used]
            return replace(cell, lines=[first, *kept])
        return None


def _cut_at_bracket(line: Line) -> tuple[list[Run], list[Run]]:
    """The runs of a line before its first bracket, and from it on."""
    before: list[Run] = []
    for n, run in enumerate(line.runs):
        match = _FIRST_BRACKET.search(run.text)
        if match is None:
            before.append(run)
            continue
        x = run.x0 + (run.x1 - run.x0) * match.start() / len(run.text)
        if run.text[: match.start()].strip():
            before.append(Run(run.text[: match.start()].strip(), run.x0, x))
        return before, [Run(run.text[match.start() :], x, run.x1), *line.runs[n + 1 :]]
    return before, []


def with_text(cell: PrintedCell, text: str) -> PrintedCell:
    """The cell with one line of this text in place of its lines."""
    box = Box.around([line.box for line in cell.lines])
    first = cell.lines[0]
    line = replace(first, runs=(Run(text, box.x0, box.x1),), box=box, read_as=cell.text)
    return replace(cell, lines=[line])
