"""The verdict on one thing that is printed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from normalize.records import Status

TRUSTED = frozenset({Status.OK, Status.BLANK})
"""A wrong value under one of these is a silent error: nothing tells the analyst to look."""


class ValueKind(StrEnum):
    """What is judged."""

    DOCUMENT = "document"
    FORM = "form"
    VERSION = "version"
    TEXT = "text"
    CHOICE = "choice"
    MARK = "mark"
    DETAIL = "detail"
    COUNT = "count"
    CHANGE_ROWS = "change_rows"
    CHANGE_CELL = "change_cell"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether one printed thing was read right.

    `status` and `confidence` (0 to 1) are those of the row that says so, None where there is no row.
    `edits` is how many characters a text is off by, at most `length`, its number of characters; other kinds
    leave both at 0.
    """

    kind: ValueKind
    right: bool
    status: str | None
    where: str
    printed: object = None
    read: object = None
    confidence: float | None = None
    edits: int = 0
    length: int = 0

    @property
    def silent(self) -> bool:
        """Wrong, and nothing says so."""
        return not self.right and self.status in TRUSTED

    @property
    def flagged(self) -> bool:
        """Wrong, and missing or marked as not to be trusted."""
        return not self.right and self.status not in TRUSTED
