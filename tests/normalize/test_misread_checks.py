"""Option boxes that a recognizer read: three states, options known in spite of slips, nothing silently absent."""

from __future__ import annotations

import pytest

from normalize.answers.boxes.checkboxes import option_boxes
from normalize.answers.boxes.found_boxes import UNCLEAR
from normalize.answers.checks.read_marks import ReadMark
from normalize.answers.interpret import interpret
from normalize.answers.interpret_checks import read_checks
from normalize.layout.printed_cells import PrintedCell
from normalize.reasons import Reason
from normalize.records import FindingKind, Reading, Status
from normalize.registry import Option, RowType
from tests.normalize.misread import boxed_cell, recognized, recognized_cell
from tests.normalize.printed import METHODS, line, lines, raw_answer, row

COUNTED = row(RowType.CHECKS, Option(0, "提供を行っている", count=True), Option(0, "行っていない"))


def states(text: str) -> list[tuple[str | None, bool | None]]:
    marks = read_checks(METHODS, recognized([line((100, text))])).marks
    return [(mark.option.label if mark.option else None, mark.checked) for mark in marks]


def read(cell: PrintedCell, of: object = METHODS) -> Reading:
    reading = Reading()
    interpret([raw_answer(of, cell)], reading)  # type: ignore[arg-type]
    return reading


def test_misread_options_keep_their_marks() -> None:
    assert states("[ ○ ] 電子メ一ル　[　] 専用綿　[ ○ ] 電子記録媒休（フラツシュメモリを除く。") == [
        ("電子メール", True), ("専用線", False), ("電子記録媒体（フラッシュメモリを除く。）", True)
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "[ ○ 専用線　[ ○ ] 紙",
        "○ ] 専用線　[ ○ ] 紙",
        "[ 専用線　[ ○ ] 紙",
        "] 専用線　[ ○ ] 紙",
        "[ \ufffd ] 専用線　[ ○ ] 紙",
    ],
)
def test_a_box_without_its_bracket_or_with_an_unclear_sign_is_neither_ticked_nor_blank(text: str) -> None:
    assert states(text) == [("専用線", None), ("紙", True)]


def test_a_bracket_that_a_text_layer_lacks_is_no_box() -> None:
    boxes, others = option_boxes([line((100, "[ ○ 専用線"))], broken=True)
    assert boxes == []
    assert [piece.text for piece in others] == ["[ ○ 専用線"]
    boxes, _ = option_boxes(recognized([line((100, "[ ○ 専用線"))]), broken=True)
    assert [(box.inside.text, box.behind.text) for box in boxes] == [(UNCLEAR, "専用線")]


def test_details_are_kept_as_read() -> None:
    (mark,) = read_checks(METHODS, recognized(lines([(100, "[ ○ ] その他　（庁内のＬＡＮ一式）")]))).marks
    assert (mark.option, mark.detail) == (METHODS.options[4], "庁内のＬＡＮ一式")


def test_an_option_beyond_recognition_is_the_one_that_is_left_but_uncertain() -> None:
    five = "[ ○ ] 氏　[ ] 電子メール　[ ] 専用線　[ ○ ] 電子記録媒体（フラッシュメモリを除く。）　[ ] その他（　）"
    marks = read_checks(METHODS, recognized([line((100, five))])).marks
    assert (marks[0].option, marks[0].checked, marks[0].reasons) == (
        METHODS.options[0], True, frozenset({Reason.OPTION_BY_ELIMINATION})
    )  # fmt: skip


def test_no_two_boxes_have_one_option() -> None:
    marks = read_checks(METHODS, recognized([line((100, "[ ○ ] 専用線　[ ] 専用綿　[ ] 紙"))])).marks
    assert [mark.option and mark.option.label for mark in marks] == ["専用線", None, "紙"]


def test_specks_are_no_part_of_an_option() -> None:
    printed = recognized(lines([(100, "[ ○ ] 紙")], [(140, "."), (150, "・")]))
    checks = read_checks(METHODS, printed)
    assert [mark.detail for mark in checks.marks] == [None]
    assert checks.leftover == ()


def test_misread_group_headings_are_no_part_of_an_option() -> None:
    grouped = row(RowType.CHECKS, Option(0, "個人番号", group="識別情報"), Option(0, "連絡先", group="連絡先等情報"))
    printed = recognized(
        lines([(100, "・識別 惰報")], [(100, "[ ○ ] 個人番号")], [(100, "連絡先等情幸")], [(100, "[ ] 連絡先")])
    )
    checks = read_checks(grouped, printed)
    assert [mark.option and mark.option.no for mark in checks.marks] == [1, 2]
    assert checks.leftover == ()


def _count(text: str, confidence: float = 0.99) -> ReadMark:
    return read_checks(COUNTED, recognized([line((100, text))], confidence)).marks[0]


def test_a_count_that_is_lost_behind_a_tick_is_doubtful() -> None:
    read = _count("[ ○ ] 提供を行っている（ l2 ）件")
    assert (read.count, read.reasons) == (12, frozenset())
    assert _count("[ ○ ] 提供を行っている（　）件").reasons == {Reason.COUNT_UNREAD}
    assert _count("[　] 提供を行っている（　）件").reasons == frozenset()


def test_a_count_is_no_surer_than_its_text() -> None:
    """Nothing but the recognizer speaks for a digit."""
    text = "[ ○ ] 提供を行っている（ 1 ）件"
    assert _count(text, 0.9).reasons == frozenset()
    assert _count(text, 0.7).reasons == {Reason.COUNT_UNREAD}


def test_options_whose_box_was_not_found_are_unreadable_not_absent() -> None:
    reading = read(recognized_cell("[ ○ ] 紙　[　] 専用線"))
    found = {mark.option: (mark.checked, mark.status) for mark in reading.marks}
    assert found["紙"] == (True, Status.OK)
    assert found["電子メール"] == (None, Status.UNREADABLE)
    assert len(found) == 5
    assert reading.answers[0].status is Status.UNCERTAIN
    assert {finding.kind for finding in reading.findings} == {FindingKind.MISSING_OPTION}


def test_a_row_of_boxes_in_which_nothing_was_read_is_not_blank() -> None:
    reading = read(recognized_cell(""))
    assert {mark.checked for mark in reading.marks} == {None}
    assert reading.answers[0].status is Status.UNCERTAIN


def test_a_mark_is_as_sure_as_its_box_and_option_but_a_detail_may_be_misread() -> None:
    reading = read(
        boxed_cell("[ ○ ] 紙　[ \ufffd ] 専用綿　[ ○ ] その他（読めない細かな字）", confidence=0.05, sure=0.98)
    )
    by_option = {mark.option: mark for mark in reading.marks}
    assert (by_option["その他"].checked, by_option["その他"].reasons) == (True, {Reason.LOW_TEXT_CONFIDENCE})
    assert by_option["その他"].place.confidence == 0.98
    assert by_option["紙"].place.confidence == 0.98
    assert (by_option["専用線"].status, by_option["専用線"].place.confidence) == (Status.UNREADABLE, 0.0)
