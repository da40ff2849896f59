"""Glyphs that are set aside → what they say and where, string by string."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from extract.pdf.layer.glyphs import Glyphs
from extract.records import Box, LeftOut, SetAside

APART = 2.0
"""A gap of so many font sizes, along a line or down to the next one, ends a string."""


def texts_of(reason: LeftOut, glyphs: Glyphs, chosen: NDArray[np.intp]) -> Iterator[SetAside]:
    """What the glyphs of the numbers `chosen`, in their order, say: one text for each string of lines."""
    if not len(chosen):
        return
    part = glyphs.take(chosen)
    sizes = np.maximum(part.bottom - part.top, 1.0)[1:]
    down = np.diff(part.baseline)
    same = np.abs(down) < sizes / 2
    gap = part.x0[1:] - part.x1[:-1]
    runs_on = np.where(same, np.abs(gap) < APART * sizes, (down > 0) & (down < APART * sizes))
    for piece in np.split(np.arange(len(part)), np.flatnonzero(~runs_on) + 1):
        chars = [("" if n == 0 or same[i - 1] else "\n") + chr(part.codes[i]) for n, i in enumerate(piece.tolist())]
        box = Box(
            float(part.x0[piece].min()), float(part.top[piece].min()),
            float(part.x1[piece].max()), float(part.bottom[piece].max()),
        )  # fmt: skip
        yield SetAside(reason, "".join(chars), box)


def beyond(glyphs: Glyphs) -> Iterator[SetAside]:
    """What stands beyond the edges of the glyphs' page."""
    if glyphs.beyond is not None:
        yield from texts_of(LeftOut.OFF_PAGE, glyphs.beyond, np.arange(len(glyphs.beyond)))
