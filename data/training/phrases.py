"""What stands on practice lines: pieces of the fictional assessments, option boxes, and what looks like brackets."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from data.printing.source import load_source

SOURCES = Path(__file__).parents[1] / "sources"
LOOK_ALIKES = (
    "()（）「」『』【】〔〕〈〉{}｛｝|｜lI1ｌ１iLEJF目口コヨ巨匚ロ日月国回門田旧川山甘同団固臣己ユ印部即節陣階・-/"
)
"""Characters with strokes that might be those of brackets."""
ENCLOSING = tuple(zip("【【【〔（(「｛〈『", "】】】〕）)」｝〉』", strict=True))
BRACKETS = (("[", "]"),) * 4 + (("［", "］"),)
SIGNS = "○○○◯〇〇●◎レ✓×■☑"
"""What boxes are ticked with; a ring is the usual one."""
SINGLE = "無有否可済未要不他0123456789①②③目口日回工コロエOoQDC一二ーイメ人入八又"
"""Single characters that boxes hold, and that might be taken for marks."""
GAPS = ("", " ", " ", "  ", "　")


@dataclass(frozen=True)
class Phrases:
    """Makes up lines; `text` is what pieces of text are cut from, `lacking` what cannot be printed."""

    text: str
    lacking: frozenset[str]
    dice: random.Random

    def line(self, length: int, marks: bool) -> str:
        """A line of at most `length` characters; with `marks` of little but boxes with one character each."""
        parts: list[str] = []
        while sum(map(len, parts)) < length:
            parts.append(self._single_box() + "　" if marks and self.dice.random() < 0.85 else self._passage())
        return "".join(char for char in "".join(parts)[:length] if char not in self.lacking)

    def _passage(self) -> str:
        """A box or none, then text."""
        dice = self.dice
        out = self._box() + dice.choice(("", " ", "　")) if dice.random() < 0.6 else ""
        if dice.random() < 0.45:
            opening, closing = dice.choice(ENCLOSING)
            out += opening + self._cut(1, 6) + closing
        if dice.random() < 0.3:
            out += "".join(dice.choices(LOOK_ALIKES, k=dice.randint(1, 5)))
        return out + self._cut(0, 16) + dice.choice((" ", "", "　", "    "))

    def _box(self) -> str:
        """An option box: empty, ticked, or around a text."""
        opening, closing = self.dice.choice(BRACKETS)
        kind, gap = self.dice.random(), self.dice.choice(GAPS)
        if kind < 0.35:
            return opening + " " * self.dice.randint(2, 8) + closing
        if kind < 0.65:
            return opening + gap + self.dice.choice(SIGNS) + gap + closing
        return opening + gap + self._cut(1, 12) + gap + closing

    def _single_box(self) -> str:
        """An option box for one character."""
        opening, closing = self.dice.choice(BRACKETS)
        gap, kind = self.dice.choice(GAPS), self.dice.random()
        if kind < 0.15:
            return opening + self.dice.choice(("　", "   ", "     ")) + closing
        sign = self.dice.choice(SIGNS) if kind < 0.65 else self.dice.choice(SINGLE + self._cut(8, 8))
        return opening + gap + sign + gap + closing

    def _cut(self, least: int, most: int) -> str:
        """A piece of the text."""
        length = self.dice.randint(least, most)
        start = self.dice.randrange(len(self.text) - length)
        return self.text[start : start + length]


@cache
def fictional_text() -> str:
    """All that the fictional assessments say, without brackets and marks of their own."""
    sources = [load_source(path) for path in sorted(SOURCES.glob("*.yaml"))]
    said = _words([(source.answers, source.files, source.changes) for source in sources])
    return "".join(char for word in said for char in word if char.isalnum() or char in "、。・ー")


@cache
def characters() -> str:
    """Every character that a practice line may hold."""
    enclosing = [side for pair in (*ENCLOSING, *BRACKETS) for side in pair]
    return "".join(sorted({*fictional_text(), *LOOK_ALIKES, *SINGLE, *SIGNS, *enclosing, " ", "　"}))


def _words(value: Any) -> Iterator[str]:
    """Every text within `value`."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key in value:
            yield from _words(value[key])
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _words(part)
