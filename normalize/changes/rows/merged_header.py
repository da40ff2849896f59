"""A header that no ruling parts from the first row of its table: heads and texts share their cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from normalize.changes.heads.header import Head, HeaderMatcher
from normalize.changes.rows.merged_cells import without_slivers
from normalize.layout.printed_cells import PrintedCell, PrintedRow

MIN_CELLS = 3
"""A header has so many cells at least."""
LONGEST_HEAD = 3
"""A head is wrapped over so many lines at most."""


@dataclass(slots=True)
class SplitRow(PrintedRow):
    """A row whose cells nothing printed parts; `doubtful` where it is not certain that it is one row."""

    doubtful: bool = False


def heads_of(row: PrintedRow) -> list[Head]:
    """The cells of a row as heads of columns."""
    return [Head(cell.text, cell.box.x0, cell.box.x1, cell.recognized) for cell in without_slivers(row)]


def header_apart(row: PrintedRow, matcher: HeaderMatcher, titled: bool) -> list[PrintedRow]:
    """A row parted below the heads that its cells begin with; as it is where they begin with none, or hold no more.

    `titled`: the table's title was seen, so that a few heads suffice however they are worded.
    How the ruling below the header ran is not known, so what is left is not certain to be one row.
    """
    if len(row.cells) < MIN_CELLS or not matcher.may_be_header([row]):
        return [row]
    cells = without_slivers(row)
    if len(cells) < MIN_CELLS or not all(cell.ruled for cell in cells) or matcher.match(heads_of(row), titled):
        return [row]
    for bottom in _ends_of_heads(cells):
        above = PrintedRow(row.page, [_part(cell, bottom, above=True) for cell in cells], first=row.first)
        header = matcher.match(heads_of(above), titled) if matcher.may_be_header([above]) else None
        if header is None or header.read != len(cells):
            continue
        below = [_part(cell, bottom, above=False) for cell in cells]
        if any(not cell.is_blank for cell in below):
            return [above, SplitRow(row.page, below, last=row.last, doubtful=True)]
    return [row]


def _ends_of_heads(cells: Sequence[PrintedCell]) -> Iterator[float]:
    """Heights (points) at which all heads may end: below the first lines of the cell with most of them."""
    most = max(cells, key=lambda cell: len(cell.lines))
    for above, below in zip(most.lines[:LONGEST_HEAD], most.lines[1:], strict=False):
        yield (above.box.bottom + below.box.top) / 2


def _part(cell: PrintedCell, at: float, above: bool) -> PrintedCell:
    """The part of a cell above a height (points), or below it."""
    lines = [line for line in cell.lines if (line.box.top + line.box.bottom < 2 * at) is above]
    boxes = [box for box in cell.checkboxes if (box.box.top + box.box.bottom < 2 * at) is above]
    if above:
        return replace(cell, box=cell.box._replace(bottom=at), lines=lines, checkboxes=boxes, open_bottom=False)
    return replace(cell, box=cell.box._replace(top=at), lines=lines, checkboxes=boxes, open_top=False)
