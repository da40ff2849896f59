"""Counts in the brackets of a form: （ 12 ）件."""

import re
from functools import cache, lru_cache

from normalize.grammar.facts import alternatives, load_facts
from normalize.grammar.numerals import read_number
from normalize.text.fold import fold

_BRACKETS = re.compile(r"[(\[](?P<inside>.*)[)\]]")


@lru_cache(maxsize=10_000)
def parse_count(text: str) -> int | None:
    """The count that the whole of a text is, or None: 12, １２, 1,234, 十二, （３）件.

    Nothing but one number, the brackets around it and its unit (件, 項目 …) may be printed.
    """
    bare = _unit_behind().sub("", fold(text))
    brackets = _BRACKETS.fullmatch(bare)
    return read_number(_unit_behind().sub("", brackets["inside"] if brackets else bare))


@cache
def _unit_behind() -> re.Pattern[str]:
    return re.compile(f"(?:{alternatives(load_facts('bands')['units'])})$")
