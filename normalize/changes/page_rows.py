"""The rows of a table of changes page by page → changes: a page break may split a row, a page may be there twice."""

from __future__ import annotations

from collections.abc import Sequence, Set

from extract.records import Box
from normalize.audit.ledger import Ledger, Role
from normalize.changes.change_cells import DATE, ITEM, ChangeInterpreter
from normalize.changes.heads.header import EDGE, NAMELESS
from normalize.changes.heads.option_heads import with_told_options
from normalize.changes.page_joins import carry_date, continues, goes_on, is_rest, may_continue
from normalize.changes.rows.lost_rulings import parted
from normalize.changes.rows.merged_cells import TableRow, table_rows
from normalize.changes.rows.merged_header import SplitRow
from normalize.changes.rows.stacked_texts import PlacedCell
from normalize.layout.printed_cells import PrintedCell, PrintedRow
from normalize.reasons import Reason
from normalize.records import Change, Finding, FindingKind
from normalize.records.packed import Packed
from normalize.text.fold import fold


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
        self._before: list[TableRow] = []
        self._changes = Packed(Change)
        self._beside: list[Box] = []
        self._gaps: set[int] = set()
        self._torn = self._behind_gap = self._left_over = False
        self._lacking: Set[str] = frozenset()
        self._date: PrintedCell | None = None
        self._is_dating = False
        """Whether rows follow the date that stands above them."""
        self._behind_title = self.unsure = False
        """Whether no row is certain: lost pages may bear title and heads, or the columns were told by fewer texts."""
        self._table = self._open_table = self._above_table = 0
        """How many headers have come: so far, and before the rows at hand."""
        self._doubtful_table = self._dated_table = -1
        """The header below which a row may be the head of another table."""

    @property
    def is_torn(self) -> bool:
        """Whether pages are missing before the row that comes."""
        return self._torn

    def begin(self, lacking: Set[str], behind_gap: bool) -> None:
        """Rows below a header come: the columns that the table may lack; only a repeated header is `behind_gap`."""
        self._lacking, self._behind_title = lacking, False
        self._table += 1
        self._behind_gap = self._behind_gap and behind_gap

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
        self._date, self._is_dating, self._dated_table = cell, False, self._table + 1

    def _leave_date(self) -> None:
        if self._date is None or self._is_dating:
            return
        self.findings.append(Finding(FindingKind.LEFTOVER_TEXT, self._date.page, self._date.text))
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
        self._torn = self._behind_gap = True

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
        if self._is_copy(rows):
            text = fold(waiting[0].text)
            self.findings.append(Finding(FindingKind.REPEATED_ANSWER, waiting[0].page, text))
            self._ledger.take_cells(Role.DOUBLED, [cell for row in waiting for cell in row.cells])
            return
        self._enter(waiting, rows)
        for row in rows:
            row.cells = with_told_options(row.cells)
        self._doubt_split(rows, waiting)
        rows = parted(rows)
        rows[-1].last = any(row.last for row in waiting)
        if self._behind_title:
            for row in rows:
                row.reasons.add(Reason.POSITION_UNCERTAIN)
        self._doubt_beside(rows)
        if self._left_over:
            rows[0].reasons.add(Reason.TEXT_LEFT_OVER)
            self._left_over = False
        if self._open is not None:
            carry_date(self._open, rows)
        for row in rows:
            self._take(row)

    def _enter(self, printed: Sequence[PrintedRow], rows: Sequence[TableRow]) -> None:
        """Enter the cells in the ledger: those that stand in no row of the table are left over, beside their rows."""
        taken = {id(cell) for row in rows for cells in row.cells.values() for cell in cells}
        for cell in (cell for row in printed for cell in row.cells if not cell.is_blank):
            if id(cell) in taken:
                self._ledger.take_cells(Role.CHANGE, [cell])
                continue
            self._ledger.take_cells(Role.LEFT_OVER, [cell])
            self.findings.append(Finding(FindingKind.LEFTOVER_TEXT, cell.page, cell.text))
            for row in (row for row in rows if _stands_beside(row, cell)):
                row.reasons.add(Reason.TEXT_LEFT_OVER)

    def _doubt_beside(self, rows: Sequence[TableRow]) -> None:
        """Doubt the rows that stand nearest to what fits nowhere; a merged date stands beside all of its rows."""
        beside, self._beside = self._beside, []
        for box in beside:
            away = [_distance(row, box) for row in rows]
            for row, distance in zip(rows, away, strict=True):
                if distance == min(away):
                    row.reasons.add(Reason.TEXT_LEFT_OVER)

    def _doubt_split(self, rows: Sequence[TableRow], printed: Sequence[PrintedRow]) -> None:
        """Doubt rows that nothing printed parts for certain; such a first one may hold the end of the page before."""
        doubtful = {id(cell) for row in printed if isinstance(row, SplitRow) and row.doubtful for cell in row.cells}
        for n, row in enumerate(rows):
            if any(id(cell) in doubtful for cells in row.cells.values() for cell in cells):
                row.reasons.add(Reason.POSITION_UNCERTAIN)
                if n == 0 and self._open is not None and row.page > self._open.page:
                    self._open.reasons.add(Reason.POSITION_UNCERTAIN)

    def _is_copy(self, rows: list[TableRow]) -> bool:
        """Whether a page shows what the page before it shows: a page that is in the file twice."""
        before, self._before = self._before, rows
        return len(rows) > 1 and len(rows) == len(before) and all(map(_show_the_same, rows, before))

    def _take(self, row: TableRow) -> None:
        if self._open is not None and continues(self._open, row):
            for key, cells in row.cells.items():
                self._open.cells.setdefault(key, []).extend(cells)
            self._open.page, self._open.last = row.page, row.last
            self._open.reasons |= row.reasons
            return
        if _is_empty(row):
            return  # it parts nothing: what fits nowhere behind it may belong to the row before it
        if self._open is not None and may_continue(self._open, row):
            self._open.reasons.add(Reason.POSITION_UNCERTAIN)
            row.reasons.add(Reason.POSITION_UNCERTAIN)
        self._close()
        self._open, self._open_table = row, self._table
        row.dated, self._is_dating = self._date, True
        if self._date is not None and self._table > self._dated_table:
            row.reasons.add(Reason.POSITION_UNCERTAIN)  # another table, whose own date was not found
        self._torn, self._behind_gap = self._behind_gap, False

    def _close(self) -> None:
        """The row that was open is complete; what may be the rest of the row above it makes that one uncertain."""
        row, self._open = self._open, None
        if row is None or _is_empty(row):
            return
        if self._above is not None and is_rest(row):
            self._above.reasons.add(Reason.POSITION_UNCERTAIN)
        self._tell_above()
        if row.dated is not None:
            row.cells.setdefault(DATE, [row.dated])
        _join_items(row)
        if self._lacking - row.cells.keys() or _holds_nameless(row):
            row.reasons.add(Reason.TEXT_LEFT_OVER)
        if self.unsure:
            row.reasons.add(Reason.POSITION_UNCERTAIN)
        unread = any(cell.page in self._gaps for cells in row.cells.values() for cell in cells)
        if is_rest(row) or goes_on(row) or self._torn or unread:
            row.reasons.add(Reason.PAGE_INCOMPLETE)
        self._above, self._above_table = row, self._open_table

    def _tell_above(self) -> None:
        """Turn the row above the open one into a change; one without date and timing may be another table's head."""
        row, self._above = self._above, None
        if row is None:
            return
        if self._above_table == self._doubtful_table:
            row.reasons.add(Reason.POSITION_UNCERTAIN)
        change = self._interpreter.change(row.cells, row.reasons)
        if change.reasons >= {Reason.NOT_A_DATE, Reason.OPTION_UNKNOWN}:
            self._doubtful_table = self._above_table
        self._changes.append(change)


def _is_empty(row: TableRow) -> bool:
    return all(cell.is_blank for cells in row.cells.values() for cell in cells)


def _join_items(row: TableRow) -> None:
    """Give an item that is printed in two cells, block and row, with a head above the first, its second cell."""
    items, edges = row.cells.get(ITEM, []), {cell.page: cell.box.x1 for cell in row.cells.get(ITEM, ())}
    for key in [key for key in row.cells if key.startswith(NAMELESS)]:
        own = [cell for cell in row.cells[key] if abs(cell.box.x0 - edges.get(cell.page, -1.0)) < EDGE]
        if not all(cell.is_blank for cell in own):
            rest = [cell for cell in row.cells.pop(key) if cell not in own]
            row.cells |= {key: rest} if rest else {}
            row.cells[ITEM] = sorted([*items, *own], key=lambda cell: (cell.page, cell.box.x0, cell.box.top))
            return


def _holds_nameless(row: TableRow) -> bool:
    """Whether words stand in a column without a head: they may be a part of what stands beside them."""
    nameless = (cells for key, cells in row.cells.items() if key.startswith(NAMELESS))
    return any(any(map(str.isalpha, cell.text)) for cells in nameless for cell in cells)


def _stands_beside(row: TableRow, cell: PrintedCell) -> bool:
    """Whether a cell reaches into the height of a row."""
    own = [other.box for cells in row.cells.values() for other in cells]
    return bool(own) and min(box.top for box in own) < cell.box.bottom and cell.box.top < max(box.bottom for box in own)


def _distance(row: TableRow, box: Box) -> float:
    """How far (points) a row stands above or below a box; the date, which rows may share, does not count."""
    own = [cell.box for key, cells in row.cells.items() if key != DATE for cell in cells]
    around = Box.around(own or [cell.box for cells in row.cells.values() for cell in cells])
    return max(0.0, around.top - box.bottom, box.top - around.bottom)


def _show_the_same(a: TableRow, b: TableRow) -> bool:
    return list(map(_boxes, a.cells.items())) == list(map(_boxes, b.cells.items())) and all(
        own.text == other.text for key in a.cells for own, other in zip(a.cells[key], b.cells[key], strict=True)
    )


def _boxes(column: tuple[str, list[PrintedCell]]) -> tuple[str, list[Box]]:
    key, cells = column
    return key, [cell.box for cell in cells]
