"""An answer and an option box (記入欄, チェック欄) of a form, each with its place in print."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date
from sys import intern

from normalize.reasons import Reason
from normalize.records.places import Place
from normalize.records.statuses import Status, derived_status
from normalize.registry import RowType

AnswerKey = tuple[str, int | None, int | None]
"""form_key, file_no, instance: which answer of an assessment."""
InstanceKey = tuple[int | None, int | None]
"""file_no, instance: which instance of a group (委託事項2 of the first file)."""


@dataclass(slots=True)
class Answer:
    """One answer printed on the form (記入欄), blank ones too; a row of `fields`.

    `recognized` says that some of it was read from a picture: whatever its confidence, which a reworded label lowers
    too. `raw_ocr` is what the recognizer said, where `raw` is a better reading of it; `leftover` are the texts in its
    cells that are no part of it and were not understood, `specks` signs of a recognizer there that are too few to be
    text.
    """

    form_key: str
    field_id: str
    file_no: int | None
    instance: int | None
    label: str
    type: str
    place: Place
    raw: str = ""
    value: str | None = None
    option_no: int | None = None
    count: int | None = None
    value_min: int | None = None
    value_max: int | None = None
    value_date: date | None = None
    date_precision: str | None = None
    reasons: Set[Reason] = frozenset()
    page_ref: str | None = None
    reason: str | None = None
    raw_ocr: str | None = None
    leftover: tuple[str, ...] = ()
    specks: str = ""
    recognized: bool = False

    @property
    def status(self) -> Status:
        """What follows from its reasons. An answer of boxes is in doubt where one of them is, and no more than that."""
        status = derived_status(self.reasons, blank=self.value is None)
        of_boxes = self.type == RowType.CHECKS and status in (Status.UNREADABLE, Status.UNKNOWN_OPTION)
        return Status.UNCERTAIN if of_boxes else status


@dataclass(slots=True)
class Mark:
    """One option box of a checks row (チェック欄), in its place.

    `checked` is None when it cannot be read; `sign` is what is printed in it, None for nothing or where that cannot be
    told.
    """

    form_key: str
    field_id: str
    file_no: int | None
    instance: int | None
    option_no: int | None
    option: str
    checked: bool | None
    place: Place
    detail: str | None = None
    count: int | None = None
    reasons: Set[Reason] = frozenset()
    sign: str | None = None

    @property
    def status(self) -> Status:
        """What follows from its reasons."""
        return derived_status(self.reasons)


def share_texts(answer: Answer, marks: Iterable[Mark]) -> None:
    """Let an answer and its boxes share the words of the form with all others: what is unpacked has its own copies."""
    items: list[Answer | Mark] = [answer, *marks]
    for item in items:
        item.form_key, item.field_id = intern(item.form_key), intern(item.field_id)
    answer.label, answer.type = intern(answer.label), intern(answer.type)
    if answer.option_no is not None and answer.value is not None:
        answer.value = intern(answer.value)
    for mark in marks:
        mark.option, mark.sign = intern(mark.option), mark.sign and intern(mark.sign)
