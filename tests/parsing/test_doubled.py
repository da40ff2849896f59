"""A page that is printed twice is told by all its text, and only where it comes right behind itself."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.records import Page
from normalize.layout.pages.doubled import MIN_TEXT, DoubledPages, all_lines
from normalize.reasons import Reason
from tests.normalize.printed import TITLES, answer, line, page, read_document, table

NAME = ["①事務の名称", "住民税の賦課に関する事務"]
LONG = [NAME, ["②事務の内容", "地方税法に基づき賦課期日に住所のある者に賦課する。"]]
OTHER = [NAME, ["②事務の内容", "地方税法に基づき賦課期日に住所のない者に賦課する。"]]


def doubled(*pages: Sequence[Sequence[str]]) -> list[bool]:
    return told(*(page(number, table(rows)) for number, rows in enumerate(pages, 1)))


def told(*pages: Page) -> list[bool]:
    doubled_pages = DoubledPages()
    return [doubled_pages.is_doubled(one, all_lines(one)) for one in pages]


def test_a_page_right_behind_itself_is_doubled() -> None:
    assert doubled(LONG, LONG, LONG) == [False, True, True]


@pytest.mark.parametrize("between", [OTHER, []])
def test_one_letter_or_another_page_between_makes_another_page(between: list[list[str]]) -> None:
    assert doubled(LONG, between, LONG) == [False, False, False]


def test_little_text_may_well_come_again() -> None:
    assert [doubled([["あ" * length]], [["あ" * length]])[1] for length in (MIN_TEXT - 1, MIN_TEXT)] == [False, True]


def test_text_outside_all_cells_is_compared_too() -> None:
    made = [page(number, table(LONG), [line((50, note), top=20.0)]) for number, note in enumerate("甲乙乙", 1)]
    assert told(*made) == [False, False, True]


def test_a_line_that_is_a_running_line_only_on_the_second_page_does_not_part_them() -> None:
    first, second = page(1, table(LONG), [line((50, "資料"), top=20.0)]), page(2, table(LONG))
    pages = DoubledPages()
    assert [pages.is_doubled(one, all_lines(first)) for one in (first, second)] == [False, True]


@pytest.mark.parametrize(("foot", "doubled_page"), [("- 7 -", True), ("住民税", False)])
def test_a_page_with_little_text_is_doubled_where_its_number_comes_again(foot: str, doubled_page: bool) -> None:
    pages, made = DoubledPages(), [page(number, table([["―"]]), [line((50, foot), top=780.0)]) for number in (1, 2)]
    wholes = [all_lines(one) for one in made]
    for one in made:
        one.loose = []
    assert [pages.is_doubled(one, whole) for one, whole in zip(made, wholes, strict=True)] == [False, doubled_page]


def test_an_answer_that_its_repeated_label_gives_again_may_be_of_a_doubled_page() -> None:
    first = page(1, table([["Ⅰ　基本情報"], *LONG]), [line((50, TITLES["juten"]), top=20.0)])
    pages = [page(number, table([["③対象人数", "―"]])) for number in (2, 3)]
    found = answer(read_document([first, *pages]), "I.1.3")
    assert Reason.SECOND_VALUE in found.reasons
