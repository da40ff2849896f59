"""Paths that are pictures, not rules: letters and ornaments that are filled, and outlined in the same color."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable

import pypdfium2.raw as raw


def in_one_color(handle: object) -> bool:
    """Whether a path that is filled and stroked has one color for both: its outline bounds nothing but itself."""
    fill, stroke = ([ctypes.c_uint() for _ in range(4)] for _ in range(2))
    known = raw.FPDFPageObj_GetFillColor(handle, *fill) and raw.FPDFPageObj_GetStrokeColor(handle, *stroke)
    return bool(known) and [part.value for part in fill] == [part.value for part in stroke]


def is_drawing(points: Iterable[tuple[int, float, float, bool]], slack: float) -> bool:
    """Whether a side is curved or aslant: by more than `slack` points in both directions.

    The points are (segment type, x, y, closes) each, as PDFium lists them.
    """
    last: tuple[float, float] | None = None
    for kind, x, y, _ in points:
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            return True
        if kind == raw.FPDF_SEGMENT_LINETO and last is not None and min(abs(x - last[0]), abs(y - last[1])) > slack:
            return True
        last = x, y
    return False
