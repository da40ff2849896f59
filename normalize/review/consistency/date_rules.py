"""Dates (日付) that are after a date they cannot be after, and the day on which the work assessed has ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from normalize.answers.endings import ended_on
from normalize.grammar.dates import PrintedDate, parse_date
from normalize.records import Answer, Finding, FindingKind, Status
from normalize.registry import RowType
from normalize.review.consistency.rules import Rules
from normalize.review.consistency.sure_facts import Facts, finding


def ended_findings(facts: Facts, rules: Rules) -> Iterator[Finding]:
    """The mark behind the name of an assessment whose work has ended, with the day on which it did."""
    for answer in facts.sure(rules.ended):
        day = ended_on(answer.raw)[1]
        if day is not None:
            yield finding(FindingKind.ASSESSMENT_ENDED, answer, answer.raw, ended_on=day.isoformat())


def date_findings(facts: Facts, rules: Rules) -> Iterator[Finding]:
    """Answers with a date after one that they come before, and changes after the date of publication (公表日)."""
    for rule in rules.dates:
        limit = _limit(facts, rule.not_after)
        if limit is not None:
            for answer in facts.sure(rule.field):
                if _is_after(parse_date(answer.raw), limit):
                    yield finding(FindingKind.DATES_OUT_OF_ORDER, answer, answer.raw, **_words(limit))
    limit = _limit(facts, rules.changes.published)
    if limit is not None:
        yield from _late_changes(facts, rules, limit)


def _late_changes(facts: Facts, rules: Rules, limit: Answer) -> Iterator[Finding]:
    table = next((row.key for row in facts.form.rows.values() if row.type is RowType.TABLE), None)
    for change in facts.reading.changes:
        sure = change.status is Status.OK and not change.recognized and change.timing == rules.changes.timing
        if sure and _is_after(change.date, limit):
            kind, text = FindingKind.DATES_OUT_OF_ORDER, change.changed_on_raw
            yield Finding(kind, change.page, text, table, words=_words(limit))


def _limit(facts: Facts, field: str) -> Answer | None:
    """The only answer to a question, if it is a certain day."""
    answers = facts.sure(field)
    return answers[0] if len(answers) == 1 and _day(parse_date(answers[0].raw)) is not None else None


def _words(limit: Answer) -> dict[str, str]:
    return {"other": limit.label, "limit": limit.raw}


def _is_after(printed: PrintedDate | None, limit: Answer) -> bool:
    """Whether a date is a certain day after that of another answer."""
    day, last = _day(printed), _day(parse_date(limit.raw))
    return day is not None and last is not None and day > last


def _day(found: PrintedDate | None) -> date | None:
    """The day that a date is, the first of a period; None for what is only planned or about that time."""
    if found is None or found.precision != "day" or not found.is_settled:
        return None
    return found.first
