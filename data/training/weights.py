"""Weights in files, as `extract.scan.boxes.patches.network` reads them."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from extract.scan.boxes.patches import Network


def save(network: Network, file: Path) -> None:
    """Write a network's weights; the same weights give the same bytes. Half precision is more than they know."""
    with file.open("wb") as out:
        half = {key: value.astype(np.float16) for key, value in sorted(network.items())}
        np.savez_compressed(out, allow_pickle=False, **half)


def load(file: Path) -> Network:
    """The weights in a file."""
    with np.load(file) as stored:
        return {key: stored[key].astype(np.float32) for key in stored.files}
