"""Rows of a table of changes whose ruling between them is lost: a blank across all columns tells them.

Lines of one cell stand closer than the texts of two rows. Such rows are doubtful, since they may as well be one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from statistics import median

from extract.records import Line
from normalize.answers.options.spelled_options import match_option
from normalize.changes.change_cells import DATE, ITEM, TIMING
from normalize.changes.heads.header import CORE
from normalize.changes.rows.merged_cells import TableRow
from normalize.changes.rows.told_rows import WIDEST
from normalize.grammar.dates import parse_date
from normalize.layout.printed_cells import PrintedCell
from normalize.reasons import Reason
from normalize.registry import load_registry
from normalize.text.fold import fold

WIDER = 2.0
"""Points by which the blank between two rows is wider than usual between two lines of a cell."""
_Stretch = tuple[float, float]


def parted(rows: Sequence[TableRow]) -> list[TableRow]:
    """The rows of a page, those in two or more that a blank across all their columns parts."""
    gaps = [gap for row in rows for cell in row.every_cell for gap in _gaps(cell.lines)]
    return [part for row in rows for part in _parts(row, gaps)]


def _parts(row: TableRow, gaps: Sequence[_Stretch]) -> Iterator[TableRow]:
    for blank in _blanks(row):
        if _is_wide(blank, row, gaps) or _parts_dates(blank, row) or _parts_timings(blank, row):
            at = (blank[0] + blank[1]) / 2
            yield _part(row, at, above=True)
            yield from _parts(_part(row, at, above=False), gaps)
            return
    if any(_is_wide(blank, row, gaps) for cell in row.cells.get(ITEM, ()) for blank in _gaps(cell.lines)):
        # An item is said without a blank in it: this may be those of two rows, whose other texts leave none.
        row.reasons.add(Reason.JOINED_ANSWERS)
    yield row


def _is_wide(blank: _Stretch, row: TableRow, gaps: Sequence[_Stretch]) -> bool:
    """Whether a blank is wider than lines of a cell are apart elsewhere on the page, or usually."""
    others = [bottom - top for top, bottom in gaps if bottom <= blank[0] or blank[1] <= top]
    size = max(line.size for cell in row.every_cell for line in cell.lines)
    return blank[1] - blank[0] >= (median(others) + WIDER if others else WIDEST * size)


def _parts_dates(blank: _Stretch, row: TableRow) -> bool:
    """Whether a whole date stands above a blank, and another one below it."""
    lines = [line for cell in row.cells.get(DATE, ()) for line in cell.lines]
    above = "".join(line.text for line in lines if line.box.bottom <= blank[0])
    below = accumulate(line.text for line in lines if line.box.top >= blank[1])
    return parse_date(above) is not None and any(parse_date(text) is not None for text in below)


def _parts_timings(blank: _Stretch, row: TableRow) -> bool:
    """Whether a timing stands above a blank, and another one below it, of which a row has one."""
    options = next(column.options for column in load_registry().change_table.columns if column.key == TIMING)
    lines = [line for cell in row.cells.get(TIMING, ()) for line in cell.lines]
    above = "".join(line.text for line in lines if line.box.bottom <= blank[0])
    below = "".join(line.text for line in lines if line.box.top >= blank[1])
    return all(match_option(options, fold(text)) is not None for text in (above, below))


def _blanks(row: TableRow) -> list[_Stretch]:
    """The blanks that no text of a row crosses, with an item and a text of what changed both above and below."""
    lines = sorted((line for cell in row.every_cell for line in cell.lines), key=lambda line: line.box.top)
    found, bottom = list[_Stretch](), float("inf")
    for line in lines:
        if bottom < line.box.top and _is_filled(row, bottom) and _is_filled(row, line.box.top, above=False):
            found.append((bottom, line.box.top))
        bottom = line.box.bottom if bottom == float("inf") else max(bottom, line.box.bottom)
    return found


def _is_filled(row: TableRow, at: float, above: bool = True) -> bool:
    """Whether a row has its item and a text of what changed above a height, or else below it."""
    said = {
        key for key, cells in row.cells.items()
        if any((line.box.bottom <= at) if above else (line.box.top >= at) for cell in cells for line in cell.lines)
    }  # fmt: skip
    return ITEM in said and len(said.intersection(CORE)) > 1


def _part(row: TableRow, at: float, above: bool) -> TableRow:
    cells = {key: [_cut(cell, at, above) for cell in cells] for key, cells in row.cells.items()}
    return replace(row, cells=cells, reasons=row.reasons | {Reason.JOINED_ANSWERS})


def _cut(cell: PrintedCell, at: float, above: bool) -> PrintedCell:
    """The part of a cell above a height, or below it; a cell that lies on one side of it stays with its lines there."""
    lines = [line for line in cell.lines if (line.box.bottom <= at) is above]
    box = cell.box._replace(bottom=min(cell.box.bottom, at)) if above else cell.box._replace(top=max(cell.box.top, at))
    return replace(
        cell, box=box, lines=lines, open_top=cell.open_top and above, open_bottom=cell.open_bottom and not above
    )


def _gaps(lines: Sequence[Line]) -> list[_Stretch]:
    """The blanks between the lines of a cell."""
    ordered = sorted(lines, key=lambda line: line.box.top)
    return [(a.box.bottom, b.box.top) for a, b in pairwise(ordered) if a.box.bottom < b.box.top]
