"""A table of numbered lines below a question is its answer, as far as it counts on."""

from __future__ import annotations

import pytest

from normalize.records import Reading, Status
from tests.normalize.printed import answer, read

NOTES = "II.7"
ABOVE = [["Ⅱ　特定個人情報ファイルの概要"], ["７．備考"]]


def notes(*rows: list[str]) -> Reading:
    """A print whose rows below 備考 are these."""
    return read("juten", [*ABOVE, *rows])


def test_a_table_that_counts_from_one_is_one_answer() -> None:
    made = answer(notes(["1", "保管に当たって"], ["２", "台帳に記入する。"], ["3", "研修を行う。"]), NOTES)
    assert (made.raw, made.status) == ("1 保管に当たって\n２ 台帳に記入する。\n3 研修を行う。", Status.OK)


@pytest.mark.parametrize("second", [["3", "研修を行う。"], ["", "研修を行う。"], ["2", ""]])
def test_a_row_that_does_not_count_on_is_left_over(second: list[str]) -> None:
    made = answer(notes(["1", "保管に当たって"], second), NOTES)
    assert (made.raw, made.status) == ("1 保管に当たって", Status.UNCERTAIN)


def test_a_table_that_does_not_begin_with_one_is_none() -> None:
    made = answer(notes(["2", "保管に当たって"], ["3", "研修を行う。"]), NOTES)
    assert (made.raw, made.status) == ("2\n保管に当たって", Status.UNCERTAIN)


def test_a_table_right_below_a_blank_strip_of_its_frame_is_the_answer() -> None:
    made = answer(notes([""], ["1", "保管に当たって"], ["2", "研修を行う。"], [""]), NOTES)
    assert (made.raw.strip(), made.status) == ("1 保管に当たって\n2 研修を行う。", Status.OK)
