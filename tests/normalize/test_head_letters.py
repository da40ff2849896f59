"""What tells rows that cannot be a header of a table of changes lets every header pass."""

from __future__ import annotations

from itertools import combinations, product

import pytest

from extract.records import Box
from normalize.changes.heads.header import Head, HeaderMatcher
from normalize.layout.printed_cells import PrintedCell, PrintedRow
from normalize.registry import load_registry
from tests.normalize.printed import line

TABLE = load_registry().change_table


def row(*texts: str, recognized: bool = False) -> PrintedRow:
    """A row with a cell for each text."""
    return PrintedRow(1, [
        PrintedCell(1, Box(100.0 * n, 100, 100.0 * n + 90, 120), [line((100.0 * n + 2, text))], "", 1.0,
                    recognized=recognized)
        for n, text in enumerate(texts)
    ])  # fmt: skip


def is_header(matcher: HeaderMatcher, *texts: str, recognized: bool = False) -> bool:
    heads = [Head(text, 100.0 * n, 100.0 * n + 90, recognized) for n, text in enumerate(texts)]
    return matcher.match(heads) is not None


@pytest.mark.parametrize("columns", combinations(range(6), 4))
def test_every_spelling_of_heads_may_be_a_header(columns: tuple[int, ...]) -> None:
    matcher = HeaderMatcher(TABLE)
    spellings = [(column.label, *column.variants) for column in TABLE.columns]
    named = [heads for heads in product(*(spellings[n] for n in columns)) if is_header(matcher, *heads)]
    assert named
    assert [heads for heads in named if not matcher.may_be_header([row(*heads)])] == []


@pytest.mark.parametrize("recognized", [False, True])
def test_a_misprinted_head_may_be_one(recognized: bool) -> None:
    """Each character of each usual head in turn is another one."""
    matcher, labels = HeaderMatcher(TABLE), [column.label for column in TABLE.columns]
    headers = [
        [*labels[:n], label[:at] + "甲" + label[at + 1 :], *labels[n + 1 :]]
        for n, label in enumerate(labels) for at in range(len(label))
    ]  # fmt: skip
    assert all(is_header(matcher, *heads, recognized=recognized) for heads in headers)
    assert all(matcher.may_be_header([row(*heads, recognized=recognized)]) for heads in headers)


def test_heads_may_stand_in_several_rows() -> None:
    matcher = HeaderMatcher(TABLE)
    rows = [row("変更日", "項目"), row("変更前の記載", "変更後の記載")]
    assert not matcher.may_be_header(rows[:1])
    assert matcher.may_be_header(rows)


def test_wide_letters_radicals_and_look_alikes_are_the_letters() -> None:
    matcher = HeaderMatcher(TABLE)
    assert matcher.letters.of(row("事前／事後")) == matcher.letters.of(row("事前/事後"))
    assert matcher.letters.of(row("⽇")) == matcher.letters.of(row("日")) != 0


def test_a_row_of_the_form_is_no_header() -> None:
    assert not HeaderMatcher(TABLE).may_be_header([row("②事務の内容", "国民健康保険の資格を管理し、給付を行う。")])
