"""Wrapped lines are joined as a reader joins them; breaks that the writer made are kept."""

from __future__ import annotations

import pytest

from extract.records import Line
from normalize.layout.printed_cells import PrintedCell
from normalize.layout.wrapping import ends_full, joined_lines, joined_text
from tests.normalize.printed import RIGHT, SIZE, cell, line, printed, width


def ending(room: float, text: str) -> Line:
    """A line that ends `room` characters before the right edge."""
    return line((RIGHT - room * SIZE - width(text), text))


@pytest.mark.parametrize("room", [0.0, 0.5, 1.2])
def test_a_line_that_reaches_the_edge_was_wrapped(room: float) -> None:
    assert joined_lines([ending(room, "行う。"), ending(9, "また、通知する。")], RIGHT) == "行う。また、通知する。"


def test_a_line_that_ends_well_before_the_edge_was_ended() -> None:
    assert joined_lines([ending(5, "収納の管理"), ending(9, "還付")], RIGHT) == "収納の管理\n還付"


@pytest.mark.parametrize(
    ("before", "after", "joint"),
    [
        ("証明書発行シス", "テムを用いる", ""),
        ("利用する端末のサー", "バーに記録する", ""),
        ("通知を行う。", "届出を受ける", "\n"),
        ("届出を受ける", "・通知を行う", "\n"),
        ("届出を受ける", "②通知を行う", "\n"),
        ("収納の管理", "還付の事務", "\n"),
    ],
)
def test_a_line_that_ends_a_little_early_is_judged_by_its_words(before: str, after: str, joint: str) -> None:
    assert joined_lines([ending(2, before), ending(9, after)], RIGHT) == before + joint + after


@pytest.mark.parametrize(
    "item",
    ["①通知", "・通知", "（２）通知", "２．通知", "ア．通知", "＜通知＞", "【通知】", "※通知", "Ⅱ通知"],
)
def test_an_item_begins_a_line_of_its_own_behind_a_full_sentence(item: str) -> None:
    assert joined_lines([ending(0, "届出を受け付ける。"), ending(9, item)], RIGHT) == f"届出を受け付ける。\n{item}"


def test_signs_within_a_wrapped_sentence_begin_no_item() -> None:
    assert joined_lines([ending(0, "住民基本台帳法"), ending(9, "（昭和42年法律第81号）")], RIGHT) == (
        "住民基本台帳法（昭和42年法律第81号）"
    )


def test_latin_words_kept_whole_are_joined_with_a_blank() -> None:
    assert joined_lines([ending(1, "Web API"), ending(9, "gateway")], RIGHT) == "Web API gateway"
    assert joined_lines([ending(0.2, "ISO/IEC 270"), ending(9, "01")], RIGHT) == "ISO/IEC 27001"


def test_indents_stay_and_other_blanks_at_line_starts_go() -> None:
    assert joined_lines([ending(9, "１．収納"), ending(5, "　消し込み")], RIGHT) == "１．収納\n　消し込み"
    assert joined_lines([ending(9, "１．収納 "), ending(5, " 消し込み")], RIGHT) == "１．収納\n消し込み"


def test_without_an_edge_every_line_is_joined() -> None:
    assert joined_lines([line((50, "公表")), line((50, "日"))], None) == "公表日"


def test_radicals_are_repaired() -> None:
    assert joined_lines([ending(9, "市⻑")], RIGHT) == "市長"


def test_parts_of_an_answer_on_two_pages_are_joined_at_the_edge_of_the_first() -> None:
    def part(number: int, words: Line) -> PrintedCell:
        made = printed("", number)
        made.lines = [words]
        return made

    assert joined_text([part(1, ending(0, "番号法第９")), part(2, ending(9, "条第１項"))]) == "番号法第９条第１項"
    assert joined_text([part(1, ending(9, "第１項")), part(2, ending(9, "第２項"))]) == "第１項\n第２項"


def test_lines_outside_cells_are_joined() -> None:
    loose = printed("一行目\n二行目")
    loose.ruled = False
    assert joined_text([loose]) == "一行目二行目"


def test_a_text_that_fills_its_last_line_goes_on() -> None:
    assert ends_full([ending(9, "短い"), ending(0.5, "長い")], RIGHT)
    assert not ends_full([ending(0.5, "長い"), ending(9, "短い")], RIGHT)
    assert not ends_full(cell(0, 0, 100, "").lines, 100)


def test_a_cell_that_keeps_a_margin_wraps_where_its_longest_lines_end() -> None:
    lines = [ending(2.2, "収納の管理及び"), ending(2, "還付の事務"), ending(9, "督促")]
    assert joined_lines(lines, RIGHT) == "収納の管理及び還付の事務督促"


def test_a_number_cut_by_the_edge_is_one_number() -> None:
    assert joined_lines([ending(1, "続柄、2"), ending(9, "5．世帯主")], RIGHT) == "続柄、25．世帯主"
