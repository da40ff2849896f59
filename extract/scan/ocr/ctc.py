"""What a CTC model's columns spell: its most probable characters, repeats and blanks taken away."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extract.scan.ocr.alphabet import Alphabet

Floats = NDArray[np.float32]
NOTHING = np.float32(1e-9)
"""Keeps a column in which no class of the alphabet is probable from being divided by zero."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One character as the model's columns `first` to `last` spell it, with its probability and the next best."""

    text: str
    confidence: float
    second: str
    second_confidence: float
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column of the model's output says: `shares` (columns, characters) and `blank` add up to 1."""

    shares: Floats
    blank: Floats
    members: Floats
    alphabet: Alphabet

    def spell(self) -> list[Sign]:
        """The signs from left to right; a column in which no sign beats the blank separates."""
        best = self.shares.argmax(axis=1)
        top = self.shares.max(axis=1)
        best[self.blank >= top] = -1
        starts = np.flatnonzero(np.diff(best, prepend=-1) != 0)
        ends = np.append(starts[1:], len(best))[: len(starts)]
        return [
            self.sign(first, end - 1)
            for first, end in zip(starts.tolist(), ends.tolist(), strict=True)
            if best[first] >= 0
        ]

    def sign(self, first: int, last: int) -> Sign:
        """The sign that the surest of the columns `first` to `last` speaks for, blank or not."""
        column = first + int(self.shares[first : last + 1].max(axis=1).argmax())
        shares = self.shares[column]
        pair = np.argpartition(shares, -2)[-2:]
        second, best = pair[np.argsort(shares[pair])].tolist()
        return Sign(
            text=self._form(column, best),
            confidence=float(shares[best]),
            second=self._form(column, second),
            second_confidence=float(shares[second]),
            first=first,
            last=last,
        )

    def _form(self, column: int, character: int) -> str:
        """The most probable of a character's forms."""
        members = self.alphabet.members(character)
        return self.alphabet.characters[members.start + int(self.members[column, members].argmax())]


def columns(probabilities: Floats, alphabet: Alphabet) -> Columns:
    """A model's output (columns, classes) with what the alphabet rules out shared among the rest."""
    blank = probabilities[:, alphabet.blanks].sum(axis=1)
    members = probabilities[:, alphabet.classes] * alphabet.weights
    shares = np.add.reduceat(members, alphabet.starts, axis=1)
    total = shares.sum(axis=1) + blank + NOTHING
    return Columns(shares / total[:, None], blank / total, members, alphabet)
