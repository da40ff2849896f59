"""Printed rows → answers of a form: each row is a heading, a label with its answer, or the rest of an answer.

Strict interpretation: what a row says is taken where the form expects it; what is left over becomes a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from extract.records import Page
from normalize.grammar.misreadings import file_number
from normalize.layout.rows import PrintedCell, PrintedRow, is_recognised
from normalize.matching.index import MAX_LABEL, FormIndex, Heading, Slot, before_brackets, label_key
from normalize.matching.position import Cursor
from normalize.matching.respelling import Respeller
from normalize.parsing.collected import Answers, RawAnswer
from normalize.parsing.page_breaks import CutRow
from normalize.records import Finding, FindingKind
from normalize.registry import RowType
from normalize.text.fold import fold


class FormWalk:
    """Reads printed rows in order; `numbered_files` says that the file's number is printed with its name."""

    def __init__(self, index: FormIndex, numbered_files: bool = False) -> None:
        self.index = index
        self.cursor = Cursor(index)
        self.answers = Answers(self.cursor)
        self._numbered_files = numbered_files
        self._last_row: PrintedRow | None = None
        self._respeller = Respeller(index, self.cursor, numbered_files)
        self._cut = CutRow(self._respeller, self.cursor)
        self._contents_page = 0

    def label_test(self, page: Page) -> Callable[[str], bool]:
        """What tells whether a text of this page is a label of the form: misread ones are known on scans only."""
        return self._respeller.is_label if is_recognised(page) else self.index.is_label

    @property
    def findings(self) -> list[Finding]:
        """What was printed and not understood, or only by leniency."""
        return self.answers.findings

    def read(self, rows: Iterable[PrintedRow]) -> None:
        """Take in the rows of a page, or of several in order."""
        for row in rows:
            if row.cells[0].ruled:
                self._read_ruled(self._with_cut(row))
            elif (completed := self._cut.with_line(row)) is None:
                self._read_row(row)
            elif self._cut.is_known(completed):
                self._cut.release()
                self._read_ruled(completed)
            else:
                self._cut.row = completed

    def lose(self, pages: int, all_of_it: bool) -> None:
        """The page that comes lacks something that is printed, or `all_of_it`; so many do by now, one after the other.

        The last answer may go on there, and a heading may stand there.
        """
        self.cursor.lose(pages)
        self.answers.lose()
        if all_of_it:
            self._leave_cut()
            self.answers.give_up_pending()
            self.answers.turn_away()

    def close(self) -> list[RawAnswer]:
        """The answers still open at the end of the document."""
        self._leave_cut()
        return self.answers.finished(all_of_them=True)

    def _with_cut(self, row: PrintedRow) -> PrintedRow:
        """A page's first row, with the row that the page before ended in if a page break cut one in these two."""
        whole = self._cut.joined_with(row)
        if whole is None:
            self._leave_cut()
        self._cut.release()
        return whole or row

    def _leave_cut(self) -> None:
        cut = self._cut.release()
        if cut is not None:
            self._leave(cut)

    def _read_ruled(self, row: PrintedRow) -> None:
        self._read_row(row)
        self._last_row = row

    def _leave(self, row: PrintedRow) -> None:
        """Report a row that was not understood; what follows it does not go on with the answer before it."""
        self.answers.leave(row.cells, row.page)
        if len(row.cells) > 1 and not self.answers.pending:
            self.answers.last = None

    def _read_row(self, row: PrintedRow) -> None:
        lead = next((n for n, cell in enumerate(row.cells) if not cell.is_blank), None)
        if lead is None:
            if self.answers.pending and row.cells[0].ruled:
                self.answers.take_pending(row)
            return
        spelled = self._respeller.row(row, lead, self.answers.expects_text(len(row.cells) - lead))
        cell, rest = spelled.cells[lead], spelled.cells[lead + 1 :]
        if len(cell.text) > MAX_LABEL or not self._read_known(cell, rest, spelled):
            self._read_other(row, lead)
        elif spelled is not row:
            self.findings.append(Finding(FindingKind.MISREAD_LABEL, row.page, row.cells[lead].text))

    def _read_known(self, cell: PrintedCell, rest: list[PrintedCell], row: PrintedRow) -> bool:
        """Take a row as heading or label, to the letter first, then leniently; False if it is neither."""
        return any(
            self._read_heading(cell, rest, row, exact) or self._read_label(cell, rest, row, exact)
            for exact in (True, False)
        )

    # headings

    def _read_heading(self, cell: PrintedCell, rest: list[PrintedCell], row: PrintedRow, exact: bool) -> bool:
        text = cell.text
        if self.answers.pending and not rest and cell.ruled and not self._is_heading(text):
            return False
        if self._read_group(text, rest, row):
            return True
        if row.page == self._contents_page and self.cursor.find_title(text, exact):
            return True
        heading = self.cursor.find_heading(before_brackets(text), exact)
        if heading is None or (not exact and rest and not _are_boxes(rest)):
            return False
        if self.cursor.is_behind(heading):
            return heading.block is None and not cell.ruled
        if not exact:
            self.findings.append(Finding(FindingKind.LABEL_VARIANT, row.page, text))
        if heading.block is None and self.index.is_contents(heading.section):
            self._contents_page = row.page
        self._enter(heading, cell, rest)
        return True

    def _is_heading(self, text: str) -> bool:
        """Whether a text is, to the letter, a heading of some kind."""
        titled = label_key(before_brackets(text)) in self.index.headings
        return titled or self.index.group_heading(text, self.cursor.section) is not None

    def _read_group(self, text: str, rest: list[PrintedCell], row: PrintedRow) -> bool:
        """Take the heading of an instance (委託事項3 | its name), or of a range of them."""
        group = self.index.group_heading(text, self.cursor.section)
        if group is None:
            return False
        slot = self.cursor.enter_instance(group)
        self.answers.pending = []
        if slot is not None and rest:
            self.answers.take(slot, rest, exact=True)
        else:
            self.answers.leave(rest, row.page)
        return True

    def _enter(self, heading: Heading, cell: PrintedCell, rest: list[PrintedCell]) -> None:
        """Move to a section or block; its heading may carry boxes at its right, or the answer itself."""
        self.cursor.enter(heading)
        self.answers.turn_away()
        for slot in self._rows_of(heading):
            if slot.row.place == "heading_right":
                boxes = [cell, *rest] if _are_boxes([cell]) else rest
                if boxes:
                    self.answers.take(slot, boxes, exact=True)
                    self.answers.last = None
            elif self.index.answered_below(slot):
                if rest and self._numbered_files:
                    number = file_number(rest[0].text, rest[0].recognised)
                    self.cursor.name_file(number, sure=number is not None or not rest[0].recognised)
                if rest:
                    self.answers.take(slot, rest, exact=True)
                else:
                    self.answers.expect(slot, cell.page, exact=True)

    def _rows_of(self, heading: Heading) -> Sequence[Slot]:
        """The rows of the block that a heading begins; a section's title begins its only block."""
        if heading.block is not None:
            return self.index.block_rows(heading.section, heading.block)
        blocks = self.index.form.sections[heading.section].blocks
        alone = len(blocks) == 1 and len(blocks[0].rows) == 1
        return self.index.block_rows(heading.section, 0) if alone else ()

    # labels

    def _read_label(self, cell: PrintedCell, rest: list[PrintedCell], row: PrintedRow, exact: bool) -> bool:
        key = label_key(cell.text)
        if self._is_repeated(key, row):
            self.answers.go_on(rest)
            return True
        if self.answers.pending and not rest and cell.ruled and key not in self.index.rows:
            return False
        if key in self.index.footnotes or self._read_shaped(cell, rest):
            return True
        slot = self.cursor.find_row(cell.text, exact)
        if slot is None or (not rest and not exact) or not (cell.ruled or _may_stand_free(slot)):
            return False
        if not exact:
            self.findings.append(Finding(FindingKind.LABEL_VARIANT, row.page, cell.text, slot.row.key))
        self._take_label(slot, cell, rest, row, exact)
        return True

    def _read_shaped(self, cell: PrintedCell, rest: list[PrintedCell]) -> bool:
        """Take an answer that is known by its shape and has no label ([平成30年5月　様式3])."""
        slot = self.index.pattern_row(cell.text) if not rest else None
        if slot is not None:
            self.answers.take(slot, [cell], exact=True)
        return slot is not None

    def _take_label(self, slot: Slot, cell: PrintedCell, rest: list[PrintedCell], row: PrintedRow, exact: bool) -> None:
        """A label was found: its answer stands beside it, below it, or below several labels side by side."""
        if not slot.row.has_answer:
            self.cursor.visit(slot)
            self.answers.turn_away()
            if rest:  # a heading beside its first child row: 再委託 | ⑦再委託の有無 | answer
                self._read_row(PrintedRow(row.page, rest, row.first, row.last))
        elif rest and (beside := self._labels(rest)):
            self.answers.give_up_pending()
            for own in (slot, *beside):
                self.answers.expect(own, row.page, exact=True)
        elif rest:
            self.answers.take(slot, rest, exact)
        else:
            self.answers.give_up_pending()
            self.answers.expect(slot, row.page, exact)

    def _labels(self, cells: Sequence[PrintedCell]) -> list[Slot]:
        """The rows that the cells are labels of, if all of them are."""
        slots = [None if cell.is_blank else self.cursor.find_row(cell.text, exact=True) for cell in cells]
        return [slot for slot in slots if slot is not None] if None not in slots else []

    def _is_repeated(self, key: str, row: PrintedRow) -> bool:
        """Whether a page begins with the label of the answer that the page before broke off."""
        last, before = self.answers.last, self._last_row
        if not row.first or last is None or before is None or not before.last:
            return False
        spellings = {label_key(spelling) for spelling in last.slot.row.spellings}
        return before.page == row.page - 1 == last.last_page and key in spellings

    # the rest

    def _read_other(self, row: PrintedRow, lead: int) -> None:
        """A row without a label: the answer to what was asked above, or the rest of the last answer."""
        answers = self.answers
        if len(row.cells) == 1 and not answers.pending and self.index.is_annex_title(row.text):
            answers.turn_away()
            self._leave(row)
        elif answers.pending and (row.cells[0].ruled or row.alone):
            answers.take_pending(row)
        elif self._continues(row, lead):
            answers.go_on(row.cells[lead:])
        elif row.last and len(row.cells) > 1:
            self._cut.row = row
        else:
            self._leave(row)

    def _continues(self, row: PrintedRow, lead: int) -> bool:
        """Whether a row goes on with the last answer, which a page break or a box of its own cut off."""
        last = self.answers.last
        if last is None:
            return False
        free = last.slot.row.type is RowType.FREE
        if not row.cells[0].ruled:
            return row.alone and free
        if row.first and row.page > last.last_page:
            return lead > 0 or len(row.cells) == 1
        return len(row.cells) == 1 and free


def _are_boxes(cells: Sequence[PrintedCell]) -> bool:
    return all(cell.is_blank or "[" in fold(cell.text) for cell in cells)


def _may_stand_free(slot: Slot) -> bool:
    """Whether a label may be printed outside the frames: on the cover, above a figure, or as a heading."""
    return slot.section == 0 or slot.row.type in (RowType.FREE, RowType.LABEL)
