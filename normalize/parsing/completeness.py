"""What the form's version prints and the print was not found to have: each such row becomes an answer of its own.

`ok` of a document means that nothing lacks. What a form may leave out (instances that are not used, rows that a chosen
option makes needless, attachments) is told apart by the registry; but where text of the print was left over, a row that
might be left out may just as well not have been found, and is told as missing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from normalize.parsing.insertion import Insertion
from normalize.reasons import Reason
from normalize.records import NOWHERE, Answer, Mark, Place, Reading, Status
from normalize.registry import Form, Option, Row, RowType, Version
from normalize.registry.expected import expected_rows

Key = tuple[str, int | None, int | None]
Chosen = Mapping[str, Collection[int]]
_SURE = frozenset({Status.OK, Status.BLANK})
_LOST = frozenset({Reason.PAGE_INCOMPLETE, Reason.HEADING_MAY_BE_LOST})
"""Reasons that tell of pages which are lost, or in part."""


@dataclass(frozen=True, slots=True)
class _Printed:
    """What a print has: the keys of its answers, and the options that were surely chosen, by file and instance.

    `torn` says that something printed is lost, perhaps whole instances.
    """

    keys: frozenset[Key]
    chosen: Mapping[tuple[int | None, int | None], Mapping[str, set[int]]]
    torn: bool = False

    def answered(self, file_no: int | None, instance: int | None) -> Chosen:
        """The options chosen in an instance, in its file, and outside of files."""
        places = dict.fromkeys(((None, None), (file_no, None), (file_no, instance)))
        return {row: numbers for place in places for row, numbers in self.chosen.get(place, {}).items()}


def versions_of(form: Form, named: Version | None, keys: Iterable[str]) -> tuple[str, ...]:
    """The versions (ids) of a form that a print may be: the one it names, else those that have all of its rows."""
    if named is not None:
        return (named.id,)
    fitting = [version.id for version in form.versions]
    for key in keys:
        only = form.row(key).only
        kept = [version for version in fitting if not only or version in only]
        fitting = kept or fitting
    return tuple(fitting)


def add_missing(reading: Reading, form: Form, named: Version | None) -> list[Answer]:
    """Add to a reading the rows that the form's version must print and that were not found; these rows.

    `named` is the version that the print bears, None where that is not known.
    """
    printed = _printed(reading)
    versions = versions_of(form, named, dict.fromkeys(key for key, _, _ in printed.keys))
    attachments = {form.section_of(key).id for key, _, _ in printed.keys if form.section_of(key).attachment}
    missing = [
        (row, file_no, instance)
        for file_no, instance, rows in _asked(
            form, versions, printed, attachments, reading.text_unplaced > reading.text_outside
        )
        for row in rows
        if (row.key, file_no, instance) not in printed.keys
    ]
    order = {key: number for number, key in enumerate(form.rows)}
    _doubt_neighbours(reading, order, missing)
    _doubt_scraps(reading, Counter(file_no for _, file_no, _ in missing if file_no is not None))
    only = versions[0] if len(versions) == 1 else None
    insertion = Insertion(reading.answers, order)
    added = [_add(reading, insertion, row, file_no, instance, only) for row, file_no, instance in missing]
    reading.answers = insertion.answers()
    return added


def _doubt_neighbours(
    reading: Reading, order: Mapping[str, int], missing: Iterable[tuple[Row, int | None, int | None]]
) -> None:
    """A page may be lost where rows lack that could be needless and are not: the answer before may go on there.

    Of rows that are never needless the labels have told it before. `order` numbers the form's rows by their keys.
    """
    found, insertion = reading.answers, Insertion(reading.answers, order)
    marks_of: dict[Key, list[Mark]] = defaultdict(list)
    for mark in reading.marks:
        marks_of[mark.form_key, mark.file_no, mark.instance].append(mark)
    for row, file_no, instance in missing:
        before = insertion.before(row, file_no, instance) if row.needless is not None else None
        around = found[before.key[0] : before.key[0] + 2] if before is not None else []
        if len(around) > 1 and around[0].place.page < around[1].place.page:
            key = (around[0].form_key, around[0].file_no, around[0].instance)
            items: list[Answer | Mark] = [around[0], *marks_of[key]]
            for item in items:
                item.reasons.add(Reason.PAGE_INCOMPLETE)


def _doubt_scraps(reading: Reading, missing: Mapping[int, int]) -> None:
    """A file of which most rows lack may be none: pages of another one that were bound again or in another place."""
    found = Counter(answer.file_no for answer in reading.answers if answer.file_no is not None)
    scraps = {file_no for file_no, number in missing.items() if file_no > 1 and number > found[file_no]}
    items: list[Answer | Mark] = [*reading.answers, *reading.marks]
    for item in items:
        if item.file_no in scraps:
            item.reasons.add(Reason.POSITION_UNCERTAIN)


def _printed(reading: Reading) -> _Printed:
    chosen: dict[tuple[int | None, int | None], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for answer in reading.answers:
        if answer.option_no is not None and answer.status in _SURE:
            chosen[answer.file_no, answer.instance][answer.form_key].add(answer.option_no)
    for mark in reading.marks:
        if mark.checked and mark.option_no is not None and mark.status in _SURE:
            chosen[mark.file_no, mark.instance][mark.form_key].add(mark.option_no)
    keys = frozenset((answer.form_key, answer.file_no, answer.instance) for answer in reading.answers)
    torn = any(answer.reasons & _LOST for answer in reading.answers)
    return _Printed(keys, chosen, torn)


def _asked(
    form: Form, versions: Sequence[str], printed: _Printed, attachments: Collection[str], text_left: bool
) -> Iterable[tuple[int | None, int | None, list[Row]]]:
    """For each file and instance of the print the rows that it must have."""
    for file_no, group, instance in _places(form, printed):
        answered: Chosen = {} if text_left else printed.answered(file_no, instance)
        rows = [{row.key for row in expected_rows(form, version, answered, attachments)} for version in versions]
        common = set.intersection(*rows) if rows else set()
        yield file_no, instance, [
            row for row in form.rows.values()
            if row.key in common and row.group == group
            and (form.section_of(row.key).repeats is not None) == (file_no is not None)
        ]  # fmt: skip


def _places(form: Form, printed: _Printed) -> list[tuple[int | None, str | None, int | None]]:
    """Each file of a print and each instance of its groups; the first of each is printed even where it is not used.

    Of a print that is torn the instances below the highest number are among them, found or not.
    """
    files = sorted({file_no for _, file_no, _ in printed.keys if file_no is not None} | {1})
    groups = dict.fromkeys(row.group for row in form.rows.values() if row.group is not None)
    found: dict[tuple[int | None, str | None, int | None], None] = {}
    for file_no in (None, *files):
        found[file_no, None, None] = None
        found |= {(file_no, group, 1): None for group in groups}
    for key, file_no, instance in sorted(printed.keys, key=lambda key: (key[1] or 0, key[2] or 0)):
        for number in range(1, instance) if instance is not None and printed.torn else ():
            found[file_no, form.row(key).group, number] = None
        found[file_no, form.row(key).group, instance] = None
    return list(found)


def _add(
    reading: Reading, insertion: Insertion, row: Row, file_no: int | None, instance: int | None, version: str | None
) -> Answer:
    """Add a row that was not found where it would stand: behind the last row found that the form prints before it."""
    before = insertion.before(row, file_no, instance)
    label = row.label.replace("{n}", str(instance))
    place = _below(before.answer.place) if before is not None else Place(1, NOWHERE, "", 0.0)
    answer = Answer(row.key, row.field_id, file_no, instance, label, str(row.type), place)
    answer.reasons.add(Reason.NOT_PRINTED_HERE)
    insertion.insert(answer, before)
    if row.type is RowType.CHECKS:
        reading.marks += [_mark(answer, option, version) for option in row.options]
    return answer


def _below(above: Place) -> Place:
    """The lower edge of what stands above: there the row was to be printed."""
    return replace(above, box=above.box._replace(top=above.box.bottom), confidence=0.0)


def _mark(answer: Answer, option: Option, version: str | None) -> Mark:
    mark = Mark(
        answer.form_key,
        answer.field_id,
        answer.file_no,
        answer.instance,
        option.no,
        option.label_in(version),
        None,
        answer.place,
    )
    mark.reasons |= answer.reasons
    return mark
