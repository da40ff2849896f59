"""Boxes of glyphs that lie beyond the page though they are printed on it: fonts state wrong widths and heights."""

from __future__ import annotations

import math

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from extract.pdf.coordinates import FloatArray, View
from extract.pdf.layer.direction import directions
from extract.pdf.layer.type_boxes import ASCENT, DESCENT, WIDE_FROM

NARROW = 0.5
"""The width (font sizes) put for a glyph that is not full-width."""


def on_page(boxes: FloatArray, view: View) -> NDArray[np.bool_]:
    """Which rows (x0, top, x1, bottom) have their middle within the page."""
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    return (x > 0) & (x < view.width) & (y > 0) & (y < view.height)


def with_strays_at_origin(
    handle: object, index: NDArray[np.intp], codes: NDArray[np.uint32], boxes: FloatArray, x: FloatArray,
    baseline: FloatArray, view: View,
) -> None:  # fmt: skip
    """Put the rows of `boxes` that lie beyond the page at their glyphs' origins, where these lie on it.

    `index` are the numbers of the glyphs on their page, `codes` their characters, `x` and `baseline` their origins as
    displayed (points). The size of their type tells how large such a box is.
    """
    astray = ~on_page(boxes, view) & (x > 0) & (x < view.width) & (baseline > 0) & (baseline < view.height)
    for n in np.flatnonzero(astray).tolist():
        size, quarters = _type_of(handle, int(index[n]), view.rotation)
        if size <= 0:
            continue
        ahead = size if codes[n] >= WIDE_FROM else NARROW * size
        # Along its line a glyph reaches from its origin on; across it, above and below its baseline.
        along, across = [(0.0, ahead), (-DESCENT * size, ASCENT * size)]
        match quarters:
            case 0:
                edges = (along[0], -across[1], along[1], -across[0])
            case 1:
                edges = (across[0], along[0], across[1], along[1])
            case 2:
                edges = (-along[1], across[0], -along[0], across[1])
            case _:
                edges = (-across[1], -along[1], -across[0], -along[0])
        boxes[n] = np.array((x[n], baseline[n], x[n], baseline[n])) + np.array(edges)


def _type_of(handle: object, char: int, rotation: int) -> tuple[float, int]:
    """The size of a glyph's type (points; 0 where nothing tells it), and by how many quarters it is turned."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(handle, char, matrix):
        return 0.0, 0
    size = raw.FPDFText_GetFontSize(handle, char) * math.hypot(matrix.c, matrix.d)
    angle = np.array([raw.FPDFText_GetCharAngle(handle, char)], np.float64)
    return size, int(directions(angle, rotation)[0])
