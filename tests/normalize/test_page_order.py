"""Pages in another order than that of their printed numbers are read in this; what is not certain stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from extract.records import Page
from normalize.layout.pages.order import MOST_HELD, PageOrder
from normalize.records import FindingKind
from tests.normalize.printed import line, page

FOOT = 820.0


def _page(number: int, text: str, foot: str) -> Page:
    loose = [line((50.0, text), top=200.0)] if text else []
    return page(number, loose=[*loose, *([line((280.0, foot), top=FOOT)] if foot else [])])


def _order(*feet: str, texts: Sequence[str] = ()) -> tuple[list[int], list[tuple[str, int, str]]]:
    """The places in the file in the order in which pages with these feet are read, and what is told."""
    order = PageOrder()
    texts = texts or [f"text {place}" for place, _ in enumerate(feet, 1)]
    pages = [_page(place, text, foot) for place, (text, foot) in enumerate(zip(texts, feet, strict=True), 1)]
    read = [made.number for made in order.ordered(pages)]
    return read, [(str(each.kind), each.page, each.text) for each in order.told]


@pytest.mark.parametrize(
    ("feet", "order"),
    [
        (["1", "2", "4", "3", "5"], [1, 2, 4, 3, 5]),
        (["- 4 -", "- 3 -", "- 2 -", "- 1 -"], [4, 3, 2, 1]),
        (["１／４", "３／４", "２／４", "４／４"], [1, 3, 2, 4]),
        (["手当　4ページ", "手当　1ページ", "手当　2ページ", "手当　3ページ"], [2, 3, 4, 1]),
        (["8", "1", "2", "7", "6", "3", "4", "5"], [2, 3, 6, 7, 8, 5, 4, 1]),
        (["4", "", "2", "3"], [2, 3, 4, 1]),
    ],
)  # fmt: skip
def test_pages_are_read_by_their_numbers(feet: list[str], order: list[int]) -> None:
    assert _order(*feet)[0] == order


@pytest.mark.parametrize(
    "feet",
    [
        ["1", "2", "3"], ["", "", ""], ["1", "2", "5", "6"],  # in turn, without numbers, a page missing
        ["1", "2", "1", "2", "3"], ["5", "6", "7"], ["", "1", "2", "3"],  # a count anew, an excerpt, a cover
        ["14", "30", "12"], ["3", "2", "2", "1"], ["1", "3", "- 2 -", "4"],  # no count, twice, in two ways
        ["3/4", "1/5", "2/4"], ["1", "2024", "2"],
    ],
)  # fmt: skip
def test_what_numbers_do_not_tell_for_certain_stays_in_the_order_of_the_file(feet: list[str]) -> None:
    read, told = _order(*feet)
    assert (read, told) == (list(range(1, len(feet) + 1)), [])


def test_a_page_out_of_its_place_is_told_with_its_number() -> None:
    assert _order("1", "2", "4", "3")[1] == [("moved_page", 4, "3"), ("moved_page", 3, "4")]


def test_a_page_that_comes_again_later_with_number_and_text_is_read_once() -> None:
    texts = ["a", "b", "c", "b"]
    assert _order("1", "2", "3", "2", texts=texts) == ([1, 2, 3], [(str(FindingKind.DOUBLED_PAGE), 4, "2")])
    assert _order("1", "2", "3", "2", texts=["a", "b", "c", "d"])[0] == [1, 2, 3, 4]


def test_few_pages_are_held_back_for_one_that_lacks() -> None:
    taken = 0

    def pages() -> Iterator[Page]:
        nonlocal taken
        for place in range(1, 101):
            taken = place
            yield _page(place, "text", str(place if place < 3 else place + 1))

    read = PageOrder().ordered(pages())
    assert [next(read).number for _ in range(3)] == [1, 2, 3]
    assert taken <= 3 + MOST_HELD
