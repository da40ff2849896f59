"""The closed vocabulary of a form: which of its labels and headings a misread text is.

A text is taken for a spelling of the form only if it is close to it and clearly further from every other one. Numbers
are not set right: a label whose number differs keeps the number that was read, and the reader's place on the form
decides which of the rows with these words it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from normalize.matching.index import MAX_LABEL, FormIndex, form_index, label_key
from normalize.text.closest import CLEAR, NUMBER_LOST, limit
from normalize.text.confusables import bones, difference

LENGTHENED = 0.1
"""A text may be longer or shorter than its spelling by two characters and this share: more is a part of something."""
NUMBER_DIFFERS = 0.8
"""What it counts if a number is another one."""
_NUMBER = re.compile(
    r"^(?:リスク[0-9lIO○]{0,2}[:;.]+|\(?別[添漆][0-9lIO]?\)|\(?(?:[0-9]{1,2}|[IVXlvi|!皿]{1,4}|[O○])[).,、:;・]*)(?=.)"
)


@dataclass(frozen=True, slots=True)
class Spelling:
    """A text that the form prints: its key, and that in two parts, `number` as compared (bare) and `words`."""

    key: str
    number: str
    words: str


@dataclass(frozen=True, slots=True)
class Match:
    """What a text was taken for: `key` of the form, or its words behind the number that was read."""

    key: str
    difference: float


def split_number(key: str) -> tuple[str, str]:
    """A label key as its number, bare of brackets and points and with look-alikes as one, and its words."""
    found = _NUMBER.match(key)
    return (bones(found.group()).replace("リスク", "R"), key[found.end() :]) if found else ("", key)


class Vocabulary:
    """The spellings of one form."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.spellings = [Spelling(key, *split_number(key)) for key in dict.fromkeys(keys)]
        self._lengths = [len(spelling.key) for spelling in self.spellings]

    def closest(self, key: str) -> Match | None:
        """The spelling that a label key is a misreading of; None if it is none for certain."""
        number, words = split_number(key)
        ranked = self._ranked(key, number, words)
        if not ranked:
            return None
        least, best = ranked[0]
        if least > limit(best.words) or not _as_long(key, best.key):
            return None
        rivals = [amount for amount, spelling in ranked[1:] if bones(spelling.words) != bones(best.words)]
        if rivals and min(rivals) - least < CLEAR:
            return None
        same = [spelling for _, spelling in ranked if bones(spelling.words) == bones(best.words)]
        agreeing = [spelling for spelling in same if spelling.number == number]
        if len(same) == 1 or agreeing:
            return Match((agreeing or same)[0].key, least)
        return Match(key[: len(key) - len(words)] + best.words, least)

    def _ranked(self, key: str, number: str, words: str) -> list[tuple[float, Spelling]]:
        found = []
        for spelling, length in zip(self.spellings, self._lengths, strict=True):
            if abs(length - len(key)) > 4 + LENGTHENED * length + max(len(number), len(spelling.number)):
                continue
            amount = distance(spelling, key, number, words)
            if amount <= limit(spelling.words) + CLEAR:
                found.append((amount, spelling))
        return sorted(found, key=lambda item: item[0])


def distance(spelling: Spelling, key: str, number: str, words: str) -> float:
    """How much a label key (also in its two parts) differs from a spelling."""
    other_number = NUMBER_DIFFERS if number and spelling.number else NUMBER_LOST
    apart = 0.0 if number == spelling.number else other_number
    return min(difference(key, spelling.key), difference(words, spelling.words) + apart)


def _as_long(key: str, spelling: str) -> bool:
    lengths = len(bones(key)), len(bones(spelling))
    return abs(lengths[0] - lengths[1]) <= 2 + LENGTHENED * lengths[1]


@lru_cache(maxsize=8)
def form_vocabulary(form_id: str) -> Vocabulary:
    """The labels, headings and printed footnotes of a form of the registry. Raises KeyError for an unknown form."""
    return Vocabulary(index_keys(form_index(form_id)))


def index_keys(index: FormIndex) -> list[str]:
    """The label keys of everything that a form prints but answers and options."""
    return [*index.rows, *index.headings, *index.footnotes]


@lru_cache(maxsize=20_000)
def closest_on_form(form_id: str, text: str) -> Match | None:
    """What a text is on a form if it is not, to the letter, one of its spellings; None for none of them."""
    key = label_key(text)
    return form_vocabulary(form_id).closest(key) if 1 < len(key) <= MAX_LABEL else None
