"""The notes beside the rows of an excerpt (ページ, 事由等): each is of the answers that it stands beside."""

from __future__ import annotations

from normalize.audit.ledger import Ledger, Role
from normalize.layout.excerpt import ExcerptSplitter
from normalize.records import Finding, FindingKind, Reading


def take_notes(splitter: ExcerptSplitter, reading: Reading, ledger: Ledger) -> None:
    """Give each answer of an excerpt its notes, and enter them; those beside none tell of rows that were not read."""
    for answer in reading.answers:
        place = answer.place
        answer.page_ref = splitter.note("page_ref", place.page, place.foot)
        answer.reason = splitter.note("reason", place.page, place.foot)
    idle = splitter.idle()
    for note in splitter.notes:
        ledger.take_lines(Role.UNREACHED if note in idle else Role.NOTE, note.page, note.lines)
    reading.findings += [Finding(FindingKind.LEFTOVER_TEXT, note.page, note.text) for note in idle]
    if not splitter.found:
        reading.findings.append(Finding(FindingKind.TABLE_NOT_FOUND, 1, splitter.title))
