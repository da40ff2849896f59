"""Which option stands in the brackets of a choice, wrapped, renumbered, blank or unknown."""

from __future__ import annotations

import pytest

from normalize.answers.interpret_choices import read_choice
from normalize.answers.options.spelled_options import match_option
from normalize.reasons import Reason
from normalize.records import Status
from normalize.registry import Option, RowType
from tests.normalize.printed import SUFFICIENCY, line, lines, row

PEOPLE = row(
    RowType.CHOICE,
    Option(0, "1,000人未満（任意実施）", variants=("1000人未満（任意実施）",), min=0, max=999),
    Option(0, "10万人以上30万人未満", min=100000, max=299999),
)


def _with_list(value: str) -> list[list[tuple[float, str]]]:
    """A value between brackets, and the list of options right of it."""
    return [
        [(240, "＜選択肢＞")],
        [(240, "1) 特に力を入れている")],
        [(100, "["), (120, value), (220, "]"), (240, "2) 十分である")],
        [(240, "3) 課題が残されている")],
    ]


@pytest.mark.parametrize(
    "value",
    ["十分である", "十分で ある", "2) 十分である", "２）十分である", "②十分である", "2 十分である", "十分である。"],
)
def test_the_value_between_the_brackets_is_taken_not_the_list(value: str) -> None:
    choice = read_choice(SUFFICIENCY, lines(*_with_list(value)))
    assert choice.option == SUFFICIENCY.options[1]
    assert choice.status is Status.OK
    assert choice.raw == value


def test_empty_brackets_are_blank_whatever_the_list_says() -> None:
    choice = read_choice(SUFFICIENCY, lines(*_with_list("")))
    assert (choice.raw, choice.option, choice.status) == ("", None, Status.BLANK)


def test_empty_brackets_beside_a_list_that_lacks_options_are_doubted() -> None:
    choice = read_choice(SUFFICIENCY, lines([(100, "["), (220, "]"), (240, "1) 特に力を入れている")]))
    assert choice.option is None
    assert choice.reasons == {Reason.OPTION_LACKS}


def test_nothing_printed_is_blank() -> None:
    choice = read_choice(SUFFICIENCY, [])
    assert (choice.raw, choice.option, choice.status) == ("", None, Status.BLANK)


@pytest.mark.parametrize("value", ["概ね十分である", "4) 対象外", "十分", "③十分である"])
def test_an_option_that_no_list_holds_is_unknown_and_not_the_nearest(value: str) -> None:
    choice = read_choice(SUFFICIENCY, lines(*_with_list(value)))
    assert (choice.raw, choice.option, choice.status) == (value, None, Status.UNKNOWN_OPTION)


def test_a_value_wrapped_above_and_below_its_brackets_is_put_together() -> None:
    printed = lines([(120, "10万人以上")], [(100, "["), (180, "]")], [(120, "30万人未満")])
    choice = read_choice(PEOPLE, printed)
    assert choice.raw == "10万人以上30万人未満"
    assert choice.option == PEOPLE.options[1]


def test_a_value_in_three_lines_around_its_brackets_is_put_together() -> None:
    printed = lines([(120, "10万人")], [(100, "["), (120, "以上30"), (170, "]")], [(120, "万人未満")])
    assert read_choice(PEOPLE, printed).option == PEOPLE.options[1]


def test_words_far_above_the_brackets_are_no_part_of_the_value() -> None:
    far = [line((120, "10万人以上"), top=60.0), line((100, "["), (120, "30万人未満"), (190, "]"), top=100.0)]
    choice = read_choice(PEOPLE, far)
    assert (choice.raw, choice.status) == ("30万人未満", Status.UNKNOWN_OPTION)


@pytest.mark.parametrize("value", ["1,000人未満（任意実施）", "１，０００人未満(任意実施)", "1000人未満（任意実施）"])
def test_variants_and_widths_of_signs_do_not_matter(value: str) -> None:
    choice = read_choice(PEOPLE, lines([(100, "["), (120, value), (280, "]")]))
    assert choice.option == PEOPLE.options[0]


def test_full_width_brackets_in_one_string() -> None:
    assert read_choice(SUFFICIENCY, lines([(100, "［　課題が残されている　］")])).option == SUFFICIENCY.options[2]


def test_an_answer_without_brackets_stands_beside_the_list() -> None:
    printed = lines(
        [(100, "十分である"), (240, "＜選択肢＞")], [(240, "1) 特に力を入れている"), (340, "2) 十分である")]
    )
    choice = read_choice(SUFFICIENCY, printed)
    assert (choice.raw, choice.option) == ("十分である", SUFFICIENCY.options[1])


def test_a_numbered_answer_where_the_list_is_not_printed() -> None:
    unlisted = row(RowType.CHOICE, "実施する", "実施しない", unprinted_options=True)
    choice = read_choice(unlisted, lines([(100, "1) 実施する")]))
    assert (choice.raw, choice.option) == ("1) 実施する", unlisted.options[0])


@pytest.mark.parametrize(("printed", "count"), [("3", 3), ("１２", 12), ("　", None)])
def test_the_number_of_cases(printed: str, count: int | None) -> None:
    entrusted = row(RowType.CHOICE_WITH_COUNT, "委託する", "委託しない")
    choice = read_choice(
        entrusted,
        lines([(100, "["), (120, "委託する"), (180, "]"), (300, "（"), (320, printed), (350, "）件")]),
    )
    assert (choice.option, choice.count) == (entrusted.options[0], count)


def test_only_rows_that_count_have_a_number() -> None:
    choice = read_choice(SUFFICIENCY, lines([(100, "[ 十分である ]"), (300, "（ 3 ）件")]))
    assert choice.count is None


FEE = row(RowType.CHOICE, "有料", "無料", detail_label="手数料額、納付方法")


def test_the_remark_below_the_options() -> None:
    printed = lines(
        [(100, "["), (120, "有料"), (180, "]")],
        [(100, "（手数料額、納付方法："), (220, "１枚10円、現金"), (330, "）")],
    )
    choice = read_choice(FEE, printed)
    assert (choice.option, choice.remark) == (FEE.options[0], "１枚10円、現金")


def test_a_wrapped_remark_is_put_together_around_its_line() -> None:
    printed = lines(
        [(100, "["), (120, "有料"), (180, "]")],
        [(230, "１枚10円、")],
        [(100, "（手数料額、納付方法："), (330, "）")],
        [(230, "現金で納める")],
    )
    assert read_choice(FEE, printed).remark == "１枚10円、現金で納める"


def test_an_empty_remark_is_none() -> None:
    printed = lines([(100, "["), (120, "無料"), (180, "]")], [(100, "（手数料額、納付方法："), (330, "）")])
    assert read_choice(FEE, printed).remark is None


def test_options_are_matched_whole() -> None:
    options = (Option(1, "委託する"), Option(2, "委託しない"))
    assert match_option(options, "委託する") == options[0]
    assert match_option(options, "(2)委託しない") == options[1]
    assert match_option(options, "委託") is None
    assert match_option(options, "") is None


# what stands beside the value, and brackets of other kinds


@pytest.mark.parametrize("beside", ["ただし一部課題あり", "○", "課題が残されている"])
def test_words_beside_the_brackets_are_told(beside: str) -> None:
    printed = lines(*_with_list("十分である"), [(100, beside)])
    choice = read_choice(SUFFICIENCY, printed)
    assert (choice.option, choice.leftover) == (SUFFICIENCY.options[1], (beside,))
    assert choice.reasons == {Reason.TEXT_BESIDE_BRACKETS}


def test_a_second_filled_pair_of_brackets_is_told() -> None:
    choice = read_choice(SUFFICIENCY, lines([(100, "[ 十分である ]"), (300, "[ 課題が残されている ]")]))
    assert (choice.option, choice.leftover) == (SUFFICIENCY.options[1], ("課題が残されている",))
    assert choice.reasons == {Reason.SECOND_VALUE}


def test_two_options_between_the_brackets_are_none() -> None:
    choice = read_choice(SUFFICIENCY, lines(*_with_list("特に力を入れている、十分である")))
    assert (choice.option, choice.reasons) == (None, frozenset({Reason.SECOND_VALUE}))


def test_a_value_without_brackets_above_its_list_is_no_part_of_the_list() -> None:
    listed = [(100, "＜選択肢＞")], [(100, "1) 特に力を入れている")], [(100, "2) 十分である")]
    choice = read_choice(SUFFICIENCY, lines([(100, "特に力を入れている")], *listed))
    assert (choice.option, choice.reasons) == (SUFFICIENCY.options[0], frozenset({Reason.BRACKETS_UNREAD}))


def test_a_list_whose_options_wrap_is_no_leftover() -> None:
    printed = lines(
        [(240, "＜選択肢＞")],
        [(240, "1) 特に力を入れている　2) 十分で")],
        [(100, "["), (120, "十分である"), (220, "]"), (250, "ある")],
        [(240, "3) 課題が残されている")],
    )
    assert read_choice(SUFFICIENCY, printed).reasons == frozenset()


@pytest.mark.parametrize(
    "printed",
    [
        [[(100, "[ 特に力を入れ"), (240, "2) 十分である")], [(100, "ている ]")]],
        [[(100, "［　特に力を入れている")], [(100, "　］"), (240, "3) 課題が残されている")]],
        [[(100, "〔"), (120, "特に力を入れている"), (220, "〕")]],
        [[(100, "【特に力を入れている】 1) 特に力を入れている")]],
        [[(100, "("), (120, "特に力を入れている"), (220, ")")]],
        [[(100, "〔特に力を入れ")], [(100, "ている〕")]],
        [[(120, "特に力を")], [(100, "〔"), (220, "〕")], [(120, "入れている")]],
    ],
)
def test_brackets_of_other_kinds_and_over_two_lines(printed: list[list[tuple[float, str]]]) -> None:
    choice = read_choice(SUFFICIENCY, lines(*printed))
    assert (choice.raw, choice.option) == ("特に力を入れている", SUFFICIENCY.options[0])
    assert choice.reasons == frozenset()


def test_a_value_with_parentheses_may_stand_in_parentheses() -> None:
    printed = lines([(100, "＜選択肢＞"), (300, "（ 1,000人未満（任意実施））")], [(100, "1) 1,000人未満（任意実施）")])
    choice = read_choice(PEOPLE, printed)
    assert (choice.option, choice.reasons, choice.leftover) == (PEOPLE.options[0], frozenset(), ())


def test_empty_brackets_of_another_kind_are_blank() -> None:
    choice = read_choice(SUFFICIENCY, lines([(100, "〔"), (220, "〕"), (240, "2) 十分である")]))
    assert (choice.option, choice.status) == (None, Status.BLANK)


def test_an_option_named_by_its_number_in_the_list() -> None:
    choice = read_choice(SUFFICIENCY, lines(*_with_list("2")))
    assert (choice.raw, choice.option, choice.status) == ("2", SUFFICIENCY.options[1], Status.OK)
    assert read_choice(SUFFICIENCY, lines([(100, "[ 2 ]")])).status is Status.UNKNOWN_OPTION


def test_a_ring_before_an_option_of_the_list_is_taken_but_told() -> None:
    choice = read_choice(SUFFICIENCY, lines([(100, "[　　]"), (240, "1) 特に力を入れている"), (400, "○2) 十分である")]))
    assert (choice.option, choice.reasons) == (SUFFICIENCY.options[1], frozenset({Reason.TEXT_BESIDE_BRACKETS}))


@pytest.mark.parametrize(
    ("printed", "count", "left"),
    [
        ("3件", 3, ()),
        ("（3件）", 3, ()),
        ("（3）件（うち1件は準備中）", 3, ("（うち1件は準備中）",)),
        ("（約3）件", None, ("（約3）件",)),
    ],
)
def test_a_number_of_cases_in_another_shape_is_read_or_told(printed: str, count: int | None, left: tuple[str]) -> None:
    entrusted = row(RowType.CHOICE_WITH_COUNT, "委託する", "委託しない")
    choice = read_choice(entrusted, lines([(100, "[ 委託する ]"), (300, printed)]))
    assert (choice.option, choice.count, choice.leftover) == (entrusted.options[0], count, left)
    assert choice.status is (Status.UNCERTAIN if left else Status.OK)


def test_a_sign_set_a_little_apart_before_each_option_ticks_it() -> None:
    printed = lines(
        [(100, "☐"), (115, "1) 特に力を入れている")],
        [(100, "☑"), (115, "2) 十分である")],
        [(100, "☐"), (115, "3) 課題が残されている")],
    )
    choice = read_choice(SUFFICIENCY, printed)
    assert (choice.option, choice.status) == (SUFFICIENCY.options[1], Status.OK)


def test_a_list_without_brackets_beside_it_has_lost_its_answer() -> None:
    choice = read_choice(SUFFICIENCY, lines([(240, "＜選択肢＞")], [(240, "1) 特に力を入れている")]))
    assert (choice.option, choice.reasons) == (None, frozenset({Reason.BRACKETS_UNREAD}))


@pytest.mark.parametrize("value", ["1) 十分である", "3)十分である"])
def test_a_number_that_contradicts_its_option_is_told(value: str) -> None:
    choice = read_choice(SUFFICIENCY, lines(*_with_list(value)))
    assert choice.option == SUFFICIENCY.options[1]
    assert choice.reasons == {Reason.SECOND_VALUE}


def test_a_number_is_known_though_its_entry_of_the_list_wraps() -> None:
    printed = lines([(100, "[ 3 ]"), (240, "＜選択肢＞")], [(240, "1) 特に力を入れている　2) 十分である　3) 課題が残")],
                    [(240, "されている")])  # fmt: skip
    choice = read_choice(SUFFICIENCY, printed)
    assert (choice.option, choice.reasons) == (SUFFICIENCY.options[2], frozenset())


def test_a_number_is_not_known_where_the_list_counts_otherwise() -> None:
    printed = lines([(100, "[ 3 ]"), (240, "＜選択肢＞")], [(240, "2) 特に力を入れている　3) 十分である　4) 課題が残")],
                    [(240, "されている")])  # fmt: skip
    assert read_choice(SUFFICIENCY, printed).option == SUFFICIENCY.options[1]
    assert read_choice(SUFFICIENCY, lines([(100, "[ 4 ]"), (240, "2) 特に力を入れている")])).option is None


def test_a_value_in_four_lines_stands_around_brackets_in_the_middle() -> None:
    longest = row(RowType.CHOICE, "不正な提供・移転が行われるリスクへの対策", "従業者に対する教育・啓発")
    printed = [
        line((120, "不正な提供"), top=100), line((120, "・移転が行"), top=116), line((100, "["), (200, "]"), top=124),
        line((120, "われるリス"), top=132), line((120, "クへの対策"), top=148),
    ]  # fmt: skip
    choice = read_choice(longest, printed)
    assert (choice.option, choice.leftover) == (longest.options[0], ())


@pytest.mark.parametrize("upper", ["10万人以上", "2) 10万人以上"])
def test_a_value_around_its_brackets_is_put_together_below_a_list_too(upper: str) -> None:
    listed = (
        line((100, "＜選択肢＞"), top=76),
        line((100, "1) 1,000人未満（任意実施） 2) 10万人以上30万人未満"), top=88),
    )
    around = line((120, upper), top=102), line((100, "["), (230, "]"), top=108), line((120, "30万人未満"), top=114)
    choice = read_choice(PEOPLE, [*listed, *around])
    assert (choice.option, choice.reasons, choice.leftover) == (PEOPLE.options[1], frozenset(), ())


def test_a_list_that_begins_right_below_wide_brackets_is_no_part_of_the_value() -> None:
    printed = lines([(100, "["), (150, "十分である"), (300, "]")], [(105, "＜選択肢＞")],
                    [(105, "1) 特に力を入れている")], [(105, "2) 十分である")])  # fmt: skip
    choice = read_choice(SUFFICIENCY, printed)
    assert (choice.option, choice.leftover) == (SUFFICIENCY.options[1], ())


def test_a_list_that_flows_on_below_the_brackets_is_no_part_of_the_value() -> None:
    printed = lines([(100, "[ 特に力を入れている ]"), (240, "＜選択肢＞"), (300, "1) 特に力を入れている")],
                    [(110, "2) 十分である"), (200, "3) 課題が残されてい")], [(110, "る")])  # fmt: skip
    choice = read_choice(SUFFICIENCY, printed)
    assert (choice.option, choice.leftover) == (SUFFICIENCY.options[0], ())


@pytest.mark.parametrize("value", [("10万人以上", "30万人未満"), ("2) 10万人以上", "30万人未満")])
def test_a_value_goes_on_below_its_opening_bracket_beside_a_list(value: tuple[str, str]) -> None:
    printed = lines(
        [(100, "["), (115, value[0]), (240, "＜選択肢＞")],
        [(100, value[1]), (170, "]"), (240, "1) 1,000人未満（任意実施）")],
        [(240, "2) 10万人以上30万人未満")],
    )
    choice = read_choice(PEOPLE, printed)
    assert (choice.option, choice.reasons, choice.leftover) == (PEOPLE.options[1], frozenset(), ())


def test_a_value_over_two_lines_right_of_its_list() -> None:
    printed = lines(
        [(100, "＜選択肢＞"), (300, "〔"), (315, "10万人以上")],
        [(100, "(1) 1,000人未満（任意実施）"), (300, "30万人未満"), (370, "〕")],
        [(100, "(2) 10万人以上30万人未満")],
    )
    choice = read_choice(PEOPLE, printed)
    assert (choice.option, choice.reasons, choice.leftover) == (PEOPLE.options[1], frozenset(), ())


def test_brackets_on_two_lines_are_not_blank_where_their_words_went_to_the_list() -> None:
    printed = lines(
        [(50, "＜選択肢＞"), (300, "〔"), (315, "10万人以上")],
        [(50, "1) 1,000人未満（任意実施）"), (300, "〕")],
        [(50, "2) 10万人以上")],
    )
    assert read_choice(PEOPLE, printed).status is not Status.BLANK


@pytest.mark.parametrize("title", ["【選択肢】", "〔選択肢〕", "（選択肢）", "選択肢：", "選択肢"])
def test_the_title_of_a_list_is_written_in_several_ways(title: str) -> None:
    printed = lines([(100, "[ 十分である ]"), (240, title)], [(240, "1) 特に力を入れている"), (400, "2) 十分である")])
    choice = read_choice(SUFFICIENCY, printed)
    assert (choice.option, choice.reasons, choice.leftover) == (SUFFICIENCY.options[1], frozenset(), ())


def test_a_list_that_flows_on_below_whole_brackets_does_not_spoil_their_value() -> None:
    printed = lines(
        [(100, "["), (110, "10万人以上30万人未満"), (230, "]"), (250, "選択肢："), (300, "1) 1,000人未満（任意")],
        [(112, "実施）"), (160, "2) 10万人以上30万人未満")],
    )
    assert read_choice(PEOPLE, printed).option == PEOPLE.options[1]


BOXES = [
    [[(100, "☐ 特に力を入れている"), (300, "☑ 十分である")], [(100, "☐ 課題が残されている")]],
    [[(100, "[　] 特に力を入れている"), (300, "[○] 十分である")], [(100, "[　] 課題が残されている")]],
    [[(100, "（　）特に力を入れている　（レ）十分である　（　）課題が残されている")]],
    [[(100, "○ 特に力を入れている")], [(100, "● 十分である")], [(100, "○ 課題が残されている")]],
]


@pytest.mark.parametrize("printed", BOXES)
def test_the_option_whose_own_box_is_ticked_is_chosen(printed: list[list[tuple[float, str]]]) -> None:
    choice = read_choice(SUFFICIENCY, lines(*printed))
    assert (choice.option, choice.raw, choice.status) == (SUFFICIENCY.options[1], "十分である", Status.OK)


@pytest.mark.parametrize(
    ("printed", "status"),
    [
        ("☐特に力を入れている　☐十分である　☐課題が残されている", Status.BLANK),
        ("☑特に力を入れている　☑十分である　☐課題が残されている", Status.UNCERTAIN),
        ("○特に力を入れている　○十分である　○課題が残されている", Status.UNREADABLE),
    ],
)
def test_no_box_or_two_boxes_of_a_choice_are_no_option(printed: str, status: Status) -> None:
    choice = read_choice(SUFFICIENCY, lines([(100, printed)]))
    assert (choice.option, choice.status) == (None, status)


def test_boxes_of_some_options_only_do_not_choose() -> None:
    choice = read_choice(SUFFICIENCY, lines([(100, "☑特に力を入れている　☐十分である")]))
    assert (choice.option, choice.status) == (None, Status.UNKNOWN_OPTION)


def test_boxes_of_a_choice_before_its_number_of_cases() -> None:
    entrusted = row(RowType.CHOICE_WITH_COUNT, "委託する", "委託しない")
    choice = read_choice(entrusted, lines([(100, "☑委託する　☐委託しない"), (300, "（ 3 ）件")]))
    assert (choice.option, choice.count, choice.reasons) == (entrusted.options[0], 3, frozenset())


def test_a_number_of_cases_beside_a_list_that_wraps_is_no_number_of_the_list() -> None:
    entrusted = row(RowType.CHOICE_WITH_COUNT, "委託する", "委託しない")
    printed = lines(
        [(100, "[ 委託する ]"), (200, "＜選択肢＞"), (400, "（"), (420, "2"), (440, "）")],
        [(200, "1） 委託する　2） 委託しな")],
        [(200, "い"), (400, "件")],
    )
    choice = read_choice(entrusted, printed)
    assert (choice.option, choice.count, choice.leftover) == (entrusted.options[0], 2, ())


def test_empty_brackets_below_a_list_are_blank() -> None:
    listed = [
        [(105, "＜選択肢＞")],
        [(105, "1) 特に力を入れている 2) 十分で")],
        [(105, "ある"), (130, "3) 課題が残されている")],
    ]
    choice = read_choice(SUFFICIENCY, lines(*listed, [(100, "["), (300, "]")]))
    assert choice.option is None
