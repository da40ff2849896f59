"""Records that are packed come back as they were, in their order."""

from __future__ import annotations

from datetime import date

import pytest

from extract.records import Box
from normalize.grammar.dates import parse_date
from normalize.reasons import Reason
from normalize.records import Change, ChangeCell, Place
from normalize.records.packed import BLOCK, Packed

NUMBER = 2 * BLOCK + 3


def change(number: int) -> Change:
    place = Place(number, Box(1.25, 0.1, 1 / 3, 7.0), "pdfium", 0.9, 7.5)
    when = ChangeCell("平成31年4月1日", "平成31年4月1日", place, reasons=frozenset({Reason.NOT_A_DATE}))
    item = ChangeCell(f"Ⅰ－{number}", "Ⅰ－１\n②", place, recognized=True)
    return Change({"changed_on": when, "item": item}, parse_date("平成31年4月1日"), "I", "department.head")


@pytest.fixture(scope="module")
def packed() -> Packed[Change]:
    made = Packed(Change)
    for number in range(NUMBER):
        made.append(change(number))
    return made


def test_all_come_back_in_their_order(packed: Packed[Change]) -> None:
    assert len(packed) == NUMBER
    assert list(packed) == [change(number) for number in range(NUMBER)]
    first = packed[0].date
    assert first is not None and first.first == date(2019, 4, 1)


@pytest.mark.parametrize("at", [0, 1, BLOCK - 1, BLOCK, 2 * BLOCK, NUMBER - 1, -1, -NUMBER])
def test_each_is_where_it_was_added(packed: Packed[Change], at: int) -> None:
    assert packed[at] == change(at % NUMBER)


def test_a_part_is_a_list(packed: Packed[Change]) -> None:
    assert packed[BLOCK - 1 : BLOCK + 1] == [change(BLOCK - 1), change(BLOCK)]


@pytest.mark.parametrize("at", [NUMBER, -NUMBER - 1])
def test_beyond_the_end_is_nothing(packed: Packed[Change], at: int) -> None:
    with pytest.raises(IndexError):
        packed[at]


def test_it_is_equal_to_a_list_of_the_same() -> None:
    made = Packed(Change)
    assert made == []
    made.append(change(1))
    assert made == [change(1)]
    assert made != [change(2)]
