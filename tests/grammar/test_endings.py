"""The day on which the work of an assessment has ended, behind its name."""

from __future__ import annotations

import datetime

import pytest

from normalize.answers.endings import ended_on


@pytest.mark.parametrize(
    ("name", "bare", "day"),
    [
        ("住民税に関する事務【平成30年3月31日　終了】", "住民税に関する事務", (2018, 3, 31)),
        ("住民税に関する事務　【令和元年１２月３１日終了】", "住民税に関する事務", (2019, 12, 31)),
        ("住民税に関する事務\n【R5.3.31 終了】 ", "住民税に関する事務", (2023, 3, 31)),
        ("住民税（【旧】）に関する事務【平成30年3月31日　終了】", "住民税（【旧】）に関する事務", (2018, 3, 31)),
    ],
)
def test_a_mark_names_the_day(name: str, bare: str, day: tuple[int, int, int]) -> None:
    assert ended_on(name) == (bare, datetime.date(*day))


@pytest.mark.parametrize(
    "name",
    [
        "",
        "住民税に関する事務",
        "住民税に関する事務【終了】",
        "住民税に関する事務【平成30年3月　終了】",
        "住民税に関する事務【平成30年3月31日】",
        "住民税に関する事務【平成30年2月30日　終了】",
        "住民税に関する事務【平成30年3月31日　終了予定】",
        "住民税に関する事務【平成30年4月1日～平成31年3月31日　終了】",
        "【平成30年3月31日　終了】した住民税に関する事務",
        "住民税に関する事務　平成30年3月31日　終了",
    ],
)
def test_what_is_no_such_mark_stays_a_part_of_the_name(name: str) -> None:
    assert ended_on(name) == (name, None)
