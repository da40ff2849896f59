"""Page numbers in a cell that reaches down to them are no part of its text."""

from __future__ import annotations

from extract.records import Box, Cell, Line, Page
from normalize.layout.pages.framed_numbers import FramedNumbers
from tests.normalize.printed import LEFT, line, page

TEXT = line((LEFT + 4, "権限のある者だけが扱う。"), top=700)


def _framed(number: int, last: Line) -> Page:
    return page(number, [Cell(Box(LEFT, 60, 550, 790), (TEXT, last))])


def _number(text: str, x0: float = 296.0, top: float = 775.0) -> Line:
    return line((x0, text), top=top)


def test_the_pages_own_number_in_the_middle_of_its_lower_edge_is_taken_out_of_its_cell() -> None:
    made, number = _framed(3, _number("- 3 -", 288)), FramedNumbers()
    assert [each.text for each in number.take_out(made, [])] == ["- 3 -"]
    assert made.cells[0].lines == (TEXT,)


def test_a_number_where_the_page_before_has_its_own_is_one_whatever_it_counts() -> None:
    numbers = FramedNumbers()
    assert numbers.take_out(page(4), [_number("17")]) == []
    assert [each.text for each in numbers.take_out(_framed(5, _number("18")), [])] == ["18"]


def test_a_number_is_one_that_counts_on_from_the_page_before_at_the_same_place() -> None:
    numbers = FramedNumbers()
    assert numbers.take_out(_framed(5, _number("17", 500)), []) == []
    assert numbers.take_out(_framed(6, _number("17", 500)), []) == []
    assert [each.text for each in numbers.take_out(_framed(7, _number("18", 500)), [])] == ["18"]


def test_a_frame_around_the_page_holds_its_number() -> None:
    inner = Cell(Box(60, 80, 540, 740), (TEXT,), parent=0)
    made = page(2, [Cell(Box(LEFT, 60, 550, 790), (_number("2"),)), inner])
    assert [each.text for each in FramedNumbers().take_out(made, [])] == ["2"]


def test_an_answer_that_ends_with_a_number_keeps_it() -> None:
    numbers = FramedNumbers()
    assert numbers.take_out(_framed(3, _number("3", LEFT + 4)), []) == []
    assert numbers.take_out(_framed(3, _number("12")), []) == []
    assert numbers.take_out(_framed(3, _number("3", top=712)), []) == []
    assert numbers.take_out(_framed(3, _number("3")), [_number("3", top=30)]) == []
    alone = page(3, [Cell(Box(LEFT, 760, 550, 790), (_number("3"),))], [TEXT])
    assert numbers.take_out(alone, []) == []
