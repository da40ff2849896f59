"""Japanese eras (元号) and the years they count."""

import datetime
from dataclasses import dataclass
from functools import cache

from normalize.grammar.facts import alternatives, load_facts
from normalize.grammar.numerals import read_number

FIRST_WESTERN_YEAR = 1868
LAST_WESTERN_YEAR = 2100
"""Four digits outside these years are no year."""


@dataclass(frozen=True)
class Era:
    """An era with its first and last day (`last` is None for the one that goes on)."""

    name: str
    first: datetime.date
    last: datetime.date | None


def western_year(era_text: str, year_text: str) -> int | None:
    """The western year of an era year (`平成`/`H`, `27`/`元`), or None if there is no such year."""
    number = 1 if year_text == "元" else read_number(year_text)
    if not number:
        return None
    year = era_named(era_text).first.year + number - 1
    return year if year <= LAST_WESTERN_YEAR else None


def era_named(text: str) -> Era:
    """The era of a name or abbreviation that `era_pattern` matched."""
    return _eras()[text]


@cache
def era_pattern() -> str:
    """Regular expression for an era's name (平成) or, not behind another letter, its abbreviation (H, 平)."""
    names = [facts["name"] for facts in load_facts("dates")["eras"]]
    abbreviations = [word for facts in load_facts("dates")["eras"] for word in facts["abbreviations"]]
    return f"(?:{alternatives(names)}|(?<![A-Za-z一-龠])(?:{alternatives(abbreviations)}))"


@cache
def _eras() -> dict[str, Era]:
    by_text: dict[str, Era] = {}
    for facts in load_facts("dates")["eras"]:
        last = datetime.date.fromisoformat(facts["last"]) if "last" in facts else None
        era = Era(facts["name"], datetime.date.fromisoformat(facts["first"]), last)
        by_text.update(dict.fromkeys([era.name, *facts["abbreviations"]], era))
    return by_text
