"""Dates: what is printed, how much of it, and what is no date."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.grammar.dates import Precision, find_dates, parse_date

DAY, MONTH = Precision.DAY, Precision.MONTH


@pytest.mark.parametrize(
    ("printed", "value", "precision"),
    [
        ("平成27年10月3日", "2015-10-03", DAY),
        ("令和元年7月1日", "2019-07-01", DAY),
        ("令和1年7月1日", "2019-07-01", DAY),
        ("平成２８年　４月 １日", "2016-04-01", DAY),
        ("平成二十七年十月三日", "2015-10-03", DAY),
        ("昭和64年1月7日", "1989-01-07", DAY),
        ("㍻27年3月", "2015-03", MONTH),
        ("令和6年4月吉日", "2024-04", MONTH),
        ("2016/1/1", "2016-01-01", DAY),
        ("2016-1-1", "2016-01-01", DAY),
        ("2016.01", "2016-01", MONTH),
        ("2016年1月1日", "2016-01-01", DAY),
        ("二〇一五年十月", "2015-10", MONTH),
        ("R6.4.1", "2024-04-01", DAY),
        ("Ｈ２７．１０．３", "2015-10-03", DAY),
        ("H27年10月", "2015-10", MONTH),
        ("平27.4.1", "2015-04-01", DAY),
        ("平成27年（2015年）10月", "2015-10", MONTH),
        ("平成27（2015）年10月", "2015-10", MONTH),
        ("2015年（平成27年）10月3日", "2015-10-03", DAY),
        ("令和5年2月21日（火）", "2023-02-21", DAY),
        ("平成30年", "2018", Precision.YEAR),
        ("令和元年度", "2019", Precision.FISCAL_YEAR),
    ],
)
def test_date_as_far_as_it_is_printed(printed: str, value: str, precision: Precision) -> None:
    date = parse_date(printed)
    assert date is not None
    assert (date.value, date.precision, date.printed) == (value, precision, printed)


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "―",
        "未定",
        "平成27年2月30日",
        "平成27年13月",
        "令和0年4月",
        "2015年（平成26年）10月",  # the two years do not agree
        "平成27年10月3日 平成28年1月1日",
        "平成27年10月3日にシステムを更新した",
        "27年10月3日",
        "10/3",
        "2015",
        "H27",
        "SH27.4.1",
        "192.0.2.1",
        "平成28年4月1日～平成27年4月1日",
        "令和○年○月○日",
    ],
)
def test_not_one_date(printed: str) -> None:
    assert parse_date(printed) is None


@pytest.mark.parametrize("printed", ["平成28年1月1日予定", "平成28年1月1日（予定）", "予定：平成28年1月1日"])
def test_planned(printed: str) -> None:
    date = parse_date(printed)
    assert date is not None
    assert (date.value, date.planned) == ("2016-01-01", True)


@pytest.mark.parametrize(
    ("printed", "approximate", "first"),
    [
        ("令和6年3月頃", "about", 1),
        ("令和6年3月上旬", "early", 1),
        ("令和6年3月中旬頃", "about", 11),
        ("令和6年3月下旬予定", "late", 21),
    ],
)
def test_blurred_day(printed: str, approximate: str, first: int) -> None:
    date = parse_date(printed)
    assert date is not None
    assert (date.value, date.precision, date.approximate) == ("2024-03", MONTH, approximate)
    assert date.first == datetime.date(2024, 3, first)


@pytest.mark.parametrize(
    ("printed", "value", "end"),
    [
        ("平成27年2月16日～平成27年3月17日", "2015-02-16", "2015-03-17"),
        ("平成27年2月16日〜3月17日", "2015-02-16", "2015-03-17"),
        ("平成27年2月16日（月）から27日（金）まで", "2015-02-16", "2015-02-27"),
        ("令和4年12月20日～1月19日", "2022-12-20", "2023-01-19"),
    ],
)
def test_range(printed: str, value: str, end: str) -> None:
    date = parse_date(printed)
    assert date is not None
    assert (date.value, date.end, date.boundary) == (value, end, None)


@pytest.mark.parametrize(
    ("printed", "boundary"),
    [
        ("平成28年1月1日以降", "from"),
        ("平成28年1月1日～", "from"),
        ("平成28年1月1日まで", "until"),
        ("令和7年3月31日時点", None),
    ],
)
def test_open_end(printed: str, boundary: str | None) -> None:
    date = parse_date(printed)
    assert date is not None
    assert (date.boundary, date.end) == (boundary, None)


def test_era_that_had_ended_is_flagged() -> None:
    late, last = parse_date("平成32年4月1日"), parse_date("平成31年4月30日")
    assert late is not None and last is not None
    assert (late.value, late.era_overrun, last.era_overrun) == ("2020-04-01", True, False)


def test_fiscal_year_begins_in_april() -> None:
    date = parse_date("令和5年度")
    assert date is not None
    assert date.first == datetime.date(2023, 4, 1)


def test_dates_in_free_text_without_the_years_that_number_laws() -> None:
    text = "（平成25年法律第27号）２０２０年 ４月１日から。平成26年総務省令第7号は令和3年9月1日に改正"
    assert [date.printed for date in find_dates(text)] == ["２０２０年 ４月１日", "令和3年9月1日"]


@given(st.dates(datetime.date(1873, 1, 1), datetime.date(2100, 12, 31)))
def test_western_dates_round_trip(day: datetime.date) -> None:
    for printed in (
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}/{day.month}/{day.day}",
        day.isoformat(),
    ):
        date = parse_date(printed)
        assert date is not None
        assert date.first == day
        assert date.value == day.isoformat()


@given(st.dates(datetime.date(2019, 5, 1), datetime.date(2099, 12, 31)), st.booleans())
def test_era_dates_round_trip(day: datetime.date, spaced: bool) -> None:
    year = day.year - 2018
    space = " " if spaced else ""
    date = parse_date(f"令和{space}{year}{space}年{space}{day.month}月 {day.day}日")
    assert date is not None
    assert date.first == day
    assert not date.era_overrun


@given(st.text(alphabet="平成令和元年度月日0123456789/.-～（）予定以降 "))
def test_no_text_breaks_the_parser(text: str) -> None:
    date = parse_date(text)
    assert date is None or date.first.isoformat().startswith(date.value[:4])
    find_dates(text)
