"""Findings for what was read and is not to be trusted: what a person should look at, with its place."""

from __future__ import annotations

from collections.abc import Iterator

from normalize.grammar.laws.citations import parse_citations
from normalize.grammar.organizations import find_organization
from normalize.records import DOUBTFUL, Answer, AnswerKey, Finding, FindingKind, Mark, Reading, Status
from normalize.registry import RowType, load_registry
from normalize.text.fold import fold


def doubts(reading: Reading) -> Iterator[Finding]:
    """One `low_confidence` finding for each doubtful answer, marks included, and for each doubtful row of changes."""
    if reading.form is None:
        return
    marks: dict[AnswerKey, list[Mark]] = {}
    for mark in reading.marks:
        if mark.status in DOUBTFUL:
            marks.setdefault((mark.form_key, mark.file_no, mark.instance), []).append(mark)
    for answer in reading.answers:
        if answer.status in DOUBTFUL:
            key = (answer.form_key, answer.file_no, answer.instance)
            missing = answer.status is Status.NOT_FOUND
            kind = FindingKind.ANSWER_NOT_FOUND if missing else FindingKind.LOW_CONFIDENCE
            text = answer.label if missing else _text(answer, marks.get(key, []))
            yield Finding(kind, answer.place.page, text, *key, reasons=frozenset(answer.reasons))
    yield from _unparsed_citations(reading)
    yield from _unknown_organizations(reading)
    rows = load_registry().form_keys(reading.form).rows.values()
    table = next(row.key for row in rows if row.type is RowType.TABLE)
    for change in reading.changes:
        if change.status in DOUBTFUL:
            yield Finding(
                FindingKind.LOW_CONFIDENCE, change.page, change.item, table, reasons=frozenset(change.reasons)
            )


def _unparsed_citations(reading: Reading) -> Iterator[Finding]:
    """Legal bases (法令上の根拠) that were surely read and in which no article was found."""
    fields = load_registry().tables["legal_bases"].rows_from
    for answer in reading.answers:
        told = answer.field_id in fields and answer.value is not None and answer.status not in DOUBTFUL
        if told and not parse_citations(answer.raw):
            key = (answer.form_key, answer.file_no, answer.instance)
            yield Finding(FindingKind.UNPARSED_CITATION, answer.place.page, answer.raw, *key)


def _unknown_organizations(reading: Reading) -> Iterator[Finding]:
    """Names of organizations (評価実施機関名) that were surely read and are not in the list of local governments."""
    columns = load_registry().tables["documents"].columns
    field = next(column.field_id for column in columns if column.name == "organization")
    for answer in reading.answers:
        told = answer.field_id == field and answer.value is not None and answer.status not in DOUBTFUL
        if told and find_organization(fold(answer.value or "")) is None:
            yield Finding(FindingKind.UNKNOWN_ORGANIZATION, answer.place.page, answer.raw, answer.form_key)


def _text(answer: Answer, doubtful: list[Mark]) -> str:
    """What was read of an answer; of boxes the options of those that are not certain."""
    return "、".join(mark.option for mark in doubtful) or answer.raw
