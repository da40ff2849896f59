"""What stands behind an option's name: a number of cases, a text in parentheses, and what is neither."""

from __future__ import annotations

import re

from normalize.grammar.counts import parse_count
from normalize.text.fold import fold, fold_with_positions

_NO_COUNT = re.compile(r"\(?\)?件?")
_COUNTS = (re.compile(r"\([^()]*\)件"), re.compile(r"\([0-9,]*件?\)"), re.compile(r"[0-9,]+件"))
"""The shapes of a number of cases, that of the form first."""
_OPENING, _CLOSING = "(（", ")）"


def take_count(text: str) -> tuple[int | None, str, bool]:
    """The number of cases in a text, what else the text says, and whether the number could be read.

    （ 3 ）件, （3件） and 3件 are one; blank parentheses are none, and where nothing is printed none is missed. One
    that cannot be read stays in the text.
    """
    folded, positions = fold_with_positions(text)
    if _NO_COUNT.fullmatch(folded):
        return None, "", True
    found = next((match for shape in _COUNTS if (match := shape.search(folded))), None)
    if found is None:
        return None, text.strip(), True
    count = parse_count(found[0])
    if count is None and not _NO_COUNT.fullmatch(found[0]):
        return None, text.strip(), False
    before, behind = text[: positions[found.start()]].strip(), text[positions[found.end()] :].strip()
    return count, " ".join(filter(None, (before, behind))), True


def split_count(text: str) -> tuple[str, int | None]:
    """A text without the number of cases that it ends with, as the form prints one: （ 3 ）件; and the number."""
    folded, positions = fold_with_positions(text)
    found = [match for match in _COUNTS[0].finditer(folded) if match.end() == len(folded)]
    if not found or not found[0].start():
        return text, None
    count, left, told = take_count(text[positions[found[0].start()] :])
    return (text[: positions[found[0].start()]].strip(), count) if told and not left else (text, None)


def split_detail(text: str) -> tuple[str | None, str]:
    """The text in the parentheses that a text begins with (None for a blank), and what is left of the text.

    Parentheses that do not close enclose nothing: all of the text is left.
    """
    bare = text.strip()
    end = _end_of_parenthesis(bare)
    if end is None:
        return None, bare
    return bare[1:end].strip() or None, bare[end + 1 :].strip()


def _end_of_parenthesis(text: str) -> int | None:
    """Where the parenthesis closes that a text begins with; None if it begins with none, or it does not close."""
    depth = 0
    for at, char in enumerate(text):
        depth += (char in _OPENING) - (char in _CLOSING)
        if depth <= 0:
            return at if at else None
    return None


def without_end(text: str, ends: frozenset[str]) -> str:
    """The text without one of these folded texts at its end, with or without a bullet before it."""
    folded, positions = fold_with_positions(text)
    for end in ends:
        if folded.endswith(end) and len(end) < len(folded) + 1:
            return text[: positions[len(folded) - len(end)]].rstrip().removesuffix("・").rstrip()
    return text


def is_apart(text: str) -> bool:
    """Whether a text stands apart from the words before it: it begins with a blank or a parenthesis."""
    return text[:1] != text[:1].strip() or fold(text[:1]) == "("
