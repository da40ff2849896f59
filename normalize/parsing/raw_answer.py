"""An answer before it is interpreted: a row of the form, and the cells that hold what is answered."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from hashlib import blake2b

from extract.records import Box
from normalize.alignment.places.seen_labels import LabelPlace
from normalize.layout.printed_cells import PrintedCell
from normalize.matching.index import Slot
from normalize.reasons import Reason
from normalize.records import AnswerKey
from normalize.registry import RowType
from normalize.text.fold import fold

ACCOUNTED = (RowType.CHOICE, RowType.CHOICE_WITH_COUNT, RowType.CHECKS)
"""Rows whose readers account for each text in their cells."""


@dataclass(slots=True)
class RawAnswer:
    """A row of the form with the cells that hold its answer, before they are interpreted; `page` is its label's.

    `reasons` are why it may not be trusted, `foot` where its label stands: what is missing is missing below it.
    """

    slot: Slot
    file_no: int | None
    instance: int | None
    cells: Sequence[PrintedCell] = ()
    page: int = 0
    reasons: Set[Reason] = frozenset()
    label_box: Box | None = None
    closed: bool = False
    """Whether it stands in ruled cells of its own, beside or below its label: nothing else can be among its text."""

    before_hole: bool = False
    """Whether rows of the form lack between its label and the next one: it may hold their text, too."""

    certainty: float = 1.0
    """How surely its label is the one that it is taken for (0.5 to 1)."""
    place: LabelPlace | None = None
    """The place of its label, which may turn out to be unsure only later."""
    made: int | None = None
    """The number under which is kept what it was interpreted as."""
    digest: bytes | None = None
    """What the cells said that were let go of; None while they are there."""

    @property
    def has_cells(self) -> bool:
        """Whether cells were found for it."""
        return bool(self.cells) or self.digest is not None

    @property
    def folded(self) -> str:
        """What its cells say, as folded."""
        return fold("".join(cell.text for cell in self.cells))

    def says_the_same(self, other: RawAnswer) -> bool:
        """Whether two answers say the same, whichever of their cells were let go of."""
        return self._digest() == other._digest()

    def _digest(self) -> bytes:
        return self.digest or blake2b(self.folded.encode(), digest_size=8).digest()

    def let_go(self) -> None:
        """Let go of the cells: of what they say only so much is kept as tells it from something else."""
        if self.cells:
            self.digest, self.cells, self.label_box = self._digest(), (), None

    @property
    def last_page(self) -> int:
        """The page of its last cell; 0 while it has none."""
        return self.cells[-1].page if self.cells else 0

    @property
    def key(self) -> AnswerKey:
        """What names the answer within its document."""
        return self.slot.row.key, self.file_no, self.instance
