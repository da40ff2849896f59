"""Numbers of cases (件数) against what is printed of them: entrustments, recipients, files."""

from __future__ import annotations

from collections.abc import Iterator

from normalize.grammar.lists.printed_lists import printed_lines, split_list
from normalize.records import Answer, Finding, FindingKind
from normalize.review.consistency.rules import CountRule, Rules
from normalize.review.consistency.sure_facts import Facts, Stated, finding, holds_any, is_sure
from normalize.text.fold import fold

Instances = dict[int | None, list[Answer]]

UNREAD = frozenset({FindingKind.UNKNOWN_LABEL, FindingKind.LEFTOVER_TEXT, FindingKind.NO_ANSWER_CELL})
"""What was printed and not understood may be an instance of a group."""


def count_findings(facts: Facts, rules: Rules) -> Iterator[Finding]:
    """Counts that are missing, given where there is nothing to count, or other than what is printed."""
    if not facts.is_whole:
        return
    for rule in rules.counts:
        for answer in facts.sure(rule.field):
            stated, none = facts.stated(answer, rule.option), facts.stated(answer, rule.none)
            if stated is not None and none is not None:
                printed = facts.group(rule.group, answer.file_no)
                yield from _count(facts, rules, rule, answer, stated, printed)
                if none.chosen and not stated.chosen:
                    yield from _unexpected_group(facts, rule, answer, printed)


def _count(
    facts: Facts, rules: Rules, rule: CountRule, answer: Answer, stated: Stated, printed: Instances
) -> Iterator[Finding]:
    if not stated.chosen:
        if stated.count:
            yield finding(FindingKind.COUNT_UNEXPECTED, answer, rule.option, count=str(stated.count))
    elif not stated.count:
        if not stated.detail:
            yield finding(FindingKind.COUNT_MISSING, answer, rule.option)
    elif stated.count != len(printed) and not _may_be_elsewhere(facts, rules, rule, stated.count, printed):
        words = {"count": str(stated.count), "group": _group_name(facts, rule), "printed": str(len(printed))}
        yield finding(FindingKind.COUNT_DISAGREES, answer, rule.option, **words)


def _may_be_elsewhere(facts: Facts, rules: Rules, rule: CountRule, count: int, printed: Instances) -> bool:
    """Whether what is not printed may stand elsewhere, be named in one with others, or not have been understood."""
    name = _group_name(facts, rule)
    if any(seen.kind in UNREAD and name in fold(seen.text) for seen in facts.reading.findings):
        return True
    answers = [answer for instance in printed.values() for answer in instance]
    names = [answer.raw for answer in answers if answer.field_id == rule.group]
    pointed = any(holds_any(answer.raw, rules.elsewhere) for answer in answers)
    return len(printed) < count and (pointed or any(holds_any(name, rule.several) for name in names))


def _unexpected_group(facts: Facts, rule: CountRule, choice: Answer, printed: Instances) -> Iterator[Finding]:
    for answer in (answer for instance in printed.values() for answer in instance):
        if answer.field_id == rule.group and is_sure(answer):
            words = {"other": facts.title(choice, rule.none), "option": rule.none}
            yield finding(FindingKind.GROUP_UNEXPECTED, answer, answer.raw, **words)


def _group_name(facts: Facts, rule: CountRule) -> str:
    """What an instance of the group is called on the form (委託事項)."""
    row = facts.row(rule.group)
    group = facts.form.block_of(row.key).group if row else None
    return group.name if group else ""


def file_findings(facts: Facts, rules: Rules) -> Iterator[Finding]:
    """Files that are listed and not described, or described and not listed, where not as many are."""
    described, lists = facts.sure(rules.files.name), facts.sure(rules.files.list)
    if not facts.is_whole or not described or len(lists) != 1 or len(described) != len(facts.answers(rules.files.name)):
        return
    (listing,) = lists
    listed = _file_names(listing.raw, rules.files.endings)
    if len(listed) == len(described) or not listed or holds_any(listing.raw, rules.elsewhere):
        return
    for name in listed:
        if not any(_is_same_file(name, answer.raw) for answer in described):
            yield finding(FindingKind.FILE_NOT_DESCRIBED, listing, name)
    for answer in described:
        if not any(_is_same_file(name, answer.raw) for name in listed):
            yield finding(FindingKind.FILE_NOT_LISTED, answer, answer.raw, list=listing.label)


def _file_names(text: str, endings: tuple[str, ...]) -> list[str]:
    """The names in a list of files; empty where not all that is listed is the name of one."""
    pieces = [piece.strip() for line in printed_lines(text) for piece in split_list(line.text, line.number)]
    return pieces if all(fold(piece).rstrip(")").endswith(endings) for piece in pieces) else []


def _is_same_file(one: str, other: str) -> bool:
    return fold(one) in fold(other) or fold(other) in fold(one)
