"""What in a document does not go together (記載の食い違い): rules as data, judged only from what was surely read."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from normalize.records import Finding, Reading
from normalize.registry import load_registry
from normalize.review.consistency.choice_rules import contradiction_findings, missing_findings, needless_findings
from normalize.review.consistency.count_rules import count_findings, file_findings
from normalize.review.consistency.date_rules import date_findings, ended_findings
from normalize.review.consistency.quoted_rules import change_findings
from normalize.review.consistency.rules import Rules, load_rules
from normalize.review.consistency.sure_facts import Facts
from normalize.review.consistency.threshold_rules import threshold_findings
from normalize.review.consistency.version_rules import version_findings

__all__ = ["inconsistencies"]

CHECKS: tuple[Callable[[Facts, Rules], Iterator[Finding]], ...] = (
    count_findings,
    file_findings,
    missing_findings,
    needless_findings,
    contradiction_findings,
    threshold_findings,
    date_findings,
    ended_findings,
    version_findings,
    change_findings,
)


def inconsistencies(reading: Reading) -> list[Finding]:
    """The findings about a document, in the order of its pages; none for an excerpt, which leaves rows out."""
    form = load_registry().forms.get(reading.form or "")
    if form is None:
        return []
    facts, rules = Facts(reading, form), load_rules()
    return sorted((found for check in CHECKS for found in check(facts, rules)), key=lambda found: found.page)
