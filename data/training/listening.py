"""What the reader of scans asks its networks: the inputs that they are trained on, made by the reader itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from extract.scan.boxes.patches import Network

Rows = NDArray[np.float32]
"""One row of numbers for each shape that a network is asked about."""


@contextmanager
def questions(module: ModuleType, answers: int) -> Iterator[list[Rows]]:
    """The rows that `module` (of `extract.scan.boxes`) asks its network about while this is open, question by question.

    The network is not needed: it is as if it found each of its `answers` as likely as any.
    """
    asked: list[Rows] = []

    def listen(rows: Rows, _: Any) -> Rows:
        asked.append(rows)
        return np.full((len(rows), answers), 1.0 / answers, np.float32)

    with patch.object(module, "likelihoods", listen), patch.object(module, "network", lambda _: {}):
        yield asked


@contextmanager
def answering(module: ModuleType, network: Network) -> Iterator[None]:
    """While this is open, `module` (of `extract.scan.boxes`) asks `network` instead of the one stored beside it."""
    with patch.object(module, "network", lambda _: network):
        yield
