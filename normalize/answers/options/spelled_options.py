"""Options as the registry spells them: which one a text is, or begins with, to the letter."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from normalize.registry import Option, Row
from normalize.text.fold import fold, fold_with_positions

_NUMBER = re.compile(r"^\(?[0-9]{1,2}[).]")


def match_option(options: Sequence[Option], folded: str) -> Option | None:
    """The option whose label or variant is `folded` (a folded text), with or without its number before it."""
    by_spelling = _by_spelling(tuple(options))
    folded = folded.removesuffix("。")
    found = by_spelling.get(folded) or by_spelling.get(_NUMBER.sub("", folded))
    return found or _numbered(by_spelling, folded)


def _numbered(by_spelling: Mapping[str, Option], folded: str) -> Option | None:
    """The option whose own number stands right before it: ②十分である."""
    for digits in (1, 2):
        option = by_spelling.get(folded[digits:])
        if option is not None and folded[:digits] == str(option.no):
            return option
    return None


@lru_cache(maxsize=256)
def _by_spelling(options: tuple[Option, ...]) -> dict[str, Option]:
    return {fold(spelling): option.spelled(spelling) for option in options for spelling in option.spellings}


def split_option(options: Sequence[Option], text: str) -> tuple[Option | None, str]:
    """The option that a text begins with (the longest), and the rest of the text as printed."""
    folded, positions = fold_with_positions(text)
    for spelling, option in by_length(tuple(options)):
        if folded.startswith(spelling):
            return option, _behind(text, positions, len(spelling))
    return None, text


def _behind(text: str, positions: Sequence[int], end: int) -> str:
    """What follows the first `end` folded characters of a text, blanks included."""
    start = positions[end - 1] + 1
    while start < positions[end] and not text[start].isspace():
        start += 1
    return text[start:]


@lru_cache(maxsize=256)
def by_length(options: tuple[Option, ...]) -> list[tuple[str, Option]]:
    """The spellings of options, folded, each with its option; the longest first."""
    pairs = [(fold(spelling), option.spelled(spelling)) for option in options for spelling in option.spellings]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


def is_small_heading(row: Row, text: str) -> bool:
    """Whether a text is a small heading that some options of a row are printed under (・識別情報)."""
    return fold(text).lstrip("・") in headings(row.options)


@lru_cache(maxsize=256)
def headings(options: tuple[Option, ...]) -> frozenset[str]:
    """The small headings that options are printed under, folded."""
    return frozenset(fold(option.group) for option in options if option.group)
