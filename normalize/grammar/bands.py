"""Bands of whole numbers, as the options of a choice print them: 10万人以上30万人未満."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from normalize.grammar.facts import alternatives, load_facts
from normalize.grammar.numerals import read_number
from normalize.text.fold import fold

_NUMBER = "[0-9○一二三四五六七八九十百千万,]+"
_OPTION_NUMBER = re.compile(r"^[0-9]{1,2}\)")
_NOTE = re.compile(r"\([^()]*\)$")


@dataclass(frozen=True)
class Band:
    """A range of whole numbers, both ends belong to it; `max` is None where it is open (30万人以上)."""

    min: int
    max: int | None


@lru_cache(maxsize=1_000)
def parse_band(label: str) -> Band | None:
    """The band an option's label names, in the unit it prints (人, 項目, 年), or None if it names none.

    An option number in front (`3)`) and a note in brackets behind (`（任意実施）`) are passed over.
    A number without a bound is the band of that number alone (`1年` is 1 to 1); nothing is below 0.
    """
    folded = _NOTE.sub("", _OPTION_NUMBER.sub("", fold(label)))
    limits: dict[str, int] = {}
    at = 0
    while at < len(folded):
        match = _limit_pattern().match(folded, at)
        number = read_number(match["number"]) if match else None
        if match is None or number is None:
            return None
        for side, add in _sides(match["bound"]):
            if side in limits:
                return None
            limits[side] = number + add
        at = match.end()
    low, high = limits.get("min", 0), limits.get("max")
    return Band(low, high) if limits and (high is None or low <= high) else None


def _sides(bound: str | None) -> list[tuple[str, int]]:
    """Which ends of the band a number with this bound sets, and what to add to it."""
    return [_bounds()[bound]] if bound else [("min", 0), ("max", 0)]


@cache
def _limit_pattern() -> re.Pattern[str]:
    units = alternatives(load_facts("bands")["units"])
    return re.compile(f"(?P<number>{_NUMBER})(?:{units})(?P<bound>{alternatives(list(_bounds()))})?[~、]?")


@cache
def _bounds() -> dict[str, tuple[str, int]]:
    facts = load_facts("bands")["bounds"]
    return {word: (entry["side"], entry["add"]) for entry in facts for word in entry["words"]}
