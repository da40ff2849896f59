"""Page numbers in print tell pages that are missing, and are silent where they may count something else."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from normalize.layout.pages.page_numbers import FAR, PageNumbers
from tests.normalize.printed import line


def jumps(*texts: str) -> list[int]:
    """How many pages lack before each page, whose foot is this text; nothing is printed where it is empty."""
    numbers = PageNumbers()
    return [numbers.jumps([line((280.0, text), top=780.0)] if text else []) for text in texts]


@pytest.mark.parametrize(
    "texts",
    [["1", "2", "3"], ["- 1 -", "- 2 -"], ["１／３", "２／３"], ["P.7", "P.8"], ["1 ページ", "2 ページ"], ["", "", ""]],
)
def test_numbers_in_turn_lack_nothing(texts: Sequence[str]) -> None:
    assert jumps(*texts) == [0] * len(texts)


def test_a_number_that_jumps_tells_how_many_pages_lack() -> None:
    assert jumps("1", "2", "5", "6") == [0, 0, 2, 0]


def test_a_page_before_its_place_is_told_and_so_is_the_one_behind_it() -> None:
    assert jumps("1", "2", "4", "3", "5") == [0, 0, 1, 1, 1]


def test_a_page_without_a_number_counts() -> None:
    assert jumps("1", "", "3", "4") == [0, 0, 0, 0]


def test_a_count_that_begins_anew_is_that_of_an_attachment() -> None:
    assert jumps("1", "2", "1", "2") == [0, 0, 0, 0]


def test_numbers_that_are_no_count_tell_nothing() -> None:
    assert jumps("14", "30", "12") == [0, 0, 0]
    assert jumps("1", "2", str(3 + FAR)) == [0, 0, 0]


@pytest.mark.parametrize(("texts", "lacks"), [(["1/3", "2/3"], True), (["1/2", "2/2"], False), (["1", "2"], False)])
def test_the_last_page_of_those_counted_is_missing(texts: Sequence[str], lacks: bool) -> None:
    numbers = PageNumbers()
    for text in texts:
        numbers.jumps([line((280.0, text), top=780.0)])
    assert numbers.lacks_end() is lacks
