"""Changes (変更後の記載) that the body of the form does not show any more, or not yet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from rapidfuzz import fuzz

from normalize.grammar.dates import parse_date
from normalize.matching.index import label_key
from normalize.records import Answer, Change, Finding, FindingKind, Status
from normalize.registry import Row, RowType
from normalize.review.consistency.rules import Rules
from normalize.review.consistency.sure_facts import Facts, finding, holds_any, is_sure
from normalize.text.fold import fold

SHORT = 60
"""A text of so many characters (folded) is quoted as a whole; of longer ones changes often quote a part."""
AS_LONG = 0.5
"""A text that is shorter than so much of the other is no quotation of the whole."""
SIMILAR = 70.0
"""Longer texts that are less similar (percent) are no quotation of each other."""
_POINTS = re.compile("[、。,.・:「」『』()\\[\\]<>○]")


class _Seen(NamedTuple):
    """What tells whether a change is the last to a question: the question, the section that it names, and its day."""

    target: str | None
    numeral: str | None
    day: date | None


def change_findings(facts: Facts, rules: Rules) -> Iterator[Finding]:
    """The latest change to each question, where the form now says something else."""
    changes = facts.reading.changes
    if not facts.is_whole or any(change.recognized or change.status is not Status.OK for change in changes):
        return
    seen = [_Seen(change.target, change.numeral, _day(change)) for change in changes]
    for field in dict.fromkeys(change.target for change in seen if change.target):
        number, answers = _latest(facts, seen, field), facts.answers(field)
        if number is not None and len(answers) == 1 and is_sure(answers[0]):
            change, row = changes[number], facts.row(field)
            if row is not None and _names(change, row):
                yield from _compared(facts, rules, change, answers[0])


def _latest(facts: Facts, seen: Sequence[_Seen], field: str) -> int | None:
    """Which change to a question is the last, if that is certain, and that no other change concerns it."""
    row = facts.row(field)
    about = [
        number for number, change in enumerate(seen)
        if change.target == field or (change.target is None and row is not None and _may_concern(facts, change, row))
    ]  # fmt: skip
    days = [day for number in about if (day := seen[number].day) is not None]
    if len(days) < len(about) and len(about) > 1:
        return None
    latest = [number for number in about if not days or seen[number].day == max(days)]
    return latest[0] if len(latest) == 1 and seen[latest[0]].target == field else None


def _day(change: Change) -> date | None:
    found = change.date
    return found.first if found is not None and found.precision == "day" else None


def _may_concern(facts: Facts, change: _Seen, row: Row) -> bool:
    """Whether a change whose target is not certain may be about a row: unless it names another section."""
    return change.numeral is None or change.numeral == facts.form.section_of(row.key).id


def _names(change: Change, row: Row) -> bool:
    """Whether a change names the row as the form now does: under an older label it was another question."""
    return label_key(change.item).endswith(label_key(row.label))


def _compared(facts: Facts, rules: Rules, change: Change, answer: Answer) -> Iterator[Finding]:
    row = facts.form.row(answer.form_key)
    if not change.after.strip() or holds_any(change.after, rules.not_quoted):
        return
    if _DISAGREE.get(row.type, _texts_disagree)(change.after, answer, row):
        words = {"changed_on": change.changed_on_raw, "now": answer.raw}
        yield replace(finding(FindingKind.CHANGE_NOT_IN_BODY, answer, change.after, **words), page=change.page)


def _texts_disagree(after: str, answer: Answer, row: Row) -> bool:
    """Whether a text quotes an answer, but not as it is."""
    del row
    parts = [_bare(line) for line in after.splitlines() if _bare(line)]
    quoted, now = "".join(parts), _bare(answer.raw)
    if quoted in now or now in quoted or all(part in now for part in parts):
        return False
    shorter, longer = sorted((len(quoted), len(now)))
    return (longer <= SHORT and shorter >= AS_LONG * longer) or fuzz.ratio(quoted, now) >= SIMILAR


def _choices_disagree(after: str, answer: Answer, row: Row) -> bool:
    """Whether a text names one option, but not the one that is chosen."""
    folded = fold(after)
    named = {option.no: fold(text) for option in row.options for text in option.spellings if fold(text) in folded}
    longest = [no for no, text in named.items() if not any(text != other and text in other for other in named.values())]
    return len(longest) == 1 and longest[0] != answer.option_no


def _dates_disagree(after: str, answer: Answer, row: Row) -> bool:
    """Whether a text is one day, and the answer another."""
    del row
    then, now = parse_date(after), parse_date(answer.raw)
    if then is None or now is None or not then.precision == now.precision == "day":
        return False
    return then.value != now.value


def _marks_disagree(after: str, answer: Answer, row: Row) -> bool:
    """Boxes are quoted in too many ways to compare them."""
    del after, answer, row
    return False


def _bare(text: str) -> str:
    return _POINTS.sub("", fold(text))


_DISAGREE = {
    RowType.CHOICE: _choices_disagree,
    RowType.CHOICE_WITH_COUNT: _choices_disagree,
    RowType.DATE: _dates_disagree,
    RowType.CHECKS: _marks_disagree,
}
