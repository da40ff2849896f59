"""Where a calendar date stands in folded text, and which one it is."""

import calendar
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import chain

from normalize.grammar.eras import FIRST_WESTERN_YEAR, LAST_WESTERN_YEAR, era_named, era_pattern, western_year
from normalize.grammar.numerals import read_number

FISCAL_YEAR_MONTH = 4
"""A 年度 begins on the first day of April."""

_NUMBER = "(?:[0-9]{1,2}|[○一二三四五六七八九十]{1,4})"
_WESTERN = "(?:[0-9]{4}|[一二][○一二三四五六七八九]{3})"
_WEEKDAY = r"(?:\([月火水木金土日祝・]{1,3}(?:曜日?)?\)|[月火水木金土日]曜日?)?"
_REST = f"(?:(?P<fiscal>度)|(?P<month>{_NUMBER})月(?:(?P<day>{_NUMBER})日{_WEEKDAY}|吉日)?)?"
"""吉日 is a lucky day of a month: none is told."""
_POINTED_REST = r"(?P<sep>[./-])(?P<month>[0-9]{1,2})(?:(?P=sep)(?P<day>[0-9]{1,2}))?(?![0-9]|[./-][0-9])"


class Precision(StrEnum):
    """How much of a date is printed."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    FISCAL_YEAR = "fiscal_year"


@dataclass(frozen=True)
class CalendarDate:
    """A date as far as it is printed. `era_overrun`: its era had ended by then (平成32年 for 2020)."""

    year: int
    month: int | None = None
    day: int | None = None
    fiscal: bool = False
    era_overrun: bool = False

    @property
    def precision(self) -> Precision:
        """The smallest unit printed."""
        if self.fiscal:
            return Precision.FISCAL_YEAR
        if self.month is None:
            return Precision.YEAR
        return Precision.MONTH if self.day is None else Precision.DAY

    @property
    def iso(self) -> str:
        """ISO 8601 as far as it is printed: 2015, 2015-10, 2015-10-03 (a 年度: the year it begins in)."""
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @property
    def first(self) -> datetime.date:
        """The first day of what is printed."""
        month = self.month or (FISCAL_YEAR_MONTH if self.fiscal else 1)
        return datetime.date(self.year, month, self.day or 1)


def find_calendar_dates(folded: str) -> Iterator[tuple[int, int, CalendarDate]]:
    """Start, end and date of each calendar date in folded text, from left to right, none overlapping."""
    matches = chain.from_iterable(pattern.finditer(folded) for pattern in _patterns())
    at = 0
    for match in sorted(matches, key=lambda match: (match.start(), -match.end())):
        if match.start() < at:
            continue
        at = match.end()
        date = _date_of(match)
        if date is not None:
            yield match.start(), match.end(), date


def complete(folded: str, start: CalendarDate) -> tuple[CalendarDate, int] | None:
    """The end of a range that leaves out what it shares with its start (3月17日, 17日), and its length.

    It is read at the beginning of `folded`. Behind a start in December, 1月15日 is in the next year.
    """
    match = re.match(f"(?:(?P<month>{_NUMBER})月)?(?:(?P<day>{_NUMBER})日{_WEEKDAY})?", folded)
    if match is None or not match.group() or start.month is None:
        return None
    month = read_number(match["month"]) if match["month"] else start.month
    day = read_number(match["day"]) if match["day"] else None
    end = _checked(CalendarDate(start.year, month, day))
    if end is not None and match["month"] and end.first < start.first:
        end = _checked(CalendarDate(start.year + 1, month, day))
    return (end, match.end()) if end else None


@cache
def _patterns() -> list[re.Pattern[str]]:
    era = f"(?P<era>{era_pattern()})(?P<era_year>元|{_NUMBER})"
    western = f"(?<![0-9○一二三四五六七八九])(?P<western>{_WESTERN})"
    return [
        re.compile(rf"{era}(?:年(?:\((?P<western>{_WESTERN})年?\))?|\((?P<w2>{_WESTERN})年?\)年){_REST}"),
        re.compile(rf"{western}(?:年(?:\({era}年?\))?){_REST}"),
        re.compile(rf"{western}\({era}年?\)年?{_REST}"),
        re.compile(rf"{era}{_POINTED_REST}"),
        re.compile(rf"{western}{_POINTED_REST}"),
    ]


def _date_of(match: re.Match[str]) -> CalendarDate | None:
    """The date of a match; None if there is no such day, or if two years printed for one do not agree."""
    groups = match.groupdict()
    years = set()
    if groups.get("era"):
        years.add(western_year(groups["era"], groups["era_year"]))
    for name in ("western", "w2"):
        if groups.get(name):
            years.add(read_number(groups[name]))
    year = years.pop()
    if years or year is None or not FIRST_WESTERN_YEAR <= year <= LAST_WESTERN_YEAR:
        return None
    month = read_number(groups["month"]) if groups["month"] else None
    day = read_number(groups["day"]) if groups["day"] else None
    date = _checked(CalendarDate(year, month, day, fiscal=bool(groups.get("fiscal"))))
    if date is None or not groups.get("era"):
        return date
    last = era_named(groups["era"]).last
    return CalendarDate(year, month, day, date.fiscal, era_overrun=last is not None and date.first > last)


def _checked(date: CalendarDate) -> CalendarDate | None:
    if date.month is None:
        return date
    if not 1 <= date.month <= 12:
        return None
    if date.day is not None and not 1 <= date.day <= calendar.monthrange(date.year, date.month)[1]:
        return None
    return date
