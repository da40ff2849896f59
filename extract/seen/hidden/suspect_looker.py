"""Glyphs that may be hidden, looked at in the picture of their page, with them and without."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from extract.pdf.layer.glyphs import Glyphs
from extract.pdf.paint.painting import Paint
from extract.records import UNREAD, Box, Placement
from extract.seen.hidden.difference import VISIBLE, Difference, difference
from extract.seen.hidden.suspects import FAINT, LIGHT, Suspects

DARK = 0.35
"""A grey (0 is black) below which what hides a text is a blackening."""
PAPER = 0.95
"""A grey from which on what hides a text is paper: it was erased."""
RIM = 0.5
"""Points at the edge of a shape that may show what is below."""
MOSTLY = 0.4
"""A shape that covers less of a glyph does not hide it."""
MARKS = frozenset("○〇◯●◎✓✔レㇾ■×✕☑☒")
"""Signs of which the rest still tells something where a part is wiped out, ..."""
REST = 0.03
"""... if its ink covers this share of their place."""
MIDDLE = 150
"""A part of a color (of 255) from which on a mark is pale."""
LINES_MEET = 0.3
"""Boxes of text that overlap by less of their height are two lines."""
GREYS = np.array([0.299, 0.587, 0.114]) / 255
"""What red, green and blue (0-255) add to a grey (0-1)."""
MOST_CLASSES = 6
"""Texts that overlap are looked at one after the other, so many times at most."""


class Fate(StrEnum):
    """What becomes of hidden text; its value is what stands for a character of it."""

    GONE = ""
    BLACKENED = "■"  # the text itself is handed to nobody
    COVERED = UNREAD  # a part of what is printed


def is_printed(glyphs: Glyphs, glyph: int) -> bool:
    """Whether a glyph is no blank."""
    return not chr(glyphs.codes[glyph]).isspace()


class SuspectLooker:
    """Looks at suspected glyphs of one page; `untold` says whether it could tell nothing of some.

    `half_seen` are marks that are covered, and of which something is still seen.
    """

    def __init__(
        self, page: pdfium.PdfPage, glyphs: Glyphs, suspects: Suspects, placement: Placement, paint: Paint,
        undrawn: frozenset[int],
    ) -> None:  # fmt: skip
        self._page, self._suspects, self._placement = page, suspects, placement
        self._paint, self._undrawn, self.untold = paint, undrawn, False
        self._codes, self.half_seen = glyphs.codes, set[int]()
        self._boxes = {
            glyph: Box(*(float(edges[glyph]) for edges in (glyphs.x0, glyphs.top, glyphs.x1, glyphs.bottom)))
            for glyph in suspects.owner if is_printed(glyphs, glyph)
        }  # fmt: skip

    def hidden(self) -> dict[int, Fate]:
        """The glyphs that nobody sees, and of each by its ground what may become of it."""
        looked = self._suspects.owner.keys() - self._suspects.certain
        found = {glyph: Fate.GONE for glyph in self._suspects.certain if glyph in self._boxes}
        shown = None
        owner_of = {glyph: self._suspects.owner[glyph] for glyph in self._boxes if glyph in looked}
        for members in _classes(owner_of, self._boxes):
            owners = sorted({owner_of[glyph] for glyph in members} - {0})
            seen = difference(self._page, owners, shown)
            shown = seen.shown
            for glyph in members:
                if not self._is_seen(glyph, seen):
                    place = self._placement.box(self._boxes[glyph])
                    if chr(self._codes[glyph]) in MARKS and (seen.ink_share(place) > REST or self._is_pale(glyph)):
                        self.half_seen.add(glyph)
                        found[glyph] = Fate.COVERED
                        continue
                    ground = seen.ground(place)
                    found[glyph] = Fate.BLACKENED if ground < DARK else Fate.COVERED if ground < PAPER else Fate.GONE
        return found

    def _is_seen(self, glyph: int, seen: Difference) -> bool:
        box = self._boxes[glyph]
        if glyph in self._suspects.clipping:
            return seen.has_contrast(self._placement.box(box))
        light = self._suspects.light.get(glyph)
        if light is not None and not seen.stands_out(self._placement.box(box), light):
            return False  # what it shows lies over the letters of another text
        covers = self._suspects.covers.get(glyph, [])
        parts = [_common(box, cover) for cover in covers]
        parts = [part for part in parts if _area(part) > MOSTLY * _area(box)]
        owner = self._suspects.owner[glyph]
        if owner in self._undrawn:
            return self._may_be_seen(glyph, bool(parts), self._paint.fills[self._paint.index[owner]], seen)
        return all(seen.has_ink(self._placement.box(part)) for part in parts or [box])

    def _is_pale(self, glyph: int) -> bool:
        """Whether a mark is hidden only by its ground, which is no lighter than itself, and would show on paper."""
        owner = self._suspects.owner[glyph]
        if owner not in self._paint.index or glyph in self._suspects.covers or glyph in self._suspects.veiled:
            return False
        *color, alpha = self._paint.fills[self._paint.index[owner]].tolist()
        return bool(alpha > FAINT and MIDDLE < np.mean(color) < LIGHT)

    def _may_be_seen(self, glyph: int, covered: bool, color: NDArray[np.uint32], seen: Difference) -> bool:
        """Whether a glyph of this color that has no picture can be seen for all that is known."""
        if glyph in self._suspects.veiled:
            self.untold = True
            return True
        if covered:
            return False
        ground = seen.ground(self._placement.box(self._boxes[glyph]))
        return bool(abs(color[:3] @ GREYS - ground) > VISIBLE / 255)


def _common(box: Box, cover: Box) -> Box:
    """The part of a glyph's box that a shape covers, less what its edge may show."""
    return Box(
        max(box.x0, cover.x0 + RIM), max(box.top, cover.top + RIM),
        min(box.x1, cover.x1 - RIM), min(box.bottom, cover.bottom - RIM),
    )  # fmt: skip


def _area(box: Box) -> float:
    return max(box.width, 0.0) * max(box.height, 0.0)


def _classes(owners: dict[int, int], boxes: dict[int, Box]) -> list[list[int]]:
    """The glyphs in groups, so that no two text objects of one overlap; the last one takes what is left."""
    objects: dict[int, list[int]] = {}
    for glyph, owner in owners.items():
        objects.setdefault(owner, []).append(glyph)
    groups: list[tuple[list[Box], list[int]]] = []
    for members in objects.values():
        box = Box.around([boxes[glyph] for glyph in members])
        free = (entry for entry in groups if not any(_overlap(box, other) for other in entry[0]))
        found = next(free, groups[-1] if len(groups) == MOST_CLASSES else None)
        if found is None:
            found = [], []
            groups.append(found)
        taken, group = found
        taken.append(box)
        group += members
    return [group for _, group in groups]


def _overlap(a: Box, b: Box) -> bool:
    return min(a.x1, b.x1) - max(a.x0, b.x0) > RIM and min(a.bottom, b.bottom) - max(a.top, b.top) > LINES_MEET * min(
        a.height, b.height
    )
