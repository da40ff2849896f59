"""A page whose text layer leaves something unread → the same page with what its picture shows there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import prod
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from extract.pdf.coordinates import FloatArray
from extract.pdf.layer.glyphs import Glyphs
from extract.records import Box, BoxState, Checkbox, Line, Page
from extract.ruled.cell_text.filling import Unassigned, fill_cells
from extract.unread.doubts import Doubts
from extract.unread.misnamed.ink_shapes import is_blank
from extract.unread.seal_pictures import without_seals
from extract.unread.weighing import middle, weighed, within

if TYPE_CHECKING:
    from extract.unread.read_ink import InkReading

ENGINE = "pdfium+ppocr"
"""The engine of cells of which a part was read from the picture."""
STROKES = 1.1
"""Beside a drawn letter there may be another one without bends, so many font sizes wide."""
WIDEST_MARK = 1.5
"""What is wider than so many heights of an option box is no mark."""


def read_unread(page: pdfium.PdfPage, result: Page, glyphs: Glyphs, doubts: Doubts, em: float) -> Unassigned | None:
    """Fill the cells of a page anew, with what was unread; what lies outside all of them, None where nothing changed.

    `em` is the page's usual font size in points.
    """
    misnamed = doubts.misnamed.among(glyphs)
    places = [*doubts.pictures, *doubts.letters]
    filled = places + _boxes(glyphs, misnamed)
    boxes = [each.box for each in (*result.checkboxes, *(box for cell in result.cells for box in cell.checkboxes))]
    boxes = [box for box in boxes if not _holds_text(box, filled)]
    windows = [place for place in places if not any(within(box, *middle(place)) for box in boxes)]
    windows = without_seals(page, result.placement, windows)
    windows = [_with_strokes(window, em) if window in doubts.letters else window for window in windows]
    if misnamed.any():
        windows += [cell.box for cell in result.cells] + _boxes(glyphs, misnamed)
    if not windows:
        return None
    readings = _readings(page, result, glyphs, misnamed, windows, boxes, doubts, em)
    if not readings and not misnamed.any():
        return None
    kept = glyphs.take(_stay(glyphs, misnamed, readings, boxes))
    unassigned = fill_cells(result.cells, _with(kept, readings))
    for cell in result.cells:
        cell.lines, cell.checkboxes = _weighed(cell.lines, readings), _weighed_boxes(cell.checkboxes, readings)
        if any(line.confidence < 1 for line in cell.lines):
            cell.engine, cell.confidence = ENGINE, min(line.confidence for line in cell.lines)
    unassigned.lines = list(_weighed(unassigned.lines, readings))
    unassigned.checkboxes = list(_weighed_boxes(unassigned.checkboxes, readings))
    return unassigned


def _readings(
    page: pdfium.PdfPage, result: Page, glyphs: Glyphs, misnamed: NDArray[np.bool_], windows: Sequence[Box],
    checkboxes: Sequence[Box], doubts: Doubts, em: float,
) -> list[InkReading]:  # fmt: skip
    """What the picture of a page shows that its named glyphs do not, but for marks in option boxes."""
    # OpenCV and the recognizer are loaded where there is something to read.
    from extract.unread.leftover import find_leftover
    from extract.unread.read_ink import read_ink

    named = glyphs.take(~misnamed & ~is_blank(glyphs.codes))
    ink = _ink(named, doubts.ink)
    marks = np.array(checkboxes, np.float64).reshape(-1, 4)
    told = np.concatenate([ink, marks, _others(doubts)])
    left = find_leftover(page, result.placement, result.cells, windows, told, em)
    readings = read_ink(left, named, ink, em) if left is not None else []
    return weighed(readings, doubts, named, glyphs.take(misnamed), result.cells, em)


def _with_strokes(letter: Box, em: float) -> Box:
    """A drawn letter with a place at either side: what has no bends (一, 二, -) is drawn as a ruling is."""
    return letter._replace(x0=letter.x0 - STROKES * em, x1=letter.x1 + STROKES * em)


def _ink(glyphs: Glyphs, ink: FloatArray) -> FloatArray:
    """The boxes around the ink of glyphs; their type's where it is not known."""
    loose = np.stack([glyphs.x0, glyphs.top, glyphs.x1, glyphs.bottom], axis=1)
    if not len(ink):
        return loose
    known = ink[np.maximum(glyphs.index, 0)]
    measured = (glyphs.index >= 0) & (known[:, 2] > known[:, 0]) & (known[:, 3] > known[:, 1])
    return np.where(measured[:, None], known, loose)


def _holds_text(checkbox: Box, filled: Sequence[Box]) -> bool:
    """Whether what is unread in an option box is wider than a mark: the brackets are those of a choice."""
    inside = [box for box in filled if within(checkbox, *middle(box))]
    return bool(inside) and Box.around(inside).width > WIDEST_MARK * checkbox.height


def _others(doubts: Doubts) -> FloatArray:
    """The boxes around the ink of all glyphs that are what they are called, those too that were set aside since."""
    ink = doubts.ink
    told = (ink[:, 2] > ink[:, 0]) & (ink[:, 3] > ink[:, 1])
    told[sorted(doubts.misnamed.index)] = False
    others: FloatArray = ink[told]
    return others


def _boxes(glyphs: Glyphs, chosen: NDArray[np.bool_]) -> list[Box]:
    rows = np.stack([glyphs.x0, glyphs.top, glyphs.x1, glyphs.bottom], axis=1)[chosen]
    return [Box(*row) for row in rows.tolist()]


def _stay(
    glyphs: Glyphs, misnamed: NDArray[np.bool_], readings: Sequence[InkReading], checkboxes: Sequence[Box]
) -> NDArray[np.bool_]:
    """Which glyphs stay: no blank or misnamed one in whose place something was read, and no misnamed mark in a box."""
    stay = np.ones(len(glyphs), np.bool_)
    for n in np.flatnonzero(misnamed | is_blank(glyphs.codes)).tolist():
        x, y = (glyphs.x0[n] + glyphs.x1[n]) / 2, (glyphs.top[n] + glyphs.bottom[n]) / 2
        places = [each.box for each in readings] + (list(checkboxes) if misnamed[n] else [])
        stay[n] = not any(within(box, x, y) for box in places)
    return stay


def _with(glyphs: Glyphs, readings: Sequence[InkReading]) -> Glyphs:
    """The glyphs with the characters that were read."""
    rows = np.array(list(_rows(readings)), np.float64).reshape(-1, 6)
    codes, x0, x1, top, bottom, baseline = rows.T
    count = len(rows)
    return Glyphs(
        np.concatenate([glyphs.codes, codes.astype(np.uint32)]), np.concatenate([glyphs.x0, x0]),
        np.concatenate([glyphs.x1, x1]), np.concatenate([glyphs.top, top]), np.concatenate([glyphs.bottom, bottom]),
        np.concatenate([glyphs.baseline, baseline]), np.concatenate([glyphs.clip, np.full(count, -1)]), glyphs.clips,
        glyphs.truncated, np.concatenate([glyphs.faint, np.zeros(count, np.bool_)]), glyphs.left_out,
        direction=np.concatenate([glyphs.direction, np.zeros(count, np.int8)]),
        index=np.concatenate([glyphs.index, np.full(count, -1)]),
    )  # fmt: skip


def _rows(readings: Sequence[InkReading]) -> Iterator[tuple[float, ...]]:
    for each in readings:
        for char, x0, x1 in each.chars:
            yield ord(char), x0, x1, each.box.top, each.box.bottom, each.baseline


def _weighed(lines: Sequence[Line], readings: Sequence[InkReading]) -> tuple[Line, ...]:
    """Lines that are as sure as what was read in them."""
    return tuple(replace(line, confidence=_sureness(line.box, readings)) for line in lines)


def _weighed_boxes(checkboxes: Sequence[Checkbox], readings: Sequence[InkReading]) -> tuple[Checkbox, ...]:
    """Option boxes, those that are a picture blank: so their marks are looked at in the picture as others are."""
    weighed = []
    for each in checkboxes:
        sure = _sureness(each.box, readings)
        seen = each if sure == 1 else replace(each, state=BoxState.UNSELECTED, sign="", probability=sure)
        weighed.append(seen)
    return tuple(weighed)


def _sureness(box: Box, readings: Sequence[InkReading]) -> float:
    """The probability that nothing in a box was misread."""
    return prod(each.confidence for each in readings if _meet(each.box, box))


def _meet(a: Box, b: Box) -> bool:
    """Whether the middle of one box lies in the other."""
    return within(a, *middle(b)) or within(b, *middle(a))
