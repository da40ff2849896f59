"""A form in which nothing is answered is none that is filled in, whatever it is attached to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from data.second_printer.assessment import Answer
from data.second_printer.document import Spec, print_spec, random_spec, spec_in
from data.second_printer.looks import plain_look
from data.second_printer.no_assessment import blank, blank_forms, print_no_assessment
from data.second_printer.several import bound
from hyokasho.document.reader import read_file


def _spec(seed: int) -> Spec:
    return spec_in(seed, replace(plain_look(seed), rule="stroke", face="sans"))


def _document(pdf: bytes) -> dict[str, Any]:
    tables = read_file(pdf, "x.pdf", "").tables
    (document,) = tables["documents"].to_pylist()
    assert isinstance(document, dict)
    return document


@pytest.mark.parametrize("before", [[], ["regulation"], ["guideline", "plan"], ["instructions"]])
def test_a_blank_form_is_none_that_is_filled_in_whatever_stands_before_it(before: list[str]) -> None:
    document = _document(blank_forms(_spec(11), before))
    assert (document["status"], document["error_code"]) == ("not_an_assessment", "blank_form")


def test_a_regulation_may_have_several_forms_attached() -> None:
    document = _document(bound([blank_forms(_spec(11), ["regulation"]), print_spec(blank(_spec(3)), "").pdf]))
    assert (document["status"], document["error_code"]) == ("not_an_assessment", "blank_form")


def test_labels_of_a_blank_form_whose_rows_no_ruling_parts_are_no_answers() -> None:
    document = _document(print_no_assessment(330007).pdf)
    assert (document["status"], document["error_code"]) == ("not_an_assessment", "blank_form")


def test_a_form_with_one_answer_is_filled_in() -> None:
    spec = _spec(11)
    whole, empty = spec.assessment.answers, blank(spec)
    place = "cover.name", None, None
    answers = empty.assessment.answers | {place: whole[place]}
    one = replace(empty, assessment=replace(empty.assessment, answers=answers))
    assert _document(print_spec(one, "").pdf)["status"] in ("ok", "partial")


def test_a_blank_form_all_of_whose_boxes_bear_one_sign_is_blank_whatever_that_means() -> None:
    spec = spec_in(11, replace(plain_look(11), rule="stroke", face="sans", empty="×"))
    document = _document(blank_forms(spec, []))
    assert (document["status"], document["error_code"]) == ("not_an_assessment", "blank_form")


@pytest.mark.parametrize(
    "seed", [360285, 370080], ids=["a row of boxes is not found", "a list of options is taken apart"]
)
def test_a_blank_form_is_blank_where_one_of_its_many_rows_is_not_understood(seed: int) -> None:
    document = _document(blank_forms(random_spec(seed), []))
    assert (document["status"], document["error_code"]) == ("not_an_assessment", "blank_form")


@pytest.mark.parametrize(
    "seed", [370233, 370235, 370254],
    ids=["labels are wrapped between", "lists of boxes are wrapped", "a label begins as another one"],
)  # fmt: skip
def test_a_blank_form_is_blank_where_what_was_not_understood_are_its_own_words(seed: int) -> None:
    document = _document(print_no_assessment(seed).pdf)
    assert (document["status"], document["error_code"]) == ("not_an_assessment", "blank_form")


@pytest.mark.parametrize(
    ("seed", "place"),
    [(seed, place) for seed in (370233, 370235, 370254) for place in ("cover.org", "cover.name", "I.1.1")]
    + [(381032, "cover.name")],
)  # fmt: skip
def test_such_a_form_with_one_answer_is_filled_in_even_where_that_was_not_understood(seed: int, place: str) -> None:
    spec = random_spec(seed)
    empty = blank(spec)
    answers = empty.assessment.answers | {(place, None, None): spec.assessment.answers[place, None, None]}
    one = replace(empty, assessment=replace(empty.assessment, answers=answers))
    assert _document(print_spec(one, "").pdf)["status"] in ("ok", "partial")


def test_placeholders_for_two_answers_leave_a_form_blank() -> None:
    empty = blank(_spec(11))
    answers = empty.assessment.answers | {
        ("cover.name", None, None): Answer("○○に関する事務　基礎項目評価書", {}, ""),
        ("cover.org", None, None): Answer("○○市長", {}, ""),
    }
    example = replace(empty, assessment=replace(empty.assessment, answers=answers))
    document = _document(print_spec(example, "").pdf)
    assert (document["status"], document["error_code"]) == ("not_an_assessment", "blank_form")
