"""What the cells of an answer print, against what its reader says of it: no character is dropped without a word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from normalize.layout.pages.characters import characters, solid
from normalize.layout.printed_cells import PrintedCell
from normalize.text.fold import unify_radicals


def untold(cells: Sequence[PrintedCell], told: Iterable[str]) -> str:
    """The characters of some cells, in print order, that stand in none of the texts that a reader tells of.

    Texts are told as they are read: with ideographs for radicals, and white space does not count.
    """
    printed = unify_radicals("".join(characters(cell.lines) for cell in cells))
    return without(printed, solid(told))


def without(text: str, part: str) -> str:
    """The characters of a text but for those of a part of it, white space aside; of equal ones the first go."""
    text = "".join(text.split())
    if text == part or (len(text) == len(part) and sorted(text) == sorted(part)):
        return ""
    left = Counter(part)
    kept = []
    for char in text:
        if left[char] > 0:
            left[char] -= 1
        else:
            kept.append(char)
    return "".join(kept)
