"""Options in cells of their own, ticked in the cell beside, above or below each."""

from __future__ import annotations

from extract.records import Box
from normalize.answers.checks.tick_cells import read_tick_cells
from normalize.answers.interpret import interpret
from normalize.layout.printed_cells import InnerCell, PrintedCell
from normalize.parsing.raw_answer import RawAnswer
from normalize.reasons import Reason
from normalize.records import Reading
from normalize.registry import Option, RowType
from tests.normalize.printed import TITLES, cell, line, page, raw_answer, read_document, row

ROW = row(RowType.CHECKS, "自己点検", "内部監査", Option(3, "その他", detail=True))
CHOICE = row(RowType.CHOICE, "発生あり", "発生なし")
Grid = list[list[str]]


def chosen(raw: RawAnswer) -> tuple[str | None, set[Reason]]:
    """The value of a choice, and what speaks against it."""
    reading = Reading()
    interpret([raw], reading)
    (answer,) = reading.answers
    return answer.value, set(answer.reasons)


def grid(rows: Grid, widths: tuple[float, ...]) -> list[PrintedCell]:
    """The rows of a table within an answer, each cell for itself."""
    made, top = list[PrintedCell](), 100.0
    for texts in rows:
        x0 = 150.0
        for text, width in zip(texts, widths, strict=True):
            each = cell(x0, top, x0 + width, text, top + 16)
            made.append(PrintedCell(1, each.box, list(each.lines), each.engine, each.confidence))
            x0 += width
        top += 16
    return made


def ticks(rows: Grid, widths: tuple[float, ...]) -> dict[str, bool | None] | None:
    checks = read_tick_cells(ROW, grid(rows, widths))
    return None if checks is None else {mark.option.label: mark.checked for mark in checks.marks if mark.option}


TICKED = {"自己点検": True, "内部監査": False, "その他": True}


def test_a_word_may_tick_an_option_in_a_cell_of_its_own() -> None:
    assert ticks([["該当", "自己点検"], ["", "内部監査"], ["該当", "その他（税務課）"]], (40, 200)) == TICKED


def test_a_tick_may_stand_left_of_its_option() -> None:
    rows = [["○", "自己点検"], ["", "内部監査"], ["✓", "その他（税務課）"]]
    assert ticks(rows, (20, 200)) == TICKED


def test_a_tick_may_stand_right_of_its_option() -> None:
    assert ticks([["自己点検", "○"], ["内部監査", ""], ["その他", "○"]], (200, 20)) == TICKED


def test_a_tick_may_stand_below_its_option() -> None:
    assert ticks([["自己点検", "内部監査", "その他"], ["○", "", "○"]], (80, 80, 80)) == TICKED


def test_options_may_stand_several_in_a_row() -> None:
    assert ticks([["○", "自己点検", "", "内部監査"], ["○", "その他", "", ""]], (20, 100, 20, 100)) == TICKED


def test_where_a_tick_may_be_of_two_options_nothing_is_told() -> None:
    assert ticks([["", "自己点検", "○", "内部監査", ""]], (20, 100, 20, 100, 20)) is None


def test_other_text_among_the_cells_tells_nothing() -> None:
    assert ticks([["○", "自己点検"], ["毎年", "内部監査"]], (40, 100)) is None


def test_small_headings_may_have_cells_of_their_own_between_the_options() -> None:
    made = row(RowType.CHECKS, Option(1, "個人番号", group="識別情報"), Option(2, "連絡先", group="連絡先等情報"))
    cells = [
        *grid([["・識別情報"]], (120,)), *grid([["○", "個人番号"]], (20, 100)),
        *grid([["・連絡先等情報"]], (120,)), *grid([["", "連絡先"]], (20, 100)),
    ]  # fmt: skip
    for n, top in zip(range(6), (100, 116, 116, 132, 148, 148), strict=True):
        box = cells[n].box
        cells[n].box = box._replace(top=top, bottom=top + 16)
    checks = read_tick_cells(made, cells)
    assert checks is not None
    assert [(mark.option.label, mark.checked) for mark in checks.marks if mark.option] == [
        ("個人番号", True), ("連絡先", False),
    ]  # fmt: skip
    assert checks.leftover == ()


def details(cells: list[PrintedCell]) -> dict[str, tuple[bool | None, str | None, set[Reason]]]:
    """Of each option of a row of boxes whether it is ticked, its detail, and what speaks against it."""
    reading = Reading()
    interpret([raw_answer(SOURCES, *cells)], reading)
    return {mark.option: (mark.checked, mark.detail, set(mark.reasons)) for mark in reading.marks}


SOURCES = row(RowType.CHECKS, Option(1, "他部署", detail=True), Option(2, "行政機関", detail=True), "本人")


def test_a_detail_that_wraps_within_its_option_s_cell_is_whole() -> None:
    cells = grid([["[○]他部署（", "[○]行政機関（", "[　]本人"]], (110, 110, 110))
    cells[0].lines += [line((152, "宛名システム、収滞"), top=114), line((152, "納システム）"), top=126)]
    cells[1].lines += [line((262, "医療機関）"), top=114)]
    assert details(cells) == {
        "他部署": (True, "宛名システム、収滞納システム", set()),
        "行政機関": (True, "医療機関", set()),
        "本人": (False, None, set()),
    }


def test_a_cell_so_narrow_that_it_wraps_within_a_box_is_read() -> None:
    cells = grid([["[○]他部署（税務課）", "[", "[　]本人"]], (110, 30, 110))
    cells[1].lines += [
        line((262, text), top=114 + 12 * n) for n, text in enumerate(["○]", "行政", "機関", "（医療", "機関）"])
    ]
    assert details(cells) == {
        "他部署": (True, "税務課", set()),
        "行政機関": (True, "医療機関", set()),
        "本人": (False, None, set()),
    }


def test_a_cell_that_begins_with_no_box_goes_on_with_the_one_beside_it() -> None:
    cells = grid([["[○]他部署（", "税務課", "）"], ["[　]行政機関", "", ""], ["[　]本人", "", ""]], (110, 110, 30))
    read = details(cells)
    assert read["他部署"] == (True, "税務課", set())


def test_what_stands_beside_nested_cells_is_left_over_but_for_the_small_heading_of_options() -> None:
    made = row(RowType.CHECKS, Option(1, "個人番号", group="識別情報"), Option(2, "宛名番号", group="識別情報"))
    inner = grid([["○", "個人番号"], ["", "宛名番号"]], (20, 100))
    heading, note = line((150, "・識別情報"), top=85), line((150, "別紙による"), top=140)
    lines = [heading, *(each for own in inner for each in own.lines), note]
    around = PrintedCell(1, Box(140, 80, 400, 160), lines, "", 1.0)
    around.inner = [InnerCell(each.box, each.lines) for each in inner]
    checks = read_tick_cells(made, [around])
    assert checks is not None
    assert [(mark.option.label, mark.checked) for mark in checks.marks if mark.option] == [
        ("個人番号", True), ("宛名番号", False),
    ]  # fmt: skip
    assert checks.leftover == ("別紙による",)


def test_a_blank_cell_for_a_number_before_a_label_does_not_cut_its_answer() -> None:
    cells = [cell(50, 80, 70, "", 112), cell(70, 80, 150, "実施の有無", 112)]
    for n, (tick, option) in enumerate((("○", "自己点検"), ("", "内部監査"), ("", "外部監査"))):
        top = 80 + 32 / 3 * n
        cells += [cell(150, top, 180, tick, top + 32 / 3), cell(180, top, 550, option, top + 32 / 3)]
    head = cell(50, 60, 550, "８．監査", 80)
    reading = read_document([page(1, [head, *cells], [line((50, TITLES["kiso"]), top=40)])])
    marks = {mark.option: mark.checked for mark in reading.marks if mark.form_key == "IV.audit"}
    assert marks == {"自己点検": True, "内部監査": False, "外部監査": False}


def test_rows_of_ticks_and_options_below_their_label_are_one_answer() -> None:
    cells = [cell(50, 60, 550, "８．監査", 80), cell(50, 80, 550, "実施の有無", 96)]
    for top, texts in ((96, ("○", "自己点検", "", "内部監査")), (112, ("", "外部監査", "", ""))):
        edges = (50, 70, 300, 320, 550)
        cells += [cell(x0, top, x1, text, top + 16) for text, x0, x1 in zip(texts, edges, edges[1:], strict=False)]
    reading = read_document([page(1, cells, [line((50, TITLES["kiso"]), top=40)])])
    marks = {mark.option: mark.checked for mark in reading.marks if mark.form_key == "IV.audit"}
    assert marks == {"自己点検": True, "内部監査": False, "外部監査": False}


def test_a_choice_may_be_ticked_below_its_options() -> None:
    (raw_choice,) = [raw_answer(CHOICE, *grid([["発生あり", "発生なし"], ["", "○"]], (100, 100)))]
    assert chosen(raw_choice) == ("発生なし", set())


def test_a_value_that_wraps_beside_its_options_is_read_by_its_cell() -> None:
    cells = grid([["", ""]], (60, 200))
    cells[0].lines = [line((152, "［　発生"), top=102), line((152, "なし　］"), top=114)]
    cells[1].lines = [line((212, "1) 発生あり"), top=102), line((212, "2) 発生なし"), top=114)]
    assert chosen(raw_answer(CHOICE, *cells)) == ("発生なし", set())
