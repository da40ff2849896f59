"""A table of changes without uprights, as far as it is known: its heads, its strips, and its rows cut at them."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from extract.records import Box, Line
from normalize.changes.change_cells import DATE, ITEM, TEXTS
from normalize.changes.heads.header import Head, Header
from normalize.changes.heads.tiers import taken_apart
from normalize.changes.rows.cutting import cut, words_apart
from normalize.changes.rows.merged_cells import without_slivers
from normalize.changes.rows.merged_header import SplitRow
from normalize.changes.rows.strips import Strips, parted
from normalize.changes.rows.told_rows import WIDEST, RowBand, bands
from normalize.grammar.calendar_dates import Precision
from normalize.grammar.dates import parse_date
from normalize.layout.printed_cells import PrintedCell, PrintedRow


@dataclass(slots=True)
class UnruledTable:
    """A table being read: its header, what parts its columns, and whether lines part its rows.

    `above` are heads that stand above two others, and have no column of their own;
    `limit` is how far (points) its rows stand apart, and `told` that its strips are, as a page before told it.
    """

    header: Header
    heads: list[Head]
    strips: Strips
    ruled: bool
    above: Sequence[Head] = ()
    limit: float | None = None
    told: bool = False


class PartedRow(NamedTuple):
    """A row that was parted at its columns, the strips where it is, and whether it is certain where.

    `by_words`: nothing but its own blanks told the columns, so that no row of the table is certain.
    """

    row: PrintedRow
    strips: Strips
    sure: bool
    by_words: bool = False


def with_lines(row: PrintedRow, table: UnruledTable, changed: Callable[[Line], Line]) -> PrintedRow:
    """A row that may be of the table, with its lines changed; any other row as it is."""
    if table.ruled != row.is_ruled or has_own_uprights(row, table):
        return row
    return replace(row, cells=[replace(cell, lines=list(map(changed, cell.lines))) for cell in row.cells])


def has_own_uprights(row: PrintedRow, table: UnruledTable) -> bool:
    """Whether rulings part the columns in a row, though not in the header above it: each cell stands below one head."""
    cells = without_slivers(row) if row.is_ruled else []
    below = [[cell.box.x0 <= (head.x0 + head.x1) / 2 <= cell.box.x1 for head in table.heads] for cell in cells]
    return len(cells) == len(table.heads) and all(sum(heads) == 1 for heads in below)


def parts_of(row: PrintedRow, table: UnruledTable) -> PartedRow | None:
    """A row whose text runs from one column into the next, parted where that begins; None where nothing tells it.

    Where it is not certain where a text is parted, the row is parted at all of its blanks, if these tell the columns.
    """
    found = [[parted(line, table.strips) for line in cell.lines] for cell in row.cells]
    sure = all(sure for own in found for _, sure in own)
    lines = [[line for line, _ in own] for own in found]
    strips = table.strips.without([line for own in lines for line in own])
    if strips is None or not sure:
        words = [words_apart(cell.lines) for cell in row.cells]
        all_words = [line for own in words for line in own]
        told = table.strips.between_texts(table.heads, all_words).without(all_words)
        if told is not None:
            return PartedRow(_with_lines_of(row, words), told, sure=False, by_words=True)
    return None if strips is None else PartedRow(_with_lines_of(row, lines), strips, sure)


def _with_lines_of(row: PrintedRow, lines: Sequence[list[Line]]) -> PrintedRow:
    """The row with other lines in each of its cells."""
    return replace(row, cells=[replace(cell, lines=own) for cell, own in zip(row.cells, lines, strict=True)])


def header_row(table: UnruledTable, rows: Sequence[PrintedRow]) -> PrintedRow:
    """The header as a row of cells; heads that all but touch are parted where their columns begin."""
    cells = _cells(table, [with_lines(row, table, table.strips.parted) for row in rows])
    return SplitRow(rows[0].page, taken_apart(cells, table.above))


def split_rows(table: UnruledTable, rows: Sequence[PrintedRow], unsure: Container[int]) -> list[PrintedRow]:
    """The rows of a table as rows of cells; `unsure` are (by id) those of which some text may be parted wrongly."""
    if table.ruled:
        edges = table.strips.edges
        return [
            SplitRow(
                row.page, [part for cell in row.cells for part in cut(cell, edges)], row.first, row.last, row.alone,
                row.page_before, doubtful=id(row) in unsure or is_doubtful(table, row),
            ) for row in rows
        ]  # fmt: skip
    found = bands(rows, _wholeness(table, rows), table.limit)
    table.limit = found.limit if table.limit is None else table.limit
    made: list[SplitRow] = []
    lacking = False
    for band, sure in found.bands:
        cells = _cells(table, band)
        doubtful = (
            not sure
            or _lacks_day(table, cells)
            or _may_hold_two(cells)
            or any(id(row) in unsure or is_doubtful(table, row) for row in band)
        )
        lacked, lacking = lacking, _lacks_text(table, cells)
        if made and (lacked or lacking) and _may_be_lines(made[-1], band):
            made[-1].doubtful = doubtful = True
        made.append(SplitRow(band[0].page, cells, doubtful=doubtful))
    if made:
        made[0].first = made[-1].last = True
    return list(made)


def is_doubtful(table: UnruledTable, row: PrintedRow) -> bool:
    """Whether nothing tells for certain which column some text of a row is of."""
    lines = [line for cell in row.cells for line in cell.lines]
    return any(table.strips.is_doubtful(line) or table.strips.may_join(line, table.heads) for line in lines)


def _lacks_day(table: UnruledTable, cells: Sequence[PrintedCell]) -> bool:
    """Whether a date says no day: the rest of it may be a line that was taken for another row's."""
    said = {column.key: cell.text.replace("\n", "") for column, cell in zip(table.header.columns, cells, strict=True)}
    date = parse_date(said.get(DATE, ""))
    return date is not None and date.precision is not Precision.DAY


def _may_hold_two(cells: Sequence[PrintedCell]) -> bool:
    """Whether a cell beside a blank one has a line of two runs among others: the second may be the other column's."""
    return any(
        beside.is_blank and len(cell.lines) > 1 and any(len(line.runs) > 1 for line in cell.lines)
        for cell, beside in pairwise(cells)
    )


def _lacks_text(table: UnruledTable, cells: Sequence[PrintedCell]) -> bool:
    """Whether a row of a table without dates has one of its two texts only: it may be a line of its neighbor."""
    said = {column.key: cell.text for column, cell in zip(table.header.columns, cells, strict=True)}
    return DATE not in said and not all(said.get(key) for key in TEXTS)


def _may_be_lines(above: PrintedRow, below: Sequence[PrintedRow]) -> bool:
    """Whether two rows stand so close that both may be lines of one cell."""
    lines = [line for cell in above.cells for line in cell.lines]
    sizes = [line.size for line in lines]
    gap = min(row.top for row in below) - max((line.box.bottom for line in lines), default=0.0)
    return gap <= WIDEST * max(sizes, default=0.0)


def _wholeness(table: UnruledTable, rows: Sequence[PrintedRow]) -> Callable[[RowBand], bool]:
    """Whether lines are a whole row of the table: one with its item, and with its date, or where there are none a text.

    An item may take several lines: one by itself may be the rest of that of the row above it.
    """
    keys = [column.key for column in table.header.columns]

    def texts(band: Sequence[PrintedRow]) -> dict[str, str]:
        return {key: cell.text.replace("\n", "") for key, cell in zip(keys, _cells(table, band), strict=True)}

    def is_whole(band: RowBand) -> bool:
        said = texts(band)
        telling = parse_date(said[DATE]) is not None if dated else any(said.get(key) for key in TEXTS)
        return bool(said.get(ITEM)) and telling

    dated = DATE in keys and bool(rows) and bool(texts(rows)[DATE])
    return is_whole


def _cells(table: UnruledTable, rows: Sequence[PrintedRow]) -> list[PrintedCell]:
    """The cells of one row, each with all its lines."""
    printed = [cell for row in rows for cell in row.cells]
    around = Box.around([cell.box for cell in printed])
    edges = table.strips.edges
    box = Box(edges[0], around.top, edges[-1], around.bottom)
    lines = [line for cell in printed for line in cell.lines]
    confidence = min(cell.confidence for cell in printed)
    return cut(replace(printed[0], box=box, lines=lines, confidence=confidence), edges)
