"""Text behind the last row of the table of changes, on a later page, that fits nowhere: it may be the rest of that row."""

from __future__ import annotations

from collections.abc import Iterable

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
        self._seen = max(map(bottom, rows), default=0.0)
        if not self._is_left:
            self._lowest = max(self._lowest, self._seen)

    def take(self, row: PrintedRow) -> None:
        """A row of the table, or its header: what was left over before it is not behind the last one."""
        self._page, self._bottom, self._is_left = row.page, bottom(row), False
        self._lowest = self._seen

    def leave(self, row: PrintedRow) -> None:
        """A row that fits nowhere."""
        self._is_left |= self._page is not None and row.page > self._page

    @property
    def may_be_rest(self) -> bool:
        """Whether the last row reaches the foot of its page, and text is left over on a page behind it."""
        return self._is_left and self._lowest - self._bottom <= FOOT


def bottom(row: PrintedRow) -> float:
    """Where a row ends (points from the top of its page)."""
    return max(cell.box.bottom for cell in row.cells)
