"""Pages behind an assessment that are no part of it: a letter, a list, the title page of the next one, blank backs.

Nothing of them was understood, and the first of them begins with words of its own. Of a form whose last section was not
read they may be the rest: then they stay text that was left over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from extract.records import Page
from normalize.audit.ledger import Ledger, Role
from normalize.records import FindingKind, Reading
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


def pages_behind(ledger: Ledger, openings: Mapping[int, Opening], reading: Reading) -> list[int]:
    """The pages that were read behind the last one of an assessment, blank ones too.

    None where the first page that prints anything does not begin with words of its own.
    """
    pages = [page for page in sorted(ledger.pages) if reading.page_first <= page <= reading.page_last]
    last = max((_last_own(ledger, pages), *reading.gaps))
    behind = [page for page in pages if page > last]
    begins = next((openings[page] for page in behind if page in openings), None)
    return behind if begins is None or begins.own else []


def is_read_to_the_end(reading: Reading, form: Form) -> bool:
    """Whether the last section of a form was read: its table of changes, or the last one that every version has."""
    answered = {form.section_of(answer.form_key).id for answer in reading.answers}
    common = [
        section.id for section in form.sections
        if not (section.only or section.attachment) and any(row.type is not RowType.TABLE for row in section.rows)
    ]  # fmt: skip
    return bool(reading.changes) or common[-1] in answered


def leave_out(reading: Reading, ledger: Ledger, pages: Iterable[int]) -> None:
    """What these pages print is outside the assessment: the findings on single texts of them are no longer told."""
    gone = set(pages)
    for page in gone:
        ledger.turn_out(page)
    reading.findings = [each for each in reading.findings if each.page not in gone or each.kind not in _TOLD]
    reading.page_last = min(gone, default=reading.page_last + 1) - 1


def _last_own(ledger: Ledger, pages: Sequence[int]) -> int:
    """The last page of which something was understood, with its copies behind it; the first where nothing was."""
    own = pages[0] if pages else 0
    for page in pages[1:]:
        roles = ledger.pages[page]
        if _is_own(roles) or (2 * roles.get(Role.DOUBLED, 0) > sum(roles.values()) and own == page - 1):
            own = page
    return own


def _is_own(roles: Mapping[Role, int]) -> bool:
    labels = roles.get(Role.LABEL, 0)
    return any(roles.get(role, 0) for role in OWN) or labels > MOST_LABELS * sum(roles.values())
