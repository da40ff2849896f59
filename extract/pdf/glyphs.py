"""The glyphs of a page with their places, through PDFium.

The calls for each glyph are half of the time that a page takes, so they go through prototypes that take plain addresses
and are mapped over the glyphs without a step of Python's interpreter between.
"""

from __future__ import annotations

import ctypes
import math
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from extract.pdf.coordinates import FloatArray, Row, View, address
from extract.pdf.type_boxes import part_ligatures, with_usual_height
from extract.pdf.unmapped import REPLACEMENT, mark_unmapped
from extract.records import LeftOut

MAX_GLYPHS = 200_000
"""A page with more glyphs than this is not a form; reading stops there and the page says so."""
LARGE = 3.0
"""Glyphs so many times as high as the page's usual ones may be a watermark."""
ASLANT = 0.1
"""The sine of twice the angle from which a glyph is aslant (3 degrees)."""
PALE, WHITE = 0.5, 0.97
"""Greys (0 is black) between which a glyph is pale."""
_PDFIUM_HYPHENS = (0x02, 0xFFFE)
"""What PDFium makes of a hyphen that it takes for one that splits a word at a line's end."""


def _prototype(function: Any, *arguments: Any) -> Any:
    """A PDFium function as one that takes addresses as numbers."""
    return ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, *arguments)(address(function))


_get_box = _prototype(raw.FPDFText_GetLooseCharBox, ctypes.c_void_p)
_get_origin = _prototype(raw.FPDFText_GetCharOrigin, ctypes.c_void_p, ctypes.c_void_p)


@dataclass(slots=True)
class Glyphs:
    """The glyphs of a page, one array entry each.

    `codes` are Unicode code points; `x0`, `x1` the advance box; `baseline` the origin's distance from the page's top;
    `top`, `bottom` the font's ascent and descent. `clip` is the number of the clip path that cuts a glyph's text, a row
    (x0, top, x1, bottom) of `clips`; -1 for none. `faint` are those more than `LARGE` times as high as usual that are
    set aslant or paler than text. `left_out` are those characters of the page that are not among the glyphs.
    """

    codes: NDArray[np.uint32]
    x0: FloatArray
    x1: FloatArray
    top: FloatArray
    bottom: FloatArray
    baseline: FloatArray
    clip: NDArray[np.intp]
    clips: FloatArray
    truncated: bool = False
    faint: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, np.bool_))
    left_out: dict[LeftOut, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Glyphs of which it is not said are not faint."""
        if len(self.faint) != len(self.codes):
            self.faint = np.zeros(len(self.codes), np.bool_)

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def text(self) -> str:
        """The characters, blanks aside."""
        return "".join(char for char in map(chr, self.codes.tolist()) if not char.isspace())

    def take(self, chosen: NDArray[np.bool_] | NDArray[np.intp]) -> Glyphs:
        """The glyphs that `chosen` (a mask or indices) picks."""
        return Glyphs(
            self.codes[chosen], self.x0[chosen], self.x1[chosen], self.top[chosen], self.bottom[chosen],
            self.baseline[chosen], self.clip[chosen], self.clips, self.truncated,
            self.faint[chosen], self.left_out,
        )  # fmt: skip


def read_glyphs(text: pdfium.PdfTextPage, view: View, clips: Mapping[int, Row]) -> Glyphs:
    """All glyphs within the page; `clips` are the clip boxes that cut text objects, by the objects' addresses."""
    total = text.count_chars()
    count = min(total, MAX_GLYPHS)
    codes = _codes(text.raw, count)
    mark_unmapped(text.raw, codes)
    index = np.flatnonzero(_printed(text.raw, codes))
    rects, origins = _places(text.raw, count)
    clip, clip_rows = _clip_numbers(text.raw, index, clips)
    rects, origins = rects[index], origins[:, index]
    part_ligatures(text.raw, index, codes[index], rects, origins)
    # FS_RECTF is (left, top, right, bottom).
    boxes = view.boxes(rects[:, [0, 3, 2, 1]].astype(np.float64))
    _, baseline = view.points(*origins)
    with_usual_height(text.raw, index, codes[index], boxes, baseline, sideways=view.rotation % 180 == 90)
    faint = _faint(text.raw, index, boxes)
    glyphs = Glyphs(
        codes[index], boxes[:, 0], boxes[:, 2], boxes[:, 1], boxes[:, 3], baseline, clip,
        view.boxes(np.array(clip_rows, np.float64).reshape(-1, 4)), total > count, faint,
    )  # fmt: skip
    on_page = (glyphs.x1 > 0) & (glyphs.x0 < view.width) & (glyphs.bottom > 0) & (glyphs.top < view.height)
    glyphs.left_out = {LeftOut.OFF_PAGE: glyphs.take(~on_page).text}
    return glyphs.take(on_page)


def _codes(handle: object, count: int) -> NDArray[np.uint32]:
    """The code point of each glyph: in one call where PDFium's text and its glyphs count alike, else one by one."""
    units = np.zeros(count + 1, np.uint16)
    buffer = units.ctypes.data_as(ctypes.POINTER(ctypes.c_ushort))
    if raw.FPDFText_GetText(handle, 0, count, buffer) == count + 1:
        return units[:count].astype(np.uint32)
    return np.fromiter(map(raw.FPDFText_GetUnicode, repeat(handle), range(count)), np.uint32, count)


def _printed(handle: object, codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which glyphs are printed: PDFium adds spaces and line ends of its own. Mends hyphens and halves in `codes`."""
    blank = np.flatnonzero(codes <= 0x20).tolist()
    keep = np.ones(len(codes), bool)
    keep[[i for i in blank if raw.FPDFText_IsGenerated(handle, i) == 1]] = False
    keep[(codes == 0x0D) | (codes == 0x0A)] = False
    codes[np.isin(codes, _PDFIUM_HYPHENS)] = ord("-")
    return keep & ~_join_surrogates(codes)


def _places(handle: object, count: int) -> tuple[NDArray[np.float32], FloatArray]:
    """The advance boxes (rows left, top, right, bottom) and origins (x and y as rows) of the glyphs, in page space."""
    rects, origins = np.zeros((count, 4), np.float32), np.zeros((2, count), np.float64)
    page, rect, x, y = address(handle), rects.ctypes.data, origins[0].ctypes.data, origins[1].ctypes.data
    size, step = rects.itemsize * 4, origins.itemsize
    deque(map(_get_box, repeat(page), range(count), range(rect, rect + size * count, size)), maxlen=0)
    xs, ys = range(x, x + step * count, step), range(y, y + step * count, step)
    deque(map(_get_origin, repeat(page), range(count), xs, ys), maxlen=0)
    return rects, origins


def _faint(handle: object, index: NDArray[np.intp], boxes: FloatArray) -> NDArray[np.bool_]:
    """Which glyphs are far larger than the others, and aslant or pale; only of large ones is that asked."""
    heights = boxes[:, 3] - boxes[:, 1]
    found = np.zeros(len(index), np.bool_)
    for n in np.flatnonzero(heights > LARGE * np.median(heights) if len(heights) else found).tolist():
        char = int(index[n])
        found[n] = abs(math.sin(2 * raw.FPDFText_GetCharAngle(handle, char))) > ASLANT or _is_pale(handle, char)
    return found


def _is_pale(handle: object, char: int) -> bool:
    """Whether a glyph is painted in a light grey or colour, or all but transparent; white is type on a dark ground."""
    parts = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFText_GetFillColor(handle, char, *parts):
        return False
    red, green, blue, alpha = (part.value / 255 for part in parts)
    grey = 1 - alpha * (1 - (0.3 * red + 0.6 * green + 0.1 * blue))
    return PALE < grey < WHITE


def _join_surrogates(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Put characters beyond U+FFFF, which PDFium hands out in two halves, into the first; where the second ones are."""
    high = np.zeros(len(codes), bool)
    high[:-1] = (codes[:-1] >> 10 == 0xD800 >> 10) & (codes[1:] >> 10 == 0xDC00 >> 10)
    first = np.flatnonzero(high)
    codes[first] = 0x10000 + ((codes[first] - 0xD800) << 10) + (codes[first + 1] - 0xDC00)
    second = np.zeros(len(codes), bool)
    second[first + 1] = True
    lone = ((codes >> 11 == 0xD800 >> 11) & ~second) | (codes > 0x10FFFF)
    codes[lone] = REPLACEMENT
    return second


def _clip_numbers(
    handle: object, index: NDArray[np.intp], clips: Mapping[int, Row]
) -> tuple[NDArray[np.intp], list[Row]]:
    """The number of each glyph's clip box (-1 for none), and the boxes."""
    found = np.full(len(index), -1)
    if not clips:
        return found, []
    rows = list(dict.fromkeys(clips.values()))
    numbers = {owner: rows.index(row) for owner, row in clips.items()}
    for n, i in enumerate(index.tolist()):
        found[n] = numbers.get(address(raw.FPDFText_GetTextObject(handle, i)), -1)
    return found, rows
