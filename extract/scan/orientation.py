"""Pages that were fed into the scanner sideways or upside down, turned upright.

Rulings look the same from all sides, and so nearly does Japanese type; a recognizer does not mistake it. A page that it
reads badly is shown to it in the other three ways, a few lines of each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

import numpy as np

from extract.records import Placement
from extract.ruled.tables.grid import TooManyRulings
from extract.scan.arrays import Picture, PixelBox
from extract.scan.image.binarize import clean_picture
from extract.scan.image.deskew import straighten
from extract.scan.image.text_size import usual_text_size
from extract.scan.ocr.recognizer import Recognizer
from extract.scan.rules.detect import picture_rulings
from extract.scan.text.components import text_lines
from extract.scan.text.line_strip import strip
from extract.scan.text.read_lines import ReadLine

BADLY = 0.5
"""A page is read badly whose characters have less than this mean confidence (upright ones have 0.9 and more)."""
SHORT = 2
"""Characters of which most stand in runs of so few are those of lines that run up and down."""
FEW = 20
"""Fewer characters than this tell nothing."""
SAMPLE = 8
"""So many lines are read in each position."""
LONGEST = 40.0
"""Font sizes: longer segments take longer to read and tell no more."""
MARGIN = 0.15
"""By so much the mean confidence must be better for a page to be turned."""
LONGER = 2
"""Or it must be as good, and the same number of lines hold so many times the characters."""


def is_read_badly(read: Sequence[ReadLine]) -> bool:
    """Whether what was read of a page makes one doubt that it stands upright."""
    if is_unsure(read):
        return True
    lengths = [len(run.text) for said in read if said.line is not None for run in said.line.runs for _ in run.text]
    return sum(len(said.confidences) for said in read) >= FEW and median(lengths) <= SHORT


def is_unsure(read: Sequence[ReadLine]) -> bool:
    """Whether most of what was read of a page is a guess."""
    confidences = [confidence for said in read for confidence in said.confidences]
    return len(confidences) >= FEW and sum(confidences) / len(confidences) < BADLY


def quarter_turns(picture: Picture, recognizer: Recognizer) -> int:
    """By how many quarters (counterclockwise) a picture on evened ground must be turned to stand upright."""
    return best_turn([_sampled(turned(picture, quarters), recognizer) for quarters in range(4)])


def best_turn(samples: Sequence[Sequence[float]]) -> int:
    """The turn (0-3 quarters) of which some lines, with characters so sure, were read best.

    A page whose table lies on its side may have upright running lines: they read well, and the single characters of the
    lines that run up and down do too, but these lines are not long.
    """
    sure = [_mean(sample) for sample in samples]
    best = int(np.argmax(sure))
    longer = len(samples[best]) >= LONGER * len(samples[0])
    return best if sure[best] > sure[0] + MARGIN or longer else 0


def turned(picture: Picture, quarters: int) -> Picture:
    """The picture turned counterclockwise by so many quarters."""
    height, width = (side / picture.scale for side in picture.grey.shape)
    back = (
        Placement(),
        Placement(0.0, -1.0, width, 1.0, 0.0, 0.0),
        Placement(-1.0, 0.0, width, 0.0, -1.0, height),
        Placement(0.0, 1.0, 0.0, -1.0, 0.0, height),
    )[quarters % 4]
    grey = np.ascontiguousarray(np.rot90(picture.grey, quarters))
    return replace(picture, grey=grey, placement=picture.placement.after(back))


def _sampled(picture: Picture, recognizer: Recognizer) -> list[float]:
    """The confidences (0-1) with which the characters of a few lines, the longest, are read."""
    clean = clean_picture(straighten(picture))
    em = usual_text_size(clean.ink, clean.scale)
    try:
        _, ink = picture_rulings(clean, em)
    except TooManyRulings:
        return []
    em *= clean.scale
    segments = [segment for line in text_lines(ink, [], clean.scale, em) for segment in line.segments]
    segments = sorted((s for s in segments if s.x1 - s.x0 < LONGEST * em), key=_width, reverse=True)[:SAMPLE]
    read = recognizer.read([strip(clean.grey, [segment], em).grey for segment in segments])
    return [confidence for line in read for confidence in line.confidences]


def _width(segment: PixelBox) -> int:
    return segment.x1 - segment.x0


def _mean(confidences: Sequence[float]) -> float:
    return sum(confidences) / len(confidences) if len(confidences) >= FEW else 0.0
