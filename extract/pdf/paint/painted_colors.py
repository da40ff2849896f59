"""The colors in which a page paints its objects: rows red, green, blue, alpha (0-255); opaque black where unknown."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress
from typing import Any

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from extract.pdf.calls import call, places, plain

OPAQUE = 0xFF

_fill_color = plain(raw.FPDFPageObj_GetFillColor)
_stroke_color = plain(raw.FPDFPageObj_GetStrokeColor)


def fills_of(handles: Sequence[int]) -> NDArray[np.uint32]:
    """The colors that objects are filled with."""
    return _colors(_fill_color, handles)


def stroke_of(handle: int) -> NDArray[np.uint32]:
    """The color of an object's strokes, one row."""
    found: NDArray[np.uint32] = _colors(_stroke_color, [handle])[0]
    return found


def colors_of(
    handles: Sequence[int], filled: NDArray[np.bool_], stroked: NDArray[np.bool_]
) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """The colors of the paths that are filled, and of those that are stroked; opaque black for all others."""
    inks, outlines = unknown_colors(len(handles)), unknown_colors(len(handles))
    inks[filled] = _colors(_fill_color, list(compress(handles, filled.tolist())))
    outlines[stroked] = _colors(_stroke_color, list(compress(handles, stroked.tolist())))
    return inks, outlines


def _colors(ask: Any, handles: Sequence[int]) -> NDArray[np.uint32]:
    """What `ask` says of objects."""
    colors = unknown_colors(len(handles))
    call(ask, handles, *places(colors))
    return colors


def unknown_colors(count: int) -> NDArray[np.uint32]:
    """Opaque black for each of so many objects."""
    colors = np.zeros((count, 4), np.uint32)
    colors[:, 3] = OPAQUE
    return colors
