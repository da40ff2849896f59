"""Glyphs that are added to those of a page: signs that are drawn or typed over it, text that cannot be read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from extract.pdf.layer.glyphs import Glyphs


class Glyph(NamedTuple):
    """One glyph to be added to a page; places as read."""

    code: int
    x0: float
    x1: float
    top: float
    bottom: float
    baseline: float


def with_glyphs(glyphs: Glyphs, added: Sequence[Glyph]) -> Glyphs:
    """The glyphs of a page and some more."""
    if not added:
        return glyphs
    codes, x0, x1, top, bottom, baseline = (np.array(column) for column in zip(*added, strict=True))
    count = len(added)
    return Glyphs(
        np.concatenate([glyphs.codes, codes.astype(np.uint32)]),
        np.concatenate([glyphs.x0, x0]), np.concatenate([glyphs.x1, x1]),
        np.concatenate([glyphs.top, top]), np.concatenate([glyphs.bottom, bottom]),
        np.concatenate([glyphs.baseline, baseline]),
        np.concatenate([glyphs.clip, np.full(count, -1)]), glyphs.clips, glyphs.truncated,
        np.concatenate([glyphs.faint, np.zeros(count, np.bool_)]), glyphs.left_out,
        np.concatenate([glyphs.direction, np.zeros(count, np.int8)]),
        np.concatenate([glyphs.index, np.full(count, -1)]), glyphs.beyond,
    )  # fmt: skip
