"""Option boxes in a line of a scan: pairs of brackets found by their shape, with what is between them.

A recognizer takes `[` for a 1, an l or nothing, and drops a ○ between brackets; as shapes they are plain. Whoever reads
a line finds its brackets first, has the rest recognized without them (`erasable`), and where the recognizer saw a
bracket that is not among those found, looks again (`confirm`).

The place of a stroke says how likely it is a bracket (`stems.py`), its partner makes it more or less likely: two
brackets of a pair stand on one height. What is chosen is the likeliest set of pairs and lone brackets of the line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from extract.scan.arrays import Grey, Ink, PixelBox, RecognizedLine
from extract.scan.boxes.marks import Inside, inside
from extract.scan.boxes.patches import Darkness, darkness
from extract.scan.boxes.stems import bracket_likelihoods, upright_strokes

LEAST_LIKELY = 0.02
"""Strokes that are brackets with less probability than this are not looked at."""
PAIRED = 2.0
"""What a partner on the same height adds to the log odds of two brackets."""
UNEVEN = -6.0
"""What a partner on another height, or too near, takes away."""
LONE = -3.0
"""What it takes away that no partner is on the line."""
LEVEL = 0.12
"""The ends of two brackets of a pair differ by less than this share of their height (and a pixel)."""
NARROWEST = 0.35
"""The least room between the brackets of a pair, in their heights."""
ARM = 0.45
"""How far the arms of a bracket reach at most, in its heights."""
ARM_HEIGHT = 0.22
"""The arms lie within this share of the height from either end."""
BETWEEN_ARMS = 0.2
"""The share of ink from which a column between the arms is that of something else."""
READ_AS_BRACKET = {
    "[": "[",
    "［": "[",
    "〔": "[",
    "「": "[",
    "]": "]",
    "］": "]",
    "〕": "]",
    "」": "]",
}
"""What recognizers make of brackets; 【 is not among it, they know it by its ink."""
HEARD = 3.0
"""What it adds to the log odds of a stroke that the recognizer read a bracket there."""
LEAST_ODDS = 2.0
"""The log odds (0.88) from which a pair, or a lone bracket, is taken for one; the others are doubtful."""
MOST_ODDS = 8.0
"""Log odds beyond this say nothing more."""


class Side(StrEnum):
    """Which of the two brackets of a pair."""

    OPENING = "["
    CLOSING = "]"


@dataclass(frozen=True, slots=True)
class Bracket:
    """One bracket in a line's picture; `odds` are the log odds that its shape is that of one."""

    side: Side
    box: PixelBox
    odds: float


@dataclass(frozen=True, slots=True)
class BracketPair:
    """`[` and `]` with what stands between; `sureness` (0-1) is that of there being a pair."""

    opening: Bracket
    closing: Bracket
    inside: Inside
    sureness: float


@dataclass(frozen=True, slots=True)
class LineBrackets:
    """The brackets of a line from left to right: pairs, those without a partner, and strokes that may be more."""

    pairs: tuple[BracketPair, ...] = ()
    lone: tuple[Bracket, ...] = ()
    doubtful: tuple[Bracket, ...] = ()

    def erasable(self) -> list[PixelBox]:
        """The brackets and the marks between them: what a recognizer is better not shown."""
        boxes = [bracket.box for bracket in self.lone]
        for pair in self.pairs:
            boxes += [pair.opening.box, pair.closing.box]
            if pair.inside.is_mark and pair.inside.box:
                boxes.append(pair.inside.box)
        return boxes


def find_brackets(ink: Ink, grey: Grey, em: float) -> LineBrackets:
    """The brackets in the picture of one whole line (not cut at gaps); `ink` is without rulings, `em` in pixels."""
    dark = darkness(grey, ink)
    return _arranged(_candidates(ink, dark, em), ink, dark)


def confirm(found: LineBrackets, recognized: RecognizedLine, ink: Ink, grey: Grey, em: float) -> LineBrackets:
    """The brackets of a line in the light of what a recognizer read in its picture, with the found ones painted over.

    Only strokes count that have the shape of a bracket to some degree: the recognizer makes them likelier, it does not
    make any. Its characters' edges must be in pixels of the same picture.
    """
    known = [bracket for pair in found.pairs for bracket in (pair.opening, pair.closing)] + list(found.lone)
    heard = [_heard(bracket, recognized, em) for bracket in found.doubtful]
    return _arranged([*known, *heard], ink, darkness(grey, ink))


def _heard(bracket: Bracket, recognized: RecognizedLine, em: float) -> Bracket:
    middle = (bracket.box.x0 + bracket.box.x1) / 2
    for char, (x0, x1) in zip(recognized.text, recognized.edges, strict=True):
        if READ_AS_BRACKET.get(char) == bracket.side and x0 - em / 4 <= middle <= x1 + em / 4:
            return replace(bracket, odds=bracket.odds + HEARD)
    return bracket


def _candidates(ink: Ink, dark: Darkness, em: float) -> list[Bracket]:
    strokes = upright_strokes(ink, em)
    if not strokes:
        return []
    brackets: list[Bracket] = []
    likely_sides = bracket_likelihoods(dark, strokes, em)[:, 1:]
    for stroke, (opening, closing) in zip(strokes, likely_sides, strict=True):
        for side, likely in ((Side.OPENING, opening), (Side.CLOSING, closing)):
            if likely > LEAST_LIKELY:
                odds = float(np.clip(np.log(likely / max(1.0 - likely, 1e-6)), -MOST_ODDS, MOST_ODDS))
                brackets.append(Bracket(side, _with_arms(ink, stroke, side), odds))
    return brackets


def _with_arms(ink: Ink, stem: PixelBox, side: Side) -> PixelBox:
    """The box around a bracket: its stem, and the ink beside the stem's ends."""
    height = stem.bottom - stem.top
    depth, reach = max(2, round(ARM_HEIGHT * height)), max(2, round(ARM * height))
    rows = ink[max(stem.top - 1, 0) : stem.bottom + 1]
    columns = rows[:, stem.x1 : stem.x1 + reach] if side is Side.OPENING else rows[:, : stem.x0][:, ::-1][:, :reach]
    between = columns[depth:-depth].mean(axis=0)
    armed = (columns[:depth].any(axis=0) | columns[-depth:].any(axis=0)) & (between < BETWEEN_ARMS)
    armed[:1] = True  # the stem's own edge is frayed
    length = int(np.argmin(np.append(armed, False)))
    if side is Side.OPENING:
        return stem._replace(x1=stem.x1 + length)
    return stem._replace(x0=stem.x0 - length)


class _Choice(NamedTuple):
    """A set of brackets up to some place in the line: its log odds, pairs and lone brackets."""

    odds: float
    pairs: tuple[tuple[Bracket, Bracket], ...] = ()
    lone: tuple[Bracket, ...] = ()


def _arranged(candidates: Sequence[Bracket], ink: Ink, dark: Darkness) -> LineBrackets:
    """The likeliest pairs and lone brackets among `candidates`."""
    brackets = sorted(candidates, key=lambda bracket: (bracket.box.x0, bracket.side))
    best = [_Choice(0.0)]  # best[n]: of the first n brackets
    for n, bracket in enumerate(brackets):
        options = [best[n]]
        free = best[_before(brackets, bracket.box, n)]
        if bracket.odds + LONE > LEAST_ODDS:
            options.append(_Choice(free.odds + bracket.odds + LONE, free.pairs, (*free.lone, bracket)))
        if bracket.side is Side.CLOSING:
            for m in range(n - 1, -1, -1):
                opening = brackets[m]
                odds = opening.odds + bracket.odds + _fit(opening, bracket)
                if opening.side is Side.OPENING and odds > LEAST_ODDS:
                    earlier = best[_before(brackets, opening.box, m)]
                    with_pair = (*earlier.pairs, (opening, bracket))
                    options.append(_Choice(earlier.odds + odds, with_pair, earlier.lone))
        best.append(max(options, key=lambda choice: choice.odds))
    chosen = best[-1]
    pairs = tuple(_pair(opening, closing, ink, dark) for opening, closing in chosen.pairs)
    used = {(bracket.side, bracket.box) for pair in chosen.pairs for bracket in pair}
    used |= {(bracket.side, bracket.box) for bracket in chosen.lone}
    doubtful = tuple(bracket for bracket in brackets if (bracket.side, bracket.box) not in used)
    return LineBrackets(pairs, chosen.lone, doubtful)


def _before(brackets: Sequence[Bracket], box: PixelBox, n: int) -> int:
    """How many of the first `n` brackets end before `box` begins: a stroke is only one of `[` and `]`."""
    while n and brackets[n - 1].box.x1 > box.x0:
        n -= 1
    return n


def _fit(opening: Bracket, closing: Bracket) -> float:
    """How much likelier two brackets become by each other."""
    left, right = opening.box, closing.box
    height = max(left.bottom - left.top, right.bottom - right.top)
    slack = LEVEL * height + 1
    level = abs(left.top - right.top) <= slack and abs(left.bottom - right.bottom) <= slack
    return PAIRED if level and right.x0 - left.x1 >= NARROWEST * height else UNEVEN


def _pair(opening: Bracket, closing: Bracket, ink: Ink, dark: Darkness) -> BracketPair:
    odds = opening.odds + closing.odds + _fit(opening, closing)
    return BracketPair(opening, closing, inside(ink, dark, opening.box, closing.box), float(1 / (1 + np.exp(-odds))))
