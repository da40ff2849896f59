"""What a document's cover says: number, name, organization, date."""

from __future__ import annotations

from typing import Any

from normalize.grammar.endings import ended_on
from normalize.grammar.organizations import find_organization
from normalize.records import Reading
from normalize.registry import Part, load_registry
from normalize.text.fold import fold


def document_facts(reading: Reading) -> dict[str, Any]:
    """The columns of `documents` that the registry takes from answers, with the organization's code and prefecture."""
    answers = {answer.field_id: answer for answer in reversed(reading.answers)}
    facts: dict[str, Any] = {}
    for column in load_registry().tables["documents"].columns:
        answer = answers.get(column.field_id or "")
        if answer is None:
            continue
        match column.part:
            case Part.RAW:
                facts[column.name] = answer.raw or None
            case Part.NAME:
                facts[column.name] = ended_on(answer.value)[0] if answer.value else None
            case Part.VALUE_DATE:
                facts[column.name] = answer.value_date if answer.date_precision == "day" else None
            case _:
                facts[column.name] = answer.value
    organization = find_organization(fold(facts["organization"])) if facts.get("organization") else None
    if organization is not None:
        facts |= {"organization_code": organization.code, "prefecture": organization.prefecture}
    return facts
