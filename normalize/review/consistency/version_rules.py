"""Rows that the printed version of the form (様式の版) does not have."""

from __future__ import annotations

from collections.abc import Iterator

from normalize.alignment.living_versions import tells_version
from normalize.records import Finding, FindingKind
from normalize.review.consistency.rules import Rules
from normalize.review.consistency.sure_facts import Facts, finding
from normalize.text.fold import fold


def version_findings(facts: Facts, rules: Rules) -> Iterator[Finding]:
    """The first row printed that the version does not have; the rest of another version would only repeat it."""
    del rules
    printed = facts.reading.form_version or ""
    version = next((own for own in facts.form.versions if fold(own.printed).strip("[]") == fold(printed)), None)
    if version is None:
        return
    for answer in facts.reading.answers:
        only = facts.form.row(answer.form_key).only
        if only and version.id not in only and tells_version(answer):
            yield finding(FindingKind.VERSION_DISAGREES, answer, answer.label, version=printed)
            return
