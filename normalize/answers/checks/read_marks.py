"""What was read of a checks row: its boxes with their options, and each character that its cells print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from normalize.answers.boxes.placed_boxes import PlacedBox
from normalize.reasons import Reason
from normalize.registry import Option
from normalize.text.fold import fold


@dataclass(frozen=True, slots=True)
class ReadMark:
    """One box, placed, with the option behind it; `option` is None where the form has none of that name.

    `leftover` is what stands behind the option and is no part of it, `taken` what is, `specks` what a recognizer made
    of dirt there. Of what a recognizer read, `confidence` says how
    sure sign and option are (None: to the letter).
    """

    option: Option | None
    printed: str
    checked: bool | None
    detail: str | None
    count: int | None
    placed: PlacedBox
    confidence: float | None = None
    reasons: frozenset[Reason] = frozenset()
    leftover: str = ""
    taken: str = ""
    specks: str = ""

    @property
    def unexplained(self) -> int:
        """How many characters of it are not understood: of an unknown option all, and at least one."""
        if self.option is None:
            return max(len(fold(self.printed)), 1)
        open_detail = self.detail if self.detail and Reason.UNBALANCED_BRACKETS in self.reasons else ""
        return len(fold(self.leftover + open_detail))


@dataclass(frozen=True, slots=True)
class Checks:
    """The boxes of a row, and the texts in its cells that belong to none of them.

    `taken` are the characters of boxes and of small headings, `specks` what a recognizer made of dirt.
    """

    marks: tuple[ReadMark, ...]
    leftover: tuple[str, ...]
    taken: str = ""
    specks: str = ""

    @property
    def told(self) -> Iterator[str]:
        """All texts of its cells that it says something of."""
        yield from (self.taken, self.specks, *self.leftover)
        yield from (text for mark in self.marks for text in (mark.taken, mark.leftover, mark.specks))

    @property
    def unexplained(self) -> int:
        """How many characters of the cells are not understood."""
        return sum(len(fold(text)) for text in self.leftover) + sum(mark.unexplained for mark in self.marks)
