"""A header that no ruling parts from the first row of its table: heads and texts share their cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.records import Checkbox, Line
from normalize.changes.grid import without_slivers
from normalize.changes.header import Head, HeaderMatcher
from normalize.layout.rows import PrintedCell, PrintedRow

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
    return [Head(cell.text, cell.box.x0, cell.box.x1, cell.recognised) for cell in without_slivers(row)]


def header_apart(row: PrintedRow, matcher: HeaderMatcher) -> list[PrintedRow]:
    """A row parted below the heads that its cells begin with; as it is where they begin with none, or hold no more.

    How the ruling below the header ran is not known, so what is left is not certain to be one row.
    """
    if len(row.cells) < MIN_CELLS:
        return [row]
    cells = without_slivers(row)
    if len(cells) < MIN_CELLS or not all(cell.ruled for cell in cells):
        return [row]
    recognised = any(cell.recognised for cell in cells)
    if not matcher.letters.may_be_header(matcher.letters.of(row), recognised) or matcher.match(heads_of(row)):
        return [row]
    for bottom in _ends_of_heads(cells):
        parts = [_parted(cell, bottom) for cell in cells]
        above, below = PrintedRow(row.page, [head for head, _ in parts], first=row.first), [rest for _, rest in parts]
        header = matcher.match(heads_of(above))
        if header is not None and header.read == len(cells) and any(not cell.is_blank for cell in below):
            return [above, SplitRow(row.page, below, last=row.last, doubtful=True)]
    return [row]


def _ends_of_heads(cells: Sequence[PrintedCell]) -> Iterator[float]:
    """Heights (points) at which all heads may end: below the first lines of the cell with most of them."""
    most = max(cells, key=lambda cell: len(cell.lines))
    for above, below in zip(most.lines[:LONGEST_HEAD], most.lines[1:], strict=False):
        yield (above.box.bottom + below.box.top) / 2


def _parted(cell: PrintedCell, at: float) -> tuple[PrintedCell, PrintedCell]:
    """A cell in two at a height (points)."""

    def is_above(part: Line | Checkbox) -> bool:
        return (part.box.top + part.box.bottom) / 2 < at

    above, below = ([line for line in cell.lines if is_above(line) is first] for first in (True, False))
    boxes, others = ([box for box in cell.checkboxes if is_above(box) is first] for first in (True, False))
    head = replace(cell, box=cell.box._replace(bottom=at), lines=above, checkboxes=boxes, open_bottom=False)
    return head, replace(cell, box=cell.box._replace(top=at), lines=below, checkboxes=others, open_top=False)
