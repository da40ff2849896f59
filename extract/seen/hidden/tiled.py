"""Words in a pale color that are printed across a page, or over and over again (案 on each of its lines): watermarks.

A list of options may be grey too: what is pale is a watermark only if it is set aslant, stands in a lattice, or lies
over other text. A mark by itself is none, however pale.
"""

from __future__ import annotations

import math
from collections import defaultdict

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from extract.pdf.layer.glyphs import ASLANT, Glyphs, text_of
from extract.pdf.layer.read_glyphs import PALE, WHITE
from extract.pdf.paint.painting import Paint
from extract.records import UNREAD
from extract.seen.hidden.suspect_looker import MARKS

OVER = 0.3
"""The share of a glyph, across and down, that another one must cover to lie over it."""
ROWS = 3
"""A lattice has so many words along and down, at least."""
GUIDE = 0.7
"""A mark that is lighter (0 is black) may be a guide to write over, ..."""
FEW = 0.5
"""... unless more than this share of the page is as light."""
SAME = 1.0
"""Points by which the places of words in a lattice may differ."""


def pale_watermarks(text: object, glyphs: Glyphs, owner: NDArray[np.intp], paint: Paint) -> NDArray[np.bool_]:
    """Which glyphs are parts of a pale watermark; `owner` are the rows of their texts in `paint`, -1 for none."""
    pale = _pale(paint)
    light = (owner >= 0) & pale[owner] & (glyphs.codes > 0x20) & (glyphs.codes != 0x3000)
    words: dict[str, list[NDArray[np.intp]]] = defaultdict(list)
    for n in np.unique(owner[light]).tolist():
        members = np.flatnonzero(light & (owner == n))
        words[text_of(glyphs.codes[members])].append(members)
    found = np.zeros(len(glyphs), np.bool_)
    others = np.flatnonzero(~light & (glyphs.codes > 0x20) & (glyphs.codes != 0x3000))
    for word, places in words.items():
        if MARKS.issuperset(word):
            continue
        all_members = np.concatenate(places)
        firsts = np.array([members[0] for members in places])
        if (
            _is_aslant(text, glyphs, int(firsts[0]))
            or _is_lattice(glyphs.x0[firsts], glyphs.baseline[firsts])
            or _lies_over(glyphs, all_members, others)
        ):
            found[all_members] = True
    return found


def doubt_pale_marks(glyphs: Glyphs, owner: NDArray[np.intp], paint: Paint) -> None:
    """Name no mark that is printed pale by itself, beside dark text: it may be there to be written over."""
    pale = _greys(paint) > GUIDE
    marks = (owner >= 0) & pale[owner] & np.isin(glyphs.codes, [ord(sign) for sign in MARKS])
    if not marks.any() or bool(pale[owner[owner >= 0]].mean() > FEW):
        return
    words = np.unique(owner[(owner >= 0) & ~marks & (glyphs.codes > 0x20) & (glyphs.codes != 0x3000)])
    glyphs.codes[marks & ~np.isin(owner, words)] = ord(UNREAD)


def has_pale(paint: Paint) -> bool:
    """Whether any text of a page is pale."""
    return not paint.is_plain and bool(_pale(paint).any())


def _pale(paint: Paint) -> NDArray[np.bool_]:
    grey = _greys(paint)
    pale: NDArray[np.bool_] = (grey > PALE) & (grey < WHITE)
    return pale


def _greys(paint: Paint) -> NDArray[np.float64]:
    """How light each text is painted on paper, from 0 (black) to 1."""
    red, green, blue, alpha = (paint.fills / 255).T
    greys: NDArray[np.float64] = 1 - alpha * (1 - (0.3 * red + 0.6 * green + 0.1 * blue))
    return greys


def _is_aslant(text: object, glyphs: Glyphs, glyph: int) -> bool:
    index = int(glyphs.index[glyph])
    return index >= 0 and abs(math.sin(2 * raw.FPDFText_GetCharAngle(text, index))) > ASLANT


def _is_lattice(x: NDArray[np.float64], y: NDArray[np.float64]) -> bool:
    """Whether places stand at equal distances, along and down."""
    return len(x) >= ROWS * ROWS and all(_is_regular(np.unique(np.round(axis / SAME))) for axis in (x, y))


def _is_regular(places: NDArray[np.float64]) -> bool:
    steps = np.diff(places)
    return len(places) >= ROWS and bool(np.ptp(steps) <= 2)


def _lies_over(glyphs: Glyphs, word: NDArray[np.intp], others: NDArray[np.intp]) -> bool:
    """Whether a glyph of a word and one of other text share a good part of their boxes."""
    for n in word.tolist():
        across = np.minimum(glyphs.x1[n], glyphs.x1[others]) - np.maximum(glyphs.x0[n], glyphs.x0[others])
        down = np.minimum(glyphs.bottom[n], glyphs.bottom[others]) - np.maximum(glyphs.top[n], glyphs.top[others])
        width = np.minimum(glyphs.x1[n] - glyphs.x0[n], (glyphs.x1 - glyphs.x0)[others])
        height = np.minimum(glyphs.bottom[n] - glyphs.top[n], (glyphs.bottom - glyphs.top)[others])
        if ((across > OVER * width) & (down > OVER * height)).any():
            return True
    return False
