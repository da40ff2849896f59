"""What is made of a reading once its last page was read: what nobody took, how much there is, what is in doubt."""

from __future__ import annotations

import logging

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
    cells = [cell for change in reading.changes for cell in change.cells.values()]
    items: list[Answer | Mark | ChangeCell] = [*reading.answers, *reading.marks, *cells]
    for item in items:
        if item.place.page >= page:
            item.reasons |= {Reason.OTHER_ASSESSMENT}
