"""What is made of a reading once its last page was read: what nobody took, how much there is, what is in doubt."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping

from normalize.alignment.living_versions import VERSION_FIELD
from normalize.audit.ledger import OF_THE_FORM, Ledger, Role
from normalize.parting.covers import holds_behind
from normalize.reasons import Reason
from normalize.records import Answer, ChangeCell, Finding, FindingKind, Mark, Reading, Status
from normalize.registry import RowType

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


def doubt_cover(reading: Reading, is_sure: bool, far_behind: Collection[str]) -> None:
    """Doubt answers for what the pages say of the form as a whole, or for columns of their own on the cover.

    `is_sure` says that the form is known, `far_behind` what stands far behind answers of the cover (folded).
    """
    for answer in reading.answers:
        if not is_sure:
            answer.reasons |= {Reason.VERSION_UNKNOWN}
        if far_behind and holds_behind(answer, far_behind):
            answer.reasons |= {Reason.JOINED_ANSWERS}


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
    lowest = _lowest(_items(reading))
    for item in _items(reading):
        page, top = item.place.page, item.place.box.top
        if page in pages or (page + 1 in pages and top >= lowest[page]):
            item.reasons |= {Reason.OTHER_ASSESSMENT}
    reading.findings += [Finding(FindingKind.OTHER_HEAD, page, name) for page, name in sorted(pages.items())]


def doubt_breaks(reading: Reading) -> None:
    """Where a page holds a text alone that goes on from another, that other page need not be the one before it.

    It stands out of order, or a page lacks: the text that stands last on any page may go on there.
    """
    if not reading.strange_pages or {item.place.page for item in _items(reading)} >= set(reading.strange_pages):
        return
    found = [answer for answer in reading.answers if answer.status is not Status.NOT_FOUND]
    lowest = _lowest(found)
    for answer in found:
        page = answer.place.page
        goes_on = answer.type in (RowType.TEXT, RowType.FREE) and answer.field_id != VERSION_FIELD
        if goes_on and page < reading.page_last and answer.place.box.top >= lowest[page]:
            answer.reasons |= {Reason.PAGE_INCOMPLETE}


def _lowest(items: Iterable[Answer | Mark | ChangeCell]) -> dict[int, float]:
    """By page, where what stands last on it begins, in points from above."""
    lowest: dict[int, float] = {}
    for item in items:
        page = item.place.page
        lowest[page] = max(lowest.get(page, 0.0), item.place.box.top)
    return lowest


def _items(reading: Reading) -> Iterator[Answer | Mark | ChangeCell]:
    """All that bears reasons; its changes are to be a list, of whose records each is there once."""
    yield from reading.answers
    yield from reading.marks
    for change in reading.changes:
        yield from change.cells.values()
