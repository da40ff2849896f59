"""The cells of a table of changes on one page → its rows, whichever of them are merged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extract.records import Box
from normalize.changes.change_cells import ITEM
from normalize.changes.heads.header import CORE, EDGE, NAMELESS, TableColumn
from normalize.layout.printed_cells import PrintedCell, PrintedRow
from normalize.layout.rows import SAME_EDGE
from normalize.reasons import Reason

SLIVER = 4.0
"""Blank cells narrower or lower than so many points lie between double rulings."""
ALIGNED = 8.0
"""Points by which the edges of a cell may lie off those of its column."""


@dataclass(slots=True)
class TableRow:
    """One row of the table on one page: its cells by column, from top to bottom where a column has several.

    `last` says that nothing ruled is printed below it on its page, `reasons` why it may not be as it is printed.
    `dated` is the date above it, in a table that has no column for dates. `table`: so many headers stand above it.
    """

    page: int
    cells: dict[str, list[PrintedCell]]
    last: bool = False
    reasons: set[Reason] = field(default_factory=set)
    dated: PrintedCell | None = None
    table: int = 0

    @property
    def every_cell(self) -> list[PrintedCell]:
        """The cells of all columns, one that several columns share as often."""
        return [cell for cells in self.cells.values() for cell in cells]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is printed in it."""
        return all(cell.is_blank for cell in self.every_cell)


def without_slivers(row: PrintedRow) -> list[PrintedCell]:
    """The cells of a row but for those that double rulings make."""
    return [
        cell for cell in row.cells
        if not (cell.is_blank and (cell.box.width < SLIVER or cell.box.height < SLIVER))
    ]  # fmt: skip


def columns_of(cell: PrintedCell, columns: Sequence[TableColumn]) -> list[str]:
    """The columns that a cell stands in: several for a merged one, none for one that lies across their edges."""
    met = [each for each in columns if each.x0 < cell.box.x1 and cell.box.x0 < each.x1]
    covered = [each for each in met if _shared(cell.box, each) > min(cell.box.width, each.x1 - each.x0) / 2]
    if not covered:
        return []
    off = max(abs(cell.box.x0 - covered[0].x0), abs(cell.box.x1 - covered[-1].x1))
    return [each.key for each in covered] if off <= ALIGNED else []


def roughly_in(cells: Sequence[PrintedCell], columns: Sequence[TableColumn]) -> list[list[str]] | None:
    """The column of each cell of a row of as many cells as the table has columns, though its edges lie elsewhere.

    A row may be shifted as a whole.
    """
    if len(cells) == len(columns):
        shifts = [cell.box.x0 - column.x0 for cell, column in zip(cells, columns, strict=True)]
        if max(shifts) - min(shifts) <= ALIGNED:
            return [[column.key] for column in columns]
    middles = [(cell.box.x0 + cell.box.x1) / 2 for cell in cells]
    found = [[each.key for each in columns if each.x0 <= middle <= each.x1][:1] for middle in middles]
    every = {key for keys in found for key in keys}
    return found if len(cells) == len(columns) == len(every) else None


def _shared(box: Box, column: TableColumn) -> float:
    return min(box.x1, column.x1) - max(box.x0, column.x0)


def table_rows(page: int, placed: Sequence[tuple[PrintedCell, Sequence[str]]]) -> list[TableRow]:
    """The rows that cells make, each given with the columns that it stands in.

    A cell that spans several rows, or columns, stands in each of them.
    """
    columns: dict[str, list[PrintedCell]] = {}
    for cell, keys in placed:
        for key in keys:
            columns.setdefault(key, []).append(cell)
    merged = {id(cell) for cell, keys in placed if len(keys) > 1 and not cell.is_blank}
    rows = []
    for top, bottom in _bands(columns):
        cells = {key: _within(cells, top, bottom) for key, cells in columns.items()}
        row = TableRow(page, {key: cells for key, cells in cells.items() if cells})
        parted = any(sum(not cell.is_blank for cell in cells) > 1 for cells in row.cells.values())
        if parted or any(id(cell) in merged for cell in row.every_cell):
            row.reasons.add(Reason.POSITION_UNCERTAIN)
        rows.append(row)
    return rows


def _bands(columns: Mapping[str, Sequence[PrintedCell]]) -> Iterator[tuple[float, float]]:
    """The upper and lower edges of the rows: a row begins where two columns begin a cell, one of them a text's."""
    every = [cell for cells in columns.values() for cell in cells]
    tops = sorted({cell.box.top for cell in every})
    needed = min(2, len(columns))
    begins: list[float] = []
    for top in tops:
        if begins and top - begins[-1] <= SAME_EDGE:
            continue
        begun = {key for key, cells in columns.items() if any(abs(cell.box.top - top) <= SAME_EDGE for cell in cells)}
        if not begins or (len(begun) >= needed and begun & set(CORE)):
            begins.append(top)
    ends = [*begins[1:], max((cell.box.bottom for cell in every), default=0.0)]
    yield from zip(begins, ends, strict=True)


def _within(cells: Sequence[PrintedCell], top: float, bottom: float) -> list[PrintedCell]:
    """The cells of a column that stand in a row, those that span it too."""
    met = [cell for cell in cells if cell.box.top < bottom and cell.box.bottom > top]
    found = [
        cell for cell in met
        if min(cell.box.bottom, bottom) - max(cell.box.top, top) > min(cell.box.height, bottom - top) / 2
    ]  # fmt: skip
    return sorted(found, key=lambda cell: cell.box.top)


def join_items(row: TableRow) -> None:
    """Give an item that is printed in two cells, block and row, with a head above the first, its second cell."""
    items, edges = row.cells.get(ITEM, []), {cell.page: cell.box.x1 for cell in row.cells.get(ITEM, ())}
    for key in [key for key in row.cells if key.startswith(NAMELESS)]:
        own = [cell for cell in row.cells[key] if abs(cell.box.x0 - edges.get(cell.page, -1.0)) < EDGE]
        if not all(cell.is_blank for cell in own):
            rest = [cell for cell in row.cells.pop(key) if cell not in own]
            row.cells |= {key: rest} if rest else {}
            row.cells[ITEM] = sorted([*items, *own], key=lambda cell: (cell.page, cell.box.x0, cell.box.top))
            return


def holds_nameless(row: TableRow) -> bool:
    """Whether words stand in a column without a head: they may be a part of what stands beside them."""
    nameless = (cells for key, cells in row.cells.items() if key.startswith(NAMELESS))
    return any(any(map(str.isalpha, cell.text)) for cells in nameless for cell in cells)
