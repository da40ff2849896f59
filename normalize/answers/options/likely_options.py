"""Which option of a list a misread text is: the one it is close to, if it is clearly further from every other.

Options often differ by a word or a sign (行っている/行っていない, 1年/2年). A text is taken for an option only if
what sets it apart from the others was read: numbers and words that turn it into its opposite must be there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from normalize.registry import Option
from normalize.text.confusables import SLIGHT, bones, difference, negations
from normalize.text.fold import fold, fold_with_positions

LIMIT = 0.3
"""So much of an option (characters) may be misread."""
ALL_APART, ENOUGH_APART = 2.0, 2.5
"""Options that differ by no more than the first must be told apart by all of it, others by `SHARE_APART` of it, which
need not be more than the second."""
SHARE_APART = 0.6
ONE_ERROR, SHORT = 1.2, 3
"""An option of `SHORT` characters or more may hold one error and a look-alike."""
UNREADABLE = 0.6
"""A text that differs from every option by more than this share of it is none of them, however it was read."""
MISREAD = 0.1
"""What an error takes from the confidence that the option is the right one."""
STRETCH = 3
"""A misread option may be so many characters longer or shorter than it is printed."""
PARENTHESIS_LOST = 1.0
"""What it counts if the parenthesis that opens the text behind an option was not read."""
_NUMBERS = re.compile("[0-9]+")
_OPENING, _ANY_OPENING, _CLOSING = re.compile(r"^[([{<]"), re.compile(r"[([{<]"), re.compile(r"[)\]}>]件?$")
_ITEM_NUMBER = re.compile(r"^\(?([0-9lIO]{1,2})[)\]}]")


@dataclass(frozen=True, slots=True)
class Likely:
    """What a misread text is likely to be: `option` (None where no option is certain) with its `spelling`.

    `near` says that some option is close, but not certain.
    """

    option: Option | None
    spelling: str
    difference: float
    near: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    option: Option
    spelling: str
    folded: str


def likely_option(options: Sequence[Option], folded: str) -> Likely:
    """The option that the whole of a folded text is; a number before it must be the option's."""
    numbered = _ITEM_NUMBER.match(folded)
    likely = _whole(options, folded[numbered.end() :] if numbered else folded)
    if numbered and likely.option and bones(numbered[1]) != bones(str(likely.option.no)):
        return Likely(None, "", likely.difference, near=True)
    return likely


def _whole(options: Sequence[Option], folded: str) -> Likely:
    entries = _entries(tuple(options))
    ranked = sorted(((difference(folded, entry.folded), n) for n, entry in enumerate(entries)))
    if not ranked or not folded:
        return Likely(None, "", 0.0)
    least, best = ranked[0][0], entries[ranked[0][1]]
    near = least <= UNREADABLE * max(len(best.folded), 1)
    apart = all(
        _is_apart(folded, best, least, entries[n], amount) for amount, n in ranked if entries[n].option != best.option
    )  # fmt: skip
    if not apart or not _may_be(folded, best, least):
        return Likely(None, "", least, near)
    return Likely(best.option, best.spelling, least, near)


def rival_difference(options: Sequence[Option], option: Option) -> float:
    """How much the option that is most like this one differs from it: what a misreading would have to bridge."""
    entries = _entries(tuple(options))
    own = [entry for entry in entries if entry.option.no == option.no]
    others = [entry for entry in entries if entry.option.no != option.no]
    return min((difference(a.folded, b.folded) for a in own for b in others), default=float("inf"))


def likely_beginning(options: Sequence[Option], text: str) -> tuple[Likely, str]:
    """The option that a text begins with, and the rest of the text as it was read."""
    folded, positions = fold_with_positions(text)
    entries = _entries(tuple(options))
    found: list[tuple[float, int, int, int]] = []
    for n, entry in enumerate(entries):
        for length in _lengths(entry, folded):
            amount = difference(folded[:length], entry.folded) + _rest_cost(entry.option, folded[length:])
            longest_first = -1 if entry.option.detail or entry.option.count else 1
            found.append((amount, longest_first * length, n, length))
    if not found:
        return Likely(None, "", 0.0), text
    least, _, at, length = min(found)
    best, beginning = entries[at], folded[:length]
    rest = text[positions[length] :]
    near = least <= UNREADABLE * len(best.folded)
    apart = all(
        _is_apart(beginning, best, least, entries[n], amount) for amount, _, n, _ in found
        if entries[n].option != best.option
    )  # fmt: skip
    if not apart or not _may_be(beginning, best, least):
        return Likely(None, "", least, near), text
    return Likely(best.option, best.spelling, least, near), rest


def _lengths(entry: _Entry, folded: str) -> Iterator[int]:
    whole = len(folded)
    if not (entry.option.detail or entry.option.count):
        yield whole
    size = len(entry.folded)
    yield from range(max(1, size - STRETCH), min(whole, size + STRETCH) + 1)


def _rest_cost(option: Option, rest: str) -> float:
    """What speaks against an option behind whose words this text is left."""
    takes_more = option.count or option.detail
    if not rest or (takes_more and _OPENING.match(rest)):
        return 0.0
    unopened = takes_more and _CLOSING.search(rest) and not _ANY_OPENING.search(rest)
    return PARENTHESIS_LOST if unopened else float(len(bones(rest)))


def _may_be(folded: str, entry: _Entry, amount: float) -> bool:
    """Whether a text is close enough to an option, and has its numbers."""
    floor = ONE_ERROR if len(entry.folded) >= SHORT else SLIGHT
    return amount <= max(LIMIT * len(entry.folded), floor) and _numbers(folded) == _numbers(entry.folded)


def _numbers(folded: str) -> list[str]:
    return _NUMBERS.findall(bones(folded))


def _is_apart(folded: str, best: _Entry, least: float, rival: _Entry, amount: float) -> bool:
    """Whether a text, which differs so much from both, is clearly the best option and not its rival.

    Words that make one the opposite of the other must be read, unless their numbers tell them apart.
    """
    if amount - least < _needed(difference(best.folded, rival.folded)):
        return False
    if _numbers(rival.folded) != _numbers(folded):
        return True
    words = zip(negations(folded), negations(best.folded), negations(rival.folded), strict=True)
    return all(said == own for said, own, other in words if own != other)


def _needed(apart: float) -> float:
    """By how much more a text must differ from one option than from another, if these two are so far apart."""
    return apart - SLIGHT if apart <= ALL_APART else min(ENOUGH_APART, max(ALL_APART, SHARE_APART * apart))


@lru_cache(maxsize=256)
def _entries(options: tuple[Option, ...]) -> list[_Entry]:
    return [
        _Entry(option.spelled(spelling), spelling, fold(spelling))
        for option in options
        for spelling in option.spellings
    ]
