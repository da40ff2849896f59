"""The rows of a print that are still needed, each by its number among all rows of the print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from normalize.layout.printed_cells import PrintedRow


class RowWindow:
    """Rows from the first one on that is not let go of up to the one read last."""

    def __init__(self) -> None:
        self._rows: list[PrintedRow] = []
        self.first = 0
        """The number of the first row that is still there."""

    @property
    def end(self) -> int:
        """The number of the row that will come next."""
        return self.first + len(self._rows)

    def __getitem__(self, number: int) -> PrintedRow:
        if number < self.first:
            raise IndexError(f"row {number} was let go of")
        return self._rows[number - self.first]

    def __iadd__(self, rows: Iterable[PrintedRow]) -> RowWindow:
        self._rows += rows
        return self

    def take(self, until: int) -> Iterator[tuple[int, PrintedRow]]:
        """Let go of the rows before the one with this number: these rows with their numbers."""
        first, taken = self.first, self._rows[: until - self.first]
        del self._rows[: until - self.first]
        self.first = until
        return enumerate(taken, first)
