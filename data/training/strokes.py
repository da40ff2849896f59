"""Examples of upright strokes: stems of `[`, of `]`, and all that only looks like them."""

from __future__ import annotations

from collections.abc import Iterable

from data.training.examples import Examples, gathered
from data.training.listening import Rows, questions
from data.training.seen import Character, SeenLine
from extract.records import Box
from extract.scan.arrays import PixelBox
from extract.scan.boxes import stems
from extract.scan.boxes.patches import darkness

NEITHER, OPENING, CLOSING = 0, 1, 2
"""The network's answers, in their order."""
ANSWERS = 3
SIDES = {"[": OPENING, "［": OPENING, "]": CLOSING, "］": CLOSING}
SAME_HEIGHT = 0.6
"""A stroke is a bracket's if they share so much of the height that both take up."""
SLACK, NEAR = 2.0, 3.0
"""Pixels beside a bracket where its stem may be, and where a stroke is not told from it."""


def stroke_examples(lines: Iterable[SeenLine]) -> tuple[Examples, int]:
    """The strokes of the lines that are brackets or are not, and how many brackets have no stroke at all."""
    parts: list[tuple[Rows, list[int]]] = []
    missed = 0
    for line in lines:
        found = stems.upright_strokes(line.ink, line.em)
        answers = _answers(found, line.characters)
        missed += sum(char.text in SIDES for char in line.characters) - sum(answer > 0 for answer in answers.values())
        if answers:
            with questions(stems, ANSWERS) as asked:
                stems.bracket_likelihoods(darkness(line.grey, line.ink), [found[n] for n in answers], line.em)
            parts.append((asked[0], list(answers.values())))
    return gathered(parts), missed


def _answers(found: list[PixelBox], characters: tuple[Character, ...]) -> dict[int, int]:
    """What each stroke is, but for those beside a bracket that might be a part of it."""
    brackets = [char for char in characters if char.text in SIDES]
    stems: dict[int, int] = {}
    for char in brackets:
        best = max(range(len(found)), key=lambda n: _shared(found[n], char.box), default=None)
        if best is not None and _shared(found[best], char.box) >= SAME_HEIGHT:
            stems[best] = SIDES[char.text]
    return {
        n: stems.get(n, NEITHER)
        for n, stroke in enumerate(found)
        if n in stems or not any(_beside(stroke, char.box, NEAR) for char in brackets)
    }


def _shared(stroke: PixelBox, box: Box) -> float:
    """The share of the height that a stroke and a bracket have in common; 0 where the stroke is elsewhere."""
    if not _beside(stroke, box, SLACK):
        return 0.0
    return (min(stroke.bottom, box.bottom) - max(stroke.top, box.top)) / (
        max(stroke.bottom, box.bottom) - min(stroke.top, box.top)
    )


def _beside(stroke: PixelBox, box: Box, slack: float) -> bool:
    return box.x0 - slack <= (stroke.x0 + stroke.x1) / 2 <= box.x1 + slack
