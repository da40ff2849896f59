"""Which glyphs of a page may be hidden: cheap signs, which a page that shows all its text does not bear."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from extract.pdf.coordinates import View
from extract.pdf.layer.glyphs import Glyphs
from extract.pdf.layer.read_glyphs import text_objects
from extract.pdf.paint.painted_colors import OPAQUE
from extract.pdf.paint.painting import Paint, Painting
from extract.records import Box

LIGHT = 230
"""A part of a color from which on it is light: such text shows on a dark ground only."""
FAINT = 26
"""An alpha below this leaves next to nothing to be seen."""
ALIKE = 24
"""Parts of two colors that differ by no more look alike."""
RIM = 0.5
"""Points by which a shape and a text must overlap."""
TINY = 2.0
"""Points; nobody reads what is less high and wide."""
_OUTLINED = (raw.FPDF_TEXTRENDERMODE_STROKE, raw.FPDF_TEXTRENDERMODE_STROKE_CLIP)
_BOTH = (raw.FPDF_TEXTRENDERMODE_FILL_STROKE, raw.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP)


@dataclass(slots=True)
class Suspects:
    """The numbers of glyphs that may be hidden, and of each the address of its text object.

    `covers` are the shapes painted over a glyph (as read, in points). `certain` are the glyphs that no picture is
    needed for, since nothing paints them. `clipping` are those that nothing paints but what they are a stencil for.
    `light` are those filled as light as paper, each with its grey (0-255).
    `veiled` are those that may show through what lies over them, or be of a layer that is off: a picture alone tells.
    """

    owner: dict[int, int] = field(default_factory=dict)
    covers: dict[int, list[Box]] = field(default_factory=dict)
    certain: set[int] = field(default_factory=set)
    clipping: set[int] = field(default_factory=set)
    light: dict[int, float] = field(default_factory=dict)
    veiled: set[int] = field(default_factory=set)


def find_suspects(text: object, glyphs: Glyphs, painting: Painting, paint: Paint, view: View, layers: bool) -> Suspects:
    """The glyphs of a page that bear a sign; `layers`: some of the document's layers are switched off."""
    found = Suspects()
    if not len(glyphs) or not painting.texts:
        return found
    _add_painted(found, text, glyphs, paint, paint.blended | painting.veiled | layers)
    tiny = np.flatnonzero(np.maximum(glyphs.bottom - glyphs.top, glyphs.x1 - glyphs.x0) < TINY).tolist()
    found.owner.update(zip(tiny, text_objects(text, glyphs.index[tiny].tolist()), strict=True))
    found.certain.update(tiny)
    if len(painting.grounds.orders):
        _add_covered(found, text, glyphs, painting, paint, view)
    return found


def _add_painted(found: Suspects, text: object, glyphs: Glyphs, paint: Paint, veiled: NDArray[np.bool_]) -> None:
    """Add the glyphs of texts that are `veiled`, or painted with nothing, as light as paper, or as a stencil."""
    suspected = veiled
    invisible = clipping = filled_light = np.zeros(len(veiled), np.bool_)
    if not paint.is_plain:
        invisible, clipping = unpainted(paint), paint.modes == raw.FPDF_TEXTRENDERMODE_CLIP
        light = _light(paint)
        suspected = suspected | invisible | light | clipping
        filled_light = light & (paint.modes == raw.FPDF_TEXTRENDERMODE_FILL)
    if not suspected.any():
        return
    for glyph, owner in enumerate(text_objects(text, glyphs.index.tolist())):
        n = paint.index.get(owner)
        if n is None or not suspected[n]:
            continue
        found.owner[glyph] = owner
        if veiled[n]:
            found.veiled.add(glyph)
        if clipping[n]:
            found.clipping.add(glyph)
        elif invisible[n]:
            found.certain.add(glyph)
        elif filled_light[n]:
            found.light[glyph] = float(paint.fills[n, :3].mean())


def unpainted(paint: Paint) -> NDArray[np.bool_]:
    """Which texts are painted with nothing at all."""
    unfilled = (paint.fills[:, 3] < FAINT) & ~paint.has_mode(*_OUTLINED, *_BOTH)
    nothing: NDArray[np.bool_] = (paint.modes == raw.FPDF_TEXTRENDERMODE_INVISIBLE) | unfilled
    return nothing


def _light(paint: Paint) -> NDArray[np.bool_]:
    """Which texts are as light as paper, or nearly transparent."""
    faint = (paint.fills[:, :3] >= LIGHT).all(axis=1) | (paint.fills[:, 3] < FAINT)
    outlined = paint.has_mode(*_OUTLINED)
    for n in np.flatnonzero(outlined | (faint & paint.has_mode(*_BOTH))).tolist():
        *color, alpha = paint.stroke(n).tolist()
        faint[n] = alpha < FAINT or min(color) >= LIGHT
    light: NDArray[np.bool_] = faint
    return light


def _add_covered(found: Suspects, text: object, glyphs: Glyphs, painting: Painting, paint: Paint, view: View) -> None:
    """Add the glyphs over which a shape or picture is painted, and those painted like the shape below them."""
    grounds = painting.grounds
    chosen = _over_text(painting) | _like_text(painting, paint)
    if not chosen.any():
        return
    boxes = view.boxes(grounds.rows)
    x = (glyphs.x0 + glyphs.x1) / 2
    y = (glyphs.top + glyphs.bottom) / 2
    printed = (glyphs.codes > 0x20) & (glyphs.codes != 0x3000) & ~glyphs.faint
    for n in np.flatnonzero(chosen).tolist():
        box = Box(*boxes[n].tolist())
        solid = bool(grounds.shapes[n]) and grounds.colors[n, 3] == OPAQUE and not painting.is_mixed(grounds.orders[n])
        below = np.flatnonzero(printed & (x > box.x0) & (x < box.x1) & (y > box.top) & (y < box.bottom))
        owners = text_objects(text, glyphs.index[below].tolist())
        rows = np.array([paint.index.get(owner, -1) for owner in owners], np.intp)
        covered = (painting.orders[rows] < grounds.orders[n]) & (rows >= 0)
        lost = covered | ((rows >= 0) & bool(grounds.shapes[n]) & _alike(paint.fills[rows], grounds.colors[n]))
        for at in np.flatnonzero(lost).tolist():
            glyph = int(below[at])
            found.owner[glyph] = owners[at]
            if covered[at] and grounds.shapes[n]:
                found.covers.setdefault(glyph, []).append(box)
            if covered[at] and not solid:
                found.veiled.add(glyph)


def _over_text(painting: Painting) -> NDArray[np.bool_]:
    """Which grounds are painted over texts that are there already."""
    grounds = painting.grounds
    over = grounds.orders > painting.first
    if not over.any():
        return over
    earlier = np.searchsorted(painting.orders, grounds.orders)
    left, bottom, right, top = painting.bounds(int(earlier.max())).T
    unknown = right - left <= 0
    for n in np.flatnonzero(over).tolist():
        x0, y0, x1, y1 = grounds.rows[n].tolist()
        met = (left < x1 - RIM) & (right > x0 + RIM) & (bottom < y1 - RIM) & (top > y0 + RIM)
        over[n] = bool((met | unknown)[: earlier[n]].any())
    return over


def _like_text(painting: Painting, paint: Paint) -> NDArray[np.bool_]:
    """Which grounds are shapes of the color of some text."""
    grounds = painting.grounds
    if paint.is_plain:
        dark: NDArray[np.bool_] = (grounds.colors[:, :3] <= ALIKE).all(axis=1) & grounds.shapes
        return dark
    like = np.zeros(len(grounds.orders), np.bool_)
    for ink in _distinct(paint.fills):
        like |= _alike(grounds.colors, ink)
    return like & grounds.shapes


def _distinct(fills: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """One row for each color of those in `fills`, however opaque."""
    red, green, blue, _ = fills.T
    _, firsts = np.unique((red << 16) | (green << 8) | blue, return_index=True)
    return fills[firsts]


def _alike(fills: NDArray[np.uint32], color: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which colors look like another one, however opaque."""
    near: NDArray[np.bool_] = (np.abs(fills[:, :3].astype(np.int64) - color[:3]) <= ALIKE).all(axis=1)
    return near
