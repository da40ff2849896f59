"""What an assessment's cover says: number, name, organization, date."""

from __future__ import annotations

from datetime import date
from typing import Any

from normalize.answers.endings import ended_on
from normalize.grammar.dates import parse_date
from normalize.grammar.organizations import find_organization
from normalize.records import Answer, Reading, Status
from normalize.registry import AnswerPart, Column, load_registry
from normalize.text.fold import fold

TABLE = "assessments"
"""The table whose columns say which answers are facts of the cover."""
ORGANIZATION = "organization"
"""The column of the organization's name."""


def cover_facts(reading: Reading) -> dict[str, Any]:
    """The columns of `assessments` that the registry takes from answers, with what follows from these.

    That is the organization's code and prefecture, and the day on which the work ended; nothing follows from an answer
    that is in doubt. What is not known is left out.
    """
    answers = {answer.field_id: answer for answer in reversed(reading.answers)}
    facts: dict[str, Any] = {}
    for column in load_registry().tables[TABLE].columns:
        answer = answers.get(column.field_id or "")
        if answer is not None:
            facts[column.name] = _part(answer, column)
            if answer.status is Status.OK and answer.value:
                facts |= _following(answer.value, column)
    return facts


def _following(value: str, column: Column) -> dict[str, Any]:
    """What follows from a sure answer."""
    if column.part is AnswerPart.NAME:
        return {"ended_on": ended_on(value)[1]}
    organization = find_organization(fold(value)) if column.name == ORGANIZATION else None
    if organization is None:
        return {}
    return {"organization_code": organization.code, "prefecture": organization.prefecture}


def _part(answer: Answer, column: Column) -> Any:
    match column.part:
        case AnswerPart.RAW:
            return answer.raw or None
        case AnswerPart.NAME:
            return ended_on(answer.value)[0] if answer.value else None
        case AnswerPart.VALUE_DATE:
            return _settled_day(answer)
        case _:
            return answer.value


def _settled_day(answer: Answer) -> date | None:
    """The day that an answer tells for certain; None for one that is only planned, about then, or a bound."""
    printed = parse_date(answer.raw)
    is_open = printed is not None and not printed.is_settled
    return None if is_open or answer.date_precision != "day" else answer.value_date
