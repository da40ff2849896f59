"""Type faces of chance: Noto's characters with brackets and marks of other proportions.

The project has two faces, and offices have dozens. What the networks look at are few and plain shapes, so these are
drawn anew for each face: as thin as a hairline or as thick as a bold one, wide, narrow, high, low. Lengths are in
thousandths of the em square, Noto's own units.
"""

from __future__ import annotations

import io
import logging
import math
import random
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from data.printing.fonts import EMBEDDED, WHEEL
from data.printing.subsets import true_type_subset

logging.getLogger("fontTools").setLevel(logging.ERROR)  # it would warn of dates of zero, which every print has

ROUND = 40
"""Corners that a ring is drawn with."""
MIDDLE = (500.0, 380.0)
"""The middle of a full-width character."""
STEM = (26.0, 100.0)
"""How thick the stem of a bracket is."""
BRACKET = (780.0, 1060.0)
"""How high it is."""
ARM = (110.0, 270.0)
"""How long its arms are."""
RING = (290.0, 470.0)
"""The radius of a ring."""
HAIR, LINE = (10.0, 34.0), (34.0, 92.0)
"""How thick the line of a mark is: as thin as a scanner loses, or as others are."""
HAIRY = 0.35
"""The share of faces that draw marks with hairlines."""

Point = tuple[float, float]
Outline = list[Point]
"""Corners of a filled shape, clockwise; one that runs the other way is a hole."""
Glyph = tuple[float, list[Outline]]
"""How far a character moves on, and its outlines."""


def write_face(base: str, chars: str, dice: random.Random, out: Path) -> None:
    """Write to `out` a TrueType file: `chars` from the face `base` (sans, serif), brackets and marks by chance."""
    font = TTFont(io.BytesIO(_plain(base, chars)), recalcTimestamp=False)
    glyphs = {**_brackets(dice), **_marks(dice)}
    names = {char: f"chance{ord(char):04X}" for char in glyphs}
    font.setGlyphOrder([*font.getGlyphOrder(), *names.values()])
    for char, (advance, outlines) in glyphs.items():
        font["glyf"][names[char]] = _drawn(outlines)
        font["hmtx"][names[char]] = (round(advance), round(min(x for outline in outlines for x, _ in outline)))
    for table in font["cmap"].tables:
        table.cmap.update({ord(char): name for char, name in names.items()})
    font.save(out)


@cache
def _plain(base: str, chars: str) -> bytes:
    """A TrueType file of `chars` as the face has them."""
    source = Path(str(files(WHEEL).joinpath(EMBEDDED[base])))
    return true_type_subset(source, chars, base).getvalue()


def _brackets(dice: random.Random) -> dict[str, Glyph]:
    """`[ ]` and `［ ］` of one face."""
    stem, height, arm = dice.uniform(*STEM), dice.uniform(*BRACKET), dice.uniform(*ARM)
    line = stem * dice.uniform(0.5, 1.2)
    bottom = dice.uniform(-200, -80)
    top = bottom + height
    glyphs: dict[str, Glyph] = {}
    for opening, closing, advance, room in (
        ("[", "]", dice.uniform(280, 500), 0.3),
        ("［", "］", 1000.0, dice.uniform(0.55, 0.75)),
    ):
        left = advance * room
        right = left + max(arm, stem * 1.6)
        shapes = [
            _box(left, bottom, left + stem, top),
            _box(left, bottom, right, bottom + line),
            _box(left, top - line, right, top),
        ]
        advance = max(advance, right + 20)
        glyphs[opening] = (advance, shapes)
        glyphs[closing] = (advance, [_mirrored(shape, advance) for shape in shapes])
    return glyphs


def _marks(dice: random.Random) -> dict[str, Glyph]:
    """The marks of one face: rings, dots, a check, a cross, squares."""
    line = dice.uniform(*(HAIR if dice.random() < HAIRY else LINE))
    radius = dice.uniform(*RING)
    oval = dice.uniform(0.88, 1.06)
    half = dice.uniform(280, 440)
    large = min(radius * 1.15, 485.0)
    check = _check(dice, max(line, 30.0) * dice.uniform(1.0, 1.8))
    shapes = {
        "○": _ring(radius, line),
        "◯": _ring(large, line),
        "〇": _ring(radius, line, oval),
        "◎": _ring(radius, line) + _ring(radius * dice.uniform(0.45, 0.68), line),
        "●": [_circle(radius, 1.0)],
        "×": _cross(half, max(line, 24.0)),
        "■": [_box(500 - half, 380 - half, 500 + half, 380 + half)],
        "✓": check,
        "☑": _frame(max(half, 360.0), max(line, 40.0)) + check,
    }
    return {char: (1000.0, outlines) for char, outlines in shapes.items()}


def _circle(radius: float, oval: float) -> Outline:
    x, y = MIDDLE
    angles = (-2 * math.pi * n / ROUND for n in range(ROUND))
    return [(x + radius * oval * math.cos(angle), y + radius * math.sin(angle)) for angle in angles]


def _ring(radius: float, line: float, oval: float = 1.0) -> list[Outline]:
    return [_circle(radius, oval), _circle(radius - line, oval)[::-1]]


def _box(x0: float, y0: float, x1: float, y1: float) -> Outline:
    return [(x0, y0), (x0, y1), (x1, y1), (x1, y0)]


def _frame(half: float, line: float) -> list[Outline]:
    (x, y), inner = MIDDLE, half - line
    return [_box(x - half, y - half, x + half, y + half), _box(x - inner, y - inner, x + inner, y + inner)[::-1]]


def _bar(start: Point, end: Point, line: float) -> Outline:
    """A straight stroke."""
    (x0, y0), (x1, y1) = start, end
    length = math.hypot(x1 - x0, y1 - y0)
    across, up = (y1 - y0) / length * line / 2, (x1 - x0) / length * line / 2
    return [(x0 - across, y0 + up), (x1 - across, y1 + up), (x1 + across, y1 - up), (x0 + across, y0 - up)]


def _cross(half: float, line: float) -> list[Outline]:
    x, y = MIDDLE
    return [
        _bar((x - half, y - half), (x + half, y + half), line),
        _bar((x - half, y + half), (x + half, y - half), line),
    ]


def _check(dice: random.Random, line: float) -> list[Outline]:
    low = (dice.uniform(360, 460), dice.uniform(40, 140))
    left = (low[0] - dice.uniform(130, 260), low[1] + dice.uniform(160, 330))
    right = (dice.uniform(720, 900), dice.uniform(620, 800))
    return [_bar(left, low, line), _bar(low, right, line)]


def _mirrored(outline: Outline, advance: float) -> Outline:
    return [(advance - x, y) for x, y in outline][::-1]


def _drawn(outlines: Iterable[Sequence[Point]]) -> object:
    """The outlines as a glyph of a TrueType font."""
    pen = TTGlyphPen(None)
    for outline in outlines:
        first, *others = ((round(x), round(y)) for x, y in outline)
        pen.moveTo(first)
        for point in others:
            pen.lineTo(point)
        pen.closePath()
    return pen.glyph()
