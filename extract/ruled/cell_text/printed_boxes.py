"""Option boxes among the glyphs of a page: pairs of brackets with one sign or nothing between them.

What stands between two brackets is told by place: a ring from another font may lie on a baseline of its own, a value in
a ruled box of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extract.pdf.layer.glyphs import Glyphs
from extract.pdf.typefaces.unmapped import REPLACEMENT
from extract.records import Box, BoxState, Checkbox

SQUARE = {"[": "]", "［": "］"}
"""Brackets that are an option box with whatever one sign is between them."""
OTHER = {"〔": "〕", "【": "】", "（": "）", "(": ")"}
"""Brackets that print uses for much else: they are one only around a blank or one of `SIGNS`."""
SIGNS = frozenset("○〇◯●◎◆■□☐☑☒✓✔レㇾ×√")
"""Signs that nothing but a mark is."""
WIDEST_SIGN = 1.35
"""What is wider than this many bracket heights is a text: a value wrapped above and below the line of its brackets."""
NEAR = 1.1
"""Such lines have their middle within this many bracket heights of that of the brackets."""
OVER = 1.0
"""A sign that begins so many points before a closing bracket stands in its box, though it reaches over the bracket."""
_SIGNS = np.array(sorted(map(ord, SIGNS)), np.uint32)
_CLOSING = SQUARE | OTHER
_BRACKETS = np.array(sorted(map(ord, {*_CLOSING, *_CLOSING.values()})), np.uint32)
_LAST = len(_BRACKETS) - 1
BLANK = (0x20, 0xA0, 0x3000)
"""Code points of what prints nothing."""


@dataclass(frozen=True, slots=True)
class PrintedBox:
    """An option box with the numbers of its two brackets among the glyphs."""

    first: int
    last: int
    checkbox: Checkbox


def find_boxes(glyphs: Glyphs, owner: NDArray[np.intp], line_of: NDArray[np.intp]) -> list[PrintedBox]:
    """The option boxes of a page, in the order of its glyphs.

    The glyphs come line by line, each from left to right; `owner` is the cell of each and `line_of` its line.
    """
    pairs = _pairs(glyphs, line_of)
    if not pairs:
        return []
    x = (glyphs.x0 + glyphs.x1) / 2
    y = (glyphs.top + glyphs.bottom) / 2
    visible = np.logical_and.reduce([glyphs.codes != blank for blank in BLANK])
    by_y = np.flatnonzero(visible)[np.argsort(y[visible], kind="stable")]
    first_of, last_of = np.array(pairs).T
    is_sign = np.isin(glyphs.codes, _SIGNS)
    above = np.searchsorted(y[by_y], glyphs.top[first_of], side="right").tolist()
    below = np.searchsorted(y[by_y], glyphs.bottom[first_of], side="left").tolist()
    inside = []
    for (first, last), start, end in zip(pairs, above, below, strict=True):
        near = by_y[start:end]
        middle = (x[near] > glyphs.x1[first] - 0.01) & (x[near] < glyphs.x0[last] + 0.01)
        begins = (glyphs.x0[near] > glyphs.x1[first]) & (glyphs.x0[near] < glyphs.x0[last] - OVER)
        inside.append(near[middle | (begins & is_sign[near])])
    free = visible.copy()
    free[np.concatenate([*inside, first_of, last_of])] = False
    found = []
    for (first, last), within in zip(pairs, inside, strict=True):
        if len(within) or not _is_wrapped_around(glyphs, first, last, free & (owner == owner[first]), x, y):
            checkbox = _checkbox(glyphs, first, last, within)
            if checkbox is not None:
                found.append(PrintedBox(first, last, checkbox))
    return found


def _pairs(glyphs: Glyphs, line_of: NDArray[np.intp]) -> list[tuple[int, int]]:
    """The numbers of brackets on one line that belong together, with no other bracket between them."""
    nearest = _BRACKETS[np.minimum(np.searchsorted(_BRACKETS, glyphs.codes), _LAST)]
    brackets = np.flatnonzero(nearest == glyphs.codes).tolist()
    return [
        (first, last) for first, last in pairwise(brackets)
        if line_of[first] == line_of[last]
        and _CLOSING.get(chr(glyphs.codes[first])) == chr(glyphs.codes[last])
    ]  # fmt: skip


def _checkbox(glyphs: Glyphs, first: int, last: int, within: NDArray[np.intp]) -> Checkbox | None:
    """The option box of two brackets; None where what is between them makes them something else."""
    signs = [chr(code) for code in glyphs.codes[within].tolist()]
    if len(signs) > 1 or (chr(glyphs.codes[first]) in OTHER and not SIGNS.issuperset(signs)):
        return None
    sign = signs[0] if signs else ""
    box = Box(
        float(glyphs.x0[first]), float(min(glyphs.top[first], glyphs.top[last])),
        float(glyphs.x1[last]), float(max(glyphs.bottom[first], glyphs.bottom[last])),
    )  # fmt: skip
    if sign == chr(REPLACEMENT):
        return Checkbox(box, BoxState.UNCLEAR)
    return Checkbox(box, BoxState.SELECTED if sign else BoxState.UNSELECTED, sign)


def _is_wrapped_around(
    glyphs: Glyphs, first: int, last: int, free: NDArray[np.bool_], x: NDArray[np.float64], y: NDArray[np.float64]
) -> bool:
    """Whether the lines above and below two brackets are a text that stands between them."""
    height = glyphs.bottom[first] - glyphs.top[first]
    middle = (glyphs.top[first] + glyphs.bottom[first]) / 2
    near = free & (np.abs(y - middle) < NEAR * height) & (x > glyphs.x1[first]) & (x < glyphs.x0[last])
    return bool(near.any()) and float(glyphs.x1[near].max() - glyphs.x0[near].min()) > WIDEST_SIGN * float(height)
