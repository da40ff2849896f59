"""Look-alikes and specks count little, other errors count, and no two texts of the forms are look-alikes."""

from __future__ import annotations

from collections import defaultdict

import pytest

from normalize.matching.index import form_index
from normalize.registry import load_registry
from normalize.text.confusables import SLIGHT, bones, difference, negations
from normalize.text.fold import fold

REGISTRY = load_registry()


@pytest.mark.parametrize(
    ("printed", "read"),
    [("システム", "シスラム"), ("委託先名", "委託名"), ("使用目的", "使用使目的"), ("10人未満", "70人未満")],
)
def test_another_character_counts_one(printed: str, read: str) -> None:
    assert difference(printed, read) == 1


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("サーバー", "サーバ一"),
        ("10人未満", "l0入末満"),
        ("提供・移転", "提供移転"),
        ("使用目的", "使用目的."),
        ("へ", "ヘ"),
    ],
)
def test_look_alikes_and_specks_count_little(printed: str, read: str) -> None:
    assert 0 < difference(fold(printed), fold(read)) <= 3 * SLIGHT


def test_words_that_turn_a_statement_around_are_counted() -> None:
    assert negations("十分に行っている") != negations("十分に行っていない")
    assert negations("10人以上50人未満") == negations("10入以上50人末満")


@pytest.mark.parametrize("name", REGISTRY.options)
def test_no_two_options_of_a_list_are_look_alikes(name: str) -> None:
    options = defaultdict(set)
    for option in REGISTRY.options[name]:
        for spelling in option.spellings:
            options[bones(fold(spelling))].add(option.no)
    assert all(len(numbers) == 1 for numbers in options.values())


@pytest.mark.parametrize("form", REGISTRY.forms)
def test_no_two_labels_of_a_form_are_look_alikes(form: str) -> None:
    index = form_index(form)
    keys = {*index.rows, *index.headings}
    assert len({bones(key) for key in keys}) == len(keys)
