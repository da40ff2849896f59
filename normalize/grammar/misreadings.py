"""Dates and counts with the slips of a text recognizer in them: l for 1, ○ for 0, 今和 for 令和, 午 for 年.

Only what can be meant in one way is set right; what remains is for `parse_date` and `parse_count` to refuse.
"""

from __future__ import annotations

import re
from functools import cache

from normalize.grammar.counts import parse_count
from normalize.grammar.facts import load_facts
from normalize.text.confusables import difference
from normalize.text.fold import fold, fold_with_positions

FAR = 1.0
"""An era misread by more than this (characters) is not known again."""
CLEAR = 0.8
"""By so much the next best era must differ more: ?和 may be 令和 or 昭和."""
_ONES, _ZEROS = "lI|!i", "oOQ○"
_DIGITS = str.maketrans(_ONES + _ZEROS, "1" * len(_ONES) + "0" * len(_ZEROS))
_ANY = f"[{_ONES}{_ZEROS}]"
_AMONG_DIGITS = re.compile(rf"(?<=[0-9年月成和./]){_ANY}+(?=[0-9年月日./]|$)|{_ANY}+(?=[0-9])|(?<=[0-9]){_ANY}+")
_YEAR, _MONTH, _DAY = (
    re.compile("(?<=[0-9元])[午牛](?=[0-9度(]|$)"),
    re.compile("(?<=年[0-9])[目日曰](?=[0-9])|(?<=年[0-9]{2})[目日曰](?=[0-9])"),
    re.compile("(?<=[0-9])[目曰](?=[^0-9]|$)"),
)
_SPECKS = re.compile(
    r"(?<=[0-9年月日])[.,'`・、]+(?=[年月日])|(?<=[年月成和])[.,'`・、]+(?=[0-9])|^[.,'`・、]+|[.,'`・、]+$"
)
_ERA = re.compile("^(..)(?=(?:元|[0-9]{1,2})年)")
_FILE_NUMBER = re.compile(r"^\(?([0-9]{1,2})[).．]")
_MISREAD_FILE_NUMBER = re.compile(rf"^[(\[{{]?((?:[0-9]|{_ANY}){{1,2}})(?:[)\]}}.,]|(?=[^0-9]))")
_COUNT = re.compile(r"[(\[{<]([^()\[\]{}<>]*)[)\]}>]?件")
_BARE_COUNT = re.compile(rf"((?:[0-9]|{_ANY})+)[)\]}}>]?件")


def mended_date(text: str) -> str:
    """A date with the slips in it set right, folded; the folded text where there are none."""
    folded = _SPECKS.sub("", fold(text))
    folded = _AMONG_DIGITS.sub(lambda match: match.group().translate(_DIGITS), folded)
    folded = _DAY.sub("日", _MONTH.sub("月", _YEAR.sub("年", folded)))
    return _ERA.sub(lambda match: _era(match[1]), folded)


def _era(text: str) -> str:
    """The era that two characters are meant to be, or these where it may be several or none."""
    amounts = sorted((difference(text, name), name) for name in _eras())
    return amounts[0][1] if amounts[0][0] <= FAR and amounts[1][0] - amounts[0][0] >= CLEAR else text


@cache
def _eras() -> tuple[str, ...]:
    return tuple(era["name"] for era in load_facts("dates")["eras"])


def file_number(text: str, misread: bool) -> int | None:
    """The number printed before a file's name: （３）　収納管理情報ファイル → 3; None if there is none."""
    match = (_MISREAD_FILE_NUMBER if misread else _FILE_NUMBER).match(fold(text))
    return int(match[1].translate(_DIGITS)) if match else None


def count_in(text: str) -> tuple[int | None, bool]:
    """The number of cases （ 3 ）件 in a text, and whether something there could not be read."""
    match = _count_match(fold(text))
    if match is None or not match[1]:
        return None, False
    count = parse_count(match[1].translate(_DIGITS))
    return count, count is None


def beside_count(text: str) -> str:
    """What a text says beside its number of cases, as printed."""
    folded, positions = fold_with_positions(text)
    match = _count_match(folded)
    return (text[: positions[match.start()]] + text[positions[match.end()] :] if match else text).strip()


def _count_match(folded: str) -> re.Match[str] | None:
    return _COUNT.search(folded) or _BARE_COUNT.search(folded)
