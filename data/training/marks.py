"""Examples of what stands between two brackets: the signs that tick a box, and single characters that do not."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from data.training.examples import Examples, gathered
from data.training.listening import Rows, questions
from data.training.seen import Character, SeenLine
from data.training.strokes import CLOSING, OPENING, SIDES
from extract.records import Box
from extract.scan.arrays import Ink, PixelBox
from extract.scan.boxes import marks
from extract.scan.boxes.patches import Darkness, darkness

OTHER = len(marks.SIGNS)
"""The network's answer for any other character; those before it are the signs in their order."""
ANSWERS = OTHER + 1
SAME_SIGN = {"◯": "○", "〇": "○", "✓": "レ", "✔": "レ", "√": "レ", "✕": "×", "☑": "■", "☒": "■"}
EMPTY = -1
"""The right answer about a box without anything, which the network is not asked about."""
AROUND = 3
"""Pixels that are cut out beside the brackets."""


@dataclass(frozen=True, slots=True)
class Boxed:
    """An option box cut out of its line, its two brackets included: `answer` is the right one, `EMPTY` for nothing.

    `text` is what stands in it, `mode` how it was scanned.
    """

    ink: Ink
    dark: Darkness
    opening: PixelBox
    closing: PixelBox
    answer: int
    text: str
    mode: str

    def read(self) -> marks.Inside:
        """What the reader makes of it."""
        return marks.inside(self.ink, self.dark, self.opening, self.closing)


class _Pair(NamedTuple):
    opening: Box
    closing: Box
    text: str


def boxed(lines: Iterable[SeenLine], dice: random.Random) -> Iterator[Boxed]:
    """The boxes of the lines that hold one character or none; their brackets are found to a pixel or so."""
    for line in lines:
        pairs = [pair for pair in _pairs(line.characters) if len(pair.text) <= 1]
        dark = darkness(line.grey, line.ink) if pairs else np.zeros((0, 0), np.float32)
        for pair in pairs:
            opening, closing = _pixels(pair.opening, dice, line.ink.shape), _pixels(pair.closing, dice, line.ink.shape)
            left, right = max(opening.x0 - AROUND, 0), closing.x1 + AROUND
            yield Boxed(
                line.ink[:, left:right].copy(), dark[:, left:right].copy(), _moved(opening, -left),
                _moved(closing, -left), _answer(pair.text), pair.text, line.scan.mode,
            )  # fmt: skip


def mark_examples(boxes: Iterable[Boxed]) -> Examples:
    """Those of the boxes that the network is asked about."""
    parts: list[tuple[Rows, list[int]]] = []
    for box in boxes:
        with questions(marks, ANSWERS) as asked:
            box.read()
        if asked and box.answer != EMPTY:
            parts.append((asked[0], [box.answer]))
    return gathered(parts)


def _answer(text: str) -> int:
    sign = SAME_SIGN.get(text, text)
    return EMPTY if not text else marks.SIGNS.index(sign) if sign in marks.SIGNS else OTHER


def _pairs(characters: tuple[Character, ...]) -> Iterator[_Pair]:
    """Brackets on one height that follow each other, with what stands between them."""
    for n, first in enumerate(characters):
        if SIDES.get(first.text) != OPENING:
            continue
        text = ""
        for char in characters[n + 1 :]:
            if not first.box.top < (char.box.top + char.box.bottom) / 2 < first.box.bottom:
                continue  # of another line: lines that touch are seen as one
            if char.text in SIDES:
                if SIDES[char.text] == CLOSING:
                    yield _Pair(first.box, char.box, text)
                break
            text += char.text


def _pixels(box: Box, dice: random.Random, shape: tuple[int, ...]) -> PixelBox:
    """Where the reader may find a bracket."""
    off = dice.choice((-1, 0, 0, 1))
    top, bottom = max(int(box.top) + off, 0), min(math.ceil(box.bottom) + off, shape[0])
    return PixelBox(max(int(box.x0), 0), top, min(math.ceil(box.x1), shape[1]), bottom)


def _moved(box: PixelBox, across: int) -> PixelBox:
    return box._replace(x0=box.x0 + across, x1=box.x1 + across)
