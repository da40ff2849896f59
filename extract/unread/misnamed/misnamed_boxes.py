"""Signs that are boxes themselves (■ □ ☑ ☐ ● ○), and that the picture of their page shows otherwise than their font
calls them, or that it does not name at all.

A font may call its ■ a □, or its ☑ a ☐: both have one outline, so only what is drawn within it tells.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from extract.pdf.calls import plain
from extract.pdf.coordinates import View
from extract.pdf.layer.glyphs import Glyphs
from extract.pdf.layer.read_glyphs import text_objects
from extract.pdf.left_out.symbol_fonts import PRIVATE
from extract.pdf.typefaces.text_fonts import fonts_of
from extract.records import Box, Placement
from extract.scan.arrays import Ink
from extract.unread.box_shapes import EMPTY_RING, EMPTY_SQUARE, LEAST, MOSTLY, held_share, ink_at, seen_sign, sign_at
from extract.unread.misnamed.ink_shapes import is_nameless
from extract.unread.misnamed.sign_shapes import ink_boxes

FILLED, MARKED, EMPTY = "■●", "☑☒", "□☐○"
"""Signs that are filled, that hold a mark, and that hold nothing."""
_TELLING = np.zeros(0x10000, np.bool_)
_TELLING[list(map(ord, "■●□☐☑☒"))] = True
"""A page without these has no such boxes; its rings stand in brackets."""
SAMPLE = 2
"""So many of each sign are looked at, from either end of a page."""
MOST = 500
"""More signs than this that are wrongly named, or not at all, are no boxes of a form."""

_is_embedded = plain(raw.FPDFFont_GetIsEmbedded)


@dataclass(slots=True)
class Misdrawn:
    """Glyphs that are drawn otherwise than they are called: those that were named anew, and those that nobody knows."""

    named: NDArray[np.intp] = field(default_factory=lambda: np.zeros(0, np.intp))
    unknown: NDArray[np.intp] = field(default_factory=lambda: np.zeros(0, np.intp))


def name_signs(
    page: pdfium.PdfPage, text: pdfium.PdfTextPage, glyphs: Glyphs, view: View, placement: Placement
) -> Misdrawn:
    """Name the boxes among the glyphs by what is drawn, where one of them is drawn otherwise than it is called."""
    found = Misdrawn()
    if not len(glyphs):
        return found
    looker = _BoxLooker(page, text, glyphs, view, placement)
    private = (glyphs.codes >= PRIVATE) & (glyphs.codes <= PRIVATE + 0xFF)
    nameless = np.flatnonzero((is_nameless(glyphs.codes) | private) & (glyphs.index >= 0))
    if 0 < len(nameless) <= MOST:
        looker.name_nameless(nameless, found)
    if _TELLING[np.minimum(glyphs.codes, len(_TELLING) - 1)].any():
        looker.name_misnamed(found)
    return found


class _BoxLooker:
    """Looks at the signs of one page."""

    def __init__(
        self, page: pdfium.PdfPage, text: pdfium.PdfTextPage, glyphs: Glyphs, view: View, placement: Placement
    ) -> None:
        self._page, self._text, self._glyphs, self._view, self._placement = page, text, glyphs, view, placement

    def name_misnamed(self, found: Misdrawn) -> None:
        """Name the glyphs of each sign of which one is drawn otherwise than it is called."""
        lies: list[NDArray[np.intp]] = []
        shown: dict[str, set[str | None]] = {}
        for sign in FILLED + MARKED + EMPTY:
            own = np.flatnonzero((self._glyphs.codes == ord(sign)) & (self._glyphs.index >= 0))
            own = np.setdiff1d(own, found.named)
            sample = self._embedded(np.unique(np.concatenate([own[:SAMPLE], own[-SAMPLE:]])))
            inks = [
                ink for box in self._places(sample) if (ink := ink_at(self._page, box, self._placement)) is not None
            ]
            shown[sign] = {seen_sign(ink) for ink in inks}
            if any(_contradicts(sign, ink) for ink in inks):
                lies.append(own)
        if lies:
            wrong = np.concatenate(lies)
            seen = self._seen(wrong) if len(wrong) <= MOST else {}
            certain = len(seen) == len(wrong) and not _are_alike(shown)
            self._name(wrong, seen, certain, found)

    def name_nameless(self, nameless: NDArray[np.intp], found: Misdrawn) -> None:
        """Name the glyphs of each font that names none of its signs, if all of them are boxes, and some are empty."""
        fonts = np.array(self._fonts(nameless), np.intp)
        others = np.setdiff1d(np.flatnonzero(self._glyphs.index >= 0), nameless)
        usual = {*self._fonts(others)} if len(others) else set()
        for font in set(fonts.tolist()) - usual - {0}:
            own = nameless[fonts == font]
            seen = self._seen(own)
            if len(seen) == len(own) and {EMPTY_SQUARE, EMPTY_RING} & {*seen.values()}:
                self._name(own, seen, True, found)

    def _name(self, own: NDArray[np.intp], seen: dict[int, str], certain: bool, found: Misdrawn) -> None:
        if not certain:
            found.unknown = np.concatenate([found.unknown, own])
            return
        codes = self._glyphs.codes.copy()
        for glyph, sign in seen.items():
            codes[glyph] = ord(sign)
        self._glyphs.codes = codes
        found.named = np.concatenate([found.named, own])

    def _seen(self, own: NDArray[np.intp]) -> dict[int, str]:
        """The boxes that glyphs are drawn as, of those that are one."""
        places = zip(own.tolist(), self._places(own), strict=True)
        seen = {glyph: sign_at(self._page, box, self._placement) for glyph, box in places}
        return {glyph: sign for glyph, sign in seen.items() if sign is not None}

    def _places(self, own: NDArray[np.intp]) -> Iterable[Box]:
        return [Box(*row) for row in ink_boxes(self._text, self._glyphs.index[own], self._view).tolist()]

    def _embedded(self, own: NDArray[np.intp]) -> NDArray[np.intp]:
        embedded = [_is_embedded(font) == 1 for font in self._fonts(own)]
        return own[np.array(embedded, np.bool_)]

    def _fonts(self, own: NDArray[np.intp]) -> list[int]:
        return fonts_of(text_objects(self._text.raw, self._glyphs.index[own].tolist()))


def _contradicts(sign: str, ink: Ink) -> bool:
    """Whether what a sign holds is not what its name says; the thick strokes of a mark may fill its middle."""
    held = held_share(ink)
    if held is None:
        return False
    if sign in FILLED:
        return held < MOSTLY
    return (held < LEAST or ink.mean() > 1 - LEAST) if sign in MARKED else held >= LEAST


def _are_alike(shown: dict[str, set[str | None]]) -> bool:
    """Whether a sign that holds nothing by its name, and one that holds something, are drawn alike.

    So are the boxes that stand for any sign that a font lacks.
    """
    empty = {sign for name in EMPTY for sign in shown[name]}
    full = {sign for name in FILLED + MARKED for sign in shown[name]}
    return bool(empty & full) and len(empty | full) == 1
