"""What in a document does not go together is told only where it was surely read and cannot be meant otherwise."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from functools import cache

import pytest

from extract.records import Box
from normalize.arrow.cover_facts import cover_facts
from normalize.reasons import Reason
from normalize.records import Answer, Change, ChangeCell, Finding, FindingKind, Mark, Place, Reading
from normalize.registry import load_registry
from normalize.review.consistency import inconsistencies
from normalize.review.consistency.rules import Chosen, load_rules
from tests.normalize.printed import change as printed_change
from tests.samples.gold import SAMPLES, read

REGISTRY = load_registry()
TYPED = Place(1, Box(0, 0, 9, 9), "pdfium+pdfplumber")
KISO = {"cover.date": "令和7年6月30日", "II.1.1": 3, "II.2.1": 2, "II.3": 2, "III": 1, "IV.1": 1}
ENTRUSTED = {"II.4.umu": (1, 1), "II.4.itaku.name#1": "システムの保守", "II.4.itaku.4#1": 2}


def answer(form: str, key: str, given: object) -> Answer:
    """The answer to a row: an option's number, one with a count, or a text; `#1` behind the key is the instance."""
    key, _, instance = key.partition("#")
    row = REGISTRY.forms[form].row(key)
    file_no = 1 if REGISTRY.forms[form].section_of(key).repeats else None
    made = Answer(key, row.field_id, file_no, int(instance) if instance else None, row.label, str(row.type), TYPED)
    number, count = given if isinstance(given, tuple) else (given, None)
    if isinstance(number, int):
        option = row.options[number - 1]
        made.raw = made.value = option.label
        made.option_no, made.value_min, made.count = number, option.min, count
    else:
        made.raw = str(number or "")
        made.value = made.raw or None
    return made


def reading(form: str, given: Mapping[str, object], *changes: Change) -> Reading:
    return Reading(form=form, answers=[answer(form, key, value) for key, value in given.items()], changes=list(changes))


def kinds(made: Reading) -> list[str]:
    return [f"{finding.kind} {finding.form_key}" for finding in inconsistencies(made)]


def boxes(made: Reading, key: str, *marked: str, reasons: Iterable[Reason] = ()) -> None:
    """Add a row of boxes to a reading, some of them marked."""
    form = REGISTRY.forms[made.form or ""]
    row, file_no = form.row(key), 1 if form.section_of(key).repeats else None
    made.answers.append(answer(form.id, key, "、".join(marked)))
    for option in row.options:
        place = (key, row.field_id, file_no, None, option.no, option.label)
        made.marks.append(Mark(*place, option.label in marked, TYPED, reasons=frozenset(reasons)))


def change(item: str, after: str, day: str = "令和7年4月1日", timing: str = "事後") -> Change:
    return printed_change("kiso", 9, {"changed_on": day, "item": item, "after": after, "timing": timing})


# the rules as data


def test_rules_name_fields_and_options_that_the_forms_have() -> None:
    rules = load_rules()
    options: dict[str, set[str]] = {}
    for row in (row for form in REGISTRY.forms.values() for row in form.rows.values()):
        options.setdefault(row.field_id, set()).update(option.label for option in row.options)
    chosen = [
        *(one for rule in rules.required for one in rule.unless),
        *(rule.chosen for rule in rules.nothing_to_answer),
        *(one for pair in rules.exclusive for one in pair),
        *(Chosen(rule.field, option) for rule in rules.counts for option in (rule.option, rule.none)),
        *(Chosen(rules.threshold.result, label) for labels in rules.threshold.results.values() for label in labels),
        *rules.threshold.raised_by,
    ]
    assert [one for one in chosen if one.option not in options[one.field]] == []
    texts = [field for rule in rules.nothing_to_answer for field in rule.rows]
    texts += [field for rule in rules.dates for field in (rule.field, rule.not_after)]
    texts.append(rules.ended)
    texts += [rules.files.list, rules.files.name, rules.changes.published, *(rule.group for rule in rules.counts)]
    assert [field for field in texts if field not in options] == []
    required = [field for rule in rules.required for field in rule.fields]
    assert [field for field in required if not options[field]] == []
    assert len(required) == len(set(required))


def test_every_result_of_the_threshold_test_follows_from_some_number_of_people() -> None:
    rule = load_rules().threshold
    assert {required for band in rule.bands for required in (band.required, band.raised)} == set(rule.results)
    assert [band.start for band in rule.bands] == sorted(band.start for band in rule.bands)


# the mark of an end


def test_the_mark_that_the_work_has_ended_is_told_with_its_day() -> None:
    made = reading("kiso", {"cover.name": "住民税に関する事務【平成30年3月31日　終了】"})
    (found,) = inconsistencies(made)
    assert (found.kind, found.text, found.form_key, found.words) == (
        FindingKind.ASSESSMENT_ENDED, "住民税に関する事務【平成30年3月31日　終了】", "cover.name",
        {"ended_on": "2018-03-31"},
    )  # fmt: skip
    assert cover_facts(made)["evaluation_name"] == "住民税に関する事務"
    made.answers[0].reasons |= {Reason.TEXT_LEFT_OVER}
    assert inconsistencies(made) == []
    assert "ended_on" not in cover_facts(made)


def test_an_organization_that_is_in_doubt_has_no_code() -> None:
    made = reading("kiso", {"cover.org": "札幌市長"})
    facts = cover_facts(made)
    assert (facts["organization"], facts["organization_code"], facts["prefecture"]) == ("札幌市長", "011002", "北海道")
    made.answers[0].reasons |= {Reason.TEXT_LEFT_OVER}
    assert "organization_code" not in cover_facts(made)


@pytest.mark.parametrize("name", ["住民税に関する事務", "住民税に関する事務【平成30年3月　終了】"])
def test_a_name_without_a_mark_of_a_single_day_is_as_printed(name: str) -> None:
    made = reading("kiso", {"cover.name": name})
    assert (inconsistencies(made), cover_facts(made)["evaluation_name"]) == ([], name)


# only what was surely read


@cache
def faulty() -> Reading:
    """The sample with most faults."""
    return read(SAMPLES / "juten_r7_public_assistance.gold.json")


def test_what_was_not_surely_read_is_never_held_against_a_document() -> None:
    doubtful = copy.deepcopy(faulty())
    assert inconsistencies(doubtful) != []
    cells = [cell for row in doubtful.changes for cell in row.cells.values()]
    read_of_it: list[Answer | Mark | ChangeCell] = [*doubtful.answers, *doubtful.marks, *cells]
    for one in read_of_it:
        one.reasons |= {Reason.POSITION_UNCERTAIN}
    assert inconsistencies(doubtful) == []


def test_of_a_scan_only_clear_choices_are_held_against_it() -> None:
    scanned = copy.deepcopy(faulty())
    read_of_it: list[Answer | Mark] = [*scanned.answers, *scanned.marks]
    for answer in scanned.answers:
        answer.recognized = True
    for one in read_of_it:
        one.place = one.place.trusted(0.97)
    assert kinds(scanned) == [
        "answers_contradict II.5.umu", "answers_contradict III.4.none", "needless_answer III.5.r1.ok",
    ]  # fmt: skip
    for one in read_of_it:
        one.place = one.place.trusted(0.9)
    assert inconsistencies(scanned) == []


def test_labels_in_other_words_make_a_print_no_scan() -> None:
    reworded = copy.deepcopy(faulty())
    read_of_it: list[Answer | Mark] = [*reworded.answers, *reworded.marks]
    for one in read_of_it:
        one.place = one.place.trusted(0.9)
        one.reasons |= {Reason.LABEL_VARIANT}
    assert kinds(reworded) == kinds(faulty())


def test_an_excerpt_leaves_rows_out_and_is_not_checked() -> None:
    assert inconsistencies(Reading(form="henko", answers=faulty().answers, marks=faulty().marks)) == []


# counts


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, []),
        ({"II.4.umu": (1, 2)}, ["count_disagrees II.4.umu"]),
        ({"II.4.umu": (1, 2), "II.4.itaku.name#2": ""}, ["count_disagrees II.4.umu"]),
        ({"II.4.umu": (1, 2), "II.4.itaku.1#1": "その他は別紙のとおり"}, []),
        ({"II.4.umu": (1, None)}, ["count_missing II.4.umu"]),
        ({"II.4.umu": (1, 0)}, ["count_missing II.4.umu"]),
        ({"II.4.umu": (2, 1)}, ["count_unexpected II.4.umu", "group_unexpected II.4.itaku.name"]),
    ],
)
def test_counts_of_entrustments(given: dict[str, object], found: list[str]) -> None:
    assert kinds(reading("juten", ENTRUSTED | given)) == found


def test_an_instance_that_was_not_understood_may_be_the_one_that_is_missing() -> None:
    made = reading("juten", ENTRUSTED | {"II.4.umu": (1, 2)})
    made.findings.append(Finding(FindingKind.UNKNOWN_LABEL, 4, "委託事項２ データの入力"))
    assert inconsistencies(made) == []


@pytest.mark.parametrize("reason", [Reason.NOT_PRINTED_HERE, Reason.POSITION_UNCERTAIN, Reason.LABEL_BY_PLACE])
def test_a_row_that_may_be_elsewhere_may_be_the_one_that_is_missing(reason: Reason) -> None:
    made = reading("juten", ENTRUSTED | {"II.4.umu": (1, 2), "II.4.itaku.1#1": "データの入力"})
    assert kinds(made) == ["count_disagrees II.4.umu"]
    made.answers[-1].reasons |= {reason}
    assert inconsistencies(made) == []


def test_on_a_page_that_was_not_read_the_rest_may_be_printed() -> None:
    made = reading("juten", ENTRUSTED | {"II.4.umu": (1, 2)})
    made.findings.append(Finding(FindingKind.UNREADABLE_PAGE, 4, "unusable"))
    assert inconsistencies(made) == []


@pytest.mark.parametrize(
    ("listed", "found"),
    [
        ("（１）資格ファイル", []),
        ("資格情報ファイル", []),
        ("資格ファイル、賦課ファイル", ["file_not_described I.3"]),
        ("①賦課ファイル\n②収納ファイル", ["file_not_described I.3"] * 2 + ["file_not_listed II.1"]),
        ("資格ファイル、賦課ファイル（別紙参照）", []),
        ("資格ファイル、賦課ファイル及び統計", []),
    ],
)
def test_files_listed_and_described(listed: str, found: list[str]) -> None:
    assert kinds(reading("juten", {"I.3": listed, "II.1": "（1）資格ファイル"})) == found


# choices


def test_a_blank_choice_is_missing_only_beside_answered_rows() -> None:
    assert kinds(reading("juten", ENTRUSTED | {"II.4.itaku.4#1": ""})) == ["answer_missing II.4.itaku.4"]
    assert kinds(reading("juten", {"II.4.itaku.name#2": "", "II.4.itaku.4#2": ""})) == []


@pytest.mark.parametrize(("marked", "reasons", "found"), [
    ((), (), ["answer_missing IV.5"]),
    (("提供・移転しない",), (), []),
    (("提供・移転しない",), (Reason.BOX_UNCLEAR,), []),
])  # fmt: skip
def test_a_choice_that_another_option_rules_out_may_be_blank(
    marked: tuple[str, ...], reasons: tuple[Reason, ...], found: list[str]
) -> None:
    made = reading("kiso", KISO | {"IV.2": 2, "IV.3.1": 2, "IV.5": ""})
    boxes(made, "IV.5.none", *marked, reasons=reasons)
    assert kinds(made) == found


@pytest.mark.parametrize(
    ("permission", "found"),
    [("書面による承諾", ["needless_answer II.4.itaku.5"]), ("再委託を行わない。", []), ("該当なし", []), ("", [])],
)
def test_an_answer_that_is_not_needed_may_say_so(permission: str, found: list[str]) -> None:
    assert kinds(reading("juten", ENTRUSTED | {"II.4.itaku.5#1": permission})) == found


def test_an_option_rules_out_answers_of_its_own_instance_only() -> None:
    given = {"II.4.umu": (1, 2), "II.4.itaku.name#2": "入力", "II.4.itaku.4#2": 1, "II.4.itaku.5#2": "書面による承諾"}
    assert kinds(reading("juten", ENTRUSTED | given)) == []


@pytest.mark.parametrize(
    ("people", "handlers", "incident", "result"),
    [(1, 1, 1, 4), (2, 1, 1, 1), (3, 2, 2, 1), (3, 1, 2, 2), (3, 2, 1, 2), (4, 2, 2, 2), (4, 1, 2, 3), (5, 2, 2, 3)],
)
def test_the_threshold_test(people: int, handlers: int, incident: int, result: int) -> None:
    for number in (1, 2, 3, 4):
        made = reading("kiso", {"II.1.1": people, "II.2.1": handlers, "II.3": incident, "III": number})
        assert kinds(made) == ([] if number == result else ["threshold_disagrees III"])


def test_the_threshold_test_needs_all_its_answers() -> None:
    assert kinds(reading("kiso", {"II.1.1": 4, "II.2.1": 2, "III": 1})) == []
    assert kinds(reading("juten", {"I.1.3": 4, "V.1.2": 2})) == []


# dates and versions


@pytest.mark.parametrize(
    ("published", "counted", "found"),
    [
        ("令和7年6月30日", "令和7年6月30日", []),
        ("令和7年6月30日", "令和7年7月1日", ["dates_out_of_order II.1.2"]),
        ("令和7年6月30日", "令和7年7月1日　予定", []),
        ("令和7年6月", "令和7年7月1日", []),
        ("", "令和7年7月1日", []),
    ],
)
def test_dates_after_publication(published: str, counted: str, found: list[str]) -> None:
    made = reading("kiso", KISO | {"cover.date": published, "II.1.2": counted})
    assert kinds(made) == found


@pytest.mark.parametrize(
    ("day", "timing", "found"),
    [
        ("令和7年7月1日", "事後", ["dates_out_of_order henko"]),
        ("令和7年7月1日", "事前", []),
        ("令和7年4月1日", "事後", []),
    ],
)
def test_changes_after_publication(day: str, timing: str, found: list[str]) -> None:
    assert kinds(reading("kiso", KISO, change("Ⅰ－６", "", day, timing))) == found


def test_rows_of_another_version_are_told_once() -> None:
    made = reading("kiso", {"IV.2": 2, "IV.7": 2, "IV.3.1": 2, "IV.3.2": 2})
    for version, found in (
        ("平成31年1月　様式2", []),
        ("平成26年4月　様式2", ["version_disagrees IV.2"]),
        ("未知", []),
    ):
        made.form_version = version
        assert kinds(made) == found


# changes


DEPARTMENT, HEAD = "Ⅰ－５．①部署", "Ⅰ－５．②所属長の役職名"


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ([change(DEPARTMENT, "福祉部 福祉課")], []),
        ([change(DEPARTMENT, "福祉課")], []),
        ([change(DEPARTMENT, "福祉部高齢課")], ["change_not_in_body I.5.1"]),
        ([change(DEPARTMENT, "組織の変更に伴う修正")], []),
        ([change(DEPARTMENT, "福祉部高齢課", "令和5年4月1日"), change(DEPARTMENT, "福祉部福祉課")], []),
        ([change(DEPARTMENT, "福祉部福祉課"), change(DEPARTMENT, "福祉部高齢課", "令和5年4月1日")], []),
        ([change(DEPARTMENT, "福祉部高齢課", "令和5年4月1日"), change("Ⅰ　関連情報", "別の課")], []),
        ([change(DEPARTMENT, "福祉部高齢課", "令和5年4月1日"), change("Ⅳ　リスク対策", "新設")],
         ["change_not_in_body I.5.1"]),
        ([change(DEPARTMENT, "福祉部高齢課", ""), change(DEPARTMENT, "福祉部障害課", "")], []),
        ([change("Ⅰ－５．②所属長", "課長　山本")], []),
    ],
)  # fmt: skip
def test_the_latest_change_stands_in_the_body(changes: list[Change], found: list[str]) -> None:
    assert kinds(reading("kiso", {"I.5.1": "福祉部福祉課", "I.5.2": "課長　田中"}, *changes)) == found


@pytest.mark.parametrize(
    ("after", "found"),
    [
        ("十分である", []),
        ("2) 十分である", []),
        ("特に力を入れている", ["change_not_in_body IV.7"]),
        ("よくできている", []),
    ],
)
def test_a_changed_choice_is_compared_by_its_option(after: str, found: list[str]) -> None:
    item = "Ⅳ－７．特定個人情報の漏えい・滅失・毀損リスクへの対策は十分か"
    assert kinds(reading("kiso", {"IV.7": 2}, change(item, after))) == found


def test_a_changed_date_is_compared_as_a_date() -> None:
    for printed, found in (("Ｒ7.4.1", []), ("令和7年5月1日", ["change_not_in_body II.1.2"])):
        made = reading("kiso", {"II.1.2": "令和7年4月1日"}, change("Ⅱ－１．対象人数　いつ時点の計数か", printed))
        assert kinds(made) == found


def test_boxes_quoted_in_a_change_are_not_compared() -> None:
    made = reading("kiso", KISO, change("Ⅳ－８．監査　実施の有無", "[○]自己点検\n[　]内部監査"))
    boxes(made, "IV.audit", "内部監査")
    assert kinds(made) == []
