"""How each of the two networks is trained: its examples, how they are varied, and how long."""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np

from data.training import marks, strokes
from data.training.examples import practice_lines
from data.training.fit import Answers, Recipe, answered, fitted
from data.training.listening import Rows
from extract.scan.boxes.marks import PATCH
from extract.scan.boxes.patches import Network
from extract.scan.boxes.stems import PATCH_HEIGHT, PATCH_WIDTH

FORMS = 4
"""Every so many prints for strokes are of a filled-in form."""
PLAIN = 0.25
"""The share of strokes that are no brackets that the first round is trained on; most are easily told."""
DOUBTED = 0.97
"""The second round adds those that the first did not find that likely to be none."""
DARKER, NOISE = (0.8, 1.15), 0.06
"""How much darker print may come out, and the deviation of what is added to each point."""
OTHER_SIZE = (0.85, 1.2)
"""By how much the font size may be taken wrong."""
GAP = 4
"""Points across the gaps that marks get."""
LOST = 0.3
"""The most of a mark that gaps take."""

Told = Callable[[str], None]
"""Is told how the training goes on."""


def train_strokes(seeds: range, tell: Told) -> Network:
    """The network for upright strokes, from one print for each seed."""
    examples, missed = strokes.stroke_examples(practice_lines(seeds, marks=False, forms=FORMS))
    brackets = examples.answers != strokes.NEITHER
    tell(f"{len(examples):,} strokes, {brackets.sum():,} of brackets; {missed:,} brackets without a stroke")
    plain = np.random.default_rng(seeds.start).random(len(examples)) < PLAIN
    network, losses = fitted(examples.chosen(brackets | plain), STROKES, seeds.start)
    tell(f"first round, loss {losses[0]:.4f} to {losses[-1]:.4f}")
    doubted = answered(examples.rows, network)[:, strokes.NEITHER] < DOUBTED
    network, losses = fitted(examples.chosen(brackets | plain | doubted), STROKES_AGAIN, seeds.start + 1, network)
    tell(f"second round, loss {losses[0]:.4f} to {losses[-1]:.4f}")
    return network


def train_marks(seeds: range, tell: Told) -> Network:
    """The network for marks, from one print for each seed."""
    dice = random.Random(f"boxes-{seeds.start}")
    examples = marks.mark_examples(marks.boxed(practice_lines(seeds, marks=True), dice))
    tell(f"{len(examples):,} boxes, {(examples.answers != marks.OTHER).sum():,} of them ticked")
    network, losses = fitted(examples, MARKS, seeds.start)
    tell(f"loss {losses[0]:.4f} to {losses[-1]:.4f}")
    return network


def _varied_strokes(rows: Rows, answers: Answers, draw: np.random.Generator) -> tuple[Rows, Answers]:
    """The strokes a point off, upside down, or as in a mirror, in which `[` and `]` change places."""
    points = PATCH_HEIGHT * PATCH_WIDTH
    pictures = _shifted(rows[:, :points].reshape(-1, PATCH_HEIGHT, PATCH_WIDTH), draw)
    if draw.random() < 0.5:
        pictures = pictures[:, ::-1]
    if draw.random() < 0.5:
        pictures = pictures[:, :, ::-1]
        answers = np.array([strokes.NEITHER, strokes.CLOSING, strokes.OPENING])[answers]
    measures = rows[:, points:].copy()
    measures[:, 0] *= draw.uniform(*OTHER_SIZE, len(rows))
    return np.hstack([_inked(pictures, draw).reshape(len(rows), -1), measures]), answers


def _varied_marks(rows: Rows, answers: Answers, draw: np.random.Generator) -> tuple[Rows, Answers]:
    """The marks a point off, half of them with gaps, as thin ones get when they are scanned."""
    pictures = _shifted(rows.reshape(-1, PATCH, PATCH), draw)
    coarse = (len(rows), PATCH // GAP, PATCH // GAP)
    kept = draw.random(coarse) >= draw.uniform(0.0, LOST, (len(rows), 1, 1)) * (draw.random((len(rows), 1, 1)) < 0.5)
    pictures = pictures * kept.repeat(GAP, axis=1).repeat(GAP, axis=2)
    return _inked(pictures, draw).reshape(len(rows), -1), answers


def _shifted(pictures: Rows, draw: np.random.Generator) -> Rows:
    """Pictures moved by a point or none, all the same way."""
    down, right = draw.integers(-1, 2, 2)
    return np.roll(pictures, (int(down), int(right)), (1, 2))


def _inked(pictures: Rows, draw: np.random.Generator) -> Rows:
    """Pictures printed lighter or darker, some with noise."""
    darker = draw.uniform(*DARKER, (len(pictures), 1, 1)).astype(np.float32)
    noise = NOISE * draw.standard_normal(pictures.shape, np.float32) if draw.random() < 0.5 else np.float32(0.0)
    return np.asarray(pictures * darker + noise, np.float32)


STROKES = Recipe(strokes.ANSWERS, hidden=32, epochs=16, varied=_varied_strokes)
STROKES_AGAIN = Recipe(strokes.ANSWERS, hidden=32, epochs=10, varied=_varied_strokes, rate=1e-3)
MARKS = Recipe(marks.ANSWERS, hidden=24, epochs=40, varied=_varied_marks)
