"""Findings for what was read and is not to be trusted: what a person should look at, with its place."""

from __future__ import annotations

from collections.abc import Iterator

from normalize.records import DOUBTFUL, Answer, Finding, FindingKind, Mark, Reading
from normalize.registry import RowType, load_registry

Key = tuple[str, int | None, int | None]


def doubts(reading: Reading) -> Iterator[Finding]:
    """One `low_confidence` finding for each doubtful answer, marks included, and for each doubtful row of changes."""
    if reading.form is None:
        return
    marks: dict[Key, list[Mark]] = {}
    for mark in reading.marks:
        if mark.status in DOUBTFUL:
            marks.setdefault((mark.form_key, mark.file_no, mark.instance), []).append(mark)
    for answer in reading.answers:
        if answer.status in DOUBTFUL:
            key = (answer.form_key, answer.file_no, answer.instance)
            yield Finding(FindingKind.LOW_CONFIDENCE, answer.place.page, _text(answer, marks.get(key, [])), *key)
    rows = load_registry().form_keys(reading.form).rows.values()
    table = next(row.key for row in rows if row.type is RowType.TABLE)
    for change in reading.changes:
        if change.status in DOUBTFUL:
            yield Finding(FindingKind.LOW_CONFIDENCE, change.page, change.item, table)


def _text(answer: Answer, doubtful: list[Mark]) -> str:
    """What was read of an answer; of boxes the options of those that are not certain."""
    return "、".join(mark.option for mark in doubtful) or answer.raw
