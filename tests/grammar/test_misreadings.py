"""Slips in dates and counts are set right where they can be meant in one way only."""

from __future__ import annotations

import pytest

from normalize.grammar.dates import parse_date
from normalize.grammar.misreadings import count_in, file_number, mended_date


@pytest.mark.parametrize(
    ("read", "value"),
    [
        ("今和元年5月l日", "2019-05-01"),
        ("平戍27年1O月5日", "2015-10-05"),
        ("平成27午10月5目", "2015-10-05"),
        ("平成27年10目5日", "2015-10-05"),
        ("平成.27年.10月5日", "2015-10-05"),
        ("令和2l年4月", "2039-04"),
        ("20l6/1/1", "2016-01-01"),
        ("平成2○年4月1日（予定）.", "2008-04-01"),
    ],
)
def test_slips_in_dates_are_set_right(read: str, value: str) -> None:
    date = parse_date(mended_date(read))
    assert date is not None
    assert date.value == value


@pytest.mark.parametrize("read", ["平成27年10月5日", "令和6年4月", "2016/1/1", "令和元年度"])
def test_what_was_read_well_stays(read: str) -> None:
    assert mended_date(read) == read


@pytest.mark.parametrize(
    "read", ["画和5年4月1日", "平成名7年6月30日", "平成27年80月1日", "平成27年B月1日", "随時", "年月日"]
)
def test_what_may_be_several_dates_is_none(read: str) -> None:
    assert parse_date(mended_date(read)) is None


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("（ 3 ）件", (3, False)),
        ("（ lO ）件", (10, False)),
        ("12）件", (12, False)),
        ("（　）件", (None, False)),
        ("（ 画 ）件", (None, True)),
        ("委託する", (None, False)),
    ],
)
def test_counts(text: str, count: tuple[int | None, bool]) -> None:
    assert count_in(text) == count


@pytest.mark.parametrize(
    ("text", "misread", "number"),
    [
        ("（３）　収納情報ファイル", False, 3),
        ("(l2) 収納情報ファイル", True, 12),
        ("（2 収納情報ファイル", True, 2),
        ("（2 収納情報ファイル", False, None),
        ("（画）収納情報ファイル", True, None),
    ],
)
def test_file_numbers(text: str, misread: bool, number: int | None) -> None:
    assert file_number(text, misread) == number
