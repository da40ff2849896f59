"""A row of the table of changes (変更箇所) and its cells."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from extract.records import Box
from normalize.grammar.dates import PrintedDate
from normalize.reasons import Reason
from normalize.records.places import Place
from normalize.records.statuses import Status, derived_status


@dataclass(slots=True)
class ChangeCell:
    """One cell of a change: `raw` as it was read, `value` what was made of it (slips of a recognizer set right).

    `recognized` says that some of it was read from a picture, `reasons` why it is not to be trusted.
    """

    raw: str
    value: str
    place: Place
    recognized: bool = False
    reasons: Set[Reason] = frozenset()

    @property
    def status(self) -> Status:
        """What follows from its reasons."""
        return derived_status(self.reasons, blank=not self.value.strip())


@dataclass(slots=True)
class Change:
    """One row of the table of changes (変更箇所): its cells by column, those of columns not printed left out.

    `date` is what the date says, `numeral` the section that the item names first, `target` the `field_id` that it is
    about; each is None where that is not certain.
    """

    cells: dict[str, ChangeCell]
    date: PrintedDate | None = None
    numeral: str | None = None
    target: str | None = None

    @property
    def page(self) -> int:
        """The page on which it begins."""
        return min(cell.place.page for cell in self.cells.values())

    @property
    def place(self) -> Place:
        """Where its first page prints it, with the confidence of the least certain of its cells."""
        first = [cell.place for cell in self.cells.values() if cell.place.page == self.page]
        confidence = min(cell.place.confidence for cell in self.cells.values())
        box = Box.around([place.box for place in first])
        return Place(self.page, box, first[0].engine, confidence, foot=max(place.foot for place in first))

    @property
    def recognized(self) -> bool:
        """Whether some of it was read from a picture."""
        return any(cell.recognized for cell in self.cells.values())

    @property
    def reasons(self) -> Set[Reason]:
        """Why it is not to be trusted: the reasons of all its cells."""
        return frozenset().union(*(cell.reasons for cell in self.cells.values()))

    @property
    def status(self) -> Status:
        """What follows from its reasons: a row is no better than the worst of its cells."""
        return derived_status(self.reasons)

    def text(self, column: str) -> str:
        """What a cell says, slips set right; empty where the table has no such column."""
        return self.cells[column].value if column in self.cells else ""

    @property
    def changed_on_raw(self) -> str:
        """変更日 in one line."""
        return self.text("changed_on")

    @property
    def item(self) -> str:
        """項目."""
        return self.text("item")

    @property
    def before(self) -> str:
        """変更前の記載."""
        return self.text("before")

    @property
    def after(self) -> str:
        """変更後の記載."""
        return self.text("after")

    @property
    def timing(self) -> str:
        """提出時期."""
        return self.text("timing")

    @property
    def reason(self) -> str:
        """提出時期に係る説明."""
        return self.text("reason")
