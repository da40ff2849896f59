"""Fonts that call their kanji or digits by the names of others, as the shapes of some of them tell.

Of kanji the shapes only tell which fonts a recognizer has to look at. A document names the same fonts on all of its
pages: each is looked at on the first few that name it.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Hashable, Set
from dataclasses import dataclass, field

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from extract.pdf.calls import plain
from extract.pdf.coordinates import FloatArray, View
from extract.pdf.layer.glyphs import Glyphs
from extract.pdf.layer.read_glyphs import text_objects
from extract.pdf.left_out.symbol_fonts import font_name
from extract.pdf.typefaces.rare_characters import is_usual
from extract.pdf.typefaces.text_fonts import fonts_of
from extract.records import Box, Placement
from extract.scan.image.render import box_picture
from extract.stretches import begun
from extract.unread.misnamed.glyph_shapes import ENOUGH, is_other_digit, may_be_others
from extract.unread.misnamed.ink_shapes import is_blank
from extract.unread.misnamed.sign_shapes import DIGITS, NO_GLYPHS, SAME, ink_boxes
from extract.unread.second_reading import says_otherwise

PAGES = 3
"""A font is looked at on so many pages."""
KANJI, SAMPLE = 200, 60
"""So many different kanji, and so many digits, of a page are looked at."""
SCALE = 5.0
"""Pixels per point of the picture of a digit."""
LIGHT = 0.75
"""What is darker than its ground, and covers more of its box than this share, is the ground of a light digit."""

_is_embedded = plain(raw.FPDFFont_GetIsEmbedded)
_get_data = plain(raw.FPDFFont_GetFontData)


@dataclass(slots=True)
class FontMemory:
    """What is known of the fonts of a document, by their names in the file.

    `looked` says on how many pages a font was looked at, by what names it there. `kanji` are the boxes of those seen,
    by their codes; `digits` those that were seen. `liars` call their kanji by the names of others, `digit_liars` their
    digits.
    """

    looked: dict[Hashable, int] = field(default_factory=lambda: defaultdict(int))
    kanji: dict[str, dict[int, FloatArray]] = field(default_factory=lambda: defaultdict(dict))
    digits: set[tuple[str, int]] = field(default_factory=set)
    liars: set[str] = field(default_factory=set)
    digit_liars: set[str] = field(default_factory=set)

    def knows(self, fonts: Set[Hashable] | None) -> bool:
        """Whether all of these fonts were looked at; None for fonts that nobody can name."""
        return fonts is not None and all(self.looked[font] >= PAGES for font in fonts)


@dataclass(frozen=True, slots=True)
class Lying:
    """The glyphs of fonts that lie: all of them (`glyphs`), or just the `digits`."""

    glyphs: NDArray[np.intp] = field(default_factory=lambda: NO_GLYPHS)
    digits: NDArray[np.intp] = field(default_factory=lambda: NO_GLYPHS)


HONEST = Lying()


def lying_glyphs(
    page: pdfium.PdfPage, text: pdfium.PdfTextPage, glyphs: Glyphs, view: View, placement: Placement,
    memory: FontMemory, fonts: Set[Hashable] | None,
) -> Lying:  # fmt: skip
    """The glyphs of a page whose fonts call them by other names; `fonts` are those that the page names."""
    looker, known = _FontLooker(page, text, glyphs, view, placement, memory), memory.knows(fonts)
    looker.look_at_digits(0 if known else SAMPLE)
    if not known:
        seen = looker.look_at_kanji()
        for font in fonts or ():
            memory.looked[font] += seen >= ENOUGH
    if not memory.liars and not memory.digit_liars:
        return HONEST
    asked = np.flatnonzero((glyphs.index >= 0) & ~is_blank(glyphs.codes))
    names = _names(text, glyphs, asked)
    lying = np.array([name in memory.liars for name in names], np.bool_)
    digits = np.array([name in memory.digit_liars for name in names], np.bool_) & _are_digits(glyphs)[asked]
    return Lying(asked[lying], asked[digits])


class _FontLooker:
    """Looks at the glyphs of one page."""

    def __init__(
        self, page: pdfium.PdfPage, text: pdfium.PdfTextPage, glyphs: Glyphs, view: View, placement: Placement,
        memory: FontMemory,
    ) -> None:  # fmt: skip
        self._page, self._text, self._glyphs, self._view = page, text, glyphs, view
        self._placement, self._memory = placement, memory
        self._upright = (glyphs.index >= 0) & (glyphs.direction == 0) & ~glyphs.faint

    def look_at_kanji(self) -> int:
        """Remember the boxes of some kanji of each font, and tell the fonts that lie; how many were looked at."""
        own = np.flatnonzero(self._upright & is_usual(self._glyphs.codes))
        sample = _spread(own[_distinct(self._glyphs.codes[own])], KANJI)
        ink = ink_boxes(self._text, self._glyphs.index[sample], self._view)
        boxes, measured = _relative(self._glyphs, sample, ink)
        names = _names(self._text, self._glyphs, sample)
        for n in np.flatnonzero(measured).tolist():
            if names[n]:
                self._memory.kanji[names[n]][int(self._glyphs.codes[sample[n]])] = boxes[n]
        for name in {*names} - {"", *self._memory.liars}:
            seen = self._memory.kanji[name]
            if seen and may_be_others(np.array([*seen], np.uint32), np.array([*seen.values()])):
                asked = np.flatnonzero(self._upright & ~is_blank(self._glyphs.codes))
                whole = asked[[own == name for own in _names(self._text, self._glyphs, asked)]]
                if says_otherwise(self._page, self._glyphs, whole, self._placement):
                    self._memory.liars.add(name)
        return len(sample)

    def look_at_digits(self, more: int) -> None:
        """Tell the fonts of which a digit looks like another one, by the first and last of each, and so many `more`."""
        own = np.flatnonzero(self._upright & _are_digits(self._glyphs))
        sample = own[_distinct(self._glyphs.codes[own])]
        if more:
            sample = np.union1d(sample, _spread(own, more))
        names = _names(self._text, self._glyphs, sample)
        told = list(zip(names, (self._glyphs.codes[sample].astype(np.intp) - DIGITS[0]).tolist(), strict=True))
        new = [
            at for at, (name, digit) in enumerate(told) if name and digit != 1 and told[at] not in self._memory.digits
        ]
        if not new:  # as on most pages
            return
        ink = ink_boxes(self._text, self._glyphs.index[sample[new]], self._view)
        _, measured = _relative(self._glyphs, sample[new], ink)
        for at, row in zip(np.array(new)[measured].tolist(), ink[measured].tolist(), strict=True):
            name, digit = told[at]
            if (name, digit) not in self._memory.digits:
                self._memory.digits.add((name, digit))
                if self._is_other(Box(*row), digit):
                    self._memory.digit_liars.add(name)

    def _is_other(self, box: Box, digit: int) -> bool:
        grey = box_picture(self._page, box, self._placement, SCALE)
        if min(grey.shape) < SCALE:
            return False
        low, high = int(grey.min()), int(grey.max())
        if low == high:  # something of one color lies over it, or it has the color of its ground
            return False
        ink = grey < (low + high) / 2
        ink = ~ink if ink.mean() > LIGHT else ink
        rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
        return is_other_digit(digit, ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])


def _relative(glyphs: Glyphs, chosen: NDArray[np.intp], ink: FloatArray) -> tuple[FloatArray, NDArray[np.bool_]]:
    """Width, height and middle (x, y upward from the baseline) of the ink of glyphs, in their own sizes.

    Also of which it is known: PDFium knows that of no font that is not embedded.
    """
    x0, top, x1, bottom = (edge[chosen] for edge in (glyphs.x0, glyphs.top, glyphs.x1, glyphs.bottom))
    advance, size = np.maximum(x1 - x0, 0.1), np.maximum(bottom - top, 0.1)
    left, upper, right, lower = ink.T
    boxes = np.stack([
        (right - left) / advance, (lower - upper) / size, ((left + right) / 2 - x0) / advance,
        (glyphs.baseline[chosen] - (upper + lower) / 2) / size,
    ], axis=1)  # fmt: skip
    away = np.abs(left - x0) + np.abs(upper - top) + np.abs(right - x1) + np.abs(lower - bottom)
    return boxes, (right > left) & (lower > upper) & (away > SAME * size)


def _are_digits(glyphs: Glyphs) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = (glyphs.codes >= DIGITS[0]) & (glyphs.codes <= DIGITS[-1])
    return found


def _distinct(codes: NDArray[np.uint32]) -> NDArray[np.intp]:
    """The numbers of the first and the last one of each code, in order."""
    order = np.argsort(codes, kind="stable")
    ordered = codes[order]
    return np.sort(order[begun(ordered) | begun(ordered[::-1])[::-1]])


def _spread(numbers: NDArray[np.intp], most: int) -> NDArray[np.intp]:
    """So many of some numbers at most, evenly spread."""
    return numbers[:: max(1, -(-len(numbers) // most))]


def _names(text: pdfium.PdfTextPage, glyphs: Glyphs, chosen: NDArray[np.intp]) -> list[str]:
    """The names of the fonts of glyphs; empty for one that is not embedded, or not known."""
    fonts = fonts_of(text_objects(text.raw, glyphs.index[chosen].tolist()))
    names = {font: _name(font) for font in set(fonts)}
    return [names[font] for font in fonts]


def _name(font: int) -> str:
    """What a font is known by from page to page: its name and the length of its program; none of one that PDF draws."""
    if not font or _is_embedded(font) != 1:
        return ""
    length, name = ctypes.c_size_t(), font_name(font)
    _get_data(font, None, 0, ctypes.addressof(length))
    return f"{name} {length.value}" if name and length.value else ""
