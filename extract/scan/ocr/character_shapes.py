"""The signs that a model spelt, each with its ink: where it is, what shape it has, and what ink is left unread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extract.scan.arrays import Ink
from extract.scan.ocr.character_spans import InkSpan, SeenCharacter, left_over, spans
from extract.scan.ocr.correct import InkShape
from extract.scan.ocr.ctc import Columns, Sign
from extract.scan.ocr.line_image import TYPE_HEIGHT, Prepared

STRIDE = 8
"""Pixels of the model's input to one column of its output."""
STEP = 2
"""Characters are laid along the line with a precision of so many pixels."""
EM = 1.05 * TYPE_HEIGHT
"""The width of a full-width character in pixels, unless type is squeezed."""
DIRT = 2
"""Columns with less ink than so many pixels are empty."""
UNREAD = 4
"""Ink that is at least so many pixels wide and has no character was not read."""
REACH_LEFT, REACH_RIGHT = 0.5, 0.9
"""Where (full widths left and right of its ink) the model may have seen a sign that it was shy of."""
SHY, SHY_RATIO = 0.03, 1.1
"""A sign for ink left over is believed from this probability on, and if it is so many times as probable as the next."""


@dataclass(frozen=True, slots=True)
class PlacedSign:
    """A sign with the columns (pixels of the prepared picture) of its ink; `shape` is None where there is none."""

    sign: Sign
    span: InkSpan
    shape: InkShape | None


def placed(columns: Columns, prepared: Prepared) -> tuple[list[PlacedSign], float]:
    """The signs of a line in order, and how many full widths of ink are left unread.

    A sign that the model was too shy of to name is taken up where it explains ink that is left over.
    """
    ink = prepared.ink()
    inked = _inked(ink)
    signs = columns.spell()
    found, unread = _lay(signs, inked)
    heard = [_heard(columns, signs, span) for span in unread]
    if any(heard):
        signs = sorted([*signs, *(sign for sign in heard if sign)], key=lambda sign: sign.first)
        found, unread = _lay(signs, inked)
    rows = np.flatnonzero(ink.any(axis=1))
    top, bottom = (int(rows[0]), int(rows[-1]) + 1) if len(rows) else (0, 1)
    return [
        PlacedSign(sign, tight, _shape(ink, tight, top, bottom))
        for sign, tight in zip(signs, (_tight(span, ink) for span in found), strict=True)
    ], sum(span.end - span.start for span in unread) / EM


def _inked(ink: Ink) -> NDArray[np.bool_]:
    """Which steps of the line have ink."""
    inked = ink.sum(axis=0) >= DIRT
    return np.asarray(np.pad(inked, (0, -len(inked) % STEP)).reshape(-1, STEP).any(axis=1))


def _lay(signs: Sequence[Sign], inked: NDArray[np.bool_]) -> tuple[list[InkSpan], list[InkSpan]]:
    """The columns of each sign, and those of unread ink, in pixels."""
    seen = [SeenCharacter(sign.text, (sign.first + sign.last + 1) * STRIDE / 2 / STEP) for sign in signs]
    found = spans(seen, inked, _full_width(signs) / STEP)
    unread = left_over(found, inked)
    return [_pixels(span) for span in found], [
        _pixels(span) for span in unread if (span.end - span.start) * STEP >= UNREAD
    ]


def _pixels(span: InkSpan) -> InkSpan:
    return InkSpan(span.start * STEP, span.end * STEP)


def _full_width(signs: Sequence[Sign]) -> float:
    """The width of a full-width character in pixels: what usually lies between two of them, in squeezed type less.

    Columns are coarse: the mean of the usual distances says it, their median does not.
    """
    steps = [
        (b.first + b.last - a.first - a.last) * STRIDE / 2
        for a, b in pairwise(signs)
        if a.text >= "\u3041" and b.text >= "\u3041"
    ]
    usual = [step for step in steps if abs(step - np.median(steps)) <= STRIDE]
    return float(np.clip(np.mean(usual), 0.6 * EM, 1.2 * EM)) if len(usual) >= 5 else EM


def _heard(columns: Columns, signs: Sequence[Sign], unread: InkSpan) -> Sign | None:
    """The sign that the model gives some probability where ink is left over."""
    first = max(int((unread.start - REACH_LEFT * EM) / STRIDE), 0)
    last = min(int((unread.end + REACH_RIGHT * EM) / STRIDE), len(columns.blank) - 1)
    middle = (unread.start + unread.end) / 2 / STRIDE
    for sign in signs:
        if sign.last <= middle:
            first = max(first, sign.last + 2)
        else:
            last = min(last, sign.first - 2)
    if last < first:
        return None
    sign = columns.sign(first, last)
    return sign if sign.confidence >= max(SHY, SHY_RATIO * sign.second_confidence) else None


def _tight(span: InkSpan, ink: Ink) -> InkSpan:
    """The span without empty columns at its sides."""
    inked = np.flatnonzero(ink[:, span.start : span.end].any(axis=0))
    return InkSpan(span.start + int(inked[0]), span.start + int(inked[-1]) + 1) if len(inked) else span


def _shape(ink: Ink, span: InkSpan, top: int, bottom: int) -> InkShape | None:
    """The shape of the ink in a span of a line whose ink reaches from row `top` to `bottom`."""
    part = ink[:, span.start : span.end]
    rows = np.flatnonzero(part.any(axis=1))
    if not len(rows):
        return None
    first, last = int(rows[0]), int(rows[-1]) + 1
    line = bottom - top
    return InkShape(
        width=(span.end - span.start) / line,
        height=(last - first) / line,
        middle=((first + last) / 2 - top) / line,
        fill=float(part[first:last].mean()),
    )
