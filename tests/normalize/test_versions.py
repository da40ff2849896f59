"""The printed version of a form: any month, the form's own number; and the labels that a version prints."""

from __future__ import annotations

import pytest

from normalize.answers.checks.printed_options import split_option
from normalize.answers.choices.choices import match_option
from normalize.answers.options.options import likely_beginning, likely_option
from normalize.matching.index import form_index
from normalize.records import Reading, Status
from normalize.registry import load_registry
from normalize.text.fold import fold
from tests.normalize.misread import read_scan
from tests.normalize.printed import answer, read

FOUR, FIVE = "4情報（氏名、性別、生年月日、住所）", "5情報（氏名、氏名の振り仮名、性別、生年月日、住所）"
FORMS = load_registry().forms


@pytest.mark.parametrize(
    ("text", "is_version", "known"),
    [
        ("[平成31年1月　様式2]", True, "h31"),
        ("平成３１年１月 様式２", True, "h31"),
        ("[平成28年1月　様式2]", True, "h28"),
        ("[平成29年5月　様式2]", True, "h29"),
        ("[令和元年5月　様式2]", True, None),
        ("[令和8年12月　様式2]", True, None),
        ("[令和6年5月20日　様式2]", True, None),
        ("[令和6年5月31日 様式２]", True, None),
        ("[令和6年5月32日　様式2]", False, None),
        ("[令和6年5月20日　様式3]", False, None),
        ("[平成31年1月　様式3]", False, None),
        ("[平成31年13月　様式2]", False, None),
        ("[平成32年1月　様式2]", False, None),
        ("[平成25年4月　様式2]", False, None),
        ("[平成31年1月　様式21]", False, None),
        ("平成31年1月", False, None),
    ],
)
def test_any_month_since_there_are_forms_is_a_version(text: str, is_version: bool, known: str | None) -> None:
    index = form_index("kiso")
    version = index.known_version(text)
    assert (index.is_version(text), version.id if version else None) == (is_version, known)


@pytest.mark.parametrize(("form", "count"), [("kiso", 7), ("juten", 6), ("zenkoumoku", 6)])
def test_the_versions_of_a_form_are_well_shaped(form: str, count: int) -> None:
    versions = FORMS[form].versions
    assert len(versions) == count
    assert all(form_index(form).is_version(version.printed) for version in versions)


def version_of(reading: Reading) -> tuple[str | None, Status]:
    return reading.form_version, answer(reading, "cover.version").status


def test_a_print_may_bear_a_version_that_nobody_has_listed() -> None:
    assert version_of(read("kiso", [["[令和8年4月　様式2]"]])) == ("令和8年4月　様式2", Status.OK)


def test_a_version_may_bear_a_day() -> None:
    assert version_of(read("kiso", [["[令和6年5月20日　様式2]"]])) == ("令和6年5月20日　様式2", Status.OK)
    assert version_of(read("kiso", [["［令和６年５月９日　様式２］"]])) == ("令和６年５月９日　様式２", Status.OK)


def test_a_version_whose_place_is_in_doubt_is_a_version() -> None:
    reading = read("kiso", [["[平成30年5月　様式2]"], ["判らない文字列"]])
    assert version_of(reading) == ("平成30年5月　様式2", Status.UNCERTAIN)


def test_the_number_of_another_form_is_uncertain() -> None:
    assert version_of(read("kiso", [["[令和7年5月　様式3]"]])) == (None, Status.UNCERTAIN)


def test_a_scan_is_believed_only_where_the_version_is_listed() -> None:
    assert version_of(read_scan("kiso", [["[令和7年5月　様式2]"]])) == ("令和7年5月　様式2", Status.OK)
    assert version_of(read_scan("kiso", [["[令和7年6月　様式2]"]])) == (None, Status.UNCERTAIN)


@pytest.mark.parametrize("form", ["juten", "zenkoumoku"])
@pytest.mark.parametrize("label", [FOUR, FIVE])
def test_an_option_has_the_label_that_the_print_bears_and_one_number(form: str, label: str) -> None:
    options = FORMS[form].row("II.2.4.main").options
    found = [
        split_option(options, label)[0],
        match_option(options, fold(label)),
        likely_beginning(options, label)[0].option,
    ]
    assert [(option.no, option.label) for option in found if option] == [(4, label)] * 3


@pytest.mark.parametrize(
    ("read_as", "label"),
    [("4清報（氏名、性別、生年月曰、住所）", FOUR), ("5清報（氏名、氏名の振り仮名、性別、生年月曰、住所）", FIVE)],
)
def test_misread_labels_of_two_versions_are_told_apart(read_as: str, label: str) -> None:
    likely = likely_option(FORMS["juten"].row("II.2.4.main").options, fold(read_as))
    assert likely.option is not None
    assert (likely.option.no, likely.option.label) == (4, label)


def test_a_spelling_that_is_no_label_of_its_own_gets_the_label() -> None:
    option = match_option(load_registry().options["people_in_file"], "100万人以上1000万人未満")
    assert option is not None
    assert option.label == "100万人以上1,000万人未満"
