"""What is made of a reading once its last page was read: what nobody took, how much there is, what is in doubt."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping

from normalize.audit.ledger import OF_THE_FORM, Ledger, Role
from normalize.reasons import Reason
from normalize.records import Answer, ChangeCell, Finding, FindingKind, Mark, Reading

_log = logging.getLogger(__name__)


def audit(reading: Reading, ledger: Ledger) -> None:
    """Text that nobody took is a fault of this program: it is told, and its page does not pass for read."""
    for page, left in ledger.open_pages().items():
        untaken = "".join((+left).elements())
        _log.error("the ledger of page %d is open: %s", page, untaken)
        reading.open_pages.add(page)
        reading.failed.add(page)
        if untaken:
            reading.unplaced[page] = len(untaken)
            reading.findings.append(Finding(FindingKind.LEFTOVER_TEXT, page, untaken))


def count_texts(reading: Reading, ledger: Ledger) -> None:
    """Enter how much the form prints, how much of that no answer took, on each page, and what stands outside of it."""
    roles = ledger.roles
    reading.text_unreached, reading.text_outside = roles[Role.UNREACHED], roles[Role.OUTSIDE]
    reading.strange_pages = ledger.strange_pages
    reading.text_printed = sum(roles[role] for role in OF_THE_FORM)
    for page, number in ledger.unplaced.items():
        reading.unplaced[page] = reading.unplaced.get(page, 0) + number
    reading.text_unplaced = sum(reading.unplaced.values())


def doubt_from(reading: Reading, page: int) -> None:
    """What is printed from this page on may be of another assessment."""
    reading.changes = list(reading.changes)
    for item in _items(reading):
        if item.place.page >= page:
            item.reasons |= {Reason.OTHER_ASSESSMENT}


def doubt_pages(reading: Reading, pages: Mapping[int, str]) -> None:
    """What is printed on these pages may be of another assessment, whose name they bear; findings say so.

    So may what goes on there from the page before: its last answers are in doubt too.
    """
    if not pages:
        return
    reading.changes = list(reading.changes)
    lowest: dict[int, float] = {}
    for item in _items(reading):
        page = item.place.page
        lowest[page] = max(lowest.get(page, 0.0), item.place.box.top)
    for item in _items(reading):
        page, top = item.place.page, item.place.box.top
        if page in pages or (page + 1 in pages and top >= lowest[page]):
            item.reasons |= {Reason.OTHER_ASSESSMENT}
    reading.findings += [Finding(FindingKind.OTHER_HEAD, page, name) for page, name in sorted(pages.items())]


def _items(reading: Reading) -> Iterator[Answer | Mark | ChangeCell]:
    """All that bears reasons; its changes are to be a list, of whose records each is there once."""
    yield from reading.answers
    yield from reading.marks
    for change in reading.changes:
        yield from change.cells.values()
