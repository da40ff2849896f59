"""Rows without a label: the answer to what is asked above, the rest of the last answer, or text that nothing takes."""

from __future__ import annotations

from collections.abc import Sequence

from normalize.audit.ledger import Ledger, Role
from normalize.layout.printed_cells import PrintedCell, PrintedRow
from normalize.matching.index import FormIndex, label_key
from normalize.matching.match import Matcher
from normalize.parsing.collected import Collected
from normalize.parsing.numbered_rows import as_numbered
from normalize.parsing.open_rows import INDENT, OpenRows
from normalize.parsing.own_cells import OwnCells
from normalize.parsing.raw_answer import ACCOUNTED, RawAnswer
from normalize.parsing.wrapped_options import completes_option
from normalize.reasons import Reason
from normalize.records import Finding, FindingKind
from normalize.registry import RowType
from normalize.text.fold import fold

FAR = 4.0
"""Paragraphs of one text are less than so many font sizes apart."""
FRAME = 6.0
"""A frame in a cell stands so many points inside its rulings at most."""


class UnlabelledRows:
    """Reads rows in which no label stands, by what was asked before them."""

    def __init__(
        self, index: FormIndex, matcher: Matcher, ledger: Ledger, collected: Collected, own: OwnCells,
        open_rows: OpenRows,
    ) -> None:  # fmt: skip
        self._index, self._matcher, self._ledger = index, matcher, ledger
        self._collected, self._own, self._open_rows = collected, own, open_rows
        self._parted: RawAnswer | None = None
        """The answer below which a blank row stands, as wide as its table: a heading may be lost there."""

    def read(self, row: PrintedRow) -> None:
        """Give the row to an answer, or leave it over."""
        row = self._own.unmarked(row)
        numbered = as_numbered(row, self._collected)
        if numbered is row or self._collected.pending:
            self._read(numbered)
        else:
            self._collected.release()
            self._collected.go_on(numbered.cells)

    def _read(self, row: PrintedRow) -> None:
        collected, index = self._collected, self._index
        lead = next((n for n, cell in enumerate(row.cells) if not cell.is_blank), None)
        if lead is None:
            self._read_blank(row)
            return
        if self._takes_heads(row) or (len(row.cells) == 1 and (self._takes_alone(row) or self._ends_option(row))):
            return
        collected.release()
        if collected.boxes is not None and _holds_boxes(collected.boxes, row):
            collected.take(collected.boxes, row.cells)
            collected.boxes = collected.last = None
        elif len(row.cells) == 1 and not collected.pending and index.is_annex_title(row.text):
            collected.begin_annex(row, in_place=self._continues(row, lead))
        elif collected.pending and (row.cells[0].ruled or row.alone or self._stands_below_asked(row)):
            collected.take_pending(row)
            self._doubt_labels(row)
        elif len(collected.pending) == 1 and self._open_rows.stands_beside(row, collected.pending[0]):
            collected.take(collected.pending.pop(), self._open_rows.wrapped(row.cells))
        elif collected.last is not None and _holds_more_boxes(collected.last, row):
            collected.go_on(row.cells)
            self._doubt_labels(row)
        elif self._continues(row, lead):
            self._go_on(row, self._own.without_continued(self._beside_label(row.cells[lead:])))
            self._doubt_labels(row)
        elif row.last and (len(row.cells) > 1 or row.cells[0].open_bottom):
            collected.hold(row, list(row.cells))
        else:
            collected.leave(row.cells, row.page)

    def _read_blank(self, row: PrintedRow) -> None:
        """A row without text is the answer to what is asked above it, or parts what stands above and below it."""
        if self._collected.pending and row.cells[0].ruled:
            self._collected.take_pending(row)
        elif len(row.cells) == 1 and row.cells[0].ruled:
            self._parted = self._collected.last

    def _stands_below_asked(self, row: PrintedRow) -> bool:
        pending = self._collected.pending
        return len(pending) == 1 and self._open_rows.stands_below(row, pending[0])

    def _go_on(self, row: PrintedRow, cells: Sequence[PrintedCell]) -> None:
        """The last answer goes on: in an open row its lines are wrapped where the table ends."""
        last = self._collected.last
        if last is not None and (self._parted is last or _stands_below_columns(row, last)):
            self._collected.doubt_reach(Reason.TEXT_LEFT_OVER)
        if last is not None and not row.cells[0].ruled and self._open_rows.goes_on(row, last):
            last.cells, cells = self._open_rows.wrapped(last.cells), self._open_rows.wrapped(cells)
        self._collected.go_on(cells)
        if any(self._index.is_continued(line.runs[0].text) for cell in cells for line in cell.lines[1:]):
            # Below a label that is printed again beside its answer such words end it: its lines are among the text.
            self._collected.doubt_reach(Reason.TEXT_LEFT_OVER)

    def _beside_label(self, cells: Sequence[PrintedCell]) -> Sequence[PrintedCell]:
        """The cells that go on with an answer beside its label, behind a page break, without the end of that label.

        Other text in the label's column may be a label that was not found, so that the answer may be another one's.
        """
        last = self._collected.last
        column = _column(last) if last is not None and cells[0].ruled and cells[0].page > last.last_page else None
        if last is None or column is None or not _begins_left_of(cells[0], column):
            return cells
        if _ends_label(cells[0], last):
            self._ledger.take_cells(Role.LABEL, cells[:1])
            return cells[1:]
        self._collected.doubt_reach(Reason.TEXT_LEFT_OVER)
        return cells

    def _takes_heads(self, row: PrintedRow) -> bool:
        """Whether a row has the heads of the columns of a table of rows: 項目, 回答, 選択肢."""
        if not self._index.are_column_heads([cell.text for cell in row.cells if not cell.is_blank]):
            return False
        self._ledger.take_cells(Role.LABEL, row.cells)
        return True

    def _takes_alone(self, row: PrintedRow) -> bool:
        """Whether a text alone in its row is understood and belongs to no answer: a footnote, (続き), (案), a stamp."""
        index, ruled = self._index, row.cells[0].ruled
        if label_key(row.text) in index.footnotes:
            role = Role.FOOTNOTE
        elif index.is_continued(row.text):
            role = Role.LABEL
        elif not ruled and (index.is_stamp(row.text) or index.is_draft(row.text)):
            role = Role.STAMP
        else:
            return False
        self._ledger.take_cells(role, row.cells)
        if role is Role.STAMP and index.is_draft(row.text):
            self._collected.findings.append(Finding(FindingKind.DRAFT, row.page, row.text))
        return True

    def _ends_option(self, row: PrintedRow) -> bool:
        """Whether a line is the end of an option that stands behind the heading above it."""
        boxed = self._collected.boxed
        if boxed is None or not completes_option(row, boxed):
            return False
        self._collected.add(boxed, row.cells)
        return True

    def _doubt_labels(self, row: PrintedRow) -> None:
        """An answer that is a label of the form to the letter may be one that the alignment passed over."""
        if any(self._may_be_label(cell.text) for cell in row.cells if not cell.is_blank):
            self._collected.doubt_reach(Reason.JOINED_ANSWERS)

    def _may_be_label(self, text: str) -> bool:
        """Whether a text is a label to the letter, or one that says that it goes on: ７．備考（続き）."""
        words, opening, behind = text.replace("(", "（").rpartition("（")
        goes_on = bool(words) and self._index.is_continued(opening + behind)
        return self._matcher.is_spelling(words if goes_on else text)

    def _continues(self, row: PrintedRow, lead: int) -> bool:
        """Whether a row goes on with the last answer, which a page break or a box of its own cut off."""
        last = self._collected.last
        if last is None:
            return False
        free = last.slot.row.type is RowType.FREE
        if self._parted is last and not last.folded:
            return False
        if not row.cells[0].ruled:
            alone = row.alone and free and not _is_indented(row, last) and not _is_far_below(row, last)
            return alone or self._open_rows.goes_on(row, last)
        if (row.first or self._follows_head(row)) and row.page > last.last_page:
            return lead > 0 or len(row.cells) == 1 or _ends_label(row.cells[0], last)
        return len(row.cells) == 1 and (free or _is_boxed_below(last, row.cells[0]))

    def _follows_head(self, row: PrintedRow) -> bool:
        """Whether a row whose label cell is blank stands right below a heading that its page repeats at its top."""
        page, bottom = self._collected.head_again
        return page == row.page and row.cells[0].is_blank and abs(row.top - bottom) < FRAME


def _holds_boxes(asked: RawAnswer, row: PrintedRow) -> bool:
    """Whether a row has the boxes of the heading above it: it names one of their options.

    They may stand beside a blank cell in the column of labels.
    """
    return sum(not cell.is_blank for cell in row.cells) == 1 and _names_option(asked, row)


def _holds_more_boxes(answer: RawAnswer, row: PrintedRow) -> bool:
    """Whether a row of cells goes on with the options of an answer that stand, with their ticks, in cells above it.

    Whoever reads boxes accounts for each text.
    """
    if answer.slot.row.type is not RowType.CHECKS or len(row.cells) < 2 or not row.is_ruled or not answer.cells:
        return False
    last = answer.cells[-1]
    below = row.page == last.page and abs(row.top - last.box.bottom) <= FRAME
    return (below or (row.first and row.page == last.page + 1)) and _names_option(answer, row)


def _names_option(asked: RawAnswer, row: PrintedRow) -> bool:
    text = fold(row.text)
    return any(fold(spelling) in text for option in asked.slot.row.options for spelling in option.spellings)


def _column(answer: RawAnswer) -> float | None:
    """Where the ruled cells of an answer begin that stand right of its label; None for one that stands otherwise."""
    label, cells = answer.label_box, answer.cells
    if label is None or not cells or not all(cell.ruled for cell in cells):
        return None
    left = min(cell.box.x0 for cell in cells)
    return left if left >= label.x1 - FRAME else None


def _ends_label(cell: PrintedCell, answer: RawAnswer) -> bool:
    """Whether a cell in the column of an answer's label has the last words of that label."""
    column = _column(answer)
    within = column is not None and cell.box.x1 <= column + FRAME
    words = label_key(cell.text)
    return within and bool(words) and label_key(answer.slot.row.label).endswith(words)


def _begins_left_of(cell: PrintedCell, column: float) -> bool:
    """Whether text of a cell begins left of a column."""
    return any(line.box.x0 < column for line in cell.lines)


def _stands_below_columns(row: PrintedRow, answer: RawAnswer) -> bool:
    """Whether a text as wide as the table stands below one row of texts side by side: these may be heads of columns."""
    filled = [cell for cell in answer.cells if not cell.is_blank]
    beside = len(filled) > 1 and all(cell.ruled and cell.box.top == filled[0].box.top for cell in filled)
    return beside and len(row.cells) == 1 and row.cells[0].ruled and row.page == filled[0].page


def _is_boxed_below(answer: RawAnswer, cell: PrintedCell) -> bool:
    """Whether a cell is the second box of a choice: its list of options may have a frame above or below its brackets.

    It may be less wide than what stands above it, beside whose label it begins. Whoever reads a choice accounts for
    each text, so nothing else can be among it unseen.
    """
    if answer.slot.row.type not in ACCOUNTED or not answer.cells or answer.cells[-1].page != cell.page:
        return False
    if cell.open_bottom:
        return False  # the end of the page cuts it: the label of a row of its own may stand on the next one
    above, below = answer.cells[-1].box, cell.box
    within = above.x0 - FRAME <= below.x0 and below.x1 <= above.x1 + FRAME
    return within and abs(above.bottom - below.top) <= FRAME


def _is_indented(row: PrintedRow, answer: RawAnswer) -> bool:
    """Whether a line begins far right of an answer's lines: it may be of the next label, beside which it stands."""
    lines = [line for cell in answer.cells for line in cell.lines]
    return bool(lines) and row.cells[0].box.x0 - min(line.box.x0 for line in lines) > INDENT * lines[0].size


def _is_far_below(row: PrintedRow, answer: RawAnswer) -> bool:
    """Whether a line stands so far below an answer as no paragraph of it does: it may be of the page's margin."""
    last = answer.cells[-1] if answer.cells else None
    if last is None or last.page != row.page or not last.lines:
        return False
    line = last.lines[-1]
    return row.top - line.box.bottom > FAR * line.size
