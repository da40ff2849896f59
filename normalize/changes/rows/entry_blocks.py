"""Changes of which each has a small table of its own: its heads stand below each other, what they say beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from normalize.changes.change_cells import DATE, TEXTS
from normalize.changes.rows.merged_cells import TableRow, without_slivers
from normalize.layout.printed_cells import PrintedCell, PrintedRow
from normalize.reasons import Reason

KeyOf = Callable[[str], str | None]
_Pair = tuple[str, PrintedCell]


class EntryBlocks:
    """Collects rows of heads and texts side by side, until a head comes that the change has: another one begins."""

    def __init__(self, key_of: KeyOf) -> None:
        self._key_of = key_of
        self._entry: TableRow | None = None
        self._last = ""

    def take(self, row: PrintedRow) -> tuple[bool, TableRow | None]:
        """Whether a row is of such a table, and the change that it ends."""
        pairs = list(self._pairs(row))
        if not pairs:
            return self._goes_on(row), None
        ended = None
        if self._entry is None or pairs[0][0] in self._entry.cells:
            if pairs[0][0] != DATE and self._entry is None:
                return False, None
            ended, self._entry = self.close(), TableRow(row.page, {})
        for key, cell in pairs:
            self._entry.cells[key] = [cell]
            self._last = key
        return True, ended

    def close(self) -> TableRow | None:
        """The change read last; uncertain where it lacks one of its texts."""
        entry, self._entry = self._entry, None
        if entry is not None and not set(TEXTS) <= set(entry.cells):
            entry.reasons.add(Reason.POSITION_UNCERTAIN)
        return entry

    def doubt(self) -> None:
        """Something else stands here: the change that is open may lack it."""
        if self._entry is not None:
            self._entry.reasons.add(Reason.TEXT_LEFT_OVER)

    def _pairs(self, row: PrintedRow) -> Iterator[_Pair]:
        """The heads of a row with the cells beside them; none where a cell in a head's place is no head."""
        cells = without_slivers(row)
        heads = [self._key_of(cell.text) for cell in cells[::2]]
        if len(cells) % 2 or not all(heads) or not all(cell.ruled for cell in cells):
            return
        if any(self._key_of(cell.text) for cell in cells[1::2]):
            return  # heads side by side are a header
        yield from ((key, cell) for key, cell in zip(heads, cells[1::2], strict=True) if key)

    def _goes_on(self, row: PrintedRow) -> bool:
        """Whether a row is the rest of a text that a page break cuts: the cell of its head is blank there."""
        cells = without_slivers(row)
        entry = self._entry
        if entry is None or len(cells) != 2 or not cells[0].is_blank or not all(cell.ruled for cell in cells):
            return False
        if not row.follows(entry.page):
            return False
        entry.cells[self._last].append(cells[1])
        entry.page = row.page
        return True
