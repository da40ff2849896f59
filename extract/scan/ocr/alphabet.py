"""Which of a recognizer's classes may be answered, and which stand for one character, from `alphabet.yaml`."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extract.yaml_files import shipped

BLANK = 0
"""The class by which a CTC model says that a column starts no character."""
WIDTH_FORMS = range(0xFF01, 0xFFEF)
"""The code points of full-width and half-width forms."""


@dataclass(frozen=True, slots=True)
class Alphabet:
    """The classes that may be answered, those of one character side by side.

    `classes` are their numbers in the model's output, `characters` what each is answered as and `weights` what its
    probability is multiplied by. `starts` are the indices (in `classes`) at which the classes of another character
    begin. `blanks` are the classes that mean no character: CTC's own, and white space.
    """

    classes: NDArray[np.intp]
    characters: str
    weights: NDArray[np.float32]
    starts: NDArray[np.intp]
    blanks: NDArray[np.intp]

    def members(self, character: int) -> slice:
        """Where (in `classes`) the classes of the character with this number stand."""
        end = self.starts[character + 1] if character + 1 < len(self.starts) else len(self.classes)
        return slice(int(self.starts[character]), int(end))


def alphabet(symbols: Sequence[str]) -> Alphabet:
    """The alphabet for a model whose class n + 1 is `symbols[n]`; class 0 is CTC's blank, one beyond all is a space."""
    facts = _facts()
    never, white = frozenset("".join(facts["never"].values())), frozenset(facts["blanks"])
    also = frozenset(facts["also"])
    kept = sorted(
        (_one_form(symbol), n)
        for n, symbol in enumerate(symbols, 1)
        if len(symbol) == 1
        and symbol not in never | white
        and (symbol in also or _can_be_written(symbol, facts["encoding"]))
    )
    forms = [form for form, _ in kept]
    printed = [symbols[n - 1] for _, n in kept]
    return Alphabet(
        classes=np.array([n for _, n in kept]),
        characters="".join(facts["printed_as"].get(char, char) for char in printed),
        weights=np.array([facts["weights"].get(char, 1.0) for char in printed], np.float32),
        starts=np.array([i for i, form in enumerate(forms) if i == 0 or form != forms[i - 1]]),
        blanks=np.array([BLANK, *(n for n, symbol in enumerate(symbols, 1) if symbol in white), len(symbols) + 1]),
    )


@cache
def _facts() -> dict[str, Any]:
    facts: dict[str, Any] = shipped("extract.scan.ocr", "alphabet.yaml")
    return facts


@cache
def _alike() -> dict[str, str]:
    return {char: group[0] for group in _facts()["alike"] for char in group}


def _one_form(symbol: str) -> str:
    """One character for all that are one sign to a reader."""
    if ord(symbol) in WIDTH_FORMS:
        symbol = unicodedata.normalize("NFKC", symbol)
    return _alike().get(symbol, symbol)


def _can_be_written(symbol: str, encoding: str) -> bool:
    try:
        symbol.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
