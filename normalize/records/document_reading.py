"""All that was read from one assessment (評価書)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from normalize.records.answers import Answer, Mark
from normalize.records.changes import Change
from normalize.records.findings import Finding


@dataclass(slots=True)
class Reading:
    """All that was read from one assessment.

    `number` is its place among those of the file (assessment_no), from `page_first` to `page_last`.
    `gaps` are the pages of which something printed is missing; `failed` those of them that this program failed on.
    `text_unplaced` counts the characters that no answer and no recognized part of the form took, `unplaced` those of
    each page; `text_outside` are those of them that stand outside the form (a letter, an annex), `text_unreached` those
    within it for which no answer is in doubt. `text_printed` counts all that the form prints, but for running lines;
    of `strange_pages` more than half of that was not understood.
    `pages_missing` are the pages that printed page numbers tell to be missing, `open_pages` those of which some
    character was taken for nothing, or for two things (a fault of this program).
    """

    form: str | None = None
    number: int = 1
    page_first: int = 1
    page_last: int = 1
    form_version: str | None = None
    answers: list[Answer] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    changes: Sequence[Change] = ()
    findings: list[Finding] = field(default_factory=list)
    gaps: set[int] = field(default_factory=set)
    failed: set[int] = field(default_factory=set)
    text_unplaced: int = 0
    unplaced: dict[int, int] = field(default_factory=dict)
    text_unreached: int = 0
    text_outside: int = 0
    text_printed: int = 0
    strange_pages: list[int] = field(default_factory=list)
    pages_missing: int = 0
    open_pages: set[int] = field(default_factory=set)
