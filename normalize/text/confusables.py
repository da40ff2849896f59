"""How much two texts differ, if one of them may be the other misread by a text recognizer.

Look-alikes (ー/一, 未/末) and signs that specks add or faint print loses (・, ※) count little; any other character that
is missing, added or another one counts 1.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from rapidfuzz.distance import Levenshtein

from extract.yaml_files import shipped

SLIGHT = 0.15
"""What a look-alike, or an unsteady sign, counts; six of them are still less than one other error."""


@lru_cache(maxsize=50_000)
def bones(folded: str) -> str:
    """What a folded text keeps however badly it is read: one sign for each class of look-alikes, no unsteady signs."""
    return folded.translate(_table())


def difference(a: str, b: str) -> float:
    """The difference of two folded texts, 0 for the same."""
    if a == b:
        return 0.0
    coarse = Levenshtein.distance(bones(a), bones(b))
    fine = Levenshtein.distance(a, b)
    return coarse + SLIGHT * max(0, fine - coarse)


def negations(folded: str) -> tuple[int, ...]:
    """How often each word that turns a statement into its opposite stands in a folded text."""
    skeleton = bones(folded)
    return tuple(skeleton.count(word) for word in _negations())


@cache
def _facts() -> Any:
    return shipped("normalize.text", "confusables.yaml")


@cache
def _table() -> dict[int, str | None]:
    alike = {ord(sign): group[0] for group in _facts()["classes"] for sign in group}
    return alike | dict.fromkeys(map(ord, _facts()["unsteady"]))


@cache
def _negations() -> tuple[str, ...]:
    return tuple(bones(word) for word in _facts()["negations"])
