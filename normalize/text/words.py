"""What only a Japanese dictionary knows: spellings of one word, and where words end (Sudachi).

The dictionary is loaded with the first question (about 0.2 s). Nothing made here is printed text: it is for
comparing and grouping and never lands in a raw column.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from extract.yaml_files import shipped
from normalize.text.fold import fold

if TYPE_CHECKING:
    from sudachipy import Dictionary, Morpheme, Tokenizer

LONGEST_TEXT = 2_000
"""Longer texts (characters) are only folded: Sudachi refuses them from about 16,000 on."""

CONTEXT = 8
"""How many characters on each side of a line break decide whether it cuts a word."""


@cache
def dictionary() -> Dictionary:
    """The Sudachi dictionary (core), loaded once a process."""
    from sudachipy import Dictionary

    return Dictionary(dict="core")


@cache
def tokenizer() -> Tokenizer:
    """Its tokenizer."""
    return dictionary().tokenizer()


@lru_cache(maxsize=50_000)
def normalized_key(text: str) -> str:
    """A key that is the same for spellings of the same words: サーバ and サーバー, 手続 and 手続き.

    For grouping only.
    """
    from sudachipy import SplitMode

    folded = fold(text)
    if len(folded) > LONGEST_TEXT:
        return folded
    return "".join(map(one_spelling, tokenizer().tokenize(folded, SplitMode.A))).casefold()


def one_spelling(morpheme: Morpheme) -> str:
    """A word in the one spelling of the dictionary (正規化表記), unless that is another word in these forms (附票)."""
    surface: str = morpheme.surface()
    return surface if surface in _kept_words() else str(morpheme.normalized_form())


def wraps_word(left: str, right: str, room: float) -> bool:
    """Whether a line ended because of its next word: it is cut, or had no place in the `room` left (characters)."""
    cut, length = _word_at_break(left, right)
    return cut or length > room


def _word_at_break(left: str, right: str) -> tuple[bool, int]:
    """Whether a break between two texts cuts a word, and the length of the word that begins behind it."""
    before, after = left[-CONTEXT:], right[:CONTEXT]
    if not before or not after or before[-1].isspace() or after[0].isspace():
        return False, 0
    return _word_between(before, after)


@lru_cache(maxsize=5_000)
def _word_between(before: str, after: str) -> tuple[bool, int]:
    """The same of the characters around a break: forms repeat passages, and a cell is read more than once."""
    from sudachipy import SplitMode

    for morpheme in tokenizer().tokenize(before + after, SplitMode.B):
        if morpheme.begin() < len(before) < morpheme.end():
            return True, 0
        if morpheme.begin() == len(before):
            return False, morpheme.end() - morpheme.begin()
    return False, 0


@cache
def _kept_words() -> frozenset[str]:
    return frozenset(shipped("normalize.text", "words.yaml")["kept"])
