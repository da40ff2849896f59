"""The glyphs of a page as two readers see them: what PDFium knows of those that playa found (`declared_widths.py`).

playa finds all text of a page's content, but nothing of what was laid over the page, and no clip paths.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extract.pdf.coordinates import FloatArray
from extract.pdf.layer.glyphs import Glyphs

NEAR = 1.0
"""Points within which two readers see one glyph."""
PART = 250
"""So many glyphs at a time are compared with all that have their codes: of a full page all pairs would fill memory."""


def with_known(stated: Glyphs, read: Glyphs, starts: FloatArray, texts: Sequence[int]) -> Glyphs:
    """The glyphs of one reader; those that PDFium `read` too have its numbers and clip boxes.

    Of others the text object may be known: where (`starts`, rows x, y) those begin that PDFium reads nothing of, and
    their numbers among the `texts` of the page.
    """
    stated.index[:] = -1
    origins = _origins(stated)
    own, same = _known(stated.codes, origins, read)
    stated.index[own], stated.clip[own] = read.index[same], read.clip[same]
    unknown = np.flatnonzero(stated.index < 0)
    for n, start in _nearest(origins[unknown], starts):
        stated.index[unknown[n]] = -2 - texts[start]
    stated.clips = read.clips
    return stated


def _known(codes: NDArray[np.uint32], origins: FloatArray, read: Glyphs) -> tuple[list[int], list[int]]:
    """Glyphs with these codes and origins (rows x, y), and the number of each in `read`: the nearest that is left."""
    taken: dict[int, int] = {}
    own, same, away = (np.concatenate(parts) for parts in zip(*_near(codes, origins, read), strict=True))
    last = -1
    for n, other in zip(*(column[np.lexsort((same, away, own))].tolist() for column in (own, same)), strict=True):
        if n != last and other not in taken:
            last = taken[other] = n
    return [*taken.values()], [*taken]


def _near(codes: NDArray[np.uint32], origins: FloatArray, read: Glyphs) -> Iterator[tuple[NDArray[Any], ...]]:
    """The pairs of glyphs with one code that begin near each other, and how far from each other, part by part."""
    others, by_code = _origins(read), np.argsort(read.codes, kind="stable")
    ordered = read.codes[by_code]
    for start in range(0, max(len(codes), 1), PART):
        part = codes[start : start + PART]
        first = np.searchsorted(ordered, part)
        counts = np.searchsorted(ordered, part, "right") - first
        own = np.repeat(np.arange(start, start + len(part)), counts)
        nth = np.arange(len(own)) - np.repeat(np.cumsum(counts) - counts, counts)
        same = by_code[np.repeat(first, counts) + nth]
        away = np.abs(origins[own] - others[same]).max(axis=1, initial=0.0)
        near = away < NEAR
        yield own[near], same[near], away[near]


def _nearest(origins: FloatArray, starts: FloatArray) -> Iterator[tuple[int, int]]:
    """Which glyph begins each text: the nearest, as one of other text may happen to begin beside it."""
    near: list[tuple[float, int, int]] = []
    for start, place in enumerate(starts):
        away = np.abs(origins - place).max(axis=1, initial=0.0)
        near += ((float(away[n]), n, start) for n in np.flatnonzero(away < NEAR).tolist())
    glyphs, begun = set[int](), set[int]()
    for _, n, start in sorted(near):
        if n not in glyphs and start not in begun:
            glyphs.add(n)
            begun.add(start)
            yield n, start


def with_others(glyphs: Glyphs, others: Glyphs) -> Glyphs:
    """The glyphs of a page and others of the same page, with the same clip boxes."""
    a, b = glyphs, others
    return Glyphs(
        np.concatenate([a.codes, b.codes]), np.concatenate([a.x0, b.x0]), np.concatenate([a.x1, b.x1]),
        np.concatenate([a.top, b.top]), np.concatenate([a.bottom, b.bottom]),
        np.concatenate([a.baseline, b.baseline]), np.concatenate([a.clip, b.clip]), a.clips, a.truncated,
        np.concatenate([a.faint, b.faint]), a.left_out, np.concatenate([a.direction, b.direction]),
        np.concatenate([a.index, b.index]), a.beyond,
    )  # fmt: skip


def _origins(glyphs: Glyphs) -> FloatArray:
    """Where glyphs begin: rows x, y in points."""
    return np.stack([glyphs.x0, glyphs.baseline], axis=1)
