"""An answer before it is interpreted: a row of the form, and the cells that hold what is answered."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.records import Box
from normalize.layout.rows import PrintedCell
from normalize.matching.index import Slot
from normalize.reasons import Reason
from normalize.registry import RowType

ACCOUNTED = (RowType.CHOICE, RowType.CHOICE_WITH_COUNT, RowType.CHECKS)
"""Rows whose readers account for each text in their cells."""
Key = tuple[str, int | None, int | None]


@dataclass(slots=True)
class RawAnswer:
    """A row of the form with the cells that hold its answer, before they are interpreted; `page` is its label's.

    `reasons` are why it may not be trusted, `foot` where its label stands: what is missing is missing below it.
    """

    slot: Slot
    file_no: int | None
    instance: int | None
    cells: list[PrintedCell] = field(default_factory=list)
    page: int = 0
    reasons: set[Reason] = field(default_factory=set)
    label_box: Box | None = None
    closed: bool = False
    """Whether it stands in ruled cells of its own, beside or below its label: nothing else can be among its text."""

    before_hole: bool = False
    """Whether rows of the form lack between its label and the next one: it may hold their text, too."""

    @property
    def last_page(self) -> int:
        """The page of its last cell; 0 while it has none."""
        return self.cells[-1].page if self.cells else 0

    @property
    def key(self) -> Key:
        """What names the answer within its document."""
        return self.slot.row.key, self.file_no, self.instance
