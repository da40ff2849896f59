"""Text that nobody sees: it is taken off the page before the page is read, and told.

It is white, transparent or not painted at all, as dark as its ground, behind a box or picture, or of a layer that is
switched off. Cheap signs say which glyphs may be; the picture of the page with and without them decides. Of text whose
font is not embedded (`undrawn.py`) there is no picture: it is hidden where it has the color of its ground, or something
opaque lies over it. Else nobody can tell, and the page says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from extract.pdf.coordinates import View
from extract.pdf.layer.glyphs import Glyphs
from extract.pdf.layer.read_glyphs import text_objects
from extract.pdf.paint.painting import Paint
from extract.pdf.paint.paths import PageObjects
from extract.records import UNREAD, Box, LeftOut, Placement, SetAside
from extract.seen.hidden.difference import VISIBLE, Difference, difference
from extract.seen.hidden.suspects import FAINT, LIGHT, Suspects, find_suspects
from extract.set_aside import texts_of

DARK = 0.35
"""A grey (0 is black) below which what hides a text is a blackening."""
PAPER = 0.95
"""A grey from which on what hides a text is paper: it was erased."""
BESIDE = 0.6
"""A glyph goes on with the one before it if the gap is less than this many of its heights."""
NEAR = 1.0
"""Points within which two readers see one glyph."""
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


GlyphKey = tuple[int, float, float]
"""What a glyph is known by when the page is read again: code, place."""


@dataclass(slots=True)
class Unseen:
    """The text of a page that nobody sees.

    `handles` are text objects of which nothing is seen. `keys` are the other hidden glyphs, `all_keys` all of them,
    each with what becomes of it. `untold`: of other text nobody can tell whether it is seen.
    """

    handles: list[int] = field(default_factory=list)
    keys: dict[GlyphKey, Fate] = field(default_factory=dict)
    all_keys: dict[GlyphKey, Fate] = field(default_factory=dict)
    texts: list[SetAside] = field(default_factory=list)
    left_out: dict[LeftOut, str] = field(default_factory=dict)
    untold: bool = False

    def without(self, glyphs: Glyphs) -> Glyphs:
        """The glyphs of a page without the hidden ones; a sign for each that is blacked out or covered."""
        return self._without(glyphs, [self.keys.get(key) for key in _keys(glyphs)])

    def without_places(self, glyphs: Glyphs) -> Glyphs:
        """The same for glyphs that were not read through PDFium: places differ a little, and there may be more copies.

        A copy that is painted later may be seen.
        """
        left, fates = dict(self.all_keys), list[Fate | None]()
        for key in _keys(glyphs):
            hidden = next((other for other in self.all_keys if other[0] == key[0] and _is_near(key, other)), None)
            self.untold |= hidden is not None and hidden not in left
            fates.append(None if hidden is None else left.pop(hidden, None))
        return self._without(glyphs, fates)

    def _without(self, glyphs: Glyphs, fates: list[Fate | None]) -> Glyphs:
        for n, fate in enumerate(fates):
            if fate:
                glyphs.codes[n], glyphs.index[n] = ord(fate), -1  # PDFium is asked no more of it
        seen = glyphs.take(np.array([fate is not Fate.GONE for fate in fates], np.bool_))
        seen.left_out = seen.left_out | self.left_out
        return seen


def find_unseen(
    page: pdfium.PdfPage, text: pdfium.PdfTextPage, glyphs: Glyphs, objects: PageObjects, paint: Paint, view: View,
    placement: Placement, layers: bool,
) -> Unseen:  # fmt: skip
    """The text of a page that nobody sees; `placement` leads from `glyphs` to the displayed page.

    `layers`: some of the document's layers are switched off.
    """
    suspects = find_suspects(text.raw, glyphs, objects.painting, paint, view, layers)
    if not suspects.owner:
        return Unseen()
    looker = _SuspectLooker(page, glyphs, suspects, placement, paint, objects.undrawn)
    hidden = looker.hidden()
    if not hidden:
        return Unseen(untold=looker.untold)
    found = Unseen(texts=[*_told(glyphs, hidden)], untold=looker.untold)
    printed = {*_covered(glyphs, hidden), *looker.half_seen}
    hidden |= dict.fromkeys({n for n in hidden if hidden[n] is Fate.COVERED} - printed, Fate.GONE)
    unread = [glyph for glyph in sorted(hidden) if hidden[glyph] is not Fate.BLACKENED]
    found.left_out = {LeftOut.UNSEEN: glyphs.take(np.array(unread, np.intp)).text}
    asked = np.flatnonzero(glyphs.index >= 0).tolist()
    every = zip(asked, text_objects(text.raw, glyphs.index[asked].tolist()), strict=True)
    seen = {owner for glyph, owner in every if hidden.get(glyph) is not Fate.GONE and _prints(glyphs, glyph)}
    owners = {suspects.owner[glyph] for glyph in hidden} - seen
    found.handles = sorted(owners - {0})
    keys = _keys(glyphs)
    found.all_keys = {keys[glyph]: fate for glyph, fate in hidden.items()}
    found.keys = {keys[glyph]: fate for glyph, fate in hidden.items() if suspects.owner[glyph] not in owners}
    return found


def _keys(glyphs: Glyphs) -> list[GlyphKey]:
    places = zip(glyphs.codes.tolist(), glyphs.x0.tolist(), glyphs.baseline.tolist(), strict=True)
    return [(code, round(x, 2), round(y, 2)) for code, x, y in places]


def _is_near(a: GlyphKey, b: GlyphKey) -> bool:
    return abs(a[1] - b[1]) < NEAR and abs(a[2] - b[2]) < NEAR


def _prints(glyphs: Glyphs, glyph: int) -> bool:
    return not chr(glyphs.codes[glyph]).isspace()


def _told(glyphs: Glyphs, hidden: dict[int, Fate]) -> Iterator[SetAside]:
    """What is hidden, string by string; of what is blacked out not the text."""
    for dark in (False, True):
        chosen = np.array(sorted(glyph for glyph in hidden if (hidden[glyph] is Fate.BLACKENED) is dark), np.intp)
        reason = LeftOut.BLACKED_OUT if dark else LeftOut.UNSEEN
        for said in texts_of(reason, glyphs, chosen):
            yield replace(said, text=Fate.BLACKENED * len("".join(said.text.split()))) if dark else said


def _covered(glyphs: Glyphs, hidden: dict[int, Fate]) -> Iterator[int]:
    """The covered glyphs that stand in a line with text that is seen, and have none of it on top."""
    order = sorted((n for n in hidden if hidden[n] is Fate.COVERED), key=lambda n: (glyphs.baseline[n], glyphs.x0[n]))
    seen = np.ones(len(glyphs), np.bool_)
    seen[list(hidden)] = False
    seen &= (glyphs.codes > ord(" ")) & (glyphs.codes != 0x3000)
    runs: list[list[int]] = []
    for n in order:
        last = runs[-1][-1] if runs else n
        goes_on = abs(glyphs.baseline[n] - glyphs.baseline[last]) < NEAR
        near = glyphs.x0[n] - glyphs.x1[last] < BESIDE * (glyphs.bottom[n] - glyphs.top[n])
        if runs and goes_on and near:
            runs[-1].append(n)
        else:
            runs.append([n])
    for run in runs:
        x0, x1, gap = glyphs.x0[run[0]], glyphs.x1[run[-1]], BESIDE * (glyphs.bottom - glyphs.top)[run[0]]
        level = seen & (np.abs(glyphs.baseline - glyphs.baseline[run[0]]) < NEAR)
        beside = level & (glyphs.x1 > x0 - gap) & (glyphs.x0 < x1 + gap)
        middle = (glyphs.x0 + glyphs.x1) / 2
        over = seen & (middle > x0) & (middle < x1)
        over &= (glyphs.top < glyphs.bottom[run[0]]) & (glyphs.bottom > glyphs.top[run[0]])
        if beside.any() and not over.any():
            yield from run


class _SuspectLooker:
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
            for glyph in suspects.owner if _prints(glyphs, glyph)
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
