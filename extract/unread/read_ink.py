"""Lines of ink that the text layer does not name → characters with their places, read among their neighbors."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from extract.pdf.coordinates import FloatArray
from extract.pdf.layer.glyphs import Glyphs
from extract.records import UNREAD, Box
from extract.scan.arrays import PixelBox, RecognizedLine
from extract.scan.ocr.likelihood import line_confidence
from extract.scan.ocr.recognizer import Recognizer
from extract.scan.text.components import TextLine
from extract.scan.text.spacing import with_blanks
from extract.unread.leftover import Leftover

MOST_LINES = 150
"""More lines are a drawing; they are not read, and each cell is told once that it has some."""
NEXT = 0.8
"""A glyph stands next to ink, or to another one, if the gap is less than this many font sizes."""
BRACKETS = np.array(sorted(map(ord, "[]［］〔〕【】")), np.uint32)
"""Recognizers take these for parts of the signs beside them."""
REACH = 10.0
"""Glyphs are shown to the recognizer up to so many font sizes beside what is unread."""
TYPE = 0.92
"""How much of the font size the ink of a line of kanji is high."""
ASCENT = 0.88
"""The share of the font size above the baseline."""
MOSTLY = 0.6
"""If fewer of the known characters beside are read as they are, what is read between them is not to be trusted."""
APART = 0.8
"""Characters read are set apart only by so many font sizes: between digits and kanji there is no blank in print."""
DOUBTED = 0.4
"""The confidence of such a reading."""
NEVER = 0.0
"""The confidence of a sign that could not be read."""
LEAST = 0.3
"""A reading of less confidence is none."""


@dataclass(frozen=True, slots=True)
class InkReading:
    """Characters that stand in a box (points), each with its left and right side, and how surely they were read."""

    box: Box
    baseline: float
    chars: tuple[tuple[str, float, float], ...]
    confidence: float


def read_ink(left: Leftover, glyphs: Glyphs, ink: FloatArray, em: float) -> list[InkReading]:
    """What the lines say; `glyphs` are the named ones of the page, and `ink` the boxes of their ink (points)."""
    if len(left.lines) > MOST_LINES:
        firsts = {line.owner: line for line in reversed(left.lines)}
        return [_unread(left, line.box, em) for line in firsts.values()]
    recognizer = Recognizer()
    return [reading for line in left.lines for reading in _line(left, line, glyphs, ink, em, recognizer)]


def _line(
    left: Leftover, line: TextLine, glyphs: Glyphs, ink: FloatArray, em: float, recognizer: Recognizer
) -> list[InkReading]:
    beside = _beside(left, line.box, ink, em)
    beside = beside[~np.isin(glyphs.codes[beside], BRACKETS)]
    known = [left.pixels(Box(*row)) for row in ink[beside].tolist()]
    x0, x1 = min([line.box.x0, *(box.x0 for box in known)]), max([line.box.x1, *(box.x1 for box in known)])
    top = min([line.box.top, *(box.top for box in known)])
    bottom = max([line.box.bottom, *(box.bottom for box in known)])
    x0, top = max(x0 - 2, 0), max(top - 2, 0)
    (read,) = recognizer.read([left.grey[top : bottom + 2, x0 : x1 + 2]], em * left.scale)
    middles = np.array([(a + b) / 2 + x0 for a, b in read.edges])
    agree = _agree(read, middles, known, glyphs.codes[beside])
    readings = [
        _reading(left, segment, read, np.flatnonzero(_within(middles, segment, known)), x0, agree, em)
        for segment in line.segments
    ]
    return [_on_line(reading, glyphs, beside) for reading in readings]


def _on_line(reading: InkReading, glyphs: Glyphs, beside: NDArray[np.intp]) -> InkReading:
    """A reading on the line of the glyph nearest to it."""
    if not len(beside):
        return reading
    box = reading.box
    away = np.maximum(glyphs.x0[beside] - box.x1, box.x0 - glyphs.x1[beside])
    near = beside[np.argmin(away)]
    on_line = Box(box.x0, float(glyphs.top[near]), box.x1, float(glyphs.bottom[near]))
    return replace(reading, box=on_line, baseline=float(glyphs.baseline[near]))


def _beside(left: Leftover, box: PixelBox, ink: FloatArray, em: float) -> NDArray[np.intp]:
    """The numbers of the glyphs that stand on a line with ink without a gap, from left to right."""
    if not len(ink):
        return np.zeros(0, np.intp)
    top, bottom = left.y(box.top), left.y(box.bottom)
    x0, x1 = left.x(box.x0), left.x(box.x1)
    shared = np.minimum(ink[:, 3], bottom) - np.maximum(ink[:, 1], top)
    level = shared > 0.5 * np.minimum(ink[:, 3] - ink[:, 1], bottom - top)
    level &= (ink[:, 2] > x0 - REACH * em) & (ink[:, 0] < x1 + REACH * em) & (ink[:, 2] > ink[:, 0])
    order = np.flatnonzero(level)
    order = order[np.argsort(ink[order, 0], kind="stable")]
    chosen: list[int] = []
    start, end = x0, x1
    for n in order.tolist():
        if ink[n, 0] > end + NEXT * em:
            break
        if ink[n, 2] > x0:
            chosen.append(n)
            end = max(end, ink[n, 2])
    for n in reversed(order.tolist()):
        if n in chosen or ink[n, 0] > x1:
            continue
        if ink[n, 2] < start - NEXT * em:
            break
        chosen.append(n)
        start = min(start, ink[n, 0])
    return np.array(sorted(chosen, key=lambda n: float(ink[n, 0])), np.intp)


def _within(middles: NDArray[np.float64], segment: PixelBox, known: Sequence[PixelBox]) -> NDArray[np.bool_]:
    """Which of the characters read stand in a segment, and not in the ink of a known glyph."""
    within = (middles > segment.x0 - 2) & (middles < segment.x1 + 2)
    for box in known:
        within &= ~((middles > box.x0) & (middles < box.x1))
    return np.asarray(within)


def _agree(
    read: RecognizedLine, middles: NDArray[np.float64], known: Sequence[PixelBox], codes: NDArray[np.uint32]
) -> bool:
    """Whether most of the known characters were read as they are."""
    right = 0
    for box, code in zip(known, codes.tolist(), strict=True):
        at = np.flatnonzero((middles > box.x0) & (middles < box.x1))
        right += any(_folded(read.text[n]) == _folded(chr(code)) for n in at.tolist())
    return right >= MOSTLY * len(known)


def _folded(char: str) -> str:
    return unicodedata.normalize("NFKC", char)


def _reading(
    left: Leftover, segment: PixelBox, read: RecognizedLine, chars: NDArray[np.intp], x0: int, agree: bool, em: float
) -> InkReading:
    numbers = chars.tolist()
    own = replace(
        read,
        text="".join(read.text[n] for n in numbers),
        edges=tuple(read.edges[n] for n in numbers),
        confidences=tuple(read.confidences[n] for n in numbers),
    )
    confidence = min(line_confidence(own), 1.0 if agree else DOUBTED)
    unread = _unread(left, segment, em)
    if not numbers or confidence < LEAST:
        return unread
    height = (unread.box.bottom - unread.box.top) * left.scale * TYPE
    spread = _spread(own, height, APART * em * left.scale)
    placed = tuple((char, left.x(a + x0), left.x(b + x0)) for char, a, b in spread)
    return replace(unread, chars=placed, confidence=confidence)


def _spread(read: RecognizedLine, height: float, apart: float) -> list[tuple[str, float, float]]:
    """The characters read with their left and right sides, so that they stand apart only where there is a blank."""
    spaced = with_blanks(read, height)
    placed: list[tuple[str, float, float]] = []
    blank = False
    edges = iter(read.edges)
    for char in spaced:
        if char == " ":
            blank = True
            continue
        a, b = next(edges)
        if placed and not blank and a - placed[-1][2] < apart:
            before = placed[-1]
            a = (a + before[2]) / 2
            placed[-1] = (before[0], before[1], a)
        placed.append((char, a, b))
        blank = False
    return placed


def _unread(left: Leftover, box: PixelBox, em: float) -> InkReading:
    """Something in a box that could not be read, as high as type is."""
    x0, x1 = left.x(box.x0), left.x(box.x1)
    top, bottom = left.y(box.top), left.y(box.bottom)
    size = max((bottom - top) / TYPE, em)
    middle = (top + bottom) / 2
    placed = Box(x0, middle - size / 2, x1, middle + size / 2)
    return InkReading(placed, placed.top + ASCENT * size, ((UNREAD, x0, x1),), NEVER)
