"""A row of a table of changes → its cells with the columns that they stand in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from normalize.changes.change_cells import TEXTS
from normalize.changes.heads.header import TableColumn
from normalize.changes.rows.merged_cells import columns_of, roughly_in, without_slivers
from normalize.changes.rows.stacked_texts import PlacedCell, named_texts, parted_stack
from normalize.layout.printed_cells import PrintedCell, PrintedRow

MERGED = 2
"""So many columns may share one cell with text (削除 below 変更前 and 変更後)."""


def placed_in(row: PrintedRow, columns: Sequence[TableColumn]) -> list[PlacedCell] | None:
    """The columns of each cell; None for a row some cell of which stands in none, or across several."""
    cells = without_slivers(row)
    if not columns or not cells or not all(cell.ruled for cell in cells):
        return None
    found = [columns_of(cell, columns) for cell in cells]
    if all(keys and (len(keys) <= MERGED or cell.is_blank) for cell, keys in zip(cells, found, strict=True)):
        return parted_stack(list(zip(cells, found, strict=True)))
    rough = roughly_in(cells, columns)
    return None if rough is None else list(zip(cells, rough, strict=True))


def placed_by_names(
    row: PrintedRow, columns: Sequence[TableColumn], column_of: Callable[[str], str | None]
) -> tuple[list[PlacedCell], list[PrintedCell]] | None:
    """The columns of each cell of a row that names both texts itself, and the cells of the names; None for any other.

    A table that has columns for these texts names them there.
    """
    if not columns or any(column.key in TEXTS for column in columns):
        return None
    named = named_texts(row.cells, column_of)
    if named is None:
        return None
    texts, names, others = named
    rest = placed_in(PrintedRow(row.page, others), columns) if others else []
    return None if rest is None else ([*rest, *texts], names)
