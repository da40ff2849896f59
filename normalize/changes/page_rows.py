"""The rows of a table of changes page by page → changes: a page break may split a row, a page may be there twice."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from extract.records import Box
from normalize.audit.ledger import Ledger, Role
from normalize.changes.change_cells import DATE, ChangeInterpreter
from normalize.changes.heads.option_heads import with_told_options
from normalize.changes.page_joins import carry_date, continues, goes_on, is_rest, may_continue
from normalize.changes.row_doubts import are_a_copy, doubt_beside, doubt_nearest, doubt_split
from normalize.changes.rows.lost_rulings import parted
from normalize.changes.rows.merged_cells import TableRow, holds_nameless, join_items, table_rows
from normalize.changes.rows.stacked_texts import PlacedCell
from normalize.layout.printed_cells import PrintedCell, PrintedRow
from normalize.reasons import Reason
from normalize.records import Change, Finding, FindingKind
from normalize.records.packed import Packed
from normalize.text.fold import fold


@dataclass(slots=True)
class _DateAbove:
    """A date above rows that have no column for it: those of the table at hand, or of the one that begins below it."""

    cell: PrintedCell
    table: int
    """The table that begins below it; a later one has a date of its own."""
    has_rows: bool = False


class PageRows:
    """Makes changes of the rows that stand in the columns of the table.

    Rows of one page wait until the next page begins, or another table; `_open` is the row that may go on there. The
    ledger is told what each cell of these rows is taken for.
    """

    def __init__(self, interpreter: ChangeInterpreter, ledger: Ledger) -> None:
        self._interpreter, self._ledger = interpreter, ledger
        self.waiting: list[PrintedRow] = []
        """The rows of this page so far."""
        self.findings: list[Finding] = []
        """What was printed in the table and not understood."""
        self._placed_cells: list[PlacedCell] = []
        self._open: TableRow | None = None
        self._above: TableRow | None = None
        """The row before the open one, which may turn out to lack its rest."""
        self._before: list[TableRow] = []
        self._changes = Packed(Change)
        self._beside: list[Box] = []
        self._gaps: set[int] = set()
        self.is_torn = False
        """Whether pages are missing before the row that comes."""
        self._left_over = False
        """Whether the row that comes may lack what fits nowhere."""
        self._date: _DateAbove | None = None
        self._table = 0
        """How many headers have come."""
        self._lacking: Set[str] = frozenset()
        """The columns that the table may have under a head that is not known."""
        self._behind_title = self.unsure = False
        """Why no row is certain: for a title, which may be another table's; for heads that may stand on lost pages, or
        that fewer texts told."""
        self._doubtful_table: int | None = None
        """The table a row of which may be the head of another one."""

    def begin(self, lacking: Set[str], is_repeated: bool) -> None:
        """Rows below a header come: the columns that the table may lack; before the first header no row is missing."""
        self._lacking, self._behind_title = lacking, False
        self._table += 1
        self.is_torn = self.is_torn and is_repeated

    def doubt_behind(self) -> None:
        """A title stands here, and rows below it may be another table's, up to the next header."""
        self.flush()
        self._behind_title = True

    def add(self, row: PrintedRow, placed: Sequence[PlacedCell]) -> None:
        """Take in a row of this page."""
        self.waiting.append(row)
        self._placed_cells += placed

    def date(self, cell: PrintedCell) -> None:
        """A date stands here above rows without a column for it; one that no row follows belongs to nothing."""
        self.flush()
        self._leave_date()
        self._date = _DateAbove(cell, self._table + 1)

    def _leave_date(self) -> None:
        if self._date is None or self._date.has_rows:
            return
        self.findings.append(Finding(FindingKind.LEFTOVER_TEXT, self._date.cell.page, self._date.cell.text))
        if self._open is not None:
            self._open.reasons.add(Reason.TEXT_LEFT_OVER)

    def add_entry(self, entry: TableRow) -> None:
        """Take in a change that has a table of its own."""
        self._take(entry)

    def changes(self) -> Sequence[Change]:
        """The rows read so far; rows of blank cells are left out."""
        self.flush()
        self._leave_date()
        self._close()
        self._tell_above()
        return self._changes

    def lose(self, page: int) -> None:
        """Something that is printed on this page is not there: rows on it, before it and behind it may lack a part."""
        self._gaps.add(page)
        self.tear()

    def tear(self) -> None:
        """Pages are missing here: the row before and the row behind may lack a part."""
        self.flush()
        self.is_torn = True
        if self._open is not None:
            self._open.reasons.add(Reason.PAGE_INCOMPLETE)

    def doubt_around(self) -> None:
        """The row read last may lack what fits nowhere, and so may the one behind it."""
        self.doubt_open()
        self._left_over = True

    def doubt_nearest(self, printed: PrintedRow) -> None:
        """The row of this page that stands nearest to what fits nowhere may lack it."""
        self._beside += [cell.box for cell in printed.cells]
        self.flush()

    def doubt_open(self) -> None:
        """The row read last may lack what fits nowhere."""
        self.flush()
        if self._open is not None:
            self._open.reasons.add(Reason.TEXT_LEFT_OVER)

    def flush(self) -> None:
        """Take in the rows of one page that wait."""
        waiting, self.waiting = self.waiting, []
        placed, self._placed_cells = self._placed_cells, []
        if not waiting:
            return
        rows = table_rows(waiting[0].page, placed)
        before, self._before = self._before, rows
        if are_a_copy(rows, before):
            text = fold(waiting[0].text)
            self.findings.append(Finding(FindingKind.REPEATED_ANSWER, waiting[0].page, text))
            self._ledger.take_cells(Role.DOUBLED, [cell for row in waiting for cell in row.cells])
            return
        self._enter(waiting, rows)
        for row in rows:
            row.cells = with_told_options(row.cells)
        doubt_split(rows, waiting, self._open)
        rows = parted(rows)
        rows[-1].last = any(row.last for row in waiting)
        self._doubt(rows)
        if self._open is not None:
            carry_date(self._open, rows)
        for row in rows:
            self._take(row)

    def _doubt(self, rows: Sequence[TableRow]) -> None:
        """Doubt rows of a page for what stands before them, or beside them and fits nowhere."""
        beside, self._beside = self._beside, []
        for box in beside:
            doubt_nearest(rows, box)
        if self._left_over:
            rows[0].reasons.add(Reason.TEXT_LEFT_OVER)
            self._left_over = False
        for row in rows:
            row.reasons |= {Reason.POSITION_UNCERTAIN} if self._behind_title else set()
            row.reasons |= {Reason.TEXT_LEFT_OVER} if self._lacking - row.cells.keys() else set()

    def _enter(self, printed: Sequence[PrintedRow], rows: Sequence[TableRow]) -> None:
        """Enter the cells in the ledger: those that stand in no row of the table are left over, beside their rows."""
        taken = {id(cell) for row in rows for cell in row.every_cell}
        for cell in (cell for row in printed for cell in row.cells if not cell.is_blank):
            if id(cell) in taken:
                self._ledger.take_cells(Role.CHANGE, [cell])
                continue
            self._ledger.take_cells(Role.LEFT_OVER, [cell])
            self.findings.append(Finding(FindingKind.LEFTOVER_TEXT, cell.page, cell.text))
            doubt_beside(rows, cell)

    def _take(self, row: TableRow) -> None:
        row.table = self._table
        if self._open is not None and continues(self._open, row):
            for key, cells in row.cells.items():
                self._open.cells.setdefault(key, []).extend(cells)
            self._open.page, self._open.last = row.page, row.last
            self._open.reasons |= row.reasons
            return
        if row.is_empty:
            return  # it parts nothing: what fits nowhere behind it may belong to the row before it
        if self._open is not None and may_continue(self._open, row):
            self._open.reasons.add(Reason.POSITION_UNCERTAIN)
            row.reasons.add(Reason.POSITION_UNCERTAIN)
        self._close()
        self._date_row(row)
        if self.is_torn:
            row.reasons.add(Reason.PAGE_INCOMPLETE)
        self._open, self.is_torn = row, False

    def _date_row(self, row: TableRow) -> None:
        """Give a row the date above it; another table, whose own date was not found, is in doubt."""
        if self._date is None:
            return
        row.dated, self._date.has_rows = self._date.cell, True
        if row.table > self._date.table:
            row.reasons.add(Reason.POSITION_UNCERTAIN)

    def _close(self) -> None:
        """The row that was open is complete; what may be the rest of the row above it makes that one uncertain."""
        row, self._open = self._open, None
        if row is None or row.is_empty:
            return
        if self._above is not None and is_rest(row):
            self._above.reasons.add(Reason.POSITION_UNCERTAIN)
        self._tell_above()
        if row.dated is not None:
            row.cells.setdefault(DATE, [row.dated])
        join_items(row)
        if holds_nameless(row):
            row.reasons.add(Reason.TEXT_LEFT_OVER)
        if self.unsure:
            row.reasons.add(Reason.POSITION_UNCERTAIN)
        unread = any(cell.page in self._gaps for cell in row.every_cell)
        if is_rest(row) or goes_on(row) or unread:
            row.reasons.add(Reason.PAGE_INCOMPLETE)
        self._above = row

    def _tell_above(self) -> None:
        """Turn the row above the open one into a change; one without date and timing may be another table's head."""
        row, self._above = self._above, None
        if row is None:
            return
        if row.table == self._doubtful_table:
            row.reasons.add(Reason.POSITION_UNCERTAIN)
        change = self._interpreter.change(row.cells, row.reasons)
        if change.reasons >= {Reason.NOT_A_DATE, Reason.OPTION_UNKNOWN}:
            self._doubtful_table = row.table
        self._changes.append(change)
