"""Dates that are after a date they cannot be after; a form that prints a row of another version."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from normalize.consistency.facts import Facts, finding
from normalize.consistency.rules import Rules
from normalize.fold import fold
from normalize.grammar.dates import parse_date
from normalize.records import Answer, Finding, FindingKind, Status
from normalize.registry import RowType


def date_findings(facts: Facts, rules: Rules) -> Iterator[Finding]:
    """Answers with a date after one that they come before, and changes after the date of publication (公表日)."""
    for rule in rules.dates:
        limit = _dated(facts, rule.not_after)
        for answer in facts.sure(rule.field) if limit else ():
            if limit and (day := _day(answer.raw)) is not None and day > limit[1]:
                words = {"other": limit[0].label, "limit": limit[0].raw}
                yield finding(FindingKind.DATES_OUT_OF_ORDER, answer, answer.raw, **words)
    yield from _changes(facts, rules)


def _changes(facts: Facts, rules: Rules) -> Iterator[Finding]:
    limit = _dated(facts, rules.changes.published)
    table = next((row.key for row in facts.form.rows.values() if row.type is RowType.TABLE), None)
    for change in facts.reading.changes if limit else ():
        sure = change.status is Status.OK and not change.recognised and change.timing == rules.changes.timing
        if limit and sure and (day := _day(change.changed_on_raw)) is not None and day > limit[1]:
            words = {"other": limit[0].label, "limit": limit[0].raw}
            yield Finding(FindingKind.DATES_OUT_OF_ORDER, change.page, change.changed_on_raw, table, words=words)


def _dated(facts: Facts, field: str) -> tuple[Answer, date] | None:
    """The only answer to a question, if it is a certain day."""
    answers = facts.sure(field)
    day = _day(answers[0].raw) if len(answers) == 1 else None
    return (answers[0], day) if day is not None else None


def _day(text: str) -> date | None:
    """The day that a text is, the first of a period; None for what is only planned or about that time."""
    found = parse_date(text)
    if found is None or found.precision != "day" or found.planned or found.approximate or found.boundary:
        return None
    return found.first


def version_findings(facts: Facts, rules: Rules) -> Iterator[Finding]:
    """The first row that the printed version of the form (様式の版) does not have."""
    del rules
    printed = fold(facts.reading.form_version or "")
    version = next((own for own in facts.form.versions if fold(own.printed).strip("[]") == printed), None)
    for answer in facts.reading.answers if version else ():
        only = facts.form.row(answer.form_key).only
        if version and only and version.id not in only and answer.place.confidence == 1:
            words = {"version": facts.reading.form_version or ""}
            yield finding(FindingKind.VERSION_DISAGREES, answer, answer.label, **words)
            return
