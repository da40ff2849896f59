"""A misread option is the one it is clearly nearest to, or none: never its opposite, never another number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.answers.interpret_choices import read_choice
from normalize.answers.options.likely_options import likely_beginning, likely_option, rival_difference
from normalize.answers.options.spelled_options import match_option
from normalize.records import Status
from normalize.registry import Option, RowType, load_registry
from normalize.text.fold import fold
from tests.normalize.misread import recognized
from tests.normalize.printed import SUFFICIENCY, line, lines, row

LISTS = load_registry().options
ALL = [
    (name, option, spelling) for name, options in LISTS.items() for option in options for spelling in option.spellings
]


def known(name: str, text: str) -> str | None:
    option = likely_option(LISTS[name], fold(text)).option
    return option.label if option else None


@pytest.mark.parametrize(
    ("name", "read", "label"),
    [
        ("sufficiency", "十分でぁる", "十分である"),
        ("sufficiency", "特にカを入れている", "特に力を入れている"),
        ("sufficiency", "2) 十分であろ", "十分である"),
        ("people_in_file", "10万人以上l00万入末満", "10万人以上100万人未満"),
        ("people_in_file", "1O万人以土100万人未満", "10万人以上100万人未満"),
        ("practice_level", "十分に行つていない", "十分に行っていない"),
        ("entrustment_status", "委詫する", "委託する"),
    ],
)
def test_a_slip_is_bridged_where_it_changes_nothing(name: str, read: str, label: str) -> None:
    assert known(name, read) == label


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("practice_level", "十分に行ってい"),
        ("practised", "行ってい画"),
        ("entrustment_status", "委託し"),
        ("fee", "料"),
        ("change_timing", "事"),
        ("people_in_file", "10万人以上700万人未満"),
        ("people_in_file", "10万人以上10万人未満"),
        ("retention_period", "8年"),
        ("not_connected", "接続しない（人供）"),
        ("sufficiency", "1) 十分であろ"),
        ("sufficiency", "概ね十分"),
    ],
)
def test_what_may_be_another_option_is_none(name: str, read: str) -> None:
    assert known(name, read) is None


@given(st.sampled_from(ALL), st.data())
def test_one_random_slip_never_lands_on_another_option(chosen: tuple[str, Option, str], data: st.DataObject) -> None:
    name, option, spelling = chosen
    text = fold(spelling)
    at = data.draw(st.integers(0, len(text)))
    sign = data.draw(st.sampled_from(["", *"".join(map(fold, (other.label for other in LISTS[name]))), "画", "7"]))
    removed = data.draw(st.integers(0, 1))
    read = text[:at] + sign + text[at + removed :]
    if match_option(LISTS[name], read) is not None:
        return  # to the letter another option: only the confidence of its line can tell
    found = likely_option(LISTS[name], read).option
    assert found is None or found == option.spelled(spelling)


@given(st.sampled_from(ALL))
def test_no_option_is_taken_for_another(chosen: tuple[str, Option, str]) -> None:
    name, option, spelling = chosen
    found = likely_option(LISTS[name], fold(spelling)).option
    assert found is None or found == option.spelled(spelling)


def test_the_rest_behind_a_misread_option_is_kept_as_read() -> None:
    options = LISTS["acquisition_sources"]
    likely, rest = likely_beginning(options, "評価実施機関内の他邪署　（　戸籍往民課　）")
    assert (likely.option, rest.strip()) == (options[1], "（　戸籍往民課　）")
    likely, rest = likely_beginning(options, "その他 県）")
    assert (likely.option and likely.option.label, rest.strip()) == ("その他", "県）")


def test_a_short_option_is_not_taken_from_a_longer_misread_one() -> None:
    options = LISTS["main_items_juten"]
    likely, _ = likely_beginning(options, "その他識別惰報（内部番号）")
    assert likely.option == options[2]


def test_options_that_one_slip_turns_into_each_other_are_known_as_such() -> None:
    years, practice = LISTS["retention_period"], LISTS["practice_level"]
    assert rival_difference(years, years[1]) <= 1
    assert rival_difference(practice, practice[0]) > 3


YEARS = row(RowType.CHOICE, "1年", "2年", "3年")


def _beside_list(value: str, *brackets: str) -> list[list[tuple[float, str]]]:
    opening, closing = brackets or ("[", "]")
    runs = [(100, opening), (120, value), (220, closing), (240, "2) 十分である")]
    return [
        [(240, "＜選訳肢＞")],
        [(240, "1) 特に力を入れている")],
        [run for run in runs if run[1]],
        [(240, "3) 課題が残されている")],
    ]


def test_a_misread_choice_is_its_option_and_keeps_what_was_read() -> None:
    choice = read_choice(SUFFICIENCY, recognized(lines(*_beside_list("十分でぁろ")), 0.3))
    assert (choice.raw, choice.raw_ocr, choice.status) == ("十分である", "十分でぁろ", Status.OK)
    assert choice.confidence is not None
    assert 0.5 < choice.confidence < 0.99


def test_a_choice_without_one_of_its_brackets_is_not_taken_from_the_list() -> None:
    for brackets in (("[", ""), ("", "]"), ("", "")):
        choice = read_choice(SUFFICIENCY, recognized(lines(*_beside_list("課題が残されている", *brackets))))
        assert choice.option == SUFFICIENCY.options[2]


@pytest.mark.parametrize(
    ("beside", "leftover"),
    [
        ("1) 届出人の本人確認は証明書による", ("1)届出人の本人確認は証明書による",)),
        ("1) 持に力を入れてぃる", ()),
        ("1) 特に力を 2) 十分で", ()),
    ],
    ids=["words", "option", "two options"],
)
def test_a_numbered_text_beside_the_brackets_is_left_over_unless_it_is_of_the_list(
    beside: str, leftover: tuple[str, ...]
) -> None:
    choice = read_choice(SUFFICIENCY, recognized(lines([(100, "[ 十分である ]")], [(100, beside)])))
    assert choice.option == SUFFICIENCY.options[1]
    assert tuple(text.replace(" ", "") for text in choice.leftover) == leftover


def test_an_unclear_value_is_no_option() -> None:
    choice = read_choice(SUFFICIENCY, recognized(lines(*_beside_list("\ufffd"))))
    assert (choice.option, choice.status) == (None, Status.UNREADABLE)
    choice = read_choice(SUFFICIENCY, recognized(lines(*_beside_list("十分で"))))
    assert (choice.raw, choice.option, choice.status) == ("十分で", None, Status.UNCERTAIN)


@pytest.mark.parametrize(("confidence", "status"), [(0.9, Status.OK), (0.3, Status.UNCERTAIN)])
def test_options_one_slip_apart_are_as_sure_as_their_line(confidence: float, status: Status) -> None:
    choice = read_choice(YEARS, recognized([line((100, "["), (120, "2年"), (160, "]"))], confidence))
    assert (choice.option, choice.status, choice.confidence) == (YEARS.options[1], status, confidence)


def test_an_option_far_from_all_others_is_sure_in_an_unsure_line() -> None:
    choice = read_choice(SUFFICIENCY, recognized(lines(*_beside_list("十分である")), 0.1))
    assert (choice.option, choice.status) == (SUFFICIENCY.options[1], Status.OK)


COUNTED = row(RowType.CHOICE_WITH_COUNT, "委託する", "委託しない")


@pytest.mark.parametrize(
    ("printed", "count", "status"),
    [
        ("（ l2 ）件", 12, Status.OK),
        ("（ 画 ）件", None, Status.UNCERTAIN),
        ("（　）件", None, Status.UNCERTAIN),
        ("3）件", 3, Status.OK),
    ],
)
def test_a_count_that_was_not_read_makes_the_choice_uncertain(printed: str, count: int | None, status: Status) -> None:
    choice = read_choice(COUNTED, recognized([line((100, "[ 委託する ]"), (300, printed))]))
    assert (choice.option, choice.count, choice.status) == (COUNTED.options[0], count, status)


def test_an_option_without_brackets_beside_numbered_ones_may_be_one_of_the_list() -> None:
    """The number of the second was not read, as on a dark ground; no title tells where the list begins."""
    printed = [(100, "1) 特に力を入れている"), (260, "十分である"), (380, "3) 課題が残されている")]
    choice = read_choice(SUFFICIENCY, recognized([line(*printed)]))
    assert (choice.option, choice.status) == (SUFFICIENCY.options[1], Status.UNCERTAIN)
