"""Glyphs whose shape contradicts the character that their font says they are.

A font's map from codes to characters may be wrong though its glyphs are drawn well: a kanji comes out as a blank, a 0
as 〇, each sign as the next one. PDFium knows the box around a glyph's ink, and that of a comma is not that of a kanji.
Only characters are asked of which the shape tells much, so that a page costs next to nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import reduce
from itertools import repeat
from operator import or_

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from extract.pdf.calls import address, call, places, plain
from extract.pdf.coordinates import FloatArray, View
from extract.pdf.layer.glyphs import Glyphs, median, text_of
from extract.pdf.typefaces.rare_characters import is_foreign, names_rare_kanji
from extract.pdf.typefaces.text_fonts import fonts_of
from extract.unread.misnamed.ink_shapes import CODES, SIGNS, Shape, is_nameless, shapes_of

PIECE = 400
"""Glyphs of a page of which each character is asked twice: a page may have several fonts."""
FEW_LARGE = 40
"""So many kanji and kana tell whether they are what they are called."""
LEAST_INK = 0.1
"""A glyph whose ink is wider or higher than this many font sizes is no blank, ..."""
NO_INK = 0.02
"""... unless it is less wide or high than this: of blanks PDFium knows the width."""
LARGEST_SMALL = 0.62
"""The ink of a comma, stop or dot is not wider and not higher than this many font sizes."""
THICKEST_THIN = 0.6
"""The ink of a dash or bracket is less wide or less high than this many font sizes."""
SMALLEST_LARGE = 0.3
"""The ink of kanji and kana is wider or higher than this many font sizes."""
NARROWEST_RING = 0.72
"""The ink of a ring is at least so many times as wide as high, ..."""
SQUEEZED = 0.75
"""... unless all of its line is squeezed: its advance is less than this share of a kanji's."""
ASLANT = 0.05
"""Quarter turns by which a glyph may be turned whose shape is judged."""
ROUND, LOWEST_ZERO = 0.9, 0.5
"""What is wider than this share of its height, so many font sizes high, and set as wide as a kanji is no digit 0."""
WIDEST_LETTER = 0.95
"""A round letter O is set narrower than this share of a kanji."""
SAME = 0.02
"""Boxes that differ by less (font sizes) are the same: PDFium does not know the ink of a font that is not embedded."""
UNTOLD = 0.4
"""A font tells lies if more than this share of its commas, dashes and brackets have another shape, ..."""
FEWEST_LIES = 2
"""... and so many different ones."""
FEWEST_RARE, SOME_RARE = 8, 0.04
"""A font of so many kanji is judged by them too, where this share of a page's kanji is rare."""
SOME_FOREIGN = 0.05
"""A font tells lies if more than this share of its kanji is hardly typed by anybody."""
LETTERS_FOR_DIGITS = tuple(map(ord, "lOo"))
"""Letters that a font may call its 1 or 0."""
FOR_DIGITS = re.compile(
    "(?<![A-Za-z0-9])(?:(?=[lOo,〇○]*[0-9])|(?<=第)|(?=[lOo,]+[年月日項条号人件]))[0-9l〇○][0-9lOo,〇○]*(?![A-Za-z/])"
)
"""Numbers that have such letters in place of digits: 第l項, 2OO人. O157 is a name, 10l/s a measure."""
DIGITS = range(0x30, 0x3A)
NARROWER = 0.95
"""No digit is narrower than a 1, but for this factor: the map of such a font gives each digit another's name."""
MOST_LIES = 0.3
"""A page is read from its picture if more than this share of its glyphs is of such fonts."""

_get_ink = plain(raw.FPDFText_GetCharBox)
_get_angle = plain(raw.FPDFText_GetCharAngle)
_get_object = plain(raw.FPDFText_GetTextObject)


@dataclass(frozen=True, slots=True)
class Misnamed:
    """Glyphs that are not what they are called, by their numbers on PDFium's text page, and the share they make up."""

    index: frozenset[int] = frozenset()
    share: float = 0.0

    def among(self, glyphs: Glyphs) -> NDArray[np.bool_]:
        """Which of these glyphs they are."""
        return np.isin(glyphs.index, sorted(self.index)) if self.index else np.zeros(len(glyphs), np.bool_)


NONE = Misnamed()
NO_GLYPHS = np.zeros(0, np.intp)


def misnamed_glyphs(
    text: pdfium.PdfTextPage, glyphs: Glyphs, view: View, undrawn: NDArray[np.bool_], lying: NDArray[np.intp],
    lying_digits: NDArray[np.intp],
) -> Misnamed:  # fmt: skip
    """The glyphs of a page that are wrongly named, or not at all; all those of a font that tells lies.

    The shapes of `undrawn` ones are those of another font; they say no more than that something is printed. `lying`
    are those of fonts known for that, `lying_digits` those of which only the digits are.
    """
    kinds = shapes_of(glyphs.codes)
    foreign = is_foreign(glyphs.codes)
    nameless = np.flatnonzero((is_nameless(glyphs.codes) | foreign | _for_digits(glyphs)) & (glyphs.index >= 0))
    askable = (kinds != Shape.OTHER) & (glyphs.index >= 0) & ~glyphs.faint
    askable &= ~undrawn | (kinds == Shape.BLANK)
    lies = _lies(text, glyphs, kinds, _sample(glyphs.codes, kinds, askable), view)
    digits = _misnamed_digits(text, glyphs, view, (glyphs.index >= 0) & ~undrawn)
    if (
        not len(lies) + len(digits) + len(lying) + len(lying_digits)
        and not foreign.any()
        and not names_rare_kanji(glyphs.codes, FEWEST_RARE, SOME_RARE)
    ):
        return Misnamed(frozenset(glyphs.index[nameless].tolist())) if len(nameless) else NONE
    asked = np.flatnonzero(askable)
    lies = _lies(text, glyphs, kinds, asked, view)
    of_liars = np.union1d(_of_liars(text, glyphs, kinds, asked, lies), lying)
    found = np.concatenate([nameless, lies, digits, lying_digits, of_liars])
    return Misnamed(frozenset(glyphs.index[found].tolist()), len(of_liars) / len(glyphs))


def ink_boxes(text: pdfium.PdfTextPage, index: NDArray[np.intp], view: View) -> FloatArray:
    """The boxes (x0, top, x1, bottom) around the ink of the glyphs with these numbers on a text page."""
    edges = np.zeros((len(index), 4))
    call(_get_ink, repeat(address(text.raw)), index.tolist(), *places(edges))
    return view.boxes(edges[:, [0, 2, 1, 3]])  # PDFium's order is left, right, bottom, top


def _names_foreign_kanji(codes: NDArray[np.uint32]) -> bool:
    kanji = np.count_nonzero((codes >= 0x4E00) & (codes < 0xA000))
    return bool(np.count_nonzero(is_foreign(codes)) > SOME_FOREIGN * kanji)


def _misnamed_digits(
    text: pdfium.PdfTextPage, glyphs: Glyphs, view: View, drawn: NDArray[np.bool_]
) -> NDArray[np.intp]:
    """The numbers of the digits of fonts in which another one is narrower than what they call a 1."""
    numbers = np.flatnonzero((glyphs.codes >= DIGITS[0]) & (glyphs.codes <= DIGITS[-1]) & drawn)
    firsts = np.unique(glyphs.codes[numbers], return_index=True)[1]
    if not _narrower_than_one(text, glyphs, numbers[firsts], view):  # of the first font of each, as most pages have one
        return NO_GLYPHS
    fonts = _fonts(text, glyphs.take(numbers))
    found = [NO_GLYPHS]
    for font in np.unique(fonts).tolist():
        own = numbers[fonts == font]
        firsts = np.unique(glyphs.codes[own], return_index=True)[1]
        if _narrower_than_one(text, glyphs, own[firsts], view):
            found.append(own)
    return np.concatenate(found)


def _narrower_than_one(text: pdfium.PdfTextPage, glyphs: Glyphs, digits: NDArray[np.intp], view: View) -> bool:
    """Whether the ink of one of these upright digits is narrower, for its size, than that of the 1 among them."""
    one = glyphs.codes[digits] == ord("1")
    if not one.any():
        return False
    ink, loose = ink_boxes(text, glyphs.index[digits], view), _boxes(glyphs, digits)
    size = loose[:, 3] - loose[:, 1]
    wide, high = ink[:, 2] - ink[:, 0], ink[:, 3] - ink[:, 1]
    if (wide <= 0).any() or (high < wide).any() or (np.abs(ink - loose).sum(1) < SAME * size).any():
        return False
    return bool((wide / size).min() < NARROWER * (wide / size)[one][0])


def _for_digits(glyphs: Glyphs) -> NDArray[np.bool_]:
    """Which glyphs are letters among digits: their font calls a 1 an l, or a 0 an O."""
    found = np.zeros(len(glyphs), np.bool_)
    letters = reduce(or_, (glyphs.codes == letter for letter in LETTERS_FOR_DIGITS))
    if letters.any():
        for run in FOR_DIGITS.finditer(text_of(glyphs.codes)):
            found[run.start() : run.end()] = letters[run.start() : run.end()]
    return found


def _sample(codes: NDArray[np.uint32], kinds: NDArray[np.uint8], askable: NDArray[np.bool_]) -> NDArray[np.intp]:
    """The numbers of the glyphs looked at first: of each piece of a page two of each sign, and some kanji and kana."""
    chosen = askable & (kinds == Shape.BLANK)
    others = np.flatnonzero(askable & (kinds > Shape.BLANK))
    ends = np.empty(CODES, np.intp)  # only what was written is read, and to clear half a megabyte takes longer
    for start in range(0, len(others), PIECE):
        piece = others[start : start + PIECE]
        for order in (piece, piece[::-1]):
            ends[codes[order]] = order  # the last one of each character remains
            chosen[ends[codes[piece]]] = True
    chosen[np.flatnonzero(askable & (kinds == Shape.LARGE))[:FEW_LARGE]] = True
    sample: NDArray[np.intp] = np.flatnonzero(chosen)
    return sample


def _lies(
    text: pdfium.PdfTextPage, glyphs: Glyphs, kinds: NDArray[np.uint8], asked: NDArray[np.intp], view: View
) -> NDArray[np.intp]:
    """The numbers of those of the glyphs asked that have another shape than their character."""
    lies = asked[_contradict(glyphs, asked, kinds[asked], ink_boxes(text, glyphs.index[asked], view))]
    if not len(lies):
        return lies
    angles = map(_get_angle, repeat(address(text.raw)), glyphs.index[lies].tolist())
    quarters = np.fromiter(angles, np.float64, len(lies)) / (np.pi / 2) + view.rotation / 90
    return lies[np.abs((quarters + 2) % 4 - 2) < ASLANT]


def _contradict(
    glyphs: Glyphs, asked: NDArray[np.intp], kinds: NDArray[np.uint8], ink: FloatArray
) -> NDArray[np.bool_]:
    """Which of the glyphs asked have another shape than their character."""
    loose = _boxes(glyphs, asked)
    advance, height = loose[:, 2] - loose[:, 0], loose[:, 3] - loose[:, 1]
    size = np.maximum(np.maximum(advance, height), 0.1)
    wide, high = (ink[:, 2] - ink[:, 0]) / size, (ink[:, 3] - ink[:, 1]) / size
    longer, shorter = np.maximum(wide, high), np.minimum(wide, high)
    away = np.abs(ink - loose).T
    unknown = (shorter < NO_INK) | (away[0] + away[1] + away[2] + away[3] < SAME * size)
    ring = kinds == Shape.RING
    letter = kinds == Shape.LETTER
    narrow, ringed = ring & (wide < NARROWEST_RING * high), ((kinds == Shape.ZERO) | letter) & (wide > ROUND * high)
    if narrow.any() or ringed.any():
        usual = (advance / size)[kinds == Shape.LARGE]
        full = SQUEEZED * (median(usual) if len(usual) else 1.0)
        narrow &= advance / size < full
        ringed &= (advance / size > np.where(letter, full * WIDEST_LETTER / SQUEEZED, full)) & (high > LOWEST_ZERO)
    contradiction: NDArray[np.bool_] = ~unknown & (
        ((kinds == Shape.BLANK) & (longer > LEAST_INK))
        | ((kinds == Shape.SMALL) & (longer > LARGEST_SMALL))
        | ((kinds == Shape.THIN) & (shorter > THICKEST_THIN))
        | ((kinds == Shape.FLAT) & ((shorter > THICKEST_THIN) | (high > wide)))
        | ((kinds == Shape.LARGE) & (longer < SMALLEST_LARGE))
        | narrow
        | ringed
    )
    return contradiction


def _boxes(glyphs: Glyphs, chosen: NDArray[np.intp]) -> FloatArray:
    """The boxes (x0, top, x1, bottom) of some glyphs."""
    boxes = np.empty((len(chosen), 4))
    boxes[:, 0], boxes[:, 1] = glyphs.x0[chosen], glyphs.top[chosen]
    boxes[:, 2], boxes[:, 3] = glyphs.x1[chosen], glyphs.bottom[chosen]
    return boxes


def _of_liars(
    text: pdfium.PdfTextPage, glyphs: Glyphs, kinds: NDArray[np.uint8], asked: NDArray[np.intp], lies: NDArray[np.intp]
) -> NDArray[np.intp]:
    """The numbers of all glyphs of the fonts that tell lies of what they print."""
    fonts = _fonts(text, glyphs)
    asked, lies = asked[np.isin(kinds[asked], SIGNS)], lies[np.isin(kinds[lies], SIGNS)]
    liars = []
    for font in np.unique(fonts).tolist():
        own, others = lies[fonts[lies] == font], asked[fonts[asked] == font]
        shapes = len(np.unique(glyphs.codes[own])) >= FEWEST_LIES and len(own) > UNTOLD * len(others)
        codes = glyphs.codes[fonts == font]
        if shapes or names_rare_kanji(codes, FEWEST_RARE) or _names_foreign_kanji(codes):
            liars.append(font)
    of_liars: NDArray[np.intp] = np.flatnonzero(np.isin(fonts, liars) & (kinds != Shape.BLANK) & (glyphs.index >= 0))
    return of_liars


def _fonts(text: pdfium.PdfTextPage, glyphs: Glyphs) -> NDArray[np.intp]:
    """The address of each glyph's font, 0 where it is not known."""
    owners = map(_get_object, repeat(address(text.raw)), np.maximum(glyphs.index, 0).tolist())
    return np.array(fonts_of(owners), np.intp)
