"""Which elements a printed text may be: what is told apart, what a letter costs, and what stays unlike."""

from __future__ import annotations

import pytest

from normalize.matching.costs import COSTS
from normalize.matching.elements import Kind, form_sequence
from normalize.matching.match import How, Match, form_matcher
from normalize.registry import MAX_LABEL
from tests.matching.made import FORMS, printed_as, row


def match(text: str, recognized: bool = False, form: str = "juten") -> tuple[Match, ...]:
    return form_matcher(form).match(text, recognized)


def keys(*found: Match) -> set[str]:
    """The rows that some matches may be."""
    return {slot.row.key for one in found for slot in one.element.slots}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("behind", ["", " ", "※", "（注）", "【再掲】"])
def test_no_label_ends_otherwise_than_labels_may(form: str, behind: str) -> None:
    """What later lines are not looked up for: no text that is an element's but for numbers and remarks."""
    matcher, labels = form_matcher(form), map(printed_as, form_sequence(form).elements)
    texts = [label + behind for label in labels if any(
        match.how in (How.EXACT, How.LOOSE, How.SHAPE) for match in matcher.match(label + behind)
    )]  # fmt: skip
    assert texts
    assert [text for text in texts if not matcher.may_end_with(text[-1])] == []


@pytest.mark.parametrize("char", ["、", "。", "い", "を"])
def test_few_texts_end_as_labels_do(char: str) -> None:
    assert not form_matcher("juten").may_end_with(char)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("recognized", [False, True])
def test_each_element_is_known_by_its_own_words(form: str, recognized: bool) -> None:
    for element in form_sequence(form).elements:
        found = match(printed_as(element), recognized, form)
        assert (How.EXACT, 0.0) in [(one.how, one.cost) for one in found if one.element is element]


@pytest.mark.parametrize("text", ["①事務の名称", "１事務の名称", "①　事務の名称　※", "・①事務の\n名称"])
def test_spaces_widths_bullets_and_the_sign_of_required_items_are_no_difference(text: str) -> None:
    (found,) = match(text)
    assert (found.element, found.how, found.cost) == (row("juten", "I.1.1"), How.EXACT, 0.0)


def test_a_label_that_several_rows_bear_is_each_of_them() -> None:
    assert keys(*match("リスクへの対策は十分か")) == {
        "III.2.r1.ok", "III.3.r1.ok", "III.3.r2.ok", "III.4.r1.ok", "III.5.r1.ok", "III.6.r1.ok", "III.6.r2.ok",
        "III.7.r1.ok",
    }  # fmt: skip


def test_a_label_without_its_number_costs_and_another_number_costs_more() -> None:
    (bare,), (other,) = match("事務の名称"), match("③事務の名称")
    assert (keys(bare), bare.how, bare.cost) == ({"I.1.1"}, How.LOOSE, COSTS.loose)
    assert (keys(other), other.how, other.cost) == ({"I.1.1"}, How.LOOSE, COSTS.loose + COSTS.other_number)


def test_letters_that_differ_in_a_text_layer_make_a_close_match() -> None:
    (found,) = (one for one in match("⑥事務の担当部署") if keys(one) == {"II.2.6"})
    assert (found.how, found.distance, found.cost) == (How.CLOSE, 1, COSTS.close(1, len("6事務担当部署")))


def test_look_alikes_cost_less_in_a_picture_than_in_a_text_layer() -> None:
    (read,) = (one for one in match("①事務の名祢", recognized=True) if keys(one) == {"I.1.1"})
    (printed,) = (one for one in match("①事務の名祢") if keys(one) == {"I.1.1"})
    assert (read.how, printed.how) == (How.MISREAD, How.CLOSE)
    assert read.cost < printed.cost


@pytest.mark.parametrize("recognized", [False, True])
@pytest.mark.parametrize(
    "text", ["", "住民税の賦課に関する事務", "[ 十分である ]", "令和元年7月1日", "甲", "1", "あ" * (MAX_LABEL + 1)]
)
def test_what_no_form_prints_is_no_label(text: str, recognized: bool) -> None:
    assert not form_matcher("juten").is_label(text, recognized)


def test_a_short_word_is_a_label_to_the_letter_only() -> None:
    assert match("備考") == ()


@pytest.mark.parametrize(
    ("text", "number", "last", "how", "cost"),
    [
        ("委託事項3", 3, None, How.EXACT, 0.0),
        ("委託事項（12）", 12, None, How.EXACT, 0.0),
        ("委託事項2～5", 2, 5, How.EXACT, 0.0),
        ("委託事項2－5", 2, 5, How.EXACT, 0.0),
        ("３．委託事項", 3, None, How.LOOSE, COSTS.no_number),
        ("(3) 委託事項", 3, None, How.LOOSE, COSTS.no_number),
    ],
)
def test_the_heading_of_an_instance_bears_its_number(
    text: str, number: int, last: int | None, how: How, cost: float
) -> None:
    (found,) = match(text)
    assert found.element.kind is Kind.INSTANCE
    assert (found.number, found.last, found.how, found.cost) == (number, last, how, cost)


def test_the_heading_of_an_instance_without_a_number_names_none() -> None:
    (found,) = match("委託事項")
    assert (found.element.kind, found.number, found.cost) == (Kind.INSTANCE, None, COSTS.no_number)


def test_a_missing_number_in_a_text_layer_is_not_misread() -> None:
    (found,) = match("委託事項")
    assert found.how is How.LOOSE


def test_a_number_that_a_recognizer_read_is_not_sure() -> None:
    (printed,) = match("委託事項3")
    read, misread = (
        next(one for one in match(text, recognized=True) if one.element.kind is Kind.INSTANCE)
        for text in ("委託事項3", "委詫事項l")
    )
    assert [one.number_sure for one in (printed, read, misread)] == [True, False, False]
    assert (misread.number, misread.how) == (1, How.MISREAD)


@pytest.mark.parametrize("text", ["委託事項等", "委託事項の内容", "委託事項100"])
def test_words_behind_the_name_of_a_group_are_no_number(text: str) -> None:
    assert [one for one in match(text) if one.element.kind is Kind.INSTANCE] == []


def test_a_version_is_known_by_its_shape() -> None:
    (found,) = match("[令和元年5月　様式3]")
    assert (keys(found), found.how, found.is_exact) == ({"cover.version"}, How.SHAPE, True)


def test_a_misread_version_is_known_by_all_its_numbers() -> None:
    (found,) = match("[平戍30年5月　様武3]", recognized=True)
    assert (keys(found), found.how) == ({"cover.version"}, How.SHAPE)
    assert "cover.version" not in keys(*match("[平戍80年5月　様武3]", recognized=True))
