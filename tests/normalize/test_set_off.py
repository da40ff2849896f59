"""Choices without a value between their brackets, one of whose options is ringed, signed, marked or left."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from extract.records import Box, Line, SetOff
from normalize.answers.choices.set_off_options import read_set_off
from normalize.answers.interpret import interpret
from normalize.answers.interpret_choices import read_choice
from normalize.layout.printed_cells import PrintedCell
from normalize.reasons import Reason
from normalize.records import Answer, Reading, Status
from tests.normalize.printed import SUFFICIENCY, lines, raw_answer

FIRST = SUFFICIENCY.options[0]
NUMBERED = ("1) 特に力を入れている", "2) 十分である", "3) 課題が残されている")
BARE = ("特に力を入れている", "十分である", "課題が残されている")


def _printed(*options: str, brackets: bool = True) -> list[Line]:
    """A list of options one below the other, blank brackets beside the second."""
    rows = [[(240.0, option)] for option in options]
    if brackets:
        rows[min(1, len(rows) - 1)][:0] = [(100.0, "["), (220.0, "]")]
    return lines(*rows)


def _around(line: Line, text: str) -> Box:
    """The box around a text at the end of a line."""
    run = next(run for run in line.runs if run.text == text)
    return Box(run.x0 - 2, line.box.top - 1, run.x1 + 2, line.box.bottom + 1)


def _read(printed: list[Line], *places: SetOff) -> Answer:
    cell = PrintedCell(1, Box(90, 90, 500, 150), printed, "", 1.0, set_off=list(places))
    reading = Reading(form="kiso")
    interpret([raw_answer(SUFFICIENCY, cell)], reading)
    return reading.answers[0]


@pytest.mark.parametrize("options", [NUMBERED, BARE])
@pytest.mark.parametrize("brackets", [True, False])
def test_the_option_that_a_ring_is_drawn_around_is_chosen(options: tuple[str, ...], brackets: bool) -> None:
    printed = _printed(*options, brackets=brackets)
    answer = _read(printed, SetOff(_around(printed[1], options[1]), ringed=True))
    assert (answer.value, answer.status) == ("十分である", Status.OK)


def test_rings_around_two_options_choose_none() -> None:
    printed = _printed(*BARE)
    places = [SetOff(_around(printed[n], BARE[n]), ringed=True) for n in (0, 2)]
    answer = _read(printed, *places)
    assert (answer.value, answer.status) == (None, Status.UNCERTAIN)


def test_a_ring_between_two_options_chooses_none() -> None:
    printed = _printed(*BARE)
    box = _around(printed[1], BARE[1])
    answer = _read(printed, SetOff(box._replace(top=box.top + 6, bottom=box.bottom + 6), ringed=True))
    assert (answer.value, answer.status) == (None, Status.UNCERTAIN)


@pytest.mark.parametrize("sign", ["○", "✓", "●"])
def test_a_sign_before_one_option_alone_chooses_it(sign: str) -> None:
    answer = _read(_printed(BARE[0], sign + BARE[1], BARE[2]))
    assert (answer.value, answer.status) == ("十分である", Status.OK)


def test_a_ring_beside_other_text_is_not_believed() -> None:
    printed = _printed(*BARE, "検討中")
    answer = _read(printed, SetOff(_around(printed[1], BARE[1]), ringed=True))
    assert answer.status is not Status.OK


@pytest.mark.parametrize("options", [NUMBERED, BARE])
def test_an_option_that_is_underlined_or_colored_may_be_the_answer(options: tuple[str, ...]) -> None:
    printed = _printed(*options)
    box = _around(printed[1], options[1])
    answer = _read(printed, SetOff(box._replace(bottom=box.bottom - 2)))
    assert (answer.value, answer.status) == (None, Status.UNCERTAIN)
    assert Reason.OPTION_SET_OFF in answer.reasons


def test_a_list_that_is_colored_throughout_leaves_its_brackets_blank() -> None:
    printed = _printed(*NUMBERED)
    answer = _read(printed, *(SetOff(_around(line, text)) for line, text in zip(printed, NUMBERED, strict=True)))
    assert (answer.value, answer.status) == (None, Status.BLANK)


def test_the_option_that_alone_is_not_struck_is_chosen() -> None:
    printed = _printed(NUMBERED[1])
    struck = [SetOff(Box(240, 124, 330, 134), struck=text) for text in (NUMBERED[0], NUMBERED[2])]
    answer = _read(printed, *struck)
    assert (answer.value, answer.status) == ("十分である", Status.OK)


def test_of_two_options_that_are_not_struck_none_is_chosen() -> None:
    answer = _read(_printed(NUMBERED[0], NUMBERED[1]), SetOff(Box(240, 124, 330, 134), struck=NUMBERED[2]))
    assert (answer.value, answer.status) == (None, Status.UNCERTAIN)


def test_a_value_between_the_brackets_counts_whatever_is_underlined() -> None:
    printed = lines([(100, "["), (120, BARE[0]), (220, "]"), (240, NUMBERED[1])])
    choice = read_choice(SUFFICIENCY, printed)
    assert choice.option == FIRST
    cell = PrintedCell(1, Box(90, 90, 500, 150), printed, "", 1.0, set_off=[SetOff(_around(printed[0], NUMBERED[1]))])
    assert read_set_off(SUFFICIENCY, [cell], printed, choice) == choice
    assert read_set_off(SUFFICIENCY, [replace(cell, set_off=[])], printed, choice) == choice


@pytest.mark.parametrize("place", [{"ringed": True}, {"struck": BARE[0]}], ids=["another ringed", "itself struck"])
def test_a_value_between_the_brackets_is_in_doubt_where_the_list_denies_it(place: dict[str, Any]) -> None:
    printed = lines([(100, "["), (120, BARE[0]), (220, "]"), (240, NUMBERED[1])])
    answer = _read(printed, SetOff(_around(printed[0], NUMBERED[1]), **place))
    assert (answer.value, answer.status, answer.reasons) == (BARE[0], Status.UNCERTAIN, {Reason.SECOND_VALUE})


def test_a_value_between_the_brackets_is_in_doubt_where_a_sign_is_set_before_another_option() -> None:
    printed = lines([(240, NUMBERED[0])], [(100, "["), (120, BARE[0]), (220, "]"), (240, "○" + NUMBERED[1])])
    choice = read_choice(SUFFICIENCY, printed)
    assert (choice.option, set(choice.reasons)) == (FIRST, {Reason.SECOND_VALUE})
