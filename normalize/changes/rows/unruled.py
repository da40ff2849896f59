"""Tables of changes whose columns no upright rulings part: the rows of a page cut into cells.

Between two columns lies a strip that no text crosses. Where no lines part the rows either, they are told by what they
hold: each has its date and its item.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import copy
from typing import NamedTuple

from extract.records import Box, Line
from normalize.changes.change_cells import ITEM
from normalize.changes.heads.header import Head, Header, HeaderMatcher
from normalize.changes.heads.headless import columns_below
from normalize.changes.heads.tiers import heads_above
from normalize.changes.heads.wrapped_dates import behind_dates, date_column, dates_apart
from normalize.changes.rows.cutting import words_apart
from normalize.changes.rows.merged_header import MIN_CELLS, header_apart, heads_of
from normalize.changes.rows.ruled_bands import rows_between
from normalize.changes.rows.strips import Strips, heads_in
from normalize.changes.rows.unruled_table import (
    PartedRow,
    UnruledTable,
    has_own_uprights,
    header_row,
    is_doubtful,
    parts_of,
    split_rows,
    with_lines,
)
from normalize.layout.printed_cells import PrintedRow
from normalize.layout.rows import SAME_EDGE

HEADER_LINES = 5
"""The heads of one header take so many lines at most, where they are wrapped and set in the middle of their cells."""


class _HeaderRows(NamedTuple):
    """What may be a header: `rank` says how many more of its heads are known than not.

    `start` is its first row among those of the page, `end` the one behind it.
    """

    rank: int
    start: int
    end: int
    table: UnruledTable

    @property
    def likelihood(self) -> tuple[float, ...]:
        """What tells which of several is the header: best read, most alike, of the fewest rows, highest up."""
        return self.rank, -self.table.header.apart, self.start - self.end, -self.start


class TableSplitter:
    """Finds headers whose heads no rulings part, and cuts what is printed below them into cells.

    `ends` tells a text that begins another section, `is_title` the table's own title, which pages may repeat.
    """

    def __init__(self, matcher: HeaderMatcher, ends: Callable[[str], bool], is_title: Callable[[str], bool]) -> None:
        self._matcher, self._ends, self._is_title = matcher, ends, is_title
        self._table: UnruledTable | None = None
        self._before: UnruledTable | None = None
        self._titled = False
        self._boxes: Sequence[Box] = ()

    @property
    def has_ruled_rows(self) -> bool:
        """Whether level rulings part the rows of the table that was found last."""
        return self._table is not None and self._table.ruled

    def arranged(
        self, rows: Sequence[PrintedRow], goes_on: bool, titled: bool = False, boxes: Sequence[Box] = ()
    ) -> list[PrintedRow]:
        """The rows of a page, those of a table without uprights as rows of cells.

        `goes_on` says that a table of changes was being read on the page before, `titled` that its title was seen;
        `boxes` are what level rulings enclose on the page.
        """
        self._titled, self._boxes, self._before = titled, boxes, copy(self._table)
        rows = [part for row in rows for part in header_apart(row, self._matcher, titled)]
        whole = [n for n, row in enumerate(rows) if self._header_of(row) is not None]
        if whole:
            self._table = self._below_ruled_heads(rows, whole[-1])
            return [*rows[: whole[-1] + 1], *self._below(rows[whole[-1] + 1 :])]
        found = max(self._headers(rows), key=lambda each: each.likelihood, default=None)
        if found is not None:
            before = self._table if goes_on else None
            self._table = table = found.table
            table.limit = before.limit if before is not None else None
            if before is not None and _stand_alike(before.heads, table.heads):
                table.strips, table.told = before.strips, True
            return [*rows[: found.start], *self._below(rows[found.end :], rows[found.start : found.end])]
        if not goes_on:
            return self._without_heads(rows)
        return self._below(rows)

    def _header_of(self, row: PrintedRow) -> Header | None:
        """The header that a row of cells is."""
        if len(row.cells) < MIN_CELLS or not self._matcher.may_be_header([row]):
            return None
        return self._matcher.match(heads_of(row), self._titled)

    def _below_ruled_heads(self, rows: Sequence[PrintedRow], at: int) -> UnruledTable | None:
        """The table whose heads alone uprights part: nothing below them is ruled, but for level rulings."""
        row, below = rows[at], rows[at + 1 :]
        header = self._header_of(row)
        if header is None or not self._boxes or not below or any(each.is_ruled for each in below):
            return None
        if not all(cell.ruled for cell in row.cells) or header.read < len(row.cells):
            return None
        heads = heads_of(row)
        return UnruledTable(header, heads, Strips.of(heads, row.cells), ruled=False, told=True)

    def take_back(self) -> None:
        """The page whose rows were arranged last is none of the table, and tells nothing of its columns."""
        self._table = self._before

    def _without_heads(self, rows: list[PrintedRow]) -> list[PrintedRow]:
        """The rows of a page, those below the table's title cut where they tell the columns without any heads."""
        self._table = None
        start = next((n for n, row in enumerate(rows, 1) if self._is_title(row.text)), len(rows))
        below = dates_apart(rows[start:]) if self._titled else []
        found = columns_below(below, self._matcher) if below else None
        if found is not None:
            cells = [cell for row in below for cell in row.cells]
            lines = [line for cell in cells for line in cell.lines]
            strips = Strips.of(found[1], cells).between_texts(found[1], lines)
            self._table = UnruledTable(*found, strips, rows[start].is_ruled)
        return [*rows[:start], *self._below(rows[start:])]

    def _headers(self, rows: Sequence[PrintedRow]) -> Iterator[_HeaderRows]:
        """What may be a header among the rows of a page."""
        letters = [self._matcher.letters.of(row) for row in rows]
        ruled = [row.is_ruled for row in rows]
        for start in range(len(rows)):
            longest = 1 if ruled[start] else HEADER_LINES
            together = 0
            for end in range(start + 1, min(start + longest, len(rows)) + 1):
                if ruled[end - 1] and not ruled[start]:
                    break
                together |= letters[end - 1]
                if self._matcher.may_be_header(rows[start:end], together):
                    yield from (_HeaderRows(rank, start, end, table) for rank, table in self._tables(rows[start:end]))

    def _tables(self, rows: Sequence[PrintedRow]) -> Iterator[tuple[int, UnruledTable]]:
        """The tables that begin with rows as their header, and how many more heads of it are known than not."""
        ruled = rows[0].is_ruled
        cells = [cell for row in rows for cell in row.cells]
        groups = [cell.lines for cell in cells] if ruled else [[line for cell in cells for line in cell.lines]]
        recognized = any(cell.recognized for cell in cells)
        for part in (list[Line], words_apart):
            parts = [part(lines) for lines in groups]
            found = [heads_in(lines, recognized) for lines in parts]
            above = [head for lines, heads in zip(parts, found, strict=True) for head in heads_above(lines, heads)]
            heads = [head for heads in found for head in heads if head not in above]
            header = self._matcher.match(heads, self._titled)
            if header is not None:
                table = UnruledTable(header, heads, Strips.of(heads, cells), ruled, above)
                yield header.read - len(header.unknown), table

    def _below(self, rows: Sequence[PrintedRow], heads: Sequence[PrintedRow] = ()) -> list[PrintedRow]:
        """The rows below a header, or on a page that goes on with its table; `heads` are those of the header."""
        table = self._table
        if table is None:
            return list(rows)
        taken, crossing, others = self._parted(_with_columns_apart(rows, table, bool(heads)), table)
        doubted: set[int] = set()
        unsure: set[int] = set()
        found_parts = _each_parted(crossing, table)
        others += [row for row, fits in zip(crossing, found_parts, strict=True) if fits is None]
        for fits in filter(None, found_parts):
            taken.append(fits.row)
            doubted.add(id(fits.row))
            unsure |= set() if fits.sure else set(map(id, taken if fits.by_words else taken[-1:]))
        doubted |= {id(row) for row in taken if is_doubtful(table, row)}
        made = [header_row(table, heads)] if heads else []
        found = None if table.ruled else rows_between(taken, self._boxes, table.strips.edges, bool(heads), doubted)
        parted, apart = (split_rows(table, taken, unsure), []) if found is None else found
        return sorted([*made, *others, *parted, *apart], key=lambda row: row.top)

    def _parted(
        self, rows: Sequence[PrintedRow], table: UnruledTable
    ) -> tuple[list[PrintedRow], list[PrintedRow], list[PrintedRow]]:
        """The rows of a table, those of them whose text crosses its strips, and rows that are none of it.

        The strips become as narrow as the texts leave them. Behind the row that ends the table all are none of it.
        """
        taken: list[PrintedRow] = []
        crossing: list[PrintedRow] = []
        others: list[PrintedRow] = []
        for n, row in enumerate(rows):
            if self._ends_at(row, table) or (row.is_ruled and not table.ruled):
                self._table = None
                return taken, crossing, [*others, *rows[n:]]
            lines = [line for cell in row.cells for line in cell.lines]
            turned = all(line.turned for line in lines)
            if turned or table.ruled != row.is_ruled or self._is_title(row.text) or has_own_uprights(row, table):
                others.append(row)
            elif (strips := table.strips.without(lines)) is None:
                crossing.append(row)
            else:
                table.strips = strips
                taken.append(row)
        return taken, crossing, others

    def _ends_at(self, row: PrintedRow, table: UnruledTable) -> bool:
        """Whether a row is the heading of another section, which begins where the table does: items quote headings."""
        edges, named = table.strips.edges, table.header.columns[0].key
        leads = row.cells[0].box.x0 < edges[1] and (named != ITEM or row.cells[0].box.x0 < edges[0])
        return leads and self._ends(row.text)


def _with_columns_apart(rows: Sequence[PrintedRow], table: UnruledTable, is_first: bool) -> list[PrintedRow]:
    """Rows with their lines parted at a table's columns.

    The texts right below the heads (`is_first`) tell more of these, if no page before told them.
    """
    dates = date_column(table.header)
    if dates is not None:
        rows = dates_apart(rows, table.ruled)
    lines = [line for row in rows for cell in row.cells for line in cell.lines]
    if is_first and not table.told:
        table.strips = table.strips.between_texts(table.heads, lines)
        if dates is not None:
            table.strips = table.strips.with_begin(dates, behind_dates(lines))
    return [with_lines(row, table, table.strips.parted) for row in rows]


def _each_parted(rows: Sequence[PrintedRow], table: UnruledTable) -> list[PartedRow | None]:
    """Rows whose texts run from one column into the next, parted; the table's strips are those that they leave."""
    found = []
    for row in rows:
        fits = parts_of(row, table)
        table.strips = table.strips if fits is None else fits.strips
        found.append(fits)
    return found


def _stand_alike(before: Sequence[Head], heads: Sequence[Head]) -> bool:
    """Whether a page repeats the heads of the one before at the same places."""
    return len(before) == len(heads) and all(
        a.text == b.text and abs(a.x0 - b.x0) < SAME_EDGE for a, b in zip(before, heads, strict=True)
    )
