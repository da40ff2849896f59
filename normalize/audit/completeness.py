"""What the form's version prints and the print was not found to have: each such row becomes an answer of its own.

`ok` of a document means that nothing lacks. What a form may leave out (instances that are not used, rows that a chosen
option makes needless, attachments) is told apart by the registry; but where text of the print was left over, a row that
might be left out may just as well not have been found, and is told as missing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from normalize.alignment.living_versions import VERSION_FIELD, LivingVersions, tells_version, versions_of
from normalize.audit.insertion import Insertion
from normalize.reasons import Reason
from normalize.records import NOWHERE, Answer, AnswerKey, InstanceKey, Mark, Place, Reading, Status
from normalize.registry import Form, Option, Row, RowType, Version
from normalize.registry.expected import expected_rows

Missing = tuple[Row, int | None, int | None]
"""A row that lacks, with the file and the instance of which it does."""
ChosenOptions = Mapping[str, Collection[int]]
CONTRADICTED = 0.9
"""The confidence of a version that the rows of the print are not of."""
_SURE = frozenset({Status.OK, Status.BLANK})


@dataclass(frozen=True, slots=True)
class _Printed:
    """What a print has: the rows answered, and the options that were surely chosen, by file and instance.

    `telling` are the rows that were surely found, `filled` those of instances that surely hold an answer.
    """

    keys: Mapping[InstanceKey, Mapping[str, None]]
    filled: Mapping[InstanceKey, Collection[str]]
    telling: frozenset[str]
    chosen: Mapping[InstanceKey, Mapping[str, set[int]]]

    @property
    def rows(self) -> set[str]:
        """The keys of the rows of which an answer was found somewhere."""
        return set().union(*self.keys.values())

    def answered(self, file_no: int | None, instance: int | None) -> ChosenOptions:
        """The options chosen in an instance, in its file, and outside of files."""
        places = dict.fromkeys(((None, None), (file_no, None), (file_no, instance)))
        return {row: numbers for place in places for row, numbers in self.chosen.get(place, {}).items()}


def add_missing(reading: Reading, form: Form, named: Version | None) -> list[Answer]:
    """Add to a reading the rows that the form's version must print and that were not found; these rows.

    `named` is the version that the print bears, None where that is not known. Where its rows are those of other
    versions, theirs are asked for.
    """
    printed = _printed(reading)
    versions = versions_of(form, named, printed.telling if named is not None else printed.rows)
    attachments = {form.section_of(key).id for key in printed.rows if form.section_of(key).attachment}
    attachments |= _without_heading(reading, form)
    missing: list[Missing] = [
        (row, file_no, instance)
        for file_no, instance, rows in _asked(
            form, versions, printed, attachments, reading.text_unplaced > reading.text_outside
        )
        for row in rows
        if row.key not in printed.keys.get((file_no, instance), {})
    ]
    order = {key: number for number, key in enumerate(form.rows)}
    if missing:
        _doubt_neighbors(reading, order, missing, versions)
    if versions.contradict:
        _tell_contradiction(reading)
    if not missing:
        return []
    _doubt_scraps(reading, Counter(file_no for _, file_no, _ in missing if file_no is not None))
    only = versions.named or (versions.ids[0] if len(versions.ids) == 1 else None)
    insertion = Insertion(reading.answers, order)
    added = [_add(reading, insertion, row, file_no, instance, only) for row, file_no, instance in missing]
    reading.answers = list(insertion.answers())
    return added


def _without_heading(reading: Reading, form: Form) -> set[str]:
    """The attachments (section ids) that the text may be which nothing took below the last row before them."""
    behind = dict(pairwise(form.rows))
    return {
        form.section_of(behind[answer.form_key]).id
        for answer in reading.answers
        if Reason.TEXT_LEFT_OVER in answer.reasons and answer.form_key in behind
        and form.section_of(behind[answer.form_key]).attachment
        and form.section_of(behind[answer.form_key]) is not form.section_of(answer.form_key)
    }  # fmt: skip


def _doubt_neighbors(
    reading: Reading, order: Mapping[str, int], missing: Iterable[Missing], versions: LivingVersions
) -> None:
    """Rows that lack make doubtful the answers that stand before them, where the labels have not told it before.

    They do so of rows that the version prints which the print bears, and that are never needless. Of those that could
    be needless and are not, a page may be lost: the answer before may go on there. Where the rows are those of another
    version, a label that was not known again may have been taken for a part of it. `order` numbers the form's rows by
    their keys.
    """
    found, insertion = reading.answers, Insertion(reading.answers, order)
    marks_of: dict[AnswerKey, list[Mark]] = defaultdict(list)
    for mark in reading.marks:
        marks_of[mark.form_key, mark.file_no, mark.instance].append(mark)
    for row, file_no, instance in missing:
        untold = versions.contradict and row.only and versions.named not in row.only
        before = insertion.before(row, file_no, instance) if untold or row.needless is not None else None
        if before is None:
            continue
        around = found[before.key[0] : before.key[0] + 2]
        reasons = {Reason.HEADING_MAY_BE_LOST} if untold else set()
        if row.needless is not None and len(around) > 1 and around[0].place.page < around[1].place.page:
            reasons.add(Reason.PAGE_INCOMPLETE)
        key = (around[0].form_key, around[0].file_no, around[0].instance)
        items: list[Answer | Mark] = [around[0], *marks_of[key]]
        for item in items:
            item.reasons |= reasons


def _tell_contradiction(reading: Reading) -> None:
    """The version stays the one that the print bears, with the reason that its rows are those of another."""
    for answer in reading.answers:
        if answer.field_id == VERSION_FIELD:
            answer.reasons |= {Reason.VERSION_CONTRADICTED}
            answer.place = answer.place.trusted(min(answer.place.confidence, CONTRADICTED))


def _doubt_scraps(reading: Reading, missing: Mapping[int, int]) -> None:
    """A file of which most rows lack may be none: pages of another one that were bound again or in another place."""
    found = Counter(answer.file_no for answer in reading.answers if answer.file_no is not None)
    scraps = {file_no for file_no, number in missing.items() if file_no > 1 and number > found[file_no]}
    items: list[Answer | Mark] = [*reading.answers, *reading.marks]
    for item in items:
        if item.file_no in scraps:
            item.reasons |= {Reason.POSITION_UNCERTAIN}


def _printed(reading: Reading) -> _Printed:
    chosen: dict[InstanceKey, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for answer in reading.answers:
        if answer.option_no is not None and answer.status in _SURE:
            chosen[answer.file_no, answer.instance][answer.form_key].add(answer.option_no)
    for mark in reading.marks:
        if mark.checked and mark.option_no is not None and mark.status in _SURE:
            chosen[mark.file_no, mark.instance][mark.form_key].add(mark.option_no)
    keys: dict[InstanceKey, dict[str, None]] = defaultdict(dict)
    filled: dict[InstanceKey, list[str]] = defaultdict(list)
    for answer in reading.answers:
        keys[answer.file_no, answer.instance][answer.form_key] = None
        if answer.instance is not None and answer.status is Status.OK:
            filled[answer.file_no, answer.instance].append(answer.form_key)
    telling = frozenset(answer.form_key for answer in reading.answers if tells_version(answer))
    return _Printed(keys, filled, telling, chosen)


def _asked(
    form: Form, versions: LivingVersions, printed: _Printed, attachments: Collection[str], text_left: bool
) -> Iterable[tuple[int | None, int | None, list[Row]]]:
    """For each file and instance of the print the rows that it must have.

    They are those that all living versions print; of a print that bears another version and holds text that was not
    understood, also those that one of them prints: such a text may be a row of it. An instance that is answered has its
    heading, whatever makes its rows needless.
    """
    asked = set.union if versions.contradict and text_left else set.intersection
    for file_no, group, instance in _places(form, printed):
        answered: ChosenOptions = {} if text_left else printed.answered(file_no, instance)
        keys = asked(*(
            {row.key for row in expected_rows(form, version, answered, attachments)} for version in versions.ids
        ))  # fmt: skip
        used = {form.row(key).group for key in printed.filled.get((file_no, instance), ())}
        yield file_no, instance, [
            row for row in form.rows.values()
            if (row.key in keys or (row.instance_heading and group in used)) and row.group == group
            and (form.section_of(row.key).repeats is not None) == (file_no is not None)
        ]  # fmt: skip


def _places(form: Form, printed: _Printed) -> list[tuple[int | None, str | None, int | None]]:
    """Each file of a print and each instance of its groups; the first of each is printed even where it is not used.

    The instances below the highest number are among them, found or not, and so are the files.
    """
    files = range(1, 1 + max((file_no for file_no, _ in printed.keys if file_no is not None), default=1))
    groups = dict.fromkeys(row.group for row in form.rows.values() if row.group is not None)
    found: dict[tuple[int | None, str | None, int | None], None] = {}
    for file_no in (None, *files):
        found[file_no, None, None] = None
        found |= {(file_no, group, 1): None for group in groups}
    for file_no, instance in sorted(printed.keys, key=lambda key: (key[0] or 0, key[1] or 0)):
        for group in dict.fromkeys(form.row(key).group for key in printed.keys[file_no, instance]):
            for number in range(1, instance) if instance is not None else ():
                found[file_no, group, number] = None
            found[file_no, group, instance] = None
    return list(found)


def _add(
    reading: Reading, insertion: Insertion, row: Row, file_no: int | None, instance: int | None, version: str | None
) -> Answer:
    """Add a row that was not found where it would stand: behind the last row found that the form prints before it."""
    before = insertion.before(row, file_no, instance)
    label = row.label.replace("{n}", str(instance))
    place = _below(before.answer.place) if before is not None else _before_all(reading)
    answer = Answer(row.key, row.field_id, file_no, instance, label, str(row.type), place)
    answer.reasons |= {Reason.NOT_PRINTED_HERE}
    insertion.insert(answer, before)
    if row.type is RowType.CHECKS:
        reading.marks += [_mark(answer, option, version) for option in row.options]
    return answer


def _below(above: Place) -> Place:
    """The lower edge of what stands above: there the row was to be printed."""
    return Place(above.page, above.box._replace(top=above.box.bottom), above.engine, 0.0, above.foot)


def _before_all(reading: Reading) -> Place:
    """The upper edge of what was found first, or of the first page where that stands on a later one."""
    found = [*(answer.place for answer in reading.answers[:1]), *(change.place for change in reading.changes[:1])]
    if not found:
        return Place(reading.page_first, NOWHERE, "", 0.0)
    first = found[0]
    top = first.box.top if first.page == reading.page_first else 0.0
    box = first.box._replace(top=top, bottom=top)
    return Place(reading.page_first, box, first.engine, 0.0, top)


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
