"""The table of changes (変更箇所): rows that page breaks split, headers that pages repeat, text that fits nowhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import zip_longest

from extract.records import Box, Line
from normalize.audit.ledger import Ledger, Role
from normalize.changes.change_cells import DATE, ITEM, ChangeInterpreter
from normalize.changes.heads.dates_above import date_above
from normalize.changes.heads.header import Head, Header, TableColumn, header_matcher
from normalize.changes.heads.option_heads import with_option_columns
from normalize.changes.heads.overprinted import has_more, printed_over_heads
from normalize.changes.left_behind import LeftBehind, lacks_labels, overflows
from normalize.changes.other_paper import begins_anew, may_be_change
from normalize.changes.page_rows import PageRows
from normalize.changes.rows.entry_blocks import EntryBlocks
from normalize.changes.rows.lost_uprights import cut_at_columns
from normalize.changes.rows.merged_header import MIN_CELLS, heads_of
from normalize.changes.rows.placing import placed_by_names, placed_in
from normalize.changes.rows.stacked_texts import PlacedCell
from normalize.changes.rows.unruled import TableSplitter
from normalize.layout.printed_cells import PrintedCell, PrintedRow
from normalize.matching.index import form_index
from normalize.records import Change, Finding, FindingKind
from normalize.registry import MAX_LABEL, ChangeTable
from normalize.text.fold import fold

TOUCHING = 6.0
"""A ruled row that begins so many points below the table's last one belongs to its table."""


class ChangeReader:
    """Reads the rows of the table once its header has been seen; what stands in its columns goes to `PageRows`."""

    def __init__(self, table: ChangeTable, form: str, ledger: Ledger) -> None:
        self._matcher = header_matcher(table)
        self._options = {column.key: column.options for column in table.columns}
        self._interpreter = ChangeInterpreter(table, form)
        self._ledger, self._rows = ledger, PageRows(self._interpreter, ledger)
        self._index = form_index(form)
        self._titles = tuple(fold(title) for title in table.titles.get(form, ()))
        self._splitter = TableSplitter(self._matcher, self._index.begins_other_section, self._is_title)
        self._entries = EntryBlocks(self._matcher.column_of)
        self._dates: dict[int, PrintedCell] = {}
        self._columns: tuple[TableColumn, ...] = ()
        self._heads: list[Head] = []
        self._header: PrintedRow | None = None
        self._stray: PrintedRow | None = None
        self._behind = LeftBehind()
        self._title: PrintedRow | None = None
        self._found = self._has_other_heads = False
        self._other_page: int | None = None
        self._largest = 0.0
        """The largest type (points) of the heads and rows read so far."""

    @property
    def findings(self) -> list[Finding]:
        """What was printed in the table and not understood."""
        return self._rows.findings

    @property
    def has_ruled_rows(self) -> bool:
        """Whether a table without uprights is being read whose rows level rulings part, so that each has a frame."""
        return bool(self._columns) and self._splitter.has_ruled_rows

    def may_begin(self, lines: Sequence[Line], is_label: Callable[[str], bool]) -> bool:
        """Whether some lines that stand in no cell may be the title or the header of a table without uprights.

        A title above a label of the form (`is_label`) stands in the list of contents.
        """
        ordered = sorted(lines, key=lambda line: line.box.top)
        titled = any(
            fold(line.text) in self._titles and not (below and is_label(below.text))
            for line, below in zip_longest(ordered, ordered[1:])
        )
        return titled or any(self._matcher.may_be_heads(line) for line in lines)

    def arranged(self, rows: list[PrintedRow], boxes: Sequence[Box] = ()) -> list[PrintedRow]:
        """The rows of a page, those of a table of changes that no uprights part into columns cut into cells.

        `boxes` are what level rulings enclose on the page.
        """
        self._behind.see(rows)
        for row in rows:
            if not self._found and self._is_whole_title(row.text):  # the contents name it before
                self._title, self._has_other_heads = row, False
        made = self._splitter.arranged(rows, bool(self._columns), self._title is not None, boxes)
        self._dates = self._dates_above(made)
        if not self._columns or not self._is_other_paper(rows, made):
            return made
        self._splitter.take_back()
        self._other_page = rows[0].page
        return rows

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
            return self._is_overprinted(row)
        header = with_option_columns(header, heads, self._options)
        self._rows.flush()
        self._measure(row)
        told = {finding.text for finding in self.findings}
        self.findings.extend(
            Finding(FindingKind.UNKNOWN_LABEL, row.page, text) for text in header.unknown if text not in told
        )
        if has_more(heads, self._heads, self._matcher) or (self._stray is not None and self._stray.is_ruled):
            self._rows.doubt_around()
        self._rows.begin(self._matcher.lacking(header), is_repeated=bool(self._columns))
        self._columns, self._heads, self._header = header.columns, heads, row
        self._found = True
        self._stray = None
        self._behind.take(row)
        return True

    def _is_overprinted(self, row: PrintedRow) -> bool:
        """Whether a row repeats the header with text of the row before printed over it, which lacks that text."""
        if not (self._columns and has_more(heads_of(row), self._heads, self._matcher)):
            return False
        over = printed_over_heads(placed_in(row, self._columns) or (), self._matcher)
        if over is None:
            return False
        self._rows.doubt_around()
        self._measure(row)
        self.findings.append(Finding(FindingKind.LEFTOVER_TEXT, row.page, over))
        self._header, self._stray = row, None
        self._behind.take(row)
        return True

    def begins_without_heads(self, row: PrintedRow) -> bool:
        """Whether a row is the first below the title of a table without heads; its columns are taken from there.

        Behind lost pages it may be one whose title and heads stand on these: no row is certain then, nor where the row
        shows a column less than the form has.
        """
        title = self._title
        if self._found or len(row.cells) < MIN_CELLS or not all(cell.ruled for cell in row.cells) or not row.text:
            return False
        below = title is not None and (row.page, row.top) >= (title.page, title.top) and not self._has_other_heads
        if not below and not self._rows.is_torn:
            return False
        header = self._matcher.by_places(heads_of(row))
        self._has_other_heads |= below and header is None
        if header is not None:
            self._columns, self._found = header.columns, True
            self._rows.unsure = not below or len(header.columns) < self._matcher.width
        return header is not None

    def _continued_header(self, row: PrintedRow) -> Header | None:
        """The header with a second row of heads: 変更前 and 変更後 below 記載."""
        above = self._header
        if above is None or above.page != row.page or self._rows.waiting or row.top - above.bottom > TOUCHING:
            return None
        heads = [head for head in heads_of(row) if head.text]
        # A blank row below the heads is the rest of the row that the page before began.
        if not heads or not all(self._matcher.is_head(head.text) for head in heads):
            return None
        return self._matcher.match([*self._heads, *heads])

    def _dates_above(self, rows: Sequence[PrintedRow]) -> dict[int, PrintedCell]:
        """The dates above rows of a page, by the rows' identity; none where the table has a column for dates."""
        if self._title is None and not self._columns:
            return {}
        heads = self._matcher.heads_of(DATE)
        found = {id(row): cell for row in rows if (cell := date_above(row, heads)) is not None}
        if not found:
            return {}
        headers = [self._matcher.match(heads_of(row), titled=True) for row in rows if len(row.cells) >= MIN_CELLS]
        columns = [header.columns for header in headers if header is not None] or [self._columns]
        dated = any(column.key == DATE for each in columns for column in each)
        return {} if dated or not any(columns) else found

    def takes(self, row: PrintedRow) -> bool:
        """Take in a row that is none of the table's and says what its rows do not: a date above them, or a change."""
        if id(row) in self._dates:
            self._rows.date(self._dates[id(row)])
            return True
        if self._title is None or self._columns:
            return False
        is_taken, ended = self._entries.take(row)
        if ended is not None:
            self._rows.add_entry(ended)
        if not is_taken:
            self._entries.doubt()
        self._found |= is_taken
        return is_taken

    def lose(self, page: int) -> None:
        """Something that is printed on this page is not there: rows on it, before it and behind it may lack a part."""
        self._rows.lose(page)

    def tear(self) -> None:
        """Pages are missing here: the row before and the row behind may lack a part."""
        self._rows.tear()

    def read(self, row: PrintedRow) -> bool:
        """Take in a row below the header; False for a row that does not fit the columns."""
        if self._rows.waiting and row.page != self._rows.waiting[0].page:
            self._rows.flush()
        if row.page == self._other_page:
            self._behind.leave(row, self._columns)
            return False
        if self._other_page is not None:  # it stands between pages of the table, perhaps in the place of another
            self._other_page = None
            self._rows.tear()
        if self._begins_other_table(row):
            self._rows.flush()
            self._columns, self._header = (), None
        row = cut_at_columns(row, self._columns)
        placed = placed_in(row, self._columns)
        named = placed_by_names(row, self._columns, self._matcher.column_of)
        if named is not None:
            placed, names = named
            self._ledger.take_cells(Role.CHANGE, names)
            row = replace(row, cells=[cell for cell, _ in placed])
        if placed is None:
            self._leave(row)
            return False
        if _is_bare_item(placed):
            self._rows.doubt_behind()
        if self._stray is not None and (self._stray.page == row.page or self._stray.is_ruled or lacks_labels(placed)):
            self._rows.doubt_around()
        self._stray = None
        self._measure(row)
        self._behind.take(row)
        self._rows.add(row, placed)
        return True

    def _measure(self, row: PrintedRow) -> None:
        self._largest = max([self._largest, *(line.size for cell in row.cells for line in cell.lines)])

    def _is_other_paper(self, rows: Sequence[PrintedRow], made: Sequence[PrintedRow]) -> bool:
        """Whether a page behind one of the table is of another paper; `made` are its rows cut at the columns."""
        if not begins_anew(rows, lambda text: self._index.is_label(text) or self._is_title(text)):
            return False
        placed = [placed_in(cut_at_columns(row, self._columns), self._columns) for row in made]
        return not any(
            self._matcher.match(heads_of(row), titled=True)
            or (cells and may_be_change(cells, self._interpreter, row is made[0], self._largest))
            for row, cells in zip(made, placed, strict=True)
        )

    def _is_title(self, text: str) -> bool:
        """Whether a text is the table's title, as every page may bear it: 変更箇所（続き）."""
        return fold(text[:MAX_LABEL]).startswith(self._titles)

    def _is_whole_title(self, text: str) -> bool:
        return len(text) <= MAX_LABEL and fold(text) in self._titles

    def _begins_other_table(self, row: PrintedRow) -> bool:
        """Whether a row holds heads of columns and is no header of ours: rows below it are no changes."""
        heads = [cell.text for cell in row.cells if self._matcher.is_head(cell.text)]
        return bool(self._columns) and len(heads) > 1 and len(heads) >= len(row.cells) / 2

    def _leave(self, row: PrintedRow) -> None:
        """Keep in mind a row that fits nowhere, if it is no title or label: it may be a part of its neighbors."""
        text = fold(row.text)
        if not self._columns or not text or self._index.is_label(row.text) or self._is_title(row.text):
            return
        self._stray = row
        self._behind.leave(row, self._columns)
        if not row.is_ruled and all(column.key != DATE for column in self._columns):
            self._rows.doubt_behind()
        above = self._rows.waiting[-1] if self._rows.waiting else None
        if above is None:
            return
        if row.page == above.page and row.top < above.bottom:
            self._rows.doubt_nearest(row)
        elif abs(row.top - above.bottom) <= TOUCHING and (row.is_ruled or overflows(row, above)):
            self._rows.doubt_open()

    def changes(self) -> Sequence[Change]:
        """The rows read so far; rows of blank cells are left out."""
        if self._behind.may_be_rest:
            self._rows.doubt_open()
        if (entry := self._entries.close()) is not None:
            self._rows.add_entry(entry)
        changes = self._rows.changes()
        if self._title is not None and not self._found:
            self.findings.append(Finding(FindingKind.TABLE_NOT_FOUND, self._title.page, self._title.text))
        return changes


def _is_bare_item(placed: Sequence[PlacedCell]) -> bool:
    """Whether a row of a table without dates has nothing but its item: the title of another table looks so."""
    blank = [cell.is_blank for cell, keys in placed if ITEM not in keys]
    return all(blank) and len(blank) < len(placed) and all(DATE not in keys for _, keys in placed)
