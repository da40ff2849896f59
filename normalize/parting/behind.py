"""Pages behind an assessment that are no part of it: a letter, a list, the title page of the next one, blank backs.

Nothing of them was understood, and the first of them begins with words of its own. Of a form whose last section was not
read they may be the rest: then they stay text that was left over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Mapping, Sequence
from typing import NamedTuple

from extract.records import Page
from normalize.audit.ledger import Ledger, Role
from normalize.layout.pages.characters import solid
from normalize.records import DOUBTFUL, Answer, FindingKind, Mark, Reading
from normalize.registry import Form, RowType

OWN = (Role.ANSWER, Role.CHANGE, Role.NOTE, Role.FOOTNOTE, Role.UNREADABLE, Role.OUTSIDE, Role.SPECK)
"""What is printed on no page behind an assessment; an annex is one of its own."""
MOST_LABELS = 1 / 3
"""A list may bear the names of some rows: no more than this share of its characters."""
_TOLD = {
    FindingKind.LEFTOVER_TEXT, FindingKind.UNKNOWN_LABEL, FindingKind.REPEATED_ANSWER, FindingKind.NO_ANSWER_CELL,
    FindingKind.LABEL_VARIANT,
}  # fmt: skip


class Opening(NamedTuple):
    """What a page begins with; `own`: above all of its cells stand words that the form does not have."""

    text: str
    own: bool


def opening(page: Page, is_known: Callable[[str], bool]) -> Opening | None:
    """What a page begins with, running lines taken out; None for one that prints nothing."""
    texts = [(line.box.top, line.text) for line in page.loose]
    cells = [(cell.box.top, cell.lines[0].text) for cell in page.cells if cell.lines]
    if not texts and not cells:
        return None
    top, text = min(texts + cells)
    return Opening(text, (top, text) in texts and not is_known(text))


def leave_out_behind(reading: Reading, form: Form, ledger: Ledger, openings: Mapping[int, Opening]) -> dict[int, str]:
    """Take the pages behind an assessment that was read to its end out of it; what they begin with, page by page.

    What was taken for an answer there, in doubt, is none; the findings on single texts of them are no longer told.
    """
    gone = set(pages_behind(ledger, openings, reading)) if _is_read_to_the_end(reading, form) else set()
    if not gone:
        return {}
    reading.answers = [answer for answer in reading.answers if answer.place.page not in gone]
    reading.marks = [mark for mark in reading.marks if mark.place.page not in gone]
    for page in gone:
        ledger.turn_out(page)
    reading.findings = [each for each in reading.findings if each.page not in gone or each.kind not in _TOLD]
    reading.page_last = min(gone) - 1
    return {page: openings[page].text for page in gone if page in openings}


def pages_behind(ledger: Ledger, openings: Mapping[int, Opening], reading: Reading) -> list[int]:
    """The pages that were read behind the last one of an assessment, blank ones too.

    None where the first page that prints anything does not begin with words of its own.
    """
    pages = [page for page in sorted(ledger.pages) if reading.page_first <= page <= reading.page_last]
    last = max((_last_own(ledger, pages, _doubtful_behind_changes(reading, ledger)), *reading.gaps))
    behind = [page for page in pages if page > last]
    begins = next((openings[page] for page in behind if page in openings), None)
    return behind if begins is None or begins.own else []


def _is_read_to_the_end(reading: Reading, form: Form) -> bool:
    """Whether the last section of a form was read: its table of changes, or the last one that every version has."""
    answered = {form.section_of(answer.form_key).id for answer in reading.answers}
    common = [
        section.id for section in form.sections
        if not (section.only or section.attachment) and any(row.type is not RowType.TABLE for row in section.rows)
    ]  # fmt: skip
    return bool(reading.changes) or common[-1] in answered


def _doubtful_behind_changes(reading: Reading, ledger: Ledger) -> set[int]:
    """The pages behind the table of changes whose answers are all in doubt: heads of a list may be labels of the form.

    None on which an answer of a page before goes on.
    """
    changed = max((change.place.page for change in reading.changes), default=None)
    if changed is None:
        return set()
    found: dict[int, list[Answer | Mark]] = {}
    items: list[Answer | Mark] = [*reading.answers, *reading.marks]
    for item in items:
        if item.place.page > changed:
            found.setdefault(item.place.page, []).append(item)
    return {page for page, own in found.items() if _are_doubtful(own, ledger.pages[page].get(Role.ANSWER, 0))}


def _are_doubtful(items: Sequence[Answer | Mark], printed: int) -> bool:
    """Whether all that a page answers is in doubt, and its answers are all the characters `printed` as such."""
    own = sum(len(solid([item.raw])) for item in items if isinstance(item, Answer))
    return printed <= own and all(item.status in DOUBTFUL for item in items)


def _last_own(ledger: Ledger, pages: Sequence[int], doubtful: Container[int]) -> int:
    """The last page of which something was understood, with its copies behind it; the first where nothing was.

    What was taken for answers on `doubtful` pages is not understood.
    """
    own = pages[0] if pages else 0
    for page in pages[1:]:
        roles = ledger.pages[page]
        if page in doubtful:
            roles = Counter({role: number for role, number in roles.items() if role is not Role.ANSWER})
        if _is_own(roles) or (2 * roles.get(Role.DOUBLED, 0) > sum(roles.values()) and own == page - 1):
            own = page
    return own


def _is_own(roles: Mapping[Role, int]) -> bool:
    labels = roles.get(Role.LABEL, 0)
    return any(roles.get(role, 0) for role in OWN) or labels > MOST_LABELS * sum(roles.values())
