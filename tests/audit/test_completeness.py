"""What the form's version prints and a print was not found to have: each row of it, once, at its place."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from extract.records import Box
from normalize.alignment.living_versions import LivingVersions, versions_of
from normalize.audit.completeness import add_missing
from normalize.reasons import Reason
from normalize.records import Answer, Change, ChangeCell, Mark, Place, Reading, Status
from normalize.registry import Form, Version, load_registry
from normalize.registry.expected import expected_rows

FORMS = load_registry().forms
KISO, JUTEN = FORMS["kiso"], FORMS["juten"]


def version(form: Form, name: str) -> Version:
    """The version of a form with this id."""
    return next(one for one in form.versions if one.id == name)


def found(form: Form, key: str, file_no: int | None = None, instance: int | None = None, page: int = 1) -> Answer:
    """An answer of a print, in a box of its page that ends at 300 points."""
    row = form.row(key)
    place = Place(page, Box(50.0, 280.0, 550.0, 300.0), "text", 1.0, 300.0)
    return Answer(key, row.field_id, file_no, instance, row.label, str(row.type), place, "甲", "甲")


def reading(answers: Iterable[Answer], marks: Iterable[Mark] = (), unplaced: int = 0) -> Reading:
    made = Reading(form="any")
    made.answers, made.marks, made.text_unplaced = list(answers), list(marks), unplaced
    return made


def whole(form: Form, name: str, *left_out: str) -> list[Answer]:
    """All rows that a version must print, of one file with one instance of each group, but for some."""
    return [
        found(form, row.key, 1 if form.section_of(row.key).repeats else None, 1 if row.group else None)
        for row in expected_rows(form, name)
        if row.key not in left_out
    ]


def keys(answers: Iterable[Answer]) -> list[tuple[str, int | None, int | None]]:
    return [(answer.form_key, answer.file_no, answer.instance) for answer in answers]


# versions


def test_the_version_that_is_named_is_the_only_one_unless_rows_of_others_are_found() -> None:
    assert versions_of(KISO, version(KISO, "h31"), ["I.1.1", "IV.2"]) == LivingVersions(("h31",), "h31")
    assert not versions_of(KISO, version(KISO, "h31"), ["I.1.1", "IV.2"]).contradict
    assert versions_of(KISO, version(KISO, "h30"), ["IV.2", "I.9"]) == LivingVersions(("r6", "r7"), "h30")
    assert versions_of(KISO, version(KISO, "h30"), ["IV.2", "I.9"]).contradict


def test_of_a_print_without_its_mark_the_rows_tell_the_versions() -> None:
    every = tuple(one.id for one in KISO.versions)
    assert versions_of(KISO, None, ["cover.name", "I.1.1"]) == LivingVersions(every)
    assert versions_of(KISO, None, ["I.1.1", "IV.2"]) == LivingVersions(("h31", "r6", "r7"))


def test_a_print_that_bears_an_old_version_must_have_the_rows_of_the_one_whose_rows_it_has() -> None:
    made = reading([found(KISO, "cover.version"), *whole(KISO, "r6", "IV.8.none", "I.9")])
    missing = add_missing(made, KISO, version(KISO, "h30"))
    assert keys(missing) == [("I.9", None, None), ("IV.8.none", None, None)]
    mark = made.answers[0]
    assert (mark.reasons, mark.status, mark.place.confidence) == ({Reason.VERSION_CONTRADICTED}, Status.OK, 0.9)
    before = [made.answers[made.answers.index(one) - 1] for one in missing]
    assert [one.reasons for one in before] == [{Reason.HEADING_MAY_BE_LOST}, {Reason.HEADING_MAY_BE_LOST}]


def test_a_print_that_bears_an_old_version_and_is_whole_lacks_nothing() -> None:
    made = reading(whole(KISO, "r7"))
    assert add_missing(made, KISO, version(KISO, "h30")) == []


@pytest.mark.parametrize("reason", [Reason.POSITION_UNCERTAIN, Reason.LABEL_BY_PLACE])
def test_a_row_that_was_not_surely_found_tells_no_other_version(reason: Reason) -> None:
    strange = found(KISO, "IV.2")
    strange.reasons |= {reason}
    assert add_missing(reading([*whole(KISO, "h30"), strange]), KISO, version(KISO, "h30")) == []
    assert len(add_missing(reading([*whole(KISO, "h30"), found(KISO, "IV.2")]), KISO, version(KISO, "h30"))) == 13


def test_where_text_was_left_over_it_may_be_a_row_of_any_version_that_has_the_rows() -> None:
    made = reading(whole(KISO, "h31"), unplaced=9)
    lacks = [answer.form_key for answer in add_missing(made, KISO, version(KISO, "h30"))]
    assert lacks == [
        "I.9",
        "I.9.reason",
        "IV.8.none",
        "IV.8",
        "IV.8.reason",
        "IV.11.none",
        "IV.11.which",
        "IV.11.ok",
        "IV.11.reason",
    ]
    assert add_missing(reading(whole(KISO, "h31")), KISO, version(KISO, "h30")) == []


# rows


@pytest.mark.parametrize(
    ("form", "name"), [(form, one.id) for form in ("kiso", "juten") for one in FORMS[form].versions]
)
def test_a_whole_print_lacks_nothing(form: str, name: str) -> None:
    made = reading(whole(FORMS[form], name))
    before = list(made.answers)
    assert add_missing(made, FORMS[form], version(FORMS[form], name)) == []
    assert made.answers == before


def test_a_row_that_lacks_is_told_with_its_boxes_right_behind_the_one_before_it() -> None:
    made = reading(whole(KISO, "h31", "IV.5.none"))
    (missing,) = add_missing(made, KISO, version(KISO, "h31"))
    assert (missing.form_key, missing.status, missing.value, missing.raw) == ("IV.5.none", Status.NOT_FOUND, None, "")
    assert missing.reasons == {Reason.NOT_PRINTED_HERE}
    at = keys(made.answers).index(("IV.5.none", None, None))
    assert made.answers[at - 1].form_key == "IV.4"
    above = made.answers[at - 1].place
    assert (missing.place.page, missing.place.box) == (1, above.box._replace(top=above.box.bottom))
    assert missing.place.confidence == 0
    assert [(mark.form_key, mark.option_no, mark.checked, mark.status) for mark in made.marks] == [
        ("IV.5.none", 1, None, Status.NOT_FOUND)
    ]


def test_rows_before_all_others_come_first_at_the_upper_edge_of_what_was_found() -> None:
    made = reading([one for one in whole(KISO, "h31") if not one.form_key.startswith("cover.")])
    above = made.answers[0].place.box
    missing = add_missing(made, KISO, version(KISO, "h31"))
    assert made.answers[: len(missing)] == missing
    assert [one.form_key for one in missing[:2]] == ["cover.number", "cover.name"]
    assert {(one.place.page, one.place.box) for one in missing} == {(1, above._replace(bottom=above.top))}


def test_where_pages_without_a_row_stand_before_all_others_the_first_page_is_told() -> None:
    made = reading([])
    cell = ChangeCell("Ⅰ", "Ⅰ", Place(4, Box(50.0, 90.0, 550.0, 120.0), "text"))
    made.changes = [Change({"item": cell})]
    missing = add_missing(made, KISO, version(KISO, "h31"))
    assert {(one.place.page, one.place.box) for one in missing} == {(1, Box(50.0, 0.0, 550.0, 0.0))}


def test_only_rows_that_all_fitting_versions_print_are_missing() -> None:
    made = reading(whole(KISO, "h26"))
    assert add_missing(made, KISO, None) == []
    assert len(add_missing(reading(whole(KISO, "h26")), KISO, version(KISO, "h31"))) == 14


def test_each_file_has_the_rows_of_its_sections() -> None:
    second = [found(JUTEN, "II.1", 2, page=9)]
    missing = add_missing(reading([*whole(JUTEN, "h30"), *second]), JUTEN, version(JUTEN, "h30"))
    repeated = {row.key for row in expected_rows(JUTEN, "h30") if JUTEN.section_of(row.key).repeats} - {"II.1"}
    assert {answer.form_key for answer in missing} == repeated
    assert {answer.file_no for answer in missing} == {2}
    assert missing[0].place.page == 9


def test_instances_are_printed_up_to_the_highest_number_of_which_a_row_is() -> None:
    """A middle one of which nothing was found lacks whole: numbers are not left out in print."""
    made = reading([*whole(JUTEN, "h30"), found(JUTEN, "II.4.itaku.1", 1, 3)])
    missing = add_missing(made, JUTEN, version(JUTEN, "h30"))
    assert {(answer.file_no, answer.instance) for answer in missing} == {(1, 2), (1, 3)}
    rows = [
        "II.4.itaku.name", "II.4.itaku.1", "II.4.itaku.2", "II.4.itaku.3", "II.4.itaku.4", "II.4.itaku.5",
        "II.4.itaku.6",
    ]  # fmt: skip
    assert [answer.form_key for answer in missing if answer.instance == 2] == rows
    assert [answer.form_key for answer in missing if answer.instance == 3] == [
        key for key in rows if key != "II.4.itaku.1"
    ]


def test_the_rows_of_an_instance_stand_in_its_place() -> None:
    made = reading([*whole(JUTEN, "h30", "II.4.itaku.3"), found(JUTEN, "II.4.itaku.name", 1, 2, page=7)])
    missing = add_missing(made, JUTEN, version(JUTEN, "h30"))
    assert {(answer.instance, answer.place.page) for answer in missing} == {(1, 1), (2, 7)}
    (first,) = (answer for answer in missing if answer.instance == 1)
    at = keys(made.answers).index(("II.4.itaku.3", 1, 1))
    assert made.answers[at] is first
    assert keys(made.answers)[at - 1] == ("II.4.itaku.2", 1, 1)


def test_an_attachment_is_whole_or_not_printed() -> None:
    form = FORMS["zenkoumoku"]
    made = reading([*whole(form, "r7"), found(form, "B1.figure")])
    assert keys(add_missing(made, form, version(form, "r7"))) == [("B1.note", None, None)]


# rows that an answer makes needless


def chosen(key: str, option: int, *reasons: Reason) -> Answer:
    answer = found(KISO, key)
    answer.option_no, answer.reasons = option, set(reasons)
    return answer


def missing_beside(answer: Answer, unplaced: int = 0) -> list[str]:
    """What lacks in a print of 様式2 without I.4.2, whose I.4.1 is answered so."""
    made = reading([answer, *whole(KISO, "h26", "I.4.1", "I.4.2")], unplaced=unplaced)
    return [one.form_key for one in add_missing(made, KISO, version(KISO, "h26"))]


def test_a_row_that_the_chosen_option_makes_needless_is_not_missing() -> None:
    assert missing_beside(chosen("I.4.1", 2)) == []
    assert missing_beside(chosen("I.4.1", 1)) == ["I.4.2"]


def test_an_option_that_is_in_doubt_makes_nothing_needless() -> None:
    assert missing_beside(chosen("I.4.1", 2, Reason.OPTION_CLOSE_TO_SEVERAL)) == ["I.4.2"]


def test_where_text_was_left_over_a_needless_row_may_just_as_well_not_have_been_found() -> None:
    assert missing_beside(chosen("I.4.1", 2), unplaced=1) == ["I.4.2"]


@pytest.mark.parametrize(
    ("checked", "reasons", "lacks"),
    [(True, set(), []), (False, set(), ["IV.4"]), (None, set(), ["IV.4"]), (True, {Reason.BOX_UNCLEAR}, ["IV.4"])],
)
def test_a_row_is_needless_where_a_box_is_surely_checked(
    checked: bool | None, reasons: set[Reason], lacks: list[str]
) -> None:
    row = KISO.row("IV.4.none")
    mark = Mark(row.key, row.field_id, None, None, 1, "委託しない", checked, found(KISO, row.key).place)
    mark.reasons |= reasons
    made = reading(whole(KISO, "h31", "IV.4"), [mark])
    assert [answer.form_key for answer in add_missing(made, KISO, version(KISO, "h31"))] == lacks


def test_a_row_is_needless_too_where_the_row_is_that_would_tell() -> None:
    gone = [row.key for row in expected_rows(JUTEN, "h30") if row.group == "itaku"]
    answers = whole(JUTEN, "h30", *gone)
    next(one for one in answers if one.form_key == "II.4.umu").option_no = 2
    assert add_missing(reading(answers), JUTEN, version(JUTEN, "h30")) == []


@pytest.mark.parametrize(("status", "lacks"), [(Status.OK, [("II.4.itaku.name", 1, 1)]), (Status.BLANK, [])])
def test_the_heading_of_an_instance_that_is_answered_is_needed_whatever_makes_its_rows_needless(
    status: Status, lacks: list[tuple[str, int, int]]
) -> None:
    answers = whole(JUTEN, "h30", "II.4.itaku.name")
    next(one for one in answers if one.form_key == "II.4.umu").option_no = 2
    for one in answers:
        if one.form_key.startswith("II.4.itaku") and status is Status.BLANK:
            one.raw, one.value = "", None
    assert {one.status for one in answers if one.form_key.startswith("II.4.itaku")} == {status}
    assert keys(add_missing(reading(answers), JUTEN, version(JUTEN, "h30"))) == lacks


def test_text_outside_the_form_makes_no_needless_row_missing() -> None:
    made = reading([chosen("I.4.1", 2), *whole(KISO, "h26", "I.4.1", "I.4.2")], unplaced=40)
    made.text_outside = 40
    assert add_missing(made, KISO, version(KISO, "h26")) == []


def test_where_rows_lack_that_are_not_needless_the_answer_before_may_go_on_on_a_lost_page() -> None:
    gone = [row.key for row in expected_rows(JUTEN, "h30") if row.group == "itaku"]

    def in_doubt(option: int, page_behind: int) -> list[str]:
        answers = whole(JUTEN, "h30", *gone)
        at = keys(answers).index(("II.4.umu", 1, None))
        answers[at].option_no = option
        for answer in answers[at + 1 :]:
            answer.place = answer.place.on_page(page_behind)
        made = reading(answers)
        add_missing(made, JUTEN, version(JUTEN, "h30"))
        return [answer.form_key for answer in made.answers if Reason.PAGE_INCOMPLETE in answer.reasons]

    assert in_doubt(1, page_behind=2) == ["II.4.umu"]
    assert in_doubt(1, page_behind=1) == []
    assert in_doubt(2, page_behind=2) == []


def test_an_option_chosen_in_one_instance_makes_nothing_needless_in_another() -> None:
    again = [row.key for row in expected_rows(JUTEN, "h30") if row.group == "itaku"]
    second = [found(JUTEN, key, 1, 2) for key in again if key not in ("II.4.itaku.5", "II.4.itaku.6")]
    answers = [*whole(JUTEN, "h30"), *second]
    sub = next(one for one in answers if one.form_key == "II.4.itaku.4" and one.instance == 1)
    sub.option_no = 2
    assert keys(add_missing(reading(answers), JUTEN, version(JUTEN, "h30"))) == [
        ("II.4.itaku.5", 1, 2), ("II.4.itaku.6", 1, 2),
    ]  # fmt: skip


@pytest.mark.parametrize(("reasons", "lacking"), [(set(), []), ({Reason.TEXT_LEFT_OVER}, [("B1.items", None, None)])])
def test_text_left_below_the_row_before_an_attachment_may_be_its(
    reasons: set[Reason], lacking: list[tuple[str, int | None, int | None]]
) -> None:
    made = reading(whole(JUTEN, "h26", "B1.items"))
    last = next(answer for answer in made.answers if answer.form_key == "II.7")
    last.reasons |= reasons
    assert keys(add_missing(made, JUTEN, version(JUTEN, "h26"))) == lacking
