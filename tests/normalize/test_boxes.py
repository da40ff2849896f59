"""Brackets by place: what stands between them, behind them, and around them in wrapped lines."""

from __future__ import annotations

import pytest

from normalize.answers.boxes.checkboxes import option_boxes, stacked_between
from normalize.answers.boxes.laid_out import Printed
from normalize.answers.boxes.stacked import share_out
from tests.normalize.printed import line, lines


def test_brackets_are_found_with_what_is_in_and_behind_them() -> None:
    (first, second), others = option_boxes(
        [line((100, "["), (112, "○"), (130, "]"), (140, "紙"), (300, "[　] 専用線"))]
    )
    assert (first.inside.text, first.behind.text) == ("○", "紙")
    assert (second.inside.text, second.behind.text) == ("", "専用線")
    assert others == []
    assert first.inside.x0 == pytest.approx(105, abs=8)
    assert second.room[1] == float("inf")
    assert first.room[1] == pytest.approx(300, abs=8)


def test_words_before_brackets_and_lines_without_any_are_others() -> None:
    found, others = option_boxes(lines([(50, "４．委託"), (200, "[ ○ ] 委託しない")], [(50, "備考"), (200, "なし")]))
    assert len(found) == 1
    assert [piece.text for piece in others] == ["４．委託", "備考", "なし"]


def test_radicals_are_read_as_the_ideographs_they_look_like() -> None:
    (box,), _ = option_boxes([line((100, "[ ○ ] ⺠間の⻑"))])
    assert box.behind.text == "民間の長"


def test_a_value_is_gathered_only_from_neighboring_lines_between_the_brackets() -> None:
    box = Printed("中", 100, 200, 50)
    others = [
        Printed("上", 110, 120, 38),
        Printed("下", 110, 120, 62),
        Printed("右", 190, 260, 62),
        Printed("遠", 110, 120, 90),
    ]
    assert "".join(piece.text for piece in stacked_between(box, others)) == "上中下"


def test_pieces_are_shared_out_evenly_above_and_below() -> None:
    # The last of the first option's five lines stands nearer to the second option's box than to its own.
    (first, second), _ = option_boxes([line((100, "[ ○ ] あ"), top=124), line((100, "[　] い"), top=160)])
    middle = first.behind.y
    pieces = [Printed(str(n), 130, 180, middle + dy) for n, dy in enumerate((-24.0, -12.0, 12.0, 24.0))]
    given, rest = share_out(pieces, [first, second])
    assert [[piece.text for piece in part] for part in given] == [["0", "1", "2", "3"], []]
    assert rest == []


def test_each_box_gets_the_pieces_around_it() -> None:
    (first, second), _ = option_boxes([line((100, "[ ○ ] あ"), top=112), line((100, "[　] い"), top=148)])
    middle = first.behind.y
    pieces = [Printed(str(n), 130, 180, middle + dy) for n, dy in enumerate((-12.0, 12.0, 24.0, 48.0))]
    given, _ = share_out(pieces, [first, second])
    assert [[piece.text for piece in part] for part in given] == [["0", "1"], ["2", "3"]]


def test_pieces_without_room_belong_to_no_box() -> None:
    (box,), _ = option_boxes([line((100, "[ ○ ] 紙"))])
    outside = Printed("左", 20, 60, 105)
    assert share_out([outside], [box]) == ([[]], [outside])
