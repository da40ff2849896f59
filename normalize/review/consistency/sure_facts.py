"""What a document surely says: only that may be held against it. A misreading must never look like its fault."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from normalize.reasons import Reason
from normalize.records import Answer, Finding, FindingKind, InstanceKey, Mark, Reading, Status
from normalize.registry import Form, Row, RowType
from normalize.review.consistency.rules import Chosen
from normalize.text.fold import fold

SURE_CHOICE = 0.95
"""An option that was recognized this surely was read to the letter, or nearly: no slip turns it into another one."""

CHOSEN = frozenset({RowType.CHOICE, RowType.CHOICE_WITH_COUNT, RowType.CHECKS})
"""Types of rows that are answered by choosing; all others are the writer's own words, sure only from a text layer."""

MISPLACED = frozenset({Reason.LABEL_BY_PLACE, Reason.POSITION_UNCERTAIN, Reason.HEADING_MAY_BE_LOST})
"""Why an answer may be that of another row, file or instance."""


@dataclass(frozen=True, slots=True)
class Stated:
    """Whether an answer chooses an option, and the number of cases (件数) or the words beside it."""

    chosen: bool
    count: int | None
    detail: str | None


class Facts:
    """Questions about one document, answered from what was surely read."""

    def __init__(self, reading: Reading, form: Form) -> None:
        self.reading, self.form = reading, form
        self._answers: dict[str, list[Answer]] = defaultdict(list)
        for answer in reading.answers:
            self._answers[answer.field_id].append(answer)
        self._marks: dict[tuple[str, InstanceKey, str], Mark] = {
            (mark.field_id, (mark.file_no, mark.instance), mark.option): mark for mark in reading.marks
        }

    def answers(self, field: str) -> Sequence[Answer]:
        """All answers to a question, whatever their state."""
        return self._answers.get(field, ())

    def sure(self, field: str) -> list[Answer]:
        """The answers to a question that were surely read and are not blank."""
        return [answer for answer in self.answers(field) if is_sure(answer)]

    def row(self, field: str) -> Row | None:
        """The row of the form that asks a question."""
        return next((row for row in self.form.rows.values() if row.field_id == field), None)

    @cached_property
    def is_whole(self) -> bool:
        """Whether all was read, from text layers, and in its place: else what lacks may be printed all the same."""
        unread = any(finding.kind is FindingKind.UNREADABLE_PAGE for finding in self.reading.findings)
        return not unread and not any(map(_may_hide_others, self.reading.answers))

    def stated(self, answer: Answer, option: str) -> Stated | None:
        """What a sure answer says of one of its options; None where that was not surely read."""
        if answer.type != RowType.CHECKS:
            return Stated(answer.value == option, answer.count, None)
        mark = self._marks.get((answer.field_id, place_of(answer), option))
        if mark is None or mark.checked is None or mark.status is not Status.OK:
            return None
        if answer.recognized and mark.place.confidence < SURE_CHOICE:
            return None
        return Stated(mark.checked, mark.count, mark.detail)

    def chosen(self, wanted: Chosen) -> list[Answer]:
        """The sure answers that choose an option."""
        stated = ((answer, self.stated(answer, wanted.option)) for answer in self.sure(wanted.field))
        return [answer for answer, said in stated if said is not None and said.chosen]

    def title(self, answer: Answer, option: str) -> str:
        """What a question is called: its label, or the heading above it where the label only repeats the option."""
        heading = self.form.block_of(answer.form_key).title
        return heading if answer.label == option and heading else answer.label

    def group(self, name_field: str, file_no: int | None) -> dict[int | None, list[Answer]]:
        """The answers of each printed instance of a group, by its number; instances left blank are none."""
        row = self.row(name_field)
        group = row.group if row else None
        instances: dict[int | None, list[Answer]] = defaultdict(list)
        for answer in self.reading.answers:
            if answer.file_no == file_no and group is not None and self.form.row(answer.form_key).group == group:
                instances[answer.instance].append(answer)
        return {
            number: answers for number, answers in instances.items()
            if any(answer.status is not Status.BLANK for answer in answers)
        }  # fmt: skip

    def in_scope(self, answers: Iterable[Answer], of: Answer) -> list[Answer]:
        """Those of `answers` that belong to the same file and instance, as far as both have one."""
        return [
            answer for answer in answers
            if None in (answer.file_no, of.file_no) or answer.file_no == of.file_no
            if None in (answer.instance, of.instance) or answer.instance == of.instance
        ]  # fmt: skip


def is_sure(answer: Answer) -> bool:
    """Whether an answer was read without doubt: own words only from a text layer, choices also from a clear picture."""
    clear = not answer.recognized or (answer.type in CHOSEN and answer.place.confidence >= SURE_CHOICE)
    return answer.status is Status.OK and clear


def _may_hide_others(answer: Answer) -> bool:
    """Whether an answer was read from a picture, was not found, or may be another row's."""
    return answer.recognized or answer.status is Status.NOT_FOUND or not MISPLACED.isdisjoint(answer.reasons)


def place_of(answer: Answer) -> InstanceKey:
    """The file and the instance that an answer belongs to."""
    return answer.file_no, answer.instance


def holds_any(text: str, words: Iterable[str]) -> bool:
    """Whether a text holds one of these words, however it is spelled."""
    folded = fold(text)
    return any(fold(word) in folded for word in words)


def finding(kind: FindingKind, answer: Answer, text: str, **words: str) -> Finding:
    """A finding about an answer; `words` are what its sentence tells besides."""
    return Finding(kind, answer.place.page, text, answer.form_key, answer.file_no, answer.instance, words)
