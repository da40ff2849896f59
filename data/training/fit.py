"""A network of one hidden layer fitted to examples: gradient descent with Adam, in plain NumPy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.training.examples import Examples
from data.training.listening import Rows
from extract.scan.boxes.patches import Network, likelihoods

Answers = NDArray[np.int64]
Varied = Callable[[Rows, Answers, np.random.Generator], tuple[Rows, Answers]]
"""Makes of some questions and their answers others like them."""

BATCH = 256
DECAY = 1e-3
"""How much smaller a step makes each weight (not the offsets), as a share of the rate."""
DROPPED = 0.1
"""The share of hidden units that a step leaves out."""
MEMORY, SPREAD_MEMORY = 0.9, 0.999
"""How much of the past Adam keeps in its means of gradients and of their squares."""
LEAST_RATE = 1e-5
CHUNK = 20_000
"""So many questions are answered at once, for the memory's sake."""


@dataclass(frozen=True)
class Recipe:
    """How a network is trained: `hidden` units, `epochs` over all examples, the `rate` of the first step, variation.

    `answers` is the number of answers it tells apart.
    """

    answers: int
    hidden: int
    epochs: int
    varied: Varied
    rate: float = 2e-3


def fitted(examples: Examples, recipe: Recipe, seed: int, start: Network | None = None) -> tuple[Network, list[float]]:
    """A network that answers like the examples, and the mean loss (nats) of each epoch; `start` is trained further."""
    draw = np.random.default_rng(seed)
    weights = {key: value.copy() for key, value in start.items()} if start else _fresh(examples, recipe, draw)
    mean = {key: np.zeros_like(value) for key, value in weights.items()}
    spread = {key: np.zeros_like(value) for key, value in weights.items()}
    batch = min(BATCH, len(examples))
    steps, losses, step = recipe.epochs * (len(examples) // batch), [], 0
    for _ in range(recipe.epochs):
        order, total = draw.permutation(len(examples)), 0.0
        for first in range(0, len(order) - batch + 1, batch):
            chosen = order[first : first + batch]
            rows, answers = recipe.varied(examples.rows[chosen].astype(np.float32), examples.answers[chosen], draw)
            loss, slopes = _slopes(weights, rows, answers, draw)
            step, total = step + 1, total + loss
            rate = recipe.rate * 0.5 * (1 + np.cos(np.pi * step / steps)) + LEAST_RATE
            for key, slope in slopes.items():
                mean[key] = MEMORY * mean[key] + (1 - MEMORY) * slope
                spread[key] = SPREAD_MEMORY * spread[key] + (1 - SPREAD_MEMORY) * slope**2
                way = mean[key] / (1 - MEMORY**step) / (np.sqrt(spread[key] / (1 - SPREAD_MEMORY**step)) + 1e-8)
                way = way + DECAY * weights[key] if key.startswith("w") else way
                weights[key] = (weights[key] - rate * way).astype(np.float32)
        losses.append(total / max(len(order) // batch, 1))
    return weights, losses


def answered(rows: NDArray[np.float16], network: Network) -> NDArray[np.float32]:
    """How likely the network finds each answer, as the reader would get it: one row for each of `rows`."""
    parts = [likelihoods(rows[n : n + CHUNK].astype(np.float32), network) for n in range(0, len(rows), CHUNK)]
    return np.concatenate(parts)


def _fresh(examples: Examples, recipe: Recipe, draw: np.random.Generator) -> Network:
    """Weights to begin with, each layer's as large as keeps the spread of what goes through it."""
    inputs = examples.rows.shape[1]
    first = draw.normal(0.0, np.sqrt(2 / inputs), (inputs, recipe.hidden))
    last = draw.normal(0.0, np.sqrt(2 / recipe.hidden), (recipe.hidden, recipe.answers))
    return {
        "w1": first.astype(np.float32),
        "b1": np.zeros(recipe.hidden, np.float32),
        "w2": last.astype(np.float32),
        "b2": np.zeros(recipe.answers, np.float32),
    }


def _slopes(weights: Network, rows: Rows, answers: Answers, draw: np.random.Generator) -> tuple[float, Network]:
    """The mean loss of some questions, and how it changes with each weight."""
    hidden = np.maximum(rows @ weights["w1"] + weights["b1"], 0.0)
    kept = ((draw.random(hidden.shape) > DROPPED) / (1 - DROPPED)).astype(np.float32)
    scores = (hidden * kept) @ weights["w2"] + weights["b2"]
    likely = np.exp(scores - scores.max(axis=1, keepdims=True))
    likely /= likely.sum(axis=1, keepdims=True)
    each = np.arange(len(answers))
    loss = float(-np.log(likely[each, answers] + 1e-9).mean())
    likely[each, answers] -= 1.0
    likely /= len(answers)
    back = (likely @ weights["w2"].T) * (hidden > 0) * kept
    slopes = {"w2": (hidden * kept).T @ likely, "b2": likely.sum(axis=0), "w1": rows.T @ back, "b1": back.sum(axis=0)}
    return loss, slopes
