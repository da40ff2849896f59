"""Forms that answer nothing: blank ones, and those that are filled in with placeholders as an example (記載例)."""

from __future__ import annotations

import re

from hyokasho.document.verdict import BLANK_FORM, NOT_AN_ASSESSMENT, Lack
from normalize.alignment.living_versions import VERSION_FIELD
from normalize.parting.other_papers import placeholder_share
from normalize.records import Answer, Mark, Reading, Status
from normalize.registry import RowType, load_registry

FEW = 4
"""So many answers tell at least that a form is blank, or an example."""
MOST = 0.5
"""An example has placeholders in this share of its texts at least."""
LITTLE = 0.1
"""Of a blank form no more than this share of the characters, other papers around it aside, is not understood.

Nor are more boxes unclear, of so many boxes and rows.
"""
_NOTHING = re.compile(r"[\s　令和平成年月日時点()（）\[\]［］・]*")


def unfilled(reading: Reading) -> Lack | None:
    """What to say of a form that answers nothing; None for one that does."""
    texts = [
        answer.raw for answer in reading.answers
        if answer.type in (RowType.TEXT, RowType.FREE, RowType.DATE) and answer.field_id != VERSION_FIELD and answer.raw
    ]  # fmt: skip
    if len(texts) >= FEW and placeholder_share(texts) >= MOST:
        says = load_registry().papers.kinds["instructions"].says
        return Lack(NOT_AN_ASSESSMENT, f"{says}: most answers are placeholders")
    if _is_blank(reading):
        return Lack(BLANK_FORM, f"a blank form: {len(reading.answers)} rows, and no answer")
    return None


def _is_blank(reading: Reading) -> bool:
    answers = [answer for answer in reading.answers if answer.field_id != VERSION_FIELD]
    rows = [answer for answer in answers if answer.status is not Status.NOT_FOUND]
    strange = reading.text_unplaced - reading.text_outside > LITTLE * reading.text_printed
    unclear = sum(mark.checked is None for mark in reading.marks) > LITTLE * (len(rows) + len(reading.marks))
    if len(rows) < FEW or strange or unclear or reading.gaps or any(map(_says_something, reading.marks)):
        return False
    return all(map(_says_nothing, rows)) and not any(change.before or change.after for change in reading.changes)


def _says_something(mark: Mark) -> bool:
    """Whether a box is ticked, or has words behind it."""
    return mark.checked is True or bool(mark.detail)


def _says_nothing(answer: Answer) -> bool:
    if answer.type == RowType.CHECKS:
        return True  # its boxes say it
    return answer.value is None and answer.count is None and _NOTHING.fullmatch(answer.raw) is not None
