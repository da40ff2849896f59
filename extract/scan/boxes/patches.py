"""Small pictures of single shapes, and small networks that say what they show.

A bracket or a mark is too plain for a recognizer of text and too varied for rules (seven type faces, blurred, broken,
a dozen pixels high). A network of one hidden layer over some twenty by thirty points tells them apart.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import IO

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.scan.arrays import Grey, Ink
from extract.scan.models import check_model

LEAST_CONTRAST = 30.0
"""Grey levels between ink and paper, below which a line is taken to be empty."""
SOME = 5
"""Every so many points are enough to know how dark paper and ink are."""
RULING = 0.5
"""Nothing so dark but a ruling is not among the ink."""
LONG = 0.9
"""A ruling is at least this long, in heights of the line's picture, or goes on beyond its edge."""
FRAYED = 2
"""A ruling is blurred by so many pixels."""

Darkness = NDArray[np.float32]
"""(height, width), 0 is paper and 1 is ink."""
Network = dict[str, NDArray[np.float32]]
"""Weights and offsets of the hidden layer (w1, b1) and of the answers (w2, b2)."""


def darkness(grey: Grey, ink: Ink) -> Darkness:
    """How dark each point of a line is between its paper and its ink; faint print comes out as dark as any.

    A long stroke that is dark without being ink is a ruling that was taken away: paper. Anything shorter stays, for
    it may be a mark that was not taken for ink.
    """
    if not ink.any() or ink.all():
        return ink.astype(np.float32)
    paper = float(np.median(grey[~ink][::SOME]))
    black = float(np.percentile(grey[ink][::SOME], 25))
    levels = (paper - grey.astype(np.float32)) / max(paper - black, LEAST_CONTRAST)
    inked = cv2.dilate(ink.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    levels[_rulings((levels > RULING) & ~inked) & ~inked] = 0.0
    dark: Darkness = np.clip(levels, 0.0, 1.2)
    return dark


def _rulings(left_out: Ink) -> Ink:
    """The long strokes among what is dark and no ink, and their blurred edges."""
    if not left_out.any():
        return left_out
    rows, columns = left_out.shape
    _, labels, stats, _ = cv2.connectedComponentsWithStats(left_out.astype(np.uint8), connectivity=8)
    x, y, width, height = stats[:, :4].T
    edge = (x == 0) | (y == 0) | (x + width == columns) | (y + height == rows)
    ruled = edge | (np.maximum(width, height) >= LONG * rows)
    ruled[0] = False
    grown = cv2.dilate(ruled[labels].astype(np.uint8), np.ones((2 * FRAYED + 1,) * 2, np.uint8))
    return np.asarray(grown > 0)


def zoomed(dark: Darkness, middle: tuple[float, float], zoom: float, size: tuple[int, int]) -> Darkness:
    """What is around `middle` (x, y), `zoom` times as large, as a picture of `size` (width, height)."""
    (x, y), (width, height) = middle, size
    x0, top = int(np.floor(x - width / zoom / 2)), int(np.floor(y - height / zoom / 2))
    x1, bottom = int(np.ceil(x + width / zoom / 2)), int(np.ceil(y + height / zoom / 2))
    inner = dark[max(top, 0) : max(bottom, 0), max(x0, 0) : max(x1, 0)]
    framed = cv2.copyMakeBorder(
        inner, max(-top, 0), max(bottom - dark.shape[0], 0), max(-x0, 0), max(x1 - dark.shape[1], 0),
        cv2.BORDER_CONSTANT,
    )  # fmt: skip
    if zoom < 1:
        framed = cv2.blur(framed, (max(round(1 / zoom), 1),) * 2)
    move = np.array([[zoom, 0, (x0 - x + 0.5) * zoom + width / 2 - 0.5],
                     [0, zoom, (top - y + 0.5) * zoom + height / 2 - 0.5]])  # fmt: skip
    picture: Darkness = cv2.warpAffine(framed, move, size, flags=cv2.INTER_LINEAR).astype(np.float32)
    return picture


@cache
def network(name: str) -> Network:
    """The network stored beside this module as `name`. Raises `ModelError` unless it is the one that was measured."""
    with files("extract.scan.boxes").joinpath(name).open("rb") as file:
        check_model(name, file)
        return load_network(file)


def load_network(file: IO[bytes]) -> Network:
    """The network in a file (`.npz`), open at its start."""
    with np.load(file) as stored:
        return {key: stored[key].astype(np.float32) for key in stored.files}


def likelihoods(inputs: NDArray[np.float32], network: Network) -> NDArray[np.float32]:
    """How likely (0-1) each of the network's answers is: one row for each row of `inputs`."""
    # Threads of a BLAS library take longer to start than these few products.
    hidden = np.maximum(np.einsum("ij,jk->ik", inputs, network["w1"]) + network["b1"], 0.0)
    scores = np.einsum("ij,jk->ik", hidden, network["w2"]) + network["b2"]
    scores = np.exp(scores - scores.max(axis=1, keepdims=True))
    likely: NDArray[np.float32] = scores / scores.sum(axis=1, keepdims=True)
    return likely
