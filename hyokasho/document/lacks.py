"""What makes a document `partial` that was read whole: the print has more, or less, than what was read of it."""

from __future__ import annotations

from extract.records import FAILED
from hyokasho.document.verdict import Lack
from normalize.audit.sums import page_ranges
from normalize.reasons import Reason
from normalize.records import FindingKind, Reading, Status

PAGES_MISSING, ANSWERS_NOT_FOUND, TEXT_UNPLACED = "pages_missing", "answers_not_found", "text_unplaced"
TABLE_NOT_FOUND, LITTLE_FOUND, CHANGES_JOINED = "table_not_found", "little_found", "changes_joined"
"""Error codes of a document that was read and lacks something."""
EXCERPT = "henko"
"""The form that prints rows of another one."""
NEXT_TO_NONE = 0.1
"""A document yields next to none of its answers if no more than this share of those it must print was found."""
MOST_STRANGE = 0.5
"""Nor is it read if more than this share of the characters that the form prints was not understood."""


def lack(reading: Reading) -> Lack | None:
    """What a document lacks, the gravest first; None for one that was read whole.

    What stands outside the form, before it or behind the title of an annex, makes no document `partial`: it is counted
    and told in findings.
    """
    failed = sum(Reason.INTERNAL_ERROR in answer.reasons for answer in reading.answers)
    if failed:
        whole = f"{failed} of {len(reading.answers)} answers made this program fail (please report this file)"
        return Lack(FAILED, whole)
    if reading.pages_missing:
        jump = f"the printed page numbers jump: {reading.pages_missing} pages are missing or out of order"
        return Lack(PAGES_MISSING, jump)
    lost = next((finding for finding in reading.findings if finding.kind is FindingKind.TABLE_NOT_FOUND), None)
    if lost is not None:
        return Lack(TABLE_NOT_FOUND, f"the table of changes was not read (page {lost.page})")
    return _little(reading) or _joined(reading) or _missing(reading) or _unplaced(reading)


def _little(reading: Reading) -> Lack | None:
    """Whether a document yields next to nothing, whatever it is expected to have."""
    found = sum(answer.status is not Status.NOT_FOUND for answer in reading.answers)
    if found <= NEXT_TO_NONE * len(reading.answers) and not reading.changes:
        whole = f"next to nothing was read: {found} of {len(reading.answers)} answers, and no changes"
        return Lack(LITTLE_FOUND, whole)
    strange = _strange(reading)
    if strange > MOST_STRANGE * reading.text_printed:
        whole = f"of {reading.text_printed} characters that the form prints {strange} were not understood"
        return Lack(LITTLE_FOUND, whole)
    return None


def _joined(reading: Reading) -> Lack | None:
    """Whether rows of the table of changes were read as one, or are parted by no ruling: some may lack."""
    joined = sum(Reason.JOINED_ANSWERS in change.reasons for change in reading.changes)
    if not joined:
        return None
    return Lack(CHANGES_JOINED, f"{joined} rows of the table of changes may hold several changes, or parts of others")


def _missing(reading: Reading) -> Lack | None:
    missing = sum(answer.status is Status.NOT_FOUND for answer in reading.answers)
    if not missing:
        return None
    whole = f"{missing} of {len(reading.answers)} answers that this version of the form prints were not found"
    return Lack(ANSWERS_NOT_FOUND, whole)


def _unplaced(reading: Reading) -> Lack | None:
    """Text of the form that was not understood and that no answer is in doubt for, or most of a page.

    Of an excerpt nobody knows which rows it must have: there any text that was not understood may be one of them.
    """
    if reading.strange_pages:
        pages = page_ranges(reading.strange_pages)
        return Lack(TEXT_UNPLACED, f"most of the text of pages {pages} was not understood")
    if reading.form == EXCERPT and _strange(reading):
        return Lack(TEXT_UNPLACED, f"{_strange(reading)} characters were not understood, and may be rows of the form")
    if reading.text_unreached:
        return Lack(TEXT_UNPLACED, f"{reading.text_unreached} characters were not understood and belong to no answer")
    return None


def _strange(reading: Reading) -> int:
    """How many characters of the form itself were not understood."""
    return reading.text_unplaced - reading.text_outside
