"""Whether the picture of some text says what its text layer says: a recognizer reads a few of its lines."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from extract.pdf.layer.glyphs import Glyphs, text_of
from extract.pdf.typefaces.rare_characters import is_usual
from extract.records import Box, Placement
from extract.scan.image.render import box_picture

SCALE = 300 / 72
"""Pixels per point of the pictures that are read."""
LINES, LONGEST = 5, 40
"""So many lines are read, of so many characters at most."""
FEWEST = 3
"""A line of fewer kanji is not read."""
NEXT = 0.8
"""Glyphs within so many font sizes of each other are one line."""
SAME_LINE = 0.1
"""Baselines closer than this share of a glyph's height are one."""
SAID = 0.8
"""If fewer of the kanji are read as they are called, they are called otherwise than they look."""


def says_otherwise(page: pdfium.PdfPage, glyphs: Glyphs, chosen: NDArray[np.intp], placement: Placement) -> bool:
    """Whether the picture of these glyphs says something else than they do; no where it cannot be read."""
    # OpenCV and the recognizer are loaded where there is something to read.
    from extract.scan.ocr.recognizer import Recognizer

    lines = sorted(_lines(glyphs, chosen), key=lambda line: -int(is_usual(glyphs.codes[line]).sum()))[:LINES]
    lines = [line[:LONGEST] for line in lines if is_usual(glyphs.codes[line]).sum() >= FEWEST]
    recognizer, said, asked = Recognizer(), 0, 0
    for line in lines:
        box = Box.around(glyphs.boxes(line))
        picture = box_picture(page, box._replace(x0=box.x0 - 1, x1=box.x1 + 1), placement, SCALE)
        (read,) = recognizer.read([picture])
        text = text_of(glyphs.codes[line])
        matcher = SequenceMatcher(None, text, read.text, autojunk=False)
        same = [n for start, _, length in matcher.get_matching_blocks() for n in range(start, start + length)]
        usual = is_usual(glyphs.codes[line])
        said, asked = said + int(usual[same].sum()), asked + int(usual.sum())
    return said < SAID * asked


def _lines(glyphs: Glyphs, chosen: NDArray[np.intp]) -> Iterator[NDArray[np.intp]]:
    """The glyphs line by line, from left to right; lines of several fonts are cut."""
    order = chosen[np.lexsort((glyphs.x0[chosen], np.round(glyphs.baseline[chosen])))]
    if not len(order):
        return
    size = (glyphs.bottom - glyphs.top)[order]
    parted = np.abs(np.diff(glyphs.baseline[order])) > SAME_LINE * size[1:]
    gap = glyphs.x0[order][1:] - glyphs.x1[order][:-1]
    parted |= (gap > NEXT * size[1:]) | (gap < -NEXT * size[1:])
    yield from np.split(order, np.flatnonzero(parted) + 1)
