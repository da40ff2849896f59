"""Each option box is bound to its option, with its own page, rectangle, sign and probability."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.records import Box, BoxState, Checkbox, Placement, Run
from normalize.answers.interpret import interpret
from normalize.layout.printed_cells import PrintedCell
from normalize.records import Mark, Reading, Status
from tests.normalize.printed import line, printed, raw_answer, row

METHODS = row("checks", "紙", "専用線")  # type: ignore[arg-type]


def _cell(*boxes: tuple[float, str, Checkbox], page: int = 1, top: float = 102.0) -> PrintedCell:
    """A cell of one line, each box at its x with the option behind it."""
    runs = [
        run for x, option, checkbox in boxes
        for run in (Run(f"[{checkbox.sign or '　'}]", x, x + 20), Run(option, x + 20, x + 40, follows=True))
    ]  # fmt: skip
    whole = replace(line((0, "")), runs=tuple(runs), box=Box(runs[0].x0, top, runs[-1].x1, top + 10))
    placed = [
        replace(checkbox, box=Box(x, top + 1, x + 20, top + 9)) for x, _, checkbox in boxes
    ]  # fmt: skip
    return replace(printed("", page), lines=[whole], checkboxes=placed)


def _box(state: BoxState, sign: str = "", probability: float = 1.0) -> Checkbox:
    return Checkbox(Box(0, 0, 0, 0), state, sign, probability)


TICKED, BLANK, UNCLEAR = _box(BoxState.SELECTED, "○"), _box(BoxState.UNSELECTED), _box(BoxState.UNCLEAR)


def _marks(*cells: PrintedCell) -> list[Mark]:
    reading = Reading("kiso")
    interpret([raw_answer(METHODS, *cells)], reading)
    return reading.marks


def test_marks_have_the_rectangle_of_their_own_brackets_and_the_sign_in_them() -> None:
    marks = _marks(_cell((160, "紙", TICKED), (300, "専用線", BLANK)))
    assert [(mark.option, mark.checked, mark.sign, mark.place.box) for mark in marks] == [
        ("紙", True, "○", Box(160, 103, 180, 111)), ("専用線", False, None, Box(300, 103, 320, 111)),
    ]  # fmt: skip


def test_marks_on_the_next_page_say_so() -> None:
    marks = _marks(_cell((160, "紙", TICKED)), _cell((160, "専用線", BLANK), page=2))
    assert [(mark.option, mark.checked, mark.place.page) for mark in marks] == [("紙", True, 1), ("専用線", False, 2)]


def test_marks_of_a_page_that_was_turned_are_placed_where_it_shows_them() -> None:
    turned = Placement(0.0, -1.0, 600.0, 1.0, 0.0, 0.0)
    mark = _marks(replace(_cell((160, "紙", TICKED)), placement=turned))[0]
    assert mark.place.box == Box(489, 160, 497, 180)
    assert mark.place.foot == 111


@pytest.mark.parametrize("state", [UNCLEAR, _box(BoxState.SELECTED), _box(BoxState.SELECTED, "△")])
def test_a_box_that_cannot_be_read_is_neither_ticked_nor_blank(state: Checkbox) -> None:
    (mark, _) = _marks(_cell((160, "紙", state), (300, "専用線", BLANK)))
    assert (mark.checked, mark.status) == (None, Status.UNREADABLE)


def test_a_mark_is_as_sure_as_the_less_certain_of_its_box_and_its_option() -> None:
    doubtful = _box(BoxState.SELECTED, "○", 0.91)
    marks = _marks(_cell((160, "紙", doubtful), (300, "専用線", BLANK)))
    assert [mark.place.confidence for mark in marks] == [0.91, 1.0]


def test_parentheses_are_option_boxes_only_where_there_are_no_others() -> None:
    cell = _cell((160, "紙", TICKED), (300, "専用線", BLANK))
    runs = [*cell.lines[0].runs[:3], Run("（　）", 320, 340), Run("専用線", 340, 370, follows=True)]
    cell.lines[0] = replace(cell.lines[0], runs=(Run("（○）", 160, 180), *runs[1:2], *runs[3:]))
    moved = replace(BLANK, box=Box(320, 103, 340, 111))
    cell.checkboxes[1] = moved
    assert [(mark.option, mark.checked) for mark in _marks(cell)] == [("紙", True), ("専用線", False)]


@pytest.mark.parametrize(("box", "status"), [(BLANK, Status.BLANK), (UNCLEAR, Status.UNREADABLE)])
def test_a_choice_whose_brackets_hold_what_is_no_text_is_not_blank(box: Checkbox, status: Status) -> None:
    reading = Reading("kiso")
    interpret([raw_answer(row("choice", "実施する", "実施しない"), _cell((160, "＜選択肢＞", box)))], reading)  # type: ignore[arg-type]
    assert [(item.value, item.status) for item in reading.answers] == [(None, status)]


@pytest.mark.parametrize(("other", "checked"), [(TICKED, True), (BLANK, None)])
def test_two_boxes_that_were_seen_in_one_place_are_one(other: Checkbox, checked: bool | None) -> None:
    """A scan of crumpled paper has brackets within brackets."""
    cell = _cell((100, "紙", TICKED), (150, "専用線", BLANK))
    cell.checkboxes.append(replace(other, box=cell.checkboxes[0].box))
    marks = _marks(cell)
    assert [mark.checked for mark in marks] == [checked, False]
