"""Text behind a row of the table of changes, or below it, that may be the rest of that row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from normalize.changes.change_cells import DATE, ITEM, TEXTS, TIMING
from normalize.changes.heads.header import TableColumn
from normalize.changes.rows.merged_cells import ALIGNED
from normalize.changes.rows.stacked_texts import PlacedCell
from normalize.layout.printed_cells import PrintedRow

FOOT = 72.0
"""A row that goes on ends not further (points) above the lowest line that its page or the next one prints."""


class LeftBehind:
    """Keeps in mind where the last row of the table ends, and what is left over on the pages behind it."""

    def __init__(self) -> None:
        self._seen = self._lowest = self._bottom = 0.0
        self._page: int | None = None
        self._is_left = False

    def see(self, rows: Iterable[PrintedRow]) -> None:
        """Learn from all rows of the next page how far down pages are printed; pages may be set upright and across."""
        self._seen = max((row.bottom for row in rows), default=0.0)
        if not self._is_left:
            self._lowest = max(self._lowest, self._seen)

    def take(self, row: PrintedRow) -> None:
        """A row of the table, or its header: what was left over before it is not behind the last one."""
        self._page, self._bottom, self._is_left = row.page, row.bottom, False
        self._lowest = self._seen

    def leave(self, row: PrintedRow, columns: Sequence[TableColumn]) -> None:
        """A row that fits nowhere: the rest of a row is as wide as one of its texts, a title stands elsewhere."""
        self._is_left |= self._page is not None and row.page > self._page and _stands_in_text(row, columns)

    @property
    def may_be_rest(self) -> bool:
        """Whether the last row reaches the foot of its page, and text is left over on a page behind it."""
        return self._is_left and self._lowest - self._bottom <= FOOT


def _stands_in_text(row: PrintedRow, columns: Sequence[TableColumn]) -> bool:
    """Whether a run of a row lies in a column that holds what was changed."""
    runs = [run for cell in row.cells for line in cell.lines for run in line.runs]
    texts = [column for column in columns if column.key in TEXTS]
    return any(
        text.x0 - ALIGNED <= run.x0 and run.x1 <= text.x1 + ALIGNED for text in texts for run in runs
    )  # fmt: skip


def lacks_labels(placed: Sequence[PlacedCell]) -> bool:
    """Whether cells are the rest of a row, which may have begun with what fits nowhere on the page before."""
    return all(cell.is_blank for cell, keys in placed if not {DATE, ITEM, TIMING}.isdisjoint(keys))


def overflows(row: PrintedRow, above: PrintedRow) -> bool:
    """Whether text outside all cells stands right below one of a row: what that is too low for runs on below it."""
    box = row.cells[0].box
    return any(cell.box.x0 <= box.x0 and box.x1 <= cell.box.x1 for cell in above.cells if not cell.is_blank)
