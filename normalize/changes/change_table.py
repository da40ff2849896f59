"""The table of changes (変更箇所): rows that page breaks split, headers that pages repeat, text that fits nowhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extract.records import Box, Line
from normalize.changes.change_cells import ChangeInterpreter
from normalize.changes.grid import TableRow, columns_of, roughly_in, table_rows, without_slivers
from normalize.changes.header import Head, Header, HeaderMatcher, TableColumn
from normalize.changes.merged_header import MIN_CELLS, SplitRow, heads_of
from normalize.changes.page_joins import continues, goes_on, may_continue
from normalize.changes.unruled import TableSplitter
from normalize.layout.rows import PrintedCell, PrintedRow
from normalize.matching.index import form_index
from normalize.parsing.ledger import Ledger, Role
from normalize.reasons import Reason
from normalize.records import Change, Finding, FindingKind
from normalize.registry import ChangeTable
from normalize.text.fold import fold

MERGED = 2
"""So many columns may share one cell with text (削除 below 変更前 and 変更後)."""
TOUCHING = 6.0
"""A ruled row that begins so many points below the table's last one belongs to its table."""

_Placed = tuple[PrintedCell, list[str]]
"""A cell with the columns that it stands in."""


class ChangeReader:
    """Reads the rows of the table once its header has been seen.

    Rows of one page are kept until the next page begins, or another table; `_open` is the row that may go on there. The
    ledger is told what each cell of these rows is taken for.
    """

    def __init__(self, table: ChangeTable, form: str, ledger: Ledger) -> None:
        self._ledger = ledger
        self._matcher = HeaderMatcher(table)
        self._interpreter = ChangeInterpreter(table, form)
        self._index = form_index(form)
        self._titles = tuple(fold(title) for title in table.titles.get(form, ()))
        self._splitter = TableSplitter(self._matcher, self._index.begins_other_section, self._is_title)
        self._columns: tuple[TableColumn, ...] = ()
        self._heads: list[Head] = []
        self._header: PrintedRow | None = None
        self._waiting: list[PrintedRow] = []
        self._placed_cells: list[_Placed] = []
        self._open: TableRow | None = None
        self._changes: list[Change] = []
        self._gaps: set[int] = set()
        self._torn = self._behind_gap = False
        self._stray: PrintedRow | None = None
        self._title: PrintedRow | None = None
        self._found = self._left_over = self._lacks_column = self._has_other_heads = False
        self._before: list[TableRow] = []
        self.findings: list[Finding] = []

    def may_begin(self, lines: Sequence[Line], is_label: Callable[[str], bool]) -> bool:
        """Whether some lines that stand in no cell may be the title or the header of a table without uprights.

        A title above a label of the form (`is_label`) stands in the list of contents.
        """
        ordered = sorted(lines, key=lambda line: line.box.top)
        below = [*(line.text for line in ordered[1:]), ""]
        titled = any(
            fold(line.text) in self._titles and not is_label(text) for line, text in zip(ordered, below, strict=True)
        )
        return titled or any(self._matcher.may_be_heads(line) for line in lines)

    def arranged(self, rows: list[PrintedRow], boxes: Sequence[Box] = ()) -> list[PrintedRow]:
        """The rows of a page, those of a table of changes that no uprights part into columns cut into cells.

        `boxes` are what level rulings enclose on the page.
        """
        for row in rows:
            if self._title is None and fold(row.text) in self._titles:
                self._title = row
        return self._splitter.arranged(rows, bool(self._columns), self._title is not None, boxes)

    def is_header(self, row: PrintedRow) -> bool:
        """Whether a row is the table's header, or goes on with it; its columns are taken from there."""
        heads: list[Head] = []
        header = None
        if len(row.cells) >= MIN_CELLS and self._matcher.may_be_header([row]):
            heads = heads_of(row)
            header = self._matcher.match(heads, titled=self._title is not None)
        if header is None and (header := self._continued_header(row)):
            heads = [*self._heads, *heads_of(row)]
        if header is None:
            return False
        self._flush()
        if self._stray is not None and _is_ruled(self._stray):
            self._doubt_open()
            self._left_over = True
        self._behind_gap = self._behind_gap and bool(self._columns)
        self._columns, self._heads, self._header = header.columns, heads, row
        self._found = True
        self._lacks_column = self._matcher.lacks_column(header)
        self._stray = None
        told = {finding.text for finding in self.findings}
        self.findings += [
            Finding(FindingKind.UNKNOWN_LABEL, row.page, text) for text in header.unknown if text not in told
        ]
        return True

    def begins_without_heads(self, row: PrintedRow) -> bool:
        """Whether a row is the first below the title of a table without heads; its columns are taken from there."""
        title = self._title
        if self._found or self._has_other_heads or title is None or len(row.cells) < MIN_CELLS:
            return False
        if (row.page, row.top) < (title.page, title.top) or not all(cell.ruled for cell in row.cells):
            return False
        header = self._matcher.by_places(heads_of(row))
        self._has_other_heads = header is None
        if header is not None:
            self._columns, self._found = header.columns, True
        return header is not None

    def _continued_header(self, row: PrintedRow) -> Header | None:
        """The header with a second row of heads: 変更前 and 変更後 below 記載."""
        above = self._header
        if above is None or above.page != row.page or self._waiting or row.top - _bottom(above) > TOUCHING:
            return None
        heads = heads_of(row)
        if any(head.text and not self._matcher.is_head(head.text) for head in heads):
            return None
        return self._matcher.match([*self._heads, *(head for head in heads if head.text)])

    def lose(self, page: int) -> None:
        """Something that is printed on this page is not there: rows on it, before it and behind it may lack a part."""
        self._gaps.add(page)
        self.tear()

    def tear(self) -> None:
        """Pages are missing here: the row before and the row behind may lack a part."""
        self._flush()
        self._torn = self._behind_gap = True

    def read(self, row: PrintedRow) -> bool:
        """Take in a row below the header; False for a row that does not fit the columns."""
        if self._waiting and row.page != self._waiting[0].page:
            self._flush()
        if self._begins_other_table(row):
            self._flush()
            self._columns, self._header = (), None
        placed = self._placed(row) if self._columns else None
        if placed is None:
            self._leave(row)
            return False
        if self._stray is not None and (self._stray.page == row.page or _is_ruled(self._stray)):
            self._doubt_open()
            self._left_over = True
        self._stray = None
        self._waiting.append(row)
        self._placed_cells += placed
        return True

    def _is_title(self, text: str) -> bool:
        """Whether a text is the table's title, as every page may bear it: 変更箇所（続き）."""
        return fold(text).startswith(self._titles)

    def _placed(self, row: PrintedRow) -> list[_Placed] | None:
        """The columns of each cell; None for a row some cell of which stands in none, or across several."""
        cells = without_slivers(row)
        if not cells or not all(cell.ruled for cell in cells):
            return None
        found = [columns_of(cell, self._columns) for cell in cells]
        if all(keys and (len(keys) <= MERGED or cell.is_blank) for cell, keys in zip(cells, found, strict=True)):
            return list(zip(cells, found, strict=True))
        rough = roughly_in(cells, self._columns)
        return None if rough is None else list(zip(cells, rough, strict=True))

    def _begins_other_table(self, row: PrintedRow) -> bool:
        """Whether a row holds heads of columns and is no header of ours: rows below it are no changes."""
        heads = [cell.text for cell in row.cells if self._matcher.is_head(cell.text)]
        return bool(self._columns) and len(heads) > 1 and len(heads) >= len(row.cells) / 2

    def _leave(self, row: PrintedRow) -> None:
        """Keep in mind a row that fits nowhere, if it is no title or label: it may be a part of its neighbours."""
        text = fold(row.text)
        if not self._columns or not text or self._index.is_label(row.text) or self._is_title(row.text):
            return
        self._stray = row
        above = self._waiting[-1] if self._waiting else None
        if above is not None and _is_ruled(row) and abs(row.top - _bottom(above)) <= TOUCHING:
            self._doubt_open()

    def _doubt_open(self) -> None:
        """The row read last may lack what fits nowhere."""
        self._flush()
        if self._open is not None:
            self._open.reasons.add(Reason.TEXT_LEFT_OVER)

    def changes(self) -> list[Change]:
        """The rows read so far; rows of blank cells are left out."""
        self._flush()
        self._close()
        if self._title is not None and not self._found:
            self.findings.append(Finding(FindingKind.TABLE_NOT_FOUND, self._title.page, self._title.text))
        return self._changes

    def _flush(self) -> None:
        """Take in the rows of one page that wait."""
        waiting, self._waiting = self._waiting, []
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
        self._doubt_split(rows, waiting)
        rows[-1].last = any(row.last for row in waiting)
        if self._left_over:
            rows[0].reasons.add(Reason.TEXT_LEFT_OVER)
            self._left_over = False
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
        if self._open is not None and may_continue(self._open, row):
            self._open.reasons.add(Reason.POSITION_UNCERTAIN)
            row.reasons.add(Reason.POSITION_UNCERTAIN)
        self._close()
        self._open = row
        self._torn, self._behind_gap = self._behind_gap, False

    def _close(self) -> None:
        """Turn the row that was open into a change."""
        row, self._open = self._open, None
        if row is None or all(cell.is_blank for cells in row.cells.values() for cell in cells):
            return
        if self._lacks_column:
            row.reasons.add(Reason.TEXT_LEFT_OVER)
        if goes_on(row) or self._torn or any(cell.page in self._gaps for cells in row.cells.values() for cell in cells):
            row.reasons.add(Reason.PAGE_INCOMPLETE)
        self._changes.append(self._interpreter.change(row.cells, row.reasons))


def _bottom(row: PrintedRow) -> float:
    return max(cell.box.bottom for cell in row.cells)


def _stands_beside(row: TableRow, cell: PrintedCell) -> bool:
    """Whether a cell reaches into the height of a row."""
    own = [other.box for cells in row.cells.values() for other in cells]
    return bool(own) and min(box.top for box in own) < cell.box.bottom and cell.box.top < max(box.bottom for box in own)


def _is_ruled(row: PrintedRow) -> bool:
    return any(cell.ruled for cell in row.cells)


def _show_the_same(a: TableRow, b: TableRow) -> bool:
    return list(map(_boxes, a.cells.items())) == list(map(_boxes, b.cells.items())) and all(
        own.text == other.text for key in a.cells for own, other in zip(a.cells[key], b.cells[key], strict=True)
    )


def _boxes(column: tuple[str, list[PrintedCell]]) -> tuple[str, list[Box]]:
    key, cells = column
    return key, [cell.box for cell in cells]
