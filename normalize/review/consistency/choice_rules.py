"""Choices that are missing, and choices that other answers contradict."""

from __future__ import annotations

from collections.abc import Iterator

from normalize.records import Answer, Finding, FindingKind, Status
from normalize.review.consistency.rules import Chosen, RequiredRule, Rules
from normalize.review.consistency.sure_facts import CHOSEN, Facts, finding, holds_any, is_sure, place_of

MIN_ANSWERED = 2
"""A row that stands alone in its block is held to be required where so many of its section are answered."""


def missing_findings(facts: Facts, rules: Rules) -> Iterator[Finding]:
    """Rows that must be answered by choosing and are blank, while rows beside them are answered."""
    for rule in rules.required:
        for field in rule.fields:
            for answer in facts.answers(field):
                if _is_missing(facts, answer, rule) and not _points_elsewhere(facts, answer, rules):
                    yield finding(FindingKind.ANSWER_MISSING, answer, answer.label)


def _is_missing(facts: Facts, answer: Answer, rule: RequiredRule) -> bool:
    """Whether an answer is surely blank, required, and those beside it are not blank too."""
    blank = answer.status is Status.BLANK and not answer.recognized
    return (
        blank and not any(_may_be_chosen(facts, chosen, answer) for chosen in rule.unless) and _is_used(facts, answer)
    )


def _may_be_chosen(facts: Facts, wanted: Chosen, of: Answer) -> bool:
    """Whether an option is chosen where it concerns `of`, or may be as it was not surely read."""
    answers = facts.in_scope(facts.answers(wanted.field), of)
    return any(
        answer.status is not Status.BLANK
        and (not is_sure(answer) or (said := facts.stated(answer, wanted.option)) is None or said.chosen)
        for answer in answers
    )


def _is_used(facts: Facts, answer: Answer) -> bool:
    """Whether rows beside an answer are answered: a part of the form that is not used at all is blank as a whole."""
    block = {row.key for row in facts.form.block_of(answer.form_key).rows if row.place != "heading_right"}
    section = {row.key for row in facts.form.section_of(answer.form_key).rows}
    beside = [
        other for other in facts.reading.answers
        if other is not answer and other.form_key in section and place_of(other) == place_of(answer)
    ]  # fmt: skip
    in_block = [other for other in beside if other.form_key in block]
    answered = [other for other in in_block or beside if other.status is Status.OK]
    return len(answered) >= (1 if in_block else MIN_ANSWERED)


def _points_elsewhere(facts: Facts, answer: Answer, rules: Rules) -> bool:
    """Whether an instance of a group is described elsewhere: its own rows may be blank then."""
    group = facts.form.row(answer.form_key).group
    return group is not None and any(
        holds_any(other.raw, rules.elsewhere)
        for other in facts.reading.answers
        if place_of(other) == place_of(answer) and facts.form.row(other.form_key).group == group
    )


def needless_findings(facts: Facts, rules: Rules) -> Iterator[Finding]:
    """Rows that are answered although an option leaves nothing to answer there."""
    for rule in rules.nothing_to_answer:
        for choice in facts.chosen(rule.chosen):
            answers = facts.in_scope((answer for row in rule.rows for answer in facts.sure(row)), choice)
            for answer in answers:
                if answer.type in CHOSEN or not holds_any(answer.raw, rules.denials):
                    words = _words(facts, choice, rule.chosen)
                    yield finding(FindingKind.NEEDLESS_ANSWER, answer, _said(answer), **words)


def contradiction_findings(facts: Facts, rules: Rules) -> Iterator[Finding]:
    """Options that exclude each other and are both chosen."""
    for one, other in rules.exclusive:
        for choice in facts.chosen(one):
            for answer in facts.in_scope(facts.chosen(other), choice):
                yield finding(FindingKind.ANSWERS_CONTRADICT, answer, other.option, **_words(facts, choice, one))


def _words(facts: Facts, choice: Answer, chosen: Chosen) -> dict[str, str]:
    return {"other": facts.title(choice, chosen.option), "option": chosen.option}


def _said(answer: Answer) -> str:
    return answer.value or answer.raw if answer.type in CHOSEN else answer.raw
