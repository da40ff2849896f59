"""The glyphs of a page with their places, through PDFium.

The calls for each glyph are a good part of the time that a page takes, so they are mapped over the glyphs (`calls.py`).
"""

from __future__ import annotations

import ctypes
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from extract.pdf.calls import address, call, places, plain
from extract.pdf.coordinates import FloatArray, PageBox, View
from extract.pdf.fonts.unmapped import REPLACEMENT, mark_unmapped
from extract.pdf.layer.astray import on_page, with_strays_at_origin
from extract.pdf.layer.direction import directions, displayed_from
from extract.pdf.layer.stated_text import place_stated
from extract.pdf.layer.type_boxes import part_ligatures, usual_width, with_usual_height, with_usual_size
from extract.pdf.page_objects import Matrix
from extract.records import Box, LeftOut

MAX_GLYPHS = 200_000
"""A page with more glyphs than this is not a form; reading stops there and the page says so."""
LARGE = 3.0
"""Glyphs so many times as high as the page's usual ones may be a watermark."""
ASLANT = 0.1
"""The sine of twice the angle from which a glyph is aslant (3 degrees)."""
INDENT, LOW, HIGH = 0.1, 0.3, 1.1
"""An upright glyph begins within this share of its width from its box's left edge, and its baseline lies between these
shares of its height below the box's top. Others are asked how they are turned."""
DESCENT = 0.2
"""Below its baseline a turned glyph has about this share of its height."""
PALE, WHITE = 0.5, 0.97
"""Greys (0 is black) between which a glyph is pale."""
_PDFIUM_HYPHENS = (0x02, 0xFFFE)
"""What PDFium makes of a hyphen that it takes for one that splits a word at a line's end."""
_NONE: Mapping[int, Matrix] = {}


_get_text_object = plain(raw.FPDFText_GetTextObject)
_get_box = plain(raw.FPDFText_GetLooseCharBox)
_get_angle = plain(raw.FPDFText_GetCharAngle)
_get_origin = plain(raw.FPDFText_GetCharOrigin)
_get_code = plain(raw.FPDFText_GetUnicode)
_is_generated = plain(raw.FPDFText_IsGenerated)


@dataclass(slots=True)
class Glyphs:
    """The glyphs of a page, one array entry each.

    `codes` are Unicode code points; `x0`, `x1` the advance box; `baseline` the origin's distance from the page's top;
    `top`, `bottom` the font's ascent and descent. `clip` is the number of the clip path that cuts a glyph's text, a row
    (x0, top, x1, bottom) of `clips`; -1 for none. `faint` are those more than `LARGE` times as high as usual that are
    set aslant or paler than text. `direction` is by how many quarters each is turned clockwise as displayed. `left_out`
    are those characters of the page that are not among the glyphs. `index` are their numbers on PDFium's text page, -1
    for glyphs from elsewhere; where PDFium knows the text object only, -2 less its number among those of the page.
    `beyond` are those beyond the page's edges.
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
    direction: NDArray[np.int8] = field(default_factory=lambda: np.zeros(0, np.int8))
    index: NDArray[np.intp] = field(default_factory=lambda: np.zeros(0, np.intp))
    beyond: Glyphs | None = None

    def __post_init__(self) -> None:
        """Glyphs of which it is not said are neither faint nor turned, and from elsewhere."""
        if len(self.faint) != len(self.codes):
            self.faint = np.zeros(len(self.codes), np.bool_)
        if len(self.direction) != len(self.codes):
            self.direction = np.zeros(len(self.codes), np.int8)
        if len(self.index) != len(self.codes):
            self.index = np.full(len(self.codes), -1, np.intp)

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def text(self) -> str:
        """The characters, blanks aside."""
        return "".join(text_of(self.codes).split())

    def take(self, chosen: NDArray[np.bool_] | NDArray[np.intp]) -> Glyphs:
        """The glyphs that `chosen` (a mask or indices) picks."""
        return Glyphs(
            self.codes[chosen], self.x0[chosen], self.x1[chosen], self.top[chosen], self.bottom[chosen],
            self.baseline[chosen], self.clip[chosen], self.clips, self.truncated,
            self.faint[chosen], self.left_out, self.direction[chosen], self.index[chosen], self.beyond,
        )  # fmt: skip

    def boxes(self, chosen: NDArray[np.intp]) -> list[Box]:
        """The boxes of some glyphs."""
        edges = np.stack([self.x0[chosen], self.top[chosen], self.x1[chosen], self.bottom[chosen]], axis=1)
        return [Box(*row) for row in edges.tolist()]

    def within(self, view: View) -> Glyphs:
        """The glyphs that lie on the page; the others are `beyond`."""
        rows = np.stack([self.x0, self.top, self.x1, self.bottom], axis=1)
        within = on_page(rows, view)
        if within.all():
            return self
        glyphs, beyond = self.take(within), self.take(~within)
        glyphs.beyond, glyphs.left_out = beyond, glyphs.left_out | {LeftOut.OFF_PAGE: beyond.text}
        return glyphs

    def turned(self, quarters: int) -> Glyphs:
        """The glyphs after the page was turned clockwise by so many quarters about its top left corner.

        Their baselines are estimated from their boxes, and clip paths are left behind.
        """
        there = displayed_from(-quarters, 0.0, 0.0)
        x = np.stack([there.a * self.x0 + there.b * self.top, there.a * self.x1 + there.b * self.bottom])
        y = np.stack([there.d * self.x0 + there.e * self.top, there.d * self.x1 + there.e * self.bottom])
        top, bottom = y.min(axis=0), y.max(axis=0)
        return Glyphs(
            self.codes, x.min(axis=0), x.max(axis=0), top, bottom, bottom - DESCENT * (bottom - top),
            np.full(len(self), -1), np.zeros((0, 4)), self.truncated, self.faint,
            direction=((self.direction + quarters) % 4).astype(np.int8),
        )  # fmt: skip


def read_glyphs(
    text: pdfium.PdfTextPage, view: View, clips: Mapping[int, PageBox], forms: Mapping[int, Matrix] = _NONE
) -> Glyphs:
    """All glyphs within the page.

    `clips` are the clip boxes that cut text objects, `forms` what leads from the spaces of those within forms to the
    page's, both by the objects' addresses.
    """
    total = text.count_chars()
    count = min(total, MAX_GLYPHS)
    codes = codes_of(text, count)
    mark_unmapped(text.raw, codes)
    index = np.flatnonzero(_printed(text.raw, codes))
    codes = codes[index]
    rects, origins = _places(text.raw, index.tolist())
    clip, clip_rows = _clip_numbers(text.raw, index, clips)
    if forms:
        place_stated(rects, origins, text_objects(text.raw, index.tolist()), forms)
    part_ligatures(text.raw, index, codes, rects, origins)
    # FS_RECTF is (left, top, right, bottom).
    boxes = view.boxes(rects[:, [0, 3, 2, 1]].astype(np.float64))
    x, baseline = view.points(*origins)
    sideways = view.rotation % 180 == 90
    usual = usual_width(codes, boxes)
    with_usual_height(text.raw, index, boxes, baseline, sideways, usual)
    with_usual_size(text.raw, index, codes, boxes, x, baseline, sideways, usual)
    with_strays_at_origin(text.raw, index, codes, boxes, x, baseline, view)
    faint = _faint(text.raw, index, boxes)
    direction = _direction(text.raw, index, boxes, x, baseline, view.rotation)
    return Glyphs(
        codes, boxes[:, 0], boxes[:, 2], boxes[:, 1], boxes[:, 3], baseline, clip,
        view.boxes(np.array(clip_rows, np.float64).reshape(-1, 4)), total > count, faint,
        direction=direction, index=index,
    ).within(view)  # fmt: skip


def text_of(codes: NDArray[np.uint32]) -> str:
    """The characters with these code points, all at once."""
    return codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")


def codes_of(text: pdfium.PdfTextPage, count: int) -> NDArray[np.uint32]:
    """The code of each of the first `count` glyphs, in one call where PDFium's text and its glyphs count alike.

    Characters beyond U+FFFF may be there in two halves.
    """
    handle = text.raw
    units = np.zeros(count + 1, np.uint16)
    buffer = units.ctypes.data_as(ctypes.POINTER(ctypes.c_ushort))
    if raw.FPDFText_GetText(handle, 0, count, buffer) == count + 1:
        return units[:count].astype(np.uint32)
    return np.fromiter(map(_get_code, repeat(address(handle)), range(count)), np.uint32, count)


def _printed(handle: object, codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which glyphs are printed: PDFium adds spaces and line ends of its own. Mends hyphens and halves in `codes`."""
    blank = np.flatnonzero(codes <= 0x20)
    keep = np.ones(len(codes), bool)
    generated = np.fromiter(map(_is_generated, repeat(address(handle)), blank.tolist()), np.int64, len(blank))
    keep[blank[generated == 1]] = False
    keep[(codes == 0x0D) | (codes == 0x0A)] = False
    for hyphen in _PDFIUM_HYPHENS:
        codes[codes == hyphen] = ord("-")
    return keep & ~_join_surrogates(codes)


def _places(handle: object, glyphs: Sequence[int]) -> tuple[NDArray[np.float32], FloatArray]:
    """The advance boxes (rows left, top, right, bottom) and origins (x and y as rows) of glyphs, in page space."""
    rects, origins = np.zeros((len(glyphs), 4), np.float32), np.zeros((len(glyphs), 2), np.float64)
    page = repeat(address(handle))
    call(_get_box, page, glyphs, places(rects)[0])
    call(_get_origin, page, glyphs, *places(origins))
    return rects, origins.T


def median(values: NDArray[Any]) -> float:
    """The median of one value or more, as NumPy's gives it, which takes longer than sorting what a page has."""
    ordered = np.sort(values)
    middle = len(ordered) // 2
    return float(ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2)


def _direction(
    handle: object, index: NDArray[np.intp], boxes: FloatArray, x: FloatArray, baseline: FloatArray, rotation: int
) -> NDArray[np.int8]:
    """By how many quarters each glyph is turned; only of those is it asked that do not begin where upright ones do."""
    indent = (x - boxes[:, 0]) / np.maximum(boxes[:, 2] - boxes[:, 0], 1.0)
    below = (baseline - boxes[:, 1]) / np.maximum(boxes[:, 3] - boxes[:, 1], 0.1)
    upright = (indent < INDENT) & (below > LOW) & (below < HIGH)
    asked = np.flatnonzero(~upright)
    angles = np.fromiter(map(_get_angle, repeat(address(handle)), index[asked].tolist()), np.float64, len(asked))
    found = np.zeros(len(index), np.int8)
    found[asked] = directions(angles, rotation)
    return found


def _faint(handle: object, index: NDArray[np.intp], boxes: FloatArray) -> NDArray[np.bool_]:
    """Which glyphs are far larger than the others, and aslant or pale; only of large ones is that asked."""
    heights = boxes[:, 3] - boxes[:, 1]
    found = np.zeros(len(index), np.bool_)
    for n in np.flatnonzero(far_larger(heights)).tolist():
        char = int(index[n])
        found[n] = bool(is_aslant(np.float64(_get_angle(address(handle), char)))) or _is_pale(handle, char)
    return found


def far_larger(heights: NDArray[Any]) -> NDArray[np.bool_]:
    """Which of a page's glyphs are far higher than the others."""
    return heights > LARGE * median(heights) if len(heights) else np.zeros(0, np.bool_)


def is_aslant(angle: Any) -> Any:
    """Whether text that runs at an angle (radians; one or an array of them) leaves the nearest quarter turn."""
    return np.abs(np.sin(2 * angle)) > ASLANT


def _is_pale(handle: object, char: int) -> bool:
    """Whether a glyph is painted in a light grey or colour, or all but transparent; white is type on a dark ground."""
    parts = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFText_GetFillColor(handle, char, *parts):
        return False
    red, green, blue, alpha = (part.value / 255 for part in parts)
    grey = 1 - alpha * (1 - (0.3 * red + 0.6 * green + 0.1 * blue))
    return PALE < grey < WHITE


def text_objects(text: object, index: Sequence[int]) -> list[int]:
    """The addresses of the text objects that the glyphs with these numbers on PDFium's text page are parts of."""
    return [owner or 0 for owner in map(_get_text_object, repeat(address(text)), index)]


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
    handle: object, index: NDArray[np.intp], clips: Mapping[int, PageBox]
) -> tuple[NDArray[np.intp], list[PageBox]]:
    """The number of each glyph's clip box (-1 for none), and the boxes."""
    found = np.full(len(index), -1)
    if not clips:
        return found, []
    rows = list(dict.fromkeys(clips.values()))
    numbers, at = {owner: rows.index(row) for owner, row in clips.items()}, address(handle)
    for n, i in enumerate(index.tolist()):
        found[n] = numbers.get(_get_text_object(at, i), -1)
    return found, rows
