"""Options and their small headings in the text of a row."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from normalize.registry import Option, Row
from normalize.text.fold import fold, fold_with_positions


def is_small_heading(row: Row, text: str) -> bool:
    """Whether a text is a small heading that some options of a row are printed under (・識別情報)."""
    return fold(text).lstrip("・") in headings(row.options)


@lru_cache(maxsize=256)
def headings(options: tuple[Option, ...]) -> frozenset[str]:
    """The small headings that options are printed under, folded."""
    return frozenset(fold(option.group) for option in options if option.group)


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
