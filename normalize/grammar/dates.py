"""Dates as officials print them: 平成27年10月5日（予定）, R6.4.1, 令和元年度, 2016/1/1, 4月25日～5月24日."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from normalize.grammar.calendar_dates import CalendarDate, Precision, complete, find_calendar_dates
from normalize.grammar.facts import alternatives, load_facts
from normalize.text.fold import fold, fold_with_positions

__all__ = ["Precision", "PrintedDate", "find_dates", "parse_date"]

LONGEST_DATE = 100
"""Longer texts (characters, white space not counted) say more than a date."""
REMEMBERED = 1_000
"""So many texts are remembered with their dates: the few dates of a document are asked for again and again."""

_BEFORE_END = re.compile("(?:~|から|より|-)")
_BRACKETS_AND_POINTS = "[()\\[\\]【】<>、。,・:]*"


@dataclass(frozen=True)
class PrintedDate:
    """A date with what is printed around it.

    `value`: ISO 8601 as far as printed (a 年度 as the year it begins in, see `precision`);
    `first`: the first day of what is printed; `end`: ISO end of a range; `planned`: 予定;
    `approximate`: about | early | middle | late (頃, 上旬, 中旬, 下旬);
    `boundary`: from | until (以降, まで); `era_overrun`: an era that had ended by then (平成32年).
    """

    printed: str
    value: str
    first: datetime.date
    precision: Precision
    end: str | None = None
    planned: bool = False
    approximate: str | None = None
    boundary: str | None = None
    era_overrun: bool = False

    @property
    def is_settled(self) -> bool:
        """Whether it is the time itself: not one that is only planned, about then, or a bound of another one."""
        return not (self.planned or self.approximate or self.boundary)


def parse_date(text: str) -> PrintedDate | None:
    """The date that the whole of a text is, or None if it is none or says more than a date does.

    Two dates that are not a range give None too, as do days that do not exist.
    """
    return None if len(fold(text)) > LONGEST_DATE else _whole_date(text)


@lru_cache(maxsize=REMEMBERED)
def _whole_date(text: str) -> PrintedDate | None:
    """The date that the whole of a short text is."""
    folded = fold(text)
    dates = list(find_calendar_dates(folded))
    if not dates:
        return None
    start_at, start_end, start = dates[0]
    before = _affixes(folded[:start_at], "prefixes")
    end, rest = _split_end(folded[start_end:], start)
    after = _affixes(rest, "suffixes")
    if before is None or after is None or (end is not None and end.first < start.first):
        return None
    return _printed_date(text, start, end, [*before, *after])


def find_dates(text: str) -> list[PrintedDate]:
    """All dates in free text, in order. Years that only number a law (平成25年法律第27号) are left out."""
    folded, positions = fold_with_positions(text)
    number_of_law = _number_of_law()
    found = []
    for start, end, date in find_calendar_dates(folded):
        if date.day is None and number_of_law.match(folded, end):
            continue
        found.append(_printed_date(text[positions[start] : positions[end]].rstrip(), date, None, ()))
    return found


@cache
def _number_of_law() -> re.Pattern[str]:
    return re.compile(f"(?:[^。、()]{{0,30}})(?:{alternatives(load_facts('dates')['numbered'])})第")


def _split_end(rest: str, start: CalendarDate) -> tuple[CalendarDate | None, str]:
    """The end of the range that begins with `start`, if one is printed behind it, and what then is left."""
    connector = _BEFORE_END.match(rest)
    if connector is None:
        return None, rest
    tail = rest[connector.end() :]
    full = next(find_calendar_dates(tail), None)
    if full is not None and full[0] == 0:
        return full[2], tail[full[1] :]
    partial = complete(tail, start)
    return (partial[0], tail[partial[1] :]) if partial else (None, rest)


def _affixes(folded: str, kind: str) -> list[dict[str, object]] | None:
    """The facts about each known word the text is made of; None if anything else is in it."""
    words = _affix_table(kind)
    any_word, nothing_else = _affix_patterns(kind)
    if nothing_else.fullmatch(folded) is None:
        return None
    return [words[word] for word in any_word.findall(folded)]


@cache
def _affix_table(kind: str) -> dict[str, dict[str, object]]:
    return {fold(word): entry for entry in load_facts("dates")[kind] for word in entry["words"]}


@cache
def _affix_patterns(kind: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Any of the words, and a text of nothing but them."""
    any_word = f"(?:{alternatives(list(_affix_table(kind)))})"
    return re.compile(any_word), re.compile(f"(?:{_BRACKETS_AND_POINTS}{any_word})*{_BRACKETS_AND_POINTS}")


def _printed_date(
    text: str, start: CalendarDate, end: CalendarDate | None, affixes: Iterable[dict[str, object]]
) -> PrintedDate:
    said: dict[str, object] = {}
    for affix in affixes:
        said |= affix
    first_day = said.get("first_day")
    first = start.first
    if isinstance(first_day, int) and start.precision is Precision.MONTH:
        first = first.replace(day=first_day)
    approximate, boundary = said.get("approximate"), said.get("boundary")
    return PrintedDate(
        printed=text,
        value=start.iso,
        first=first,
        precision=start.precision,
        end=end.iso if end else None,
        planned=bool(said.get("planned")),
        approximate=str(approximate) if approximate else None,
        boundary=str(boundary) if boundary and not end else None,
        era_overrun=start.era_overrun,
    )
