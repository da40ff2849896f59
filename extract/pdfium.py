"""What PDFium knows of a page: glyphs with their places, and painted paths.

PDFium parses a page about ten times as fast as pdfminer (docs/engines.md), so it supplies the objects and pdfplumber's
geometry works on them. All figures come out in the page as displayed: points, origin top left, rotation applied.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
Row = tuple[float, float, float, float]
"""A box in page space: left, bottom, right, top."""

MAX_GLYPHS = 200_000
"""A page with more glyphs than this is not a form; reading stops there and the page says so."""
MAX_OBJECTS = 300_000
"""Bound on the page objects looked at, forms within forms included."""
MAX_FORM_DEPTH = 5
REPLACEMENT = 0xFFFD
"""The code of what is printed but cannot be named: no map, or half a character."""
_PDFIUM_HYPHEN = 0x02
"""What PDFium makes of a hyphen that it takes for one that splits a word at a line's end."""


@dataclass(slots=True)
class Glyphs:
    """The glyphs of a page, one array entry each.

    `codes` are Unicode code points; `x0`, `x1` the advance box; `baseline` the origin's distance from the page's top;
    `top`, `bottom` the font's ascent and descent. `clip` is the number of the clip path that cuts a glyph's text, a row
    (x0, top, x1, bottom) of `clips`; -1 for none.
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

    def __len__(self) -> int:
        return len(self.codes)

    def take(self, chosen: NDArray[np.bool_] | NDArray[np.intp]) -> Glyphs:
        """The glyphs that `chosen` (a mask or indices) picks."""
        return Glyphs(
            self.codes[chosen], self.x0[chosen], self.x1[chosen], self.top[chosen], self.bottom[chosen],
            self.baseline[chosen], self.clip[chosen], self.clips, self.truncated,
        )  # fmt: skip


@dataclass(slots=True)
class Paths:
    """The axis-parallel pieces of the painted paths: one row (x0, top, x1, bottom) each.

    A stroke's row is its centre line (no thickness); a fill's is the filled rectangle.
    """

    strokes: FloatArray
    fills: FloatArray


@dataclass(frozen=True, slots=True)
class View:
    """Maps page coordinates (origin bottom left, unrotated) to the displayed page (origin top left)."""

    left: float
    bottom: float
    width: float
    height: float
    rotation: int

    def boxes(self, rows: FloatArray) -> FloatArray:
        """Rows (left, bottom, right, top) in page space → rows (x0, top, x1, bottom) as displayed."""
        x0, y0 = self.points(rows[:, 0], rows[:, 1])
        x1, y1 = self.points(rows[:, 2], rows[:, 3])
        return np.stack([np.minimum(x0, x1), np.minimum(y0, y1), np.maximum(x0, x1), np.maximum(y0, y1)], axis=1)

    def points(self, x: FloatArray, y: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Page-space points as displayed. `width` and `height` are those of the displayed page."""
        x, y = x - self.left, y - self.bottom
        match self.rotation % 360:
            case 90:
                return y, x
            case 180:
                return self.width - x, y
            case 270:
                return self.width - y, self.height - x
            case _:
                return x, self.height - y


class _Buffers:
    """Memory that PDFium writes glyph boxes and origins into, with one reusable reference for each glyph."""

    def __init__(self) -> None:
        self.capacity = 0
        self._grow(4096)

    def _grow(self, capacity: int) -> None:
        self.rects = np.zeros((capacity, 4), np.float32)
        self.xs = np.zeros(capacity, np.float64)
        self.ys = np.zeros(capacity, np.float64)
        rect = raw.FS_RECTF.from_buffer(self.rects)
        x, y = ctypes.c_double.from_buffer(self.xs.data), ctypes.c_double.from_buffer(self.ys.data)
        self.rect_refs = [ctypes.byref(rect, 16 * i) for i in range(capacity)]
        self.x_refs = [ctypes.byref(x, 8 * i) for i in range(capacity)]
        self.y_refs = [ctypes.byref(y, 8 * i) for i in range(capacity)]
        self.capacity = capacity

    def ensure(self, count: int) -> None:
        if count > self.capacity:
            self._grow(max(count, self.capacity * 2))


_buffers = _Buffers()


def page_view(page: pdfium.PdfPage) -> View:
    """The mapping from the page's own space to the displayed page (crop box and /Rotate applied)."""
    left, bottom, right, top = page.get_cropbox(fallback_ok=True)
    rotation = page.get_rotation()
    width, height = page.get_size()
    if width <= 0 or height <= 0:
        width, height = abs(right - left), abs(top - bottom)
    return View(min(left, right), min(bottom, top), width, height, rotation)


def read_glyphs(page: pdfium.PdfPage, view: View, clips: Mapping[int, Row]) -> Glyphs:
    """All glyphs within the page; `clips` are the clip boxes that cut text objects, by the objects' addresses."""
    text_page = page.get_textpage()
    try:
        handle = text_page.raw
        count = text_page.count_chars()
        truncated = count > MAX_GLYPHS
        count = min(count, MAX_GLYPHS)
        _buffers.ensure(count)
        get_unicode, get_box, get_origin = (
            raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharOrigin,
        )  # fmt: skip
        codes = np.fromiter(map(get_unicode, repeat(handle), range(count)), np.uint32, count)
        # PDFium adds spaces and line ends of its own between objects; only printed blanks may stay.
        blank = np.flatnonzero(codes <= 0x20)
        generated = [i for i in blank.tolist() if raw.FPDFText_IsGenerated(handle, i) == 1]
        keep = np.ones(count, bool)
        keep[generated] = False
        keep[codes == 0x0D] = keep[codes == 0x0A] = False
        codes[codes == _PDFIUM_HYPHEN] = ord("-")
        keep &= ~_join_surrogates(codes)
        index = np.flatnonzero(keep)
        kept = index.tolist()
        rect_refs, x_refs, y_refs = _buffers.rect_refs, _buffers.x_refs, _buffers.y_refs
        # map() calls PDFium without a step of Python's interpreter between: these calls are half of a page's time.
        deque(map(get_box, repeat(handle), kept, [rect_refs[i] for i in kept]), maxlen=0)
        deque(map(get_origin, repeat(handle), kept, [x_refs[i] for i in kept], [y_refs[i] for i in kept]), maxlen=0)
        clip, clip_rows = _clip_numbers(handle, index, clips)
    finally:
        text_page.close()
    # FS_RECTF is (left, top, right, bottom).
    boxes = view.boxes(_buffers.rects[index][:, [0, 3, 2, 1]].astype(np.float64))
    _, baseline = view.points(_buffers.xs[index], _buffers.ys[index])
    glyphs = Glyphs(
        codes[index], boxes[:, 0], boxes[:, 2], boxes[:, 1], boxes[:, 3], baseline, clip,
        view.boxes(np.array(clip_rows, np.float64).reshape(-1, 4)), truncated,
    )  # fmt: skip
    on_page = (glyphs.x1 > 0) & (glyphs.x0 < view.width) & (glyphs.bottom > 0) & (glyphs.top < view.height)
    return glyphs.take(on_page)


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


def address(handle: Any) -> int:
    """Where PDFium keeps an object: the same for the same object, however it was reached."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def clip_box(page_object: object) -> Row | None:
    """The box (left, bottom, right, top; page space) that an object's clip paths leave visible, None = all of it."""
    clip = raw.FPDFPageObj_GetClipPath(page_object)
    count = raw.FPDFClipPath_CountPaths(clip) if clip else 0
    if count <= 0:
        return None
    left, bottom, right, top = -1e9, -1e9, 1e9, 1e9
    x, y = ctypes.c_float(), ctypes.c_float()
    for n in range(count):
        xs, ys = [], []
        for s in range(raw.FPDFClipPath_CountPathSegments(clip, n)):
            segment = raw.FPDFClipPath_GetPathSegment(clip, n, s)
            if segment and raw.FPDFPathSegment_GetPoint(segment, x, y):
                xs.append(x.value)
                ys.append(y.value)
        if xs:
            left, right = max(left, min(xs)), min(right, max(xs))
            bottom, top = max(bottom, min(ys)), min(top, max(ys))
    return left, bottom, right, top
