"""Forms that answer nothing: blank ones, and those that are filled in with placeholders as an example (記載例)."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Sequence

from hyokasho.document.own_words import own_words, strange_pages
from hyokasho.document.verdict import BLANK_FORM, NOT_AN_ASSESSMENT, Lack
from normalize.alignment.living_versions import VERSION_FIELD
from normalize.matching.index import form_index
from normalize.parting.other_papers import placeholder_share
from normalize.records import Answer, AnswerKey, Mark, Reading, Status
from normalize.registry import Row, RowType, load_registry
from normalize.text.fold import fold

FEW = 4
"""So many answers tell at least that a form is blank, or an example."""
MOST = 0.5
"""An example has placeholders in this share of its texts at least."""
LITTLE = 0.1
"""Of a blank form no more than this share of the characters, other papers around it aside, is not understood.

Nor are boxes unclear in a larger share of the rows that were found.
"""
MORE = 0.25
"""As `LITTLE`, where one of the rows of `HEAD` was found: it says nothing either, as no row of a blank form does."""
HEAD = frozenset({"assessment.name", "organization.name"})
"""Rows of the cover that every assessment fills in."""
_NUMBER = re.compile(r"[0-9]+\)")
_EMPTY = re.compile(r"[\[［〔【][\s　]*[\]］〕】]")
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
    most = MORE if any(answer.field_id in HEAD for answer in rows) else LITTLE
    strange = reading.text_unplaced - reading.text_outside
    if strange > most * reading.text_printed:
        strange -= own_words(reading)
    if len(rows) < FEW or strange > most * reading.text_printed or reading.gaps:
        return False
    if _may_hold_answer(answers, strange_pages(reading)):
        return False
    if any(map(_says_something, reading.marks)) or len(_unclear(reading, rows)) > most * len(rows):
        return False
    is_label = _label_test(reading)
    silent = all(_says_nothing(answer, is_label) or _quotes_options(answer, reading) for answer in rows)
    return silent and not any(change.before or change.after for change in reading.changes)


def _may_hold_answer(answers: Sequence[Answer], strange: Container[int]) -> bool:
    """Whether words that are none of the form's own stand on the page of a text that was not found."""
    texts = (RowType.TEXT, RowType.FREE, RowType.DATE)
    return any(
        answer.status is Status.NOT_FOUND and answer.type in texts and answer.place is not None
        and answer.place.page in strange for answer in answers
    )  # fmt: skip


def _quotes_options(answer: Answer, reading: Reading) -> bool:
    """Whether what was taken for a choice is a piece of the list of its options, empty brackets aside."""
    form = load_registry().forms.get(reading.form or "")
    row = form.rows.get(answer.form_key) if form is not None else None
    if row is None or not row.options or answer.value is not None:
        return False
    return _bare(_EMPTY.sub("", answer.raw)) in _in_a_row(row)


def _in_a_row(row: Row) -> str:
    """The options of a row one behind the other, as `_bare` has them."""
    return "".join(_bare(option.label) for option in row.options)


def _bare(text: str) -> str:
    """A text without the numbers of options, which stand before a bracket."""
    return _NUMBER.sub("", fold(text))


def _unclear(reading: Reading, rows: Sequence[Answer]) -> set[AnswerKey]:
    """The rows with boxes of which nobody can tell whether they are ticked, of those that were found.

    Boxes that all bear one sign are none of these: whatever it means, it sets none of them off, and none was chosen.
    """
    found = {(answer.form_key, answer.file_no, answer.instance) for answer in rows}
    signs = [fold(mark.sign) for mark in reading.marks if mark.sign]
    alike = len(signs) >= FEW and len(set(signs)) == 1
    keys = (
        (mark.form_key, mark.file_no, mark.instance) for mark in reading.marks
        if mark.checked is None and not (alike and mark.sign)
    )  # fmt: skip
    return found.intersection(keys)


def _says_something(mark: Mark) -> bool:
    """Whether a box is ticked, or has words behind it."""
    return mark.checked is True or _NOTHING.fullmatch(mark.detail or "") is None


def _label_test(reading: Reading) -> Callable[[str], bool]:
    """Tells the labels of the form: what stands beside one may be the next, where no ruling parts their rows."""
    return form_index(reading.form).is_label if reading.form in load_registry().forms else lambda text: False


def _says_nothing(answer: Answer, is_label: Callable[[str], bool]) -> bool:
    if answer.type == RowType.CHECKS:
        return True  # its boxes say it
    if answer.status is not Status.OK and is_label(answer.raw):
        return True
    if answer.count is None and placeholder_share([answer.raw]):
        return True
    return answer.value is None and answer.count is None and _NOTHING.fullmatch(answer.raw) is not None
