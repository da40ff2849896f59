"""Which of a few known texts a misread text is: how much may be wrong, and how much further the others must be."""

from __future__ import annotations

from collections.abc import Sequence

from normalize.text.confusables import bones, difference

LIMIT = 0.25
"""So much of a text (characters) may be wrong for it to be one of the form's."""
SHORT, VERY_SHORT = 5, 2
"""Texts of so few characters (their number not counted): one error spoils a short one, a very short one is not
known without its place."""
SHORT_LIMIT = 1.0
CLEAR = 0.8
"""By so much the next best spelling must differ more."""
NUMBER_LOST = 0.3
"""What it counts if a number was not read."""


def limit(words: str) -> float:
    """How much a text may differ from these words to be taken for them wherever it stands."""
    length = len(bones(words))
    if length <= VERY_SHORT:
        return 2 * NUMBER_LOST
    return SHORT_LIMIT + NUMBER_LOST if length <= SHORT else LIMIT * length


def closest_of(keys: Sequence[str], folded: str) -> str | None:
    """The one of a few folded texts that a folded text is a misreading of; None if it is none for certain."""
    if folded in keys:
        return folded
    amounts = sorted((difference(folded, key), key) for key in keys)
    if not amounts or amounts[0][0] > limit(amounts[0][1]):
        return None
    clear = len(amounts) == 1 or amounts[1][0] - amounts[0][0] >= CLEAR
    return amounts[0][1] if clear else None
