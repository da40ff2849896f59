"""Choices on paper, one of whose options is ringed with a pen: read where it is certain, never blank."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.records import Box, Line, SetOff
from normalize.answers.interpret import interpret
from normalize.layout.printed_cells import PrintedCell
from normalize.records import Answer, Reading, Status
from tests.normalize.printed import SUFFICIENCY, lines, raw_answer


def _scanned(value: str, *options: str) -> list[Line]:
    """Brackets before a list of options one below the other, as a recognizer reads them."""
    rows = [[(240.0, option)] for option in options]
    rows[1][:0] = [(100.0, "["), *([(110.0, value)] if value else []), (220.0, "]")]
    return [replace(line, confidence=0.9) for line in lines(*rows)]


def _around(line: Line, x1: float = 400.0) -> Box:
    """A ring around what stands behind the brackets on a line, or its beginning."""
    return Box(238, line.box.top - 3, min(line.runs[-1].x1 + 4, x1), line.box.bottom + 3)


def _read(printed: list[Line], *places: SetOff) -> Answer:
    cell = PrintedCell(1, Box(90, 90, 500, 150), printed, "", 1.0, recognized=True, set_off=list(places))
    reading = Reading(form="kiso")
    interpret([raw_answer(SUFFICIENCY, cell)], reading)
    return reading.answers[0]


@pytest.mark.parametrize("read_as", ["2) 十分である", "2) 一分である"])
@pytest.mark.parametrize("x1", [400.0, 255.0])
def test_the_option_that_is_ringed_is_chosen(read_as: str, x1: float) -> None:
    printed = _scanned("", "1) 特に力を入れている", read_as, "3) 課題が残されている")
    answer = _read(printed, SetOff(_around(printed[1], x1), ringed=True))
    assert (answer.value, answer.status) == ("十分である", Status.OK)


@pytest.mark.parametrize("read_as", [")十分である", "十分である"])
def test_an_option_whose_number_is_lost_below_its_ring_is_to_be_checked(read_as: str) -> None:
    printed = _scanned("", "1) 特に力を入れている", read_as, "3) 課題が残されている")
    answer = _read(printed, SetOff(_around(printed[1]), ringed=True))
    assert (answer.value, answer.status) == ("十分である", Status.UNCERTAIN)


PRINTED = ("1) 特に力を入れている", "2) 十分である", "3) 課題が残されている")


def test_rings_around_two_options_choose_none() -> None:
    printed = _scanned("", *PRINTED)
    answer = _read(printed, *(SetOff(_around(printed[n]), ringed=True) for n in (0, 2)))
    assert (answer.value, answer.status) == (None, Status.UNCERTAIN)


def test_a_ring_whose_option_is_not_read_leaves_the_choice_uncertain() -> None:
    printed = _scanned("", PRINTED[0], "2) 斥介ておろ", PRINTED[2])
    answer = _read(printed, SetOff(_around(printed[1]), ringed=True))
    assert (answer.value, answer.status) == (None, Status.UNCERTAIN)


def test_what_may_be_a_ring_leaves_a_choice_without_a_value_uncertain() -> None:
    printed = _scanned("", *PRINTED)
    answer = _read(printed, SetOff(_around(printed[1]), ringed=True, sure=False))
    assert (answer.value, answer.status) == (None, Status.UNCERTAIN)


def test_a_ring_between_two_lines_chooses_none() -> None:
    printed = _scanned("", *PRINTED)
    box = _around(printed[1])
    answer = _read(printed, SetOff(box._replace(top=box.top + 6, bottom=box.bottom + 6), ringed=True))
    assert (answer.value, answer.status) == (None, Status.UNCERTAIN)


def test_a_value_is_in_doubt_where_another_option_is_ringed() -> None:
    printed = _scanned("十分である", *PRINTED)
    answer = _read(printed, SetOff(_around(printed[0]), ringed=True))
    assert answer.status is Status.UNCERTAIN
