"""The glyphs of a page as two readers see them: what PDFium knows of those that playa found (`declared_widths.py`).

playa finds all text of a page's content, but nothing of what was laid over the page, and no clip paths.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from extract.pdf.coordinates import FloatArray
from extract.pdf.layer.glyphs import Glyphs

NEAR = 1.0
"""Points within which two readers see one glyph."""


def with_known(stated: Glyphs, read: Glyphs, starts: FloatArray, texts: Sequence[int]) -> Glyphs:
    """The glyphs of one reader; those that PDFium `read` too have its numbers and clip boxes.

    Of others the text object may be known: where (`starts`, rows x, y) those begin that PDFium reads nothing of, and
    their numbers among the `texts` of the page.
    """
    stated.index[:] = -1
    origins, others = _origins(stated), _origins(read)
    by_code: dict[int, list[int]] = defaultdict(list)
    for n, code in enumerate(stated.codes.tolist()):
        by_code[code].append(n)
    for code, own in by_code.items():
        same = np.flatnonzero(read.codes == code)
        away = np.abs(origins[own][:, None] - others[same]).max(axis=2, initial=0.0)
        for row in np.flatnonzero((away < NEAR).any(axis=1)).tolist():
            nearest = int(away[row].argmin())
            if away[row, nearest] < NEAR:
                away[:, nearest] = np.inf  # it is known by now
                stated.index[own[row]], stated.clip[own[row]] = read.index[same[nearest]], read.clip[same[nearest]]
    unknown = np.flatnonzero(stated.index < 0)
    for n, start in _nearest(origins[unknown], starts):
        stated.index[unknown[n]] = -2 - texts[start]
    stated.clips = read.clips
    return stated


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
