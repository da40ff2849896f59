"""Whether a long text may hold some words at all, by its characters alone: to fold it and look takes longer."""

from __future__ import annotations

from collections.abc import Iterable

from normalize.text.fold import fold

WordSigns = tuple[tuple[frozenset[str], ...], ...]
"""Of each group of words, of which a text must hold one, the characters of each word."""


def word_signs(groups: Iterable[Iterable[str]]) -> WordSigns:
    """What `may_hold` asks for: of each group one word."""
    return tuple(tuple(frozenset(fold(word)) for word in group) for group in groups)


def may_hold(text: str, signs: WordSigns) -> bool:
    """Whether of each group the characters of some word stand in a text, in whatever order and width."""
    seen = set(text)
    if _holds(seen, signs):
        return True
    return _holds(set(fold("".join(seen))), signs)


def _holds(seen: set[str], signs: WordSigns) -> bool:
    return all(any(word <= seen for word in group) for group in signs)
