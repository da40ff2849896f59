"""Which rows on a page of a table of changes may not be as they are printed; which pages are there twice."""

from __future__ import annotations

from collections.abc import Sequence

from extract.records import Box
from normalize.changes.change_cells import DATE
from normalize.changes.rows.merged_cells import TableRow
from normalize.changes.rows.merged_header import SplitRow
from normalize.layout.printed_cells import PrintedCell, PrintedRow
from normalize.reasons import Reason


def are_a_copy(rows: Sequence[TableRow], before: Sequence[TableRow]) -> bool:
    """Whether a page shows what the page before it shows: a page that is in the file twice."""
    return len(rows) > 1 and len(rows) == len(before) and all(map(_show_the_same, rows, before))


def doubt_beside(rows: Sequence[TableRow], cell: PrintedCell) -> None:
    """Doubt the rows in whose height a cell reaches that stands in none of them."""
    for row in rows:
        edges = [other.box for other in row.every_cell]
        if edges and min(box.top for box in edges) < cell.box.bottom and cell.box.top < max(b.bottom for b in edges):
            row.reasons.add(Reason.TEXT_LEFT_OVER)


def doubt_nearest(rows: Sequence[TableRow], box: Box) -> None:
    """Doubt the rows that stand nearest to what fits nowhere; a merged date stands beside all of its rows."""
    away = [_distance(row, box) for row in rows]
    for row, distance in zip(rows, away, strict=True):
        if distance == min(away):
            row.reasons.add(Reason.TEXT_LEFT_OVER)


def doubt_split(rows: Sequence[TableRow], printed: Sequence[PrintedRow], before: TableRow | None) -> None:
    """Doubt rows that nothing printed parts for certain; such a first one may hold the end of the one `before`."""
    doubtful = {id(cell) for row in printed if isinstance(row, SplitRow) and row.doubtful for cell in row.cells}
    for n, row in enumerate(rows):
        if any(id(cell) in doubtful for cell in row.every_cell):
            row.reasons.add(Reason.POSITION_UNCERTAIN)
            if n == 0 and before is not None and row.page > before.page:
                before.reasons.add(Reason.POSITION_UNCERTAIN)


def _distance(row: TableRow, box: Box) -> float:
    """How far (points) a row stands above or below a box; the date, which rows may share, does not count."""
    own = [cell.box for key, cells in row.cells.items() if key != DATE for cell in cells]
    around = Box.around(own or [cell.box for cell in row.every_cell])
    return max(0.0, around.top - box.bottom, box.top - around.bottom)


def _show_the_same(a: TableRow, b: TableRow) -> bool:
    return list(map(_boxes, a.cells.items())) == list(map(_boxes, b.cells.items())) and all(
        own.text == other.text for key in a.cells for own, other in zip(a.cells[key], b.cells[key], strict=True)
    )


def _boxes(column: tuple[str, list[PrintedCell]]) -> tuple[str, list[Box]]:
    key, cells = column
    return key, [cell.box for cell in cells]
