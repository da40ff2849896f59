"""Cells of a table of changes that span several columns since the uprights between them are lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from normalize.changes.heads.header import TableColumn
from normalize.changes.rows.cutting import cut, parted_at_edges
from normalize.changes.rows.merged_cells import columns_of
from normalize.changes.rows.merged_header import SplitRow
from normalize.layout.printed_cells import PrintedCell, PrintedRow

SPARE = 1.0
"""Points by which a text may reach over the edge of its column."""


def cut_at_columns(row: PrintedRow, columns: Sequence[TableColumn]) -> PrintedRow:
    """A row whose cells are cut between the columns that they span, each with its text; doubtful then.

    A text that runs over an edge, or has the columns' cell for itself, is that of a merged cell: it stays.
    """
    parts = [_parts(cell, columns) for cell in row.cells]
    if all(len(each) == 1 for each in parts):
        return row
    cells = [part for each in parts for part in each]
    return SplitRow(row.page, cells, row.first, row.last, row.alone, row.page_before, doubtful=True)


def _parts(cell: PrintedCell, columns: Sequence[TableColumn]) -> list[PrintedCell]:
    keys = columns_of(cell, columns)
    if len(keys) < 2 or cell.is_blank or not cell.ruled:
        return [cell]
    inner = [column.x0 for column in columns if column.key in keys[1:]]
    lines = [parted_at_edges(line, inner) for line in cell.lines]
    crossed = any(run.x0 + SPARE < x < run.x1 - SPARE for line in lines for run in line.runs for x in inner)
    parts = cut(replace(cell, lines=lines), [cell.box.x0, *inner, cell.box.x1])
    return [cell] if crossed or sum(not part.is_blank for part in parts) <= max(len(keys) / 2, 1) else parts
