"""The threshold test (しきい値判断): whether its result follows from the answers it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from normalize.records import Finding, FindingKind
from normalize.review.consistency.rules import Rules
from normalize.review.consistency.sure_facts import Facts, finding


def threshold_findings(facts: Facts, rules: Rules) -> Iterator[Finding]:
    """A result of the threshold test (しきい値判断結果) that does not follow from the answers it rests on."""
    rule = rules.threshold
    subjects, results = facts.sure(rule.subjects), facts.sure(rule.result)
    known = all(len(facts.sure(chosen.field)) == 1 for chosen in rule.raised_by)
    if not known or len(subjects) != 1 or len(results) != 1 or subjects[0].value_min is None:
        return
    (subject,), (result,) = subjects, results
    band = next(band for band in reversed(rule.bands) if band.start <= (subject.value_min or 0))
    raised = any(facts.chosen(chosen) for chosen in rule.raised_by)
    required = band.raised if raised else band.required
    if result.value not in rule.results[required]:
        yield finding(FindingKind.THRESHOLD_DISAGREES, result, result.raw, subjects=subject.raw)
