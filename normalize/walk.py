"""Printed rows → answers of a form: each row is a heading, a label with its answer, or the rest of an answer.

Strict interpretation: what a row says is taken where the form expects it; what is left over becomes a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from normalize.cursor import Cursor
from normalize.fold import fold
from normalize.form_index import (
    MAX_LABEL,
    FormIndex,
    Heading,
    Slot,
    before_brackets,
    label_key,
)
from normalize.records import Finding, FindingKind
from normalize.registry import RowType
from normalize.rows import PrintedCell, PrintedRow

_FILE_NUMBER = re.compile(r"^\(?([0-9]{1,2})[).．]")


@dataclass(slots=True)
class RawAnswer:
    """A row of the form with the cells that hold its answer, before they are interpreted."""

    slot: Slot
    file_no: int | None
    instance: int | None
    cells: list[PrintedCell] = field(default_factory=list)
    label_exact: bool = True

    @property
    def last_page(self) -> int:
        return self.cells[-1].page if self.cells else 0


class FormWalk:
    """Reads printed rows in order and collects the answers of one form."""

    def __init__(self, index: FormIndex, numbered_files: bool = False) -> None:
        self.index = index
        self.cursor = Cursor(index)
        self.numbered_files = numbered_files
        self.answers: list[RawAnswer] = []
        self.findings: list[Finding] = []
        self._folded: dict[tuple[str, int | None, int | None], int] = {}
        self._pending: list[RawAnswer] = []
        self._last: RawAnswer | None = None
        self._last_row: PrintedRow | None = None
        self._contents_page = 0
        self._held: PrintedRow | None = None

    def read(self, rows: Iterable[PrintedRow]) -> None:
        """Take in the rows of a page, or of several in order."""
        for row in rows:
            if self._held is not None and row.cells[0].ruled:
                row = self._with_held(row)
            self._read_row(row)
            if row.cells[0].ruled:
                self._last_row = row

    def _with_held(self, row: PrintedRow) -> PrintedRow:
        """A page's first row joined with the last one of the page before, if these two are one cut in two.

        A label set in the middle of the whole row then stands on one page only, or is itself cut.
        """
        held, self._held = self._held, None
        if held is None:
            return row
        row = self._without_indent(row)
        label = row.cells[0]
        printed_twice = fold(held.cells[0].text) in fold(label.text)
        above = [] if printed_twice else held.cells[0].lines
        joined = replace(label, lines=[*above, *label.lines])
        whole = replace(row, cells=[joined, *held.cells[1:], *row.cells[1:]])
        if row.first and (joined.is_blank or self.cursor.find_row(joined.text, exact=True)):
            return whole
        self._leftover(held.cells, held)
        return row

    def _read_row(self, row: PrintedRow) -> None:
        cells = row.cells
        lead = next((n for n, cell in enumerate(cells) if not cell.is_blank), None)
        if lead is None:
            self._read_blank(row)
            return
        text, rest = cells[lead].text, cells[lead + 1 :]
        if len(text) > MAX_LABEL or not self._read_known(text, cells[lead], rest, row):
            self._read_other(row, lead)

    def _read_known(self, text: str, cell: PrintedCell, rest: list[PrintedCell], row: PrintedRow) -> bool:
        """Take a row as heading or label, to the letter first, then leniently; False if it is neither."""
        return any(
            self._read_heading(text, cell, rest, row, exact) or self._read_label(text, cell, rest, row, exact)
            for exact in (True, False)
        )

    # headings

    def _read_heading(
        self, text: str, cell: PrintedCell, rest: list[PrintedCell], row: PrintedRow, exact: bool
    ) -> bool:
        if self._pending and not rest and cell.ruled and not self._exact_heading(text):
            return False
        group = self.index.group_heading(text, self.cursor.section)
        if group is not None:
            slot = self.cursor.enter_instance(group)
            self._pending = []
            if slot is not None and rest:
                self._answer(slot, rest, exact=True)
            elif rest and any(not c.is_blank for c in rest):
                self._leftover(rest, row)
            return True
        if row.page == self._contents_page and self.cursor.find_title(text, exact):
            return True
        heading = self.cursor.find_heading(before_brackets(text), exact)
        if heading is None:
            return False
        if self.cursor.is_behind(heading):
            return heading.block is None and not cell.ruled
        if not exact:
            if rest and not self._only_boxes(rest):
                return False
            self.findings.append(Finding(FindingKind.LABEL_VARIANT, row.page, text))
        if heading.block is None and self.index.is_contents(heading.section):
            self._contents_page = row.page
        self._enter(heading, cell, rest)
        return True

    def _exact_heading(self, text: str) -> bool:
        return label_key(before_brackets(text)) in self.index.headings or (
            self.index.group_heading(text, self.cursor.section) is not None
        )

    @staticmethod
    def _only_boxes(cells: list[PrintedCell]) -> bool:
        return all(cell.is_blank or "[" in fold(cell.text) for cell in cells)

    def _enter(self, heading: Heading, cell: PrintedCell, rest: list[PrintedCell]) -> None:
        """Move to a section or block; its heading may carry boxes at its right, or the answer itself."""
        self.cursor.enter(heading)
        self._pending, self._last = [], None
        block = heading.block
        if block is None:
            blocks = self.index.form.sections[heading.section].blocks
            if len(blocks) == 1 and len(blocks[0].rows) == 1:
                block = 0
        for slot in self.index.block_rows(heading.section, block) if block is not None else ():
            if slot.row.place == "heading_right":
                if "[" in fold(cell.text) or rest:
                    self._answer(slot, [cell, *rest] if "[" in fold(cell.text) else rest, exact=True)
                    self._last = None
            elif self.index.answered_below(slot):
                if rest:
                    if self.numbered_files:
                        self.cursor.name_file(_file_number(rest[0].text))
                    self._answer(slot, rest, exact=True)
                else:
                    self._expect(slot, True)

    # labels

    def _read_label(
        self, text: str, cell: PrintedCell, rest: list[PrintedCell], row: PrintedRow, exact: bool
    ) -> bool:
        if self._is_repeated_label(text, row):
            self._continue(rest)
            return True
        if self._pending and not rest and cell.ruled and label_key(text) not in self.index.rows:
            return False
        if label_key(text) in self.index.footnotes:
            return True
        shaped = self.index.pattern_row(text)
        if shaped is not None and not rest:
            self._answer(shaped, [cell], exact=True)
            return True
        slot = self.cursor.find_row(text, exact)
        if slot is None or (not rest and not exact) or (not cell.ruled and not _may_stand_free(slot)):
            return False
        if not exact:
            self.findings.append(Finding(FindingKind.LABEL_VARIANT, row.page, text, slot.row.key))
        if not slot.row.has_answer:
            self.cursor.visit(slot)
            self._pending, self._last = [], None
            return self._read_child(slot, rest, row)
        if rest and all(self._is_own_label(c) for c in rest):
            self._pending = []
            for label in (cell, *rest):
                self._expect(self._slot_of(label), True)
        elif rest:
            self._answer(slot, rest, exact)
        else:
            self._expect(slot, exact)
        return True

    def _read_child(self, slot: Slot, rest: list[PrintedCell], row: PrintedRow) -> bool:
        """A heading beside its first child row (再委託 | ⑦再委託の有無 | answer)."""
        if rest:
            self._read_row(PrintedRow(row.page, rest, row.first, row.last))
        return True

    def _is_own_label(self, cell: PrintedCell) -> bool:
        return not cell.is_blank and label_key(cell.text) in self.index.rows and self.cursor.find_row(cell.text, True) is not None

    def _slot_of(self, cell: PrintedCell) -> Slot:
        slot = self.cursor.find_row(cell.text, True)
        assert slot is not None  # _is_own_label looked it up
        return slot

    def _is_repeated_label(self, text: str, row: PrintedRow) -> bool:
        """Whether a page begins with the label of the answer that the page before broke off."""
        last, before = self._last, self._last_row
        return (
            row.first and last is not None and before is not None and before.last and before.page == row.page - 1
            and last.last_page == before.page
            and label_key(text) in {label_key(spelling) for spelling in last.slot.row.spellings}
        )  # fmt: skip

    # answers

    def _expect(self, slot: Slot, exact: bool) -> None:
        """The answer to this row comes below."""
        file_no, instance = self.cursor.visit(slot)
        self._pending.append(RawAnswer(slot, file_no, instance, label_exact=exact))

    def _answer(self, slot: Slot, cells: list[PrintedCell], exact: bool) -> None:
        file_no, instance = self.cursor.visit(slot)
        self._pending = []
        self._store(RawAnswer(slot, file_no, instance, list(cells), exact))

    def _store(self, answer: RawAnswer) -> None:
        """Keep an answer; one printed before under the same key stays, and a different text is reported."""
        place = (answer.slot.row.key, answer.file_no, answer.instance)
        folded = fold("".join(cell.text for cell in answer.cells))
        self._last = answer
        if place not in self._folded:
            self._folded[place] = hash(folded)
            self.answers.append(answer)
        elif self._folded[place] != hash(folded):
            page = answer.cells[0].page
            self.findings.append(Finding(FindingKind.REPEATED_ANSWER, page, folded, answer.slot.row.key))

    def finished(self, all_of_them: bool = False) -> list[RawAnswer]:
        """The answers that no later page can add to, handed out once; at the end of the document all of them."""
        done = [answer for answer in self.answers if all_of_them or answer is not self._last]
        self.answers = [] if all_of_them else [answer for answer in self.answers if answer is self._last]
        return done

    def _read_blank(self, row: PrintedRow) -> None:
        """A row of blank cells: a blank answer where one is expected, else a page's cut remainder."""
        if self._pending and row.cells[0].ruled:
            self._answer_pending(row)

    def _read_other(self, row: PrintedRow, lead: int) -> None:
        """A row without a label: the answer to what was asked above, or the rest of the last answer."""
        if len(row.cells) == 1 and not self._pending and self.index.is_annex_title(row.text):
            self._last = None
            self._leftover(row.cells, row)
        elif self._pending and (row.cells[0].ruled or row.alone):
            self._answer_pending(row)
        elif self._continues(row, lead):
            self._continue(row.cells[lead:])
        elif row.last and len(row.cells) > 1:
            self._held = self._without_indent(row)
        else:
            self._leftover(row.cells, row)

    def _continues(self, row: PrintedRow, lead: int) -> bool:
        """Whether a page's first row goes on with the answer that the page before broke off."""
        if self._last is None:
            return False
        if not row.cells[0].ruled:
            return row.alone and self._last.slot.row.type is RowType.FREE
        if row.first and row.page > self._last.last_page:
            return lead > 0 or len(row.cells) == 1
        return len(row.cells) == 1 and self._last.slot.row.type is RowType.FREE

    def _continue(self, cells: list[PrintedCell]) -> None:
        if self._last is not None:
            self._last.cells.extend(cells)

    def _answer_pending(self, row: PrintedRow) -> None:
        waiting, self._pending = self._pending, []
        if len(waiting) == 1:
            waiting[0].cells = list(row.cells)
            self._store(waiting[0])
            return
        for answer, cell in zip(waiting, row.cells, strict=False):
            answer.cells = [cell]
            self._store(answer)
        if len(row.cells) > len(waiting):
            self._leftover(row.cells[len(waiting) :], row)

    @staticmethod
    def _without_indent(row: PrintedRow) -> PrintedRow:
        """The row without the narrow blank cells before its label."""
        blank = 0
        while blank < len(row.cells) - 2 and row.cells[blank].is_blank:
            blank += 1
        return replace(row, cells=row.cells[blank:])

    def _leftover(self, cells: list[PrintedCell], row: PrintedRow) -> None:
        text = " ".join(cell.text for cell in cells if not cell.is_blank)
        known = len(cells) > 1 and len(cells[0].text) <= MAX_LABEL and not cells[0].is_blank
        kind = FindingKind.UNKNOWN_LABEL if known else FindingKind.LEFTOVER_TEXT
        self.findings.append(Finding(kind, row.page, text))


def _may_stand_free(slot: Slot) -> bool:
    """Whether a label may be printed outside the frames: on the cover, above a figure, or as a heading."""
    return slot.section == 0 or slot.row.type in (RowType.FREE, RowType.LABEL)


def _file_number(text: str) -> int | None:
    """The number printed before a file's name: （３）　収納管理情報ファイル → 3."""
    match = _FILE_NUMBER.match(fold(text))
    return int(match[1]) if match else None
