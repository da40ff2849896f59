"""Option boxes: ticked, blank or not to be told; their details and counts, wrapped or not."""

from __future__ import annotations

import pytest

from normalize.answers.boxes.placed_boxes import LineOnPage
from normalize.answers.interpret_checks import read_checks
from normalize.answers.options.spelled_options import split_option
from normalize.reasons import Reason
from normalize.registry import Option, RowType
from normalize.text.signs import is_checked
from tests.normalize.printed import METHODS, line, lines, row

Box = tuple[float, str, str]


def boxes(*items: Box) -> list[tuple[float, str]]:
    """A line of boxes: x, sign and option of each; bracket, sign and option stand in cells of their own."""
    runs: list[tuple[float, str]] = []
    for x, sign, option in items:
        runs += [(x, "["), (x + 30, "]"), (x + 40, option)]
        if sign:
            runs.insert(-2, (x + 12, sign))
    return runs


@pytest.mark.parametrize("sign", ["○", "〇", "◯", "●", "◎", "レ", "✓", "☑", "■", "v", "*", "有", "該当"])
def test_signs_that_tick(sign: str) -> None:
    assert is_checked(sign) is True


@pytest.mark.parametrize("sign", ["", " ", "　", "□", "・", "-", "－", "無", "非該当"])
def test_signs_that_leave_blank(sign: str) -> None:
    assert is_checked(sign) is False


@pytest.mark.parametrize("sign", ["△", "？", "済", "\ufffd", "1"])
def test_signs_that_tell_nothing(sign: str) -> None:
    assert is_checked(sign) is None


def test_boxes_in_two_columns_keep_their_own_marks() -> None:
    checks = read_checks(METHODS, lines(boxes((100, "○", "紙"), (300, "", "電子メール")), boxes((100, "△", "専用線"))))
    assert [(mark.option and mark.option.label, mark.checked) for mark in checks.marks] == [
        ("紙", True), ("電子メール", False), ("専用線", None)
    ]  # fmt: skip
    assert checks.marks[2].placed.sign == "△"
    assert checks.leftover == ()


def test_boxes_in_one_string() -> None:
    checks = read_checks(METHODS, [line((100, "[○]紙　[　]電子メール　［○］その他（窓口）"))])
    assert [(mark.option and mark.option.no, mark.checked, mark.detail) for mark in checks.marks] == [
        (1, True, None), (2, False, None), (5, True, "窓口")
    ]  # fmt: skip


def test_parentheses_that_are_part_of_an_option_are_no_detail() -> None:
    (mark,) = read_checks(METHODS, lines(boxes((100, "○", "電子記録媒体（フラッシュメモリを除く。）")))).marks
    assert mark.option == METHODS.options[3]
    assert mark.detail is None


@pytest.mark.parametrize(("printed", "count"), [("（ 3 ）件", 3), ("（　　　）件", None)])
def test_an_unknown_option_of_a_row_with_numbers_of_cases_is_parted_from_its_number(
    printed: str, count: int | None
) -> None:
    sharing = row(RowType.CHECKS, Option(0, "提供を行っている", count=True), "行っていない")
    (mark,) = read_checks(sharing, lines(boxes((100, "○", f"移転を準備している　{printed}")))).marks
    assert (mark.option, mark.printed, mark.count) == (None, "移転を準備している", count)


def test_an_unknown_option_keeps_its_mark_and_its_words() -> None:
    (mark,) = read_checks(METHODS, lines(boxes((100, "○", "ファクシミリ")))).marks
    assert (mark.option, mark.printed, mark.checked) == (None, "ファクシミリ", True)


def test_a_detail_in_parentheses() -> None:
    (mark,) = read_checks(METHODS, lines(boxes((100, "○", "その他　（庁内のLAN）")))).marks
    assert mark.detail == "庁内のLAN"


def test_an_empty_detail_is_none() -> None:
    (mark,) = read_checks(METHODS, lines(boxes((100, "", "その他（　　　）")))).marks
    assert mark.detail is None


def test_a_detail_with_parentheses_within() -> None:
    (mark,) = read_checks(METHODS, lines(boxes((100, "○", "その他（住民票（写し）等）")))).marks
    assert mark.detail == "住民票（写し）等"


def test_a_detail_wrapped_between_its_parentheses_is_put_together() -> None:
    printed = lines(
        [(190, "住民基本台帳ネットワーク")],
        [*boxes((100, "○", "その他")), (180, "（"), (192, "システム及び統合"), (330, "）")],
        [(190, "宛名システム")],
    )
    (mark,) = read_checks(METHODS, printed).marks
    assert mark.option == METHODS.options[4]
    assert mark.detail == "住民基本台帳ネットワークシステム及び統合宛名システム"


def test_a_detail_that_goes_on_at_the_left_edge_goes_on_behind_a_line_that_ends_with_a_parenthesis_in_it() -> None:
    printed = lines(boxes((100, "○", "その他　（転入前の市町村（政令市に限る。）")), [(100, "、専用の端末）")])
    (mark,) = read_checks(METHODS, printed).marks
    assert (mark.detail, mark.reasons) == ("転入前の市町村（政令市に限る。）、専用の端末", frozenset())


def test_a_detail_that_a_page_break_cuts_goes_on_between_the_parentheses_of_the_page_before() -> None:
    wrapped = boxes((100, "○", "その他")), (180, "（連合会（写し"), (330, "）")
    printed = [line(*boxes((100, "○", "紙")), top=700), line(*wrapped[0], *wrapped[1:], top=712)]
    printed.append(line((192, "を除く。）"), top=40))
    sheets = [LineOnPage(1), LineOnPage(1), LineOnPage(2)]
    assert [mark.detail for mark in read_checks(METHODS, printed, sheets).marks] == [None, "連合会（写しを除く。）"]


def test_an_option_wrapped_above_and_below_its_box() -> None:
    printed = lines(
        [(140, "電子記録媒体（フラッシュ")], [(100, "["), (112, "○"), (130, "]")], [(140, "メモリを除く。）")]
    )
    (mark,) = read_checks(METHODS, printed).marks
    assert mark.option == METHODS.options[3]
    assert mark.checked is True


def test_wrapped_options_side_by_side_are_not_mixed() -> None:
    printed = lines(
        [(140, "電子記録媒体（フラッシュ")],
        [(100, "["), (112, "○"), (130, "]"), (300, "["), (330, "]"), (340, "専用線")],
        [(140, "メモリを除く。）")],
    )
    marks = read_checks(METHODS, printed).marks
    assert [(mark.option and mark.option.no, mark.checked) for mark in marks] == [(4, True), (3, False)]


def test_wrapped_options_below_each_other_go_to_the_nearer_box() -> None:
    printed = lines(
        [(140, "電子記録媒体（フラッシュ")],
        [(100, "["), (130, "]")],
        [(140, "メモリを除く。）")],
        [(140, "電子記録媒体（フラッシュ")],
        [(100, "["), (112, "○"), (130, "]")],
        [(140, "メモリを除く。）")],
    )
    marks = read_checks(METHODS, printed).marks
    assert [(mark.option and mark.option.no, mark.checked) for mark in marks] == [(4, False), (4, True)]


SHARED = row(RowType.CHECKS, Option(0, "提供を行っている", count=True), Option(0, "行っていない"))


@pytest.mark.parametrize(("behind", "count"), [("（ 57 ）件", 57), ("（１）件", 1), ("（　）件", None), ("", None)])
def test_a_number_of_cases_behind_an_option(behind: str, count: int | None) -> None:
    checks = read_checks(SHARED, [line((100, f"[ ○ ] 提供を行っている {behind}  [　] 行っていない"))])
    assert [(mark.checked, mark.count, mark.detail) for mark in checks.marks] == [
        (True, count, None), (False, None, None)
    ]  # fmt: skip


def test_headings_of_option_groups_are_no_leftover_and_other_words_are() -> None:
    grouped = row(RowType.CHECKS, Option(0, "個人番号", group="識別情報"), Option(0, "税情報", group="業務関係情報"))
    printed = lines(
        [(100, "・識別情報")],
        boxes((110, "○", "個人番号")),
        [(100, "・業務関係情報")],
        boxes((110, "", "税情報")),
        [(20, "別紙を参照")],
    )
    checks = read_checks(grouped, printed)
    assert [(mark.option and mark.option.no, mark.checked, mark.detail) for mark in checks.marks] == [
        (1, True, None), (2, False, None)
    ]  # fmt: skip
    assert checks.leftover == ("別紙を参照",)


def test_the_longest_option_wins() -> None:
    options = (Option(1, "特定"), Option(2, "特定個人情報"))
    assert split_option(options, "特定個人情報（全部）") == (options[1], "（全部）")
    assert split_option(options, "特 定（一部）") == (options[0], "（一部）")
    assert split_option(options, "個人") == (None, "個人")


# what is left behind an option, and rows set in other ways


@pytest.mark.parametrize("text", ["紙以外の媒体", "専用線ではない回線", "その他の方法"])
def test_an_option_that_only_begins_like_a_known_one_is_unknown(text: str) -> None:
    (mark,) = read_checks(METHODS, lines(boxes((100, "○", text)))).marks
    assert (mark.option, mark.printed, mark.reasons) == (None, text, frozenset({Reason.OPTION_UNKNOWN}))


def test_words_behind_an_option_that_takes_none_are_told() -> None:
    (mark,) = read_checks(METHODS, lines(boxes((100, "○", "紙　ただし一部のみ")))).marks
    assert (mark.option, mark.leftover) == (METHODS.options[0], "ただし一部のみ")
    assert mark.reasons == {Reason.TEXT_BESIDE_BRACKETS}


def test_a_detail_whose_parenthesis_does_not_close_may_be_cut() -> None:
    (mark,) = read_checks(METHODS, lines(boxes((100, "○", "その他（庁内の")))).marks
    assert (mark.detail, mark.reasons) == ("庁内の", frozenset({Reason.UNBALANCED_BRACKETS}))


def test_brackets_within_a_detail_are_no_box() -> None:
    (mark,) = read_checks(METHODS, [line((100, "[ ○ ] その他（他市町村（政令市を含む。）[転入元]）"))]).marks
    assert (mark.detail, mark.reasons) == ("他市町村（政令市を含む。）[転入元]", frozenset())


@pytest.mark.parametrize(
    ("behind", "count", "left", "reasons"),
    [
        ("（3件）", 3, "", set()),
        ("（3）件（うち1件は準備中）", 3, "（うち1件は準備中）", {Reason.TEXT_BESIDE_BRACKETS}),
        ("（約3）件", None, "（約3）件", {Reason.COUNT_UNREAD}),
        ("（　　）件", None, "", set()),
        ("　別紙", None, "別紙", {Reason.TEXT_BESIDE_BRACKETS}),
    ],
)
def test_a_number_of_cases_in_another_shape_is_read_or_told(
    behind: str, count: int | None, left: str, reasons: set[Reason]
) -> None:
    mark, _ = read_checks(SHARED, [line((100, f"[ ○ ] 提供を行っている{behind}  [　] 行っていない"))]).marks
    assert (mark.count, mark.leftover, set(mark.reasons)) == (count, left, reasons)


def test_options_that_run_on_over_the_ends_of_lines() -> None:
    printed = lines(
        [(100, "[ ○ ] 紙　[　] 電子記録媒体（フラッ")],
        [(100, "シュメモリを除く。）　[ ○ ] その他（庁内の")],
        [(100, "LAN及び専用の端末）")],
    )
    checks = read_checks(METHODS, printed)
    assert [(mark.option and mark.option.no, mark.checked, mark.detail, mark.reasons) for mark in checks.marks] == [
        (1, True, None, frozenset()), (4, False, None, frozenset()), (5, True, "庁内のLAN及び専用の端末", frozenset())
    ]  # fmt: skip
    assert [mark.placed.box.top for mark in checks.marks] == [100.0, 100.0, 112.0]


def test_details_that_hang_below_their_boxes_are_not_shared_out_to_others() -> None:
    options = row(RowType.CHECKS, "本人", Option(0, "他部署", detail=True), Option(0, "民間事業者", detail=True))
    printed = lines(
        [(100, "[　] 本人")],
        [(100, "[ ○ ] 他部署（税務課、市民課及び")],
        [(120, "福祉課）")],
        [(100, "[ ○ ] 民間事業者（電算業者及び")],
        [(120, "印刷業者）")],
    )
    assert [mark.detail for mark in read_checks(options, printed).marks] == [
        None, "税務課、市民課及び福祉課", "電算業者及び印刷業者"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "☑ 紙　☐ 電子メール　☑ その他（窓口）",
        "■紙　□電子メール　■その他（窓口）",
        "〔 ○ 〕 紙　〔　〕 電子メール　〔 ○ 〕 その他（窓口）",
        "（○）紙 （　）電子メール （○）その他（窓口）",
    ],
)
def test_boxes_of_other_kinds(text: str) -> None:
    checks = read_checks(METHODS, [line((100, text))])
    assert [(mark.option and mark.option.no, mark.checked, mark.detail) for mark in checks.marks] == [
        (1, True, None), (2, False, None), (5, True, "窓口")
    ]  # fmt: skip
    assert checks.leftover == ()


@pytest.mark.parametrize("text", ["｛○｝ 紙　｛　｝ 電子メール", "〈○〉 紙　〈　〉 電子メール"])
def test_brackets_that_no_form_has_are_left_over_and_no_boxes(text: str) -> None:
    checks = read_checks(METHODS, [line((100, text))])
    assert checks.marks == ()
    assert "紙" in "".join(checks.leftover)


def test_signs_before_words_that_are_no_option_are_no_boxes() -> None:
    checks = read_checks(METHODS, [line((100, "■連絡先　□備考"))])
    assert (checks.marks, checks.leftover) == ((), ("■連絡先　□備考",))


def test_a_cross_beside_a_ring_is_a_no_and_one_alone_may_be_either() -> None:
    both = read_checks(METHODS, [line((100, "[ ○ ] 紙　[ × ] 電子メール"))])
    assert [mark.checked for mark in both.marks] == [True, False]
    (alone,) = read_checks(METHODS, [line((100, "[ × ] 紙"))]).marks
    assert (alone.checked, alone.reasons) == (None, frozenset({Reason.BOX_UNCLEAR}))


def test_a_ring_before_empty_brackets_may_tick_them() -> None:
    checks = read_checks(METHODS, [line((100, "[　] 紙 ○[　] 電子メール　[　] 専用線"))])
    assert [mark.checked for mark in checks.marks] == [False, None, False]


def test_a_ring_that_stands_where_the_text_of_an_option_would_may_tick_the_next_box() -> None:
    """Its parentheses are empty: what stands behind them is no text of it."""
    checks = read_checks(METHODS, [line((100, "[　] その他　○[　] 電子メール　[　] 専用線"))])
    assert [mark.checked for mark in checks.marks] == [False, None, False]


@pytest.mark.parametrize("first", ["[　] 紙", "[　] その他　（　　　）", "[　] その他（専用の端末"])
def test_a_ring_at_the_beginning_of_a_line_is_none_of_the_option_above_it(first: str) -> None:
    checks = read_checks(METHODS, lines([(100, first)], [(100, "○[　] 電子メール")]))
    assert checks.marks[1].checked is None
    assert "○" not in (checks.marks[0].detail or "")


def test_a_box_that_the_end_of_a_line_cuts_in_two_is_one() -> None:
    found = read_checks(METHODS, lines([(100, "[　] 紙　[ ○ ] 電子メール　[")], [(100, " ○ ] 専用線")]))
    assert [(mark.option and mark.option.label, mark.checked) for mark in found.marks] == [
        ("紙", False), ("電子メール", True), ("専用線", True),
    ]  # fmt: skip
    assert found.leftover == ()


def test_where_the_end_of_a_line_cuts_a_box_the_options_follow_each_other_as_a_text_does() -> None:
    named = ("行政機関", "地方公共団体", "民間事業者")
    options = row(RowType.CHECKS, *(Option(0, name, detail=True) for name in named))
    printed = lines(
        [(100, "[ ○ ] 行政機関（窓口）　[")],
        [(100, " ○ ] 地方公共団体（総務課）　"), (300, "[ ○ ] 民間事業者")],
        [(100, "（福祉課、税務課）")],
    )
    assert [(mark.detail, mark.reasons) for mark in read_checks(options, printed).marks] == [
        ("窓口", frozenset()), ("総務課", frozenset()), ("福祉課、税務課", frozenset()),
    ]  # fmt: skip


@pytest.mark.parametrize("behind", ["", "　[　] 専用線"])
def test_blank_parentheses_that_the_end_of_a_line_cuts_are_none_of_the_option_above_them(behind: str) -> None:
    options = row(RowType.CHECKS, Option(0, "他部署", detail=True), Option(0, "民間事業者", detail=True), "専用線")
    printed = lines([(100, "[ ○ ] 他部署（　税務課（本庁）　）　[　] 民間事業者（　")], [(110, f"　　）{behind}")])
    found = read_checks(options, printed)
    assert [(mark.option and mark.option.label, mark.detail) for mark in found.marks][:2] == [
        ("他部署", "税務課（本庁）"), ("民間事業者", None),
    ]  # fmt: skip
    assert (found.leftover, {reason for mark in found.marks for reason in mark.reasons}) == ((), set())


def test_a_letter_is_a_box_before_an_option_where_others_have_boxes_without_brackets() -> None:
    found = read_checks(METHODS, lines([(100, "レ紙　□電子メール　√専用線")]))
    assert [(mark.option and mark.option.label, mark.checked) for mark in found.marks] == [
        ("紙", True), ("電子メール", False), ("専用線", True),
    ]  # fmt: skip


def test_a_hollow_ring_beside_a_filled_one_is_blank_and_hollow_ones_alone_may_be_either() -> None:
    audit = row(RowType.CHECKS, "自己点検", "内部監査", "外部監査")
    marks = read_checks(audit, lines([(100, "● 自己点検　○ 内部監査　○ 外部監査")])).marks
    assert [mark.checked for mark in marks] == [True, False, False]
    marks = read_checks(audit, lines([(100, "○ 自己点検　○ 内部監査　○ 外部監査")])).marks
    assert [mark.checked for mark in marks] == [None] * 3
    assert {reason for mark in marks for reason in mark.reasons} == {Reason.BOX_UNCLEAR}


def test_a_box_whose_brackets_stand_apart_at_the_end_of_a_line_is_one() -> None:
    printed = lines([(100, "[　] 紙"), (200, "[　] 電子メール"), (300, "["), (310, "○")], [(100, " ] 専用線")])
    found = read_checks(METHODS, printed)
    assert [(mark.option and mark.option.label, mark.checked) for mark in found.marks] == [
        ("紙", False), ("電子メール", False), ("専用線", True),
    ]  # fmt: skip


def test_a_box_before_a_short_option_at_the_end_of_a_line_is_whole() -> None:
    printed = lines(
        [(100, "["), (120, "]"), (130, "専用線"), (200, "["), (220, "]"), (230, "紙")], [(100, "[ ○ ]電子メール")]
    )
    assert [mark.checked for mark in read_checks(METHODS, printed).marks] == [False, False, True]


@pytest.mark.parametrize(("ticked", "blank"), ["☑☐", "●○"])
def test_an_option_that_the_end_of_a_line_cuts_behind_its_sign_keeps_its_box(ticked: str, blank: str) -> None:
    running = lines(
        [(100, f"{ticked} 紙　{blank} 電子メール　{blank} 電子記録媒体（フラッシュ")],
        [(100, f"メモリを除く。）　{ticked}")],
        [(100, f"その他　（郵送）　{blank} 専用線")],
    )
    marks = read_checks(METHODS, running).marks
    assert [(mark.option and mark.option.label, mark.checked) for mark in marks] == [
        ("紙", True), ("電子メール", False), ("電子記録媒体（フラッシュメモリを除く。）", False), ("その他", True),
        ("専用線", False),
    ]  # fmt: skip
    columns = lines(
        [(100, f"{blank}電子記録媒体（フラッ"), (250, f"{ticked}電子メール")],
        [(100, "シュメモリを除く。）")],
        [(100, f"{ticked}紙"), (250, f"{blank}専用線")],
    )
    marks = read_checks(METHODS, columns).marks
    assert [(mark.option and mark.option.label, mark.checked) for mark in marks] == [
        ("電子記録媒体（フラッシュメモリを除く。）", False), ("電子メール", True), ("紙", True), ("専用線", False),
    ]  # fmt: skip


def test_a_wrapped_option_of_the_right_column_does_not_go_to_one_beside_its_middle() -> None:
    printed = [
        line((300, "☐電子記録媒体（フラッシュメモリを"), top=76), line((100, "☑紙"), top=82),
        line((300, "除く。）"), top=88), line((100, "☐専用線"), (300, "☑電子メール"), top=101),
    ]  # fmt: skip
    marks = read_checks(METHODS, printed).marks
    assert {mark.option.label: mark.checked for mark in marks if mark.option} == {
        "電子記録媒体（フラッシュメモリを除く。）": False, "紙": True, "専用線": False, "電子メール": True,
    }  # fmt: skip


@pytest.mark.parametrize(("ticked", "blank"), [("☑", "☐"), ("[○]", "[　]"), ("（○）", "（　）")])
def test_boxes_behind_their_options_are_theirs(ticked: str, blank: str) -> None:
    printed = lines(
        [(100, f"紙{ticked}　電子メール{blank}　専用")], [(100, f"線{blank}")],
        [(100, f"電子記録媒体（フラッシュメモリを除く。）{blank}　その他（郵送）　{ticked}")],
    )  # fmt: skip
    checks = read_checks(METHODS, printed)
    assert [(mark.option and mark.option.label, mark.checked, mark.detail) for mark in checks.marks] == [
        ("紙", True, None), ("電子メール", False, None), ("専用線", False, None),
        ("電子記録媒体（フラッシュメモリを除く。）", False, None), ("その他", True, "郵送"),
    ]  # fmt: skip
    assert not checks.unexplained


def test_a_box_behind_the_last_option_alone_tells_nothing_of_the_others() -> None:
    checks = read_checks(METHODS, lines([(100, "☐紙　☐電子メール　専用線☑")]))
    assert [(mark.option and mark.option.label, mark.checked) for mark in checks.marks][-1] == (None, True)
