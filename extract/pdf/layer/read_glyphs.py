"""The glyphs of a page through PDFium."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping, Sequence
from itertools import repeat

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from extract.pdf.calls import address, call, places, plain
from extract.pdf.coordinates import FloatArray, PageBox, View
from extract.pdf.layer.astray import with_strays_at_origin
from extract.pdf.layer.direction import directions
from extract.pdf.layer.glyphs import MAX_GLYPHS, Glyphs, far_larger, is_aslant
from extract.pdf.layer.stated_text import place_stated
from extract.pdf.layer.type_boxes import part_ligatures, usual_width, with_usual_height, with_usual_size
from extract.pdf.page_objects import Matrix
from extract.pdf.typefaces.unmapped import REPLACEMENT, mark_unmapped

INDENT, LOW, HIGH = 0.1, 0.3, 1.1
"""An upright glyph begins within this share of its width from its box's left edge, and its baseline lies between these
shares of its height below the box's top. Others are asked how they are turned."""
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
