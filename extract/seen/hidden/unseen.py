"""Text that nobody sees: it is taken off the page before the page is read, and told.

It is white, transparent or not painted at all, as dark as its ground, behind a box or picture, or of a layer that is
switched off. Cheap signs say which glyphs may be; the picture of the page with and without them decides. Of text whose
font is not embedded (`undrawn.py`) there is no picture: it is hidden where it has the color of its ground, or something
opaque lies over it. Else nobody can tell, and the page says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from extract.pdf.layer.glyphs import Glyphs
from extract.pdf.layer.read_glyphs import text_objects
from extract.pdf.paint.painting import Paint
from extract.records import LeftOut, SetAside
from extract.seen.hidden.suspect_looker import Fate, SuspectLooker, is_printed
from extract.seen.hidden.suspects import find_suspects
from extract.seen.printed import UprightPrint
from extract.set_aside import texts_of

BESIDE = 0.6
"""A glyph goes on with the one before it if the gap is less than this many of its heights."""
NEAR = 1.0
"""Points within which two readers see one glyph."""
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


def find_unseen(printed: UprightPrint, paint: Paint, layers: bool) -> Unseen:
    """The text of a page that nobody sees; `layers`: some of the document's layers are switched off."""
    glyphs, objects, text = printed.typed, printed.objects, printed.text
    suspects = find_suspects(text.raw, glyphs, objects.painting, paint, printed.view, layers)
    if not suspects.owner:
        return Unseen()
    looker = SuspectLooker(printed.page, glyphs, suspects, printed.placement, paint, objects.undrawn)
    hidden = looker.hidden()
    if not hidden:
        return Unseen(untold=looker.untold)
    found = Unseen(texts=[*_told(glyphs, hidden)], untold=looker.untold)
    lacking = {*_covered(glyphs, hidden), *looker.half_seen}
    hidden |= dict.fromkeys({n for n in hidden if hidden[n] is Fate.COVERED} - lacking, Fate.GONE)
    unread = [glyph for glyph in sorted(hidden) if hidden[glyph] is not Fate.BLACKENED]
    found.left_out = {LeftOut.UNSEEN: glyphs.take(np.array(unread, np.intp)).text}
    asked = np.flatnonzero(glyphs.index >= 0).tolist()
    every = zip(asked, text_objects(text.raw, glyphs.index[asked].tolist()), strict=True)
    seen = {owner for glyph, owner in every if hidden.get(glyph) is not Fate.GONE and is_printed(glyphs, glyph)}
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
