"""Ink → printed lines: which ink stands on one line of one cell, and where the line has wide gaps.

Every connected piece of ink belongs to the innermost cell around its middle. Within a cell, pieces that follow each
other closely from left to right make a segment, and segments side by side make a line. Lines stand so close in these
forms (a pitch of one font size is usual) that nothing may be joined from top to bottom but the parts of one character.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.records import Box
from extract.scan.arrays import Ink, Labels, PixelBox
from extract.scan.text.touching import cut_apart

REACH = 0.8
"""Ink apart by less than this many font sizes stands in one segment (as runs of born-digital text)."""
ONE_LINE = 1.5
"""A segment higher than this many font sizes is looked at for lines that touch."""
ONE_CHARACTER = 1.2
"""Segments one above the other that together are lower than this many font sizes are parts of one character (二)."""
BASELINE_SLACK = 0.3
"""Segments whose lower edges differ by less than this many font sizes are on one line."""
LOW = 0.6
"""A segment lower than this many font sizes (a dash, a comma) does not show its line's lower edge."""
BESIDE = 0.5
"""A comma may reach under the character before it by so many font sizes, and still stand beside it."""
SPECK = 0.34
"""Ink that is smaller than this many font sizes both ways and stands alone is dirt, ..."""
DASH, DASH_WIDTH = 2.0, 0.2
"""... if it is not so many times as wide as high, and so many font sizes wide."""
THIN, SOLID = 0.3, 0.6
"""A line lower than so many font sizes is print if so much of it is ink."""
LEVEL = 0.12
"""Small ink is print if it stands beside larger ink, at most so many font sizes above or below it (、 ゛ :)."""
NEAR = 1.0
"""... and at most so many beside it: a comma behind a full-width parenthesis, whose half is blank."""
LONE_DASH = 0.3
"""A piece as wide as a character and lower than this many font sizes is one (ー): a comma stands far below it."""
BULLET = 0.13
"""A bullet (・) before a line stands within this many font sizes of its middle."""
COMMA = 0.85
"""A comma or full stop stands low, at most so many font sizes behind the text before it."""
FULL = 1.5
"""A line is full that ends less than so many font sizes before the edge of its cell."""
NEXT_LINE = 2.2
"""The next line ends at most so many font sizes below it."""
POINT = 0.15
"""A full stop is so many font sizes large at least."""
SIZES = (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT)
OUTSIDE = -1
"""The owner of ink outside all cells."""
NOBODY = -2
"""The owner of what is no print."""


@dataclass(slots=True)
class TextLine:
    """One printed line of the cell `owner` (`OUTSIDE`: of none): its segments, left to right, in pixels."""

    owner: int
    segments: list[PixelBox]

    @property
    def box(self) -> PixelBox:
        """The smallest box around all segments."""
        return around(self.segments)


def around(boxes: Sequence[PixelBox]) -> PixelBox:
    """The smallest box around all of `boxes` (at least one)."""
    return PixelBox(
        min(box.x0 for box in boxes),
        min(box.top for box in boxes),
        max(box.x1 for box in boxes),
        max(box.bottom for box in boxes),
    )


def text_lines(ink: Ink, cells: Sequence[Box], scale: float, em: float) -> list[TextLine]:
    """The printed lines of a page, cell by cell, top to bottom.

    `ink` is without rulings; `cells` are in points and may be nested; `em` is the usual font size in pixels.
    """
    count, labels, stats, middles = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    if count <= 1:
        return []
    owner_of = _owners(middles, cells, scale, ink.shape)
    owner_of[0] = NOBODY  # the ground
    dirt = _dirt(labels, stats, middles, em)
    specks = stats[dirt & (owner_of != NOBODY)]
    owner_of[dirt] = NOBODY
    members: dict[int, list[int]] = defaultdict(list)
    for label, owner in enumerate(owner_of.tolist()):
        if owner != NOBODY:
            members[owner].append(label)
    lines: list[TextLine] = []
    for owner in sorted(members):
        boxes = _pixel_boxes(stats[members[owner]])
        frame = around(boxes)
        window = labels[frame.top : frame.bottom, frame.x0 : frame.x1]
        found = _lines(owner, owner_of[window] == owner, frame, em)
        lines += found + (wrapped_point(found[-1], cells[owner], scale, specks, em) if found and owner >= 0 else [])
    return lines


def wrapped_point(last: TextLine, cell: Box, scale: float, specks: NDArray[np.int32], em: float) -> list[TextLine]:
    """The full stop or comma alone below the last line of a cell that left no place for it, as a line; else nothing.

    It is the only ink where the next line begins.
    """
    box = last.box
    if box.x1 < cell.x1 * scale - FULL * em:
        return []
    x, y, width, height = (specks[:, n] for n in (cv2.CC_STAT_LEFT, cv2.CC_STAT_TOP, *SIZES))
    near = (np.abs(x - box.x0) < em) & (y > box.bottom) & (y + height < box.bottom + NEXT_LINE * em)
    found = near & (y + height < cell.bottom * scale) & (np.maximum(width, height) >= POINT * em)
    return [TextLine(last.owner, _pixel_boxes(specks[found]))] if near.sum() == found.sum() == 1 else []


def _owners(
    middles: NDArray[np.float64], cells: Sequence[Box], scale: float, shape: tuple[int, ...]
) -> NDArray[np.intp]:
    """The innermost cell around the middle of each piece of ink."""
    ground = np.full(shape, OUTSIDE, np.int16)
    for index in sorted(range(len(cells)), key=lambda n: -cells[n].width * cells[n].height):
        x0, top, x1, bottom = (round(edge * scale) for edge in cells[index])
        ground[max(top, 0) : max(bottom, 0), max(x0, 0) : max(x1, 0)] = index
    x = np.clip(np.nan_to_num(middles[:, 0]).astype(np.intp), 0, shape[1] - 1)
    y = np.clip(np.nan_to_num(middles[:, 1]).astype(np.intp), 0, shape[0] - 1)
    return ground[y, x].astype(np.intp)


def _dirt(labels: Labels, stats: NDArray[np.int32], middles: NDArray[np.float64], em: float) -> NDArray[np.bool_]:
    """Which pieces of ink are specks with no print beside them."""
    width, height = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    small = _is_small(width, height, em)
    small[0] = True
    near = _around_ink((~small)[labels], NEAR * em, LEVEL * em)
    dash = ~small & (height < LONE_DASH * em) & (width <= ONE_CHARACTER * em)
    if dash.any():
        near |= _around_ink(dash[labels], COMMA * em, em / 2)
    x, y = np.nan_to_num(middles).astype(np.intp).T
    return np.asarray(small & (near[y.clip(0, len(near) - 1), x.clip(0, near.shape[1] - 1)] == 0))


def _around_ink(ink: Ink, wide: float, high: float) -> NDArray[np.uint8]:
    """What lies within so many pixels beside ink, and above or below it."""
    reach = np.ones((int(high) * 2 + 1, int(wide) * 2 + 1), np.uint8)
    return np.asarray(cv2.dilate(ink.astype(np.uint8), reach), np.uint8)


def _is_small(width: NDArray[np.int32], height: NDArray[np.int32], em: float) -> NDArray[np.bool_]:
    dash = (width >= DASH * height) & (width >= DASH_WIDTH * em)
    return np.asarray((np.maximum(width, height) < SPECK * em) & ~dash)


def _pixel_boxes(stats: NDArray[np.int32]) -> list[PixelBox]:
    """OpenCV's rows (left, top, width, height, area) as boxes."""
    return [PixelBox(x, y, x + width, y + height) for x, y, width, height, _ in stats.tolist()]


def _lines(owner: int, ink: Ink, frame: PixelBox, em: float) -> list[TextLine]:
    """The lines of one cell; `frame` is where its ink lies on the page."""
    lines: list[TextLine] = []
    for segment in sorted(_segments(ink, em), key=lambda box: (box.top + box.bottom, box.x0)):
        line = next((line for line in reversed(lines[-4:]) if _goes_on(line, segment, em)), None)
        if line is None:
            lines.append(TextLine(owner, [segment]))
        else:
            line.segments.append(segment)
    for line in lines:
        line.segments = sorted(line.segments)
        line.segments = [box for n, box in enumerate(line.segments) if not _is_dirt(line, n, box, em)]
    kept = [line for line in lines if line.segments and not _is_residue(line, ink, em)]
    for line in kept:
        line.segments = [_moved(segment, frame) for segment in _run_together(line.segments, em)]
    return kept


def _is_dirt(line: TextLine, place: int, segment: PixelBox, em: float) -> bool:
    """Whether a segment of a line (the one at `place`, `segments` in order) is a speck on the paper."""
    if not _is_small(np.array(segment.x1 - segment.x0), np.array(segment.bottom - segment.top), em):
        return False
    if len(line.segments) == 1:
        return True
    box = line.box
    lower = ((segment.top + segment.bottom) - (box.top + box.bottom)) / 2
    if place == 0:
        return abs(lower) > BULLET * em
    before = line.segments[place - 1]
    behind_text = segment.x0 - before.x1 <= COMMA * em and before.x1 - before.x0 >= ONE_CHARACTER * em
    return not (lower > BULLET * em and behind_text)


def _is_residue(line: TextLine, ink: Ink, em: float) -> bool:
    """Whether a line is the ragged edge of a ruling or a fill: low, and not solid as a dash is."""
    x0, top, x1, bottom = line.box
    return bottom - top < THIN * em and float(ink[top:bottom, x0:x1].mean()) < SOLID


def _run_together(segments: Sequence[PixelBox], em: float) -> list[PixelBox]:
    """Segments of a line, left to right, with those put together that no gap parts."""
    joined = [segments[0]]
    for segment in segments[1:]:
        if segment.x0 - joined[-1].x1 < REACH * em:
            joined[-1] = around([joined[-1], segment])
        else:
            joined.append(segment)
    return joined


def _goes_on(line: TextLine, segment: PixelBox, em: float) -> bool:
    """Whether a segment stands beside those of a line, on the same height."""
    box = line.box
    allowed = min(BESIDE * em, 0.5 * (segment.x1 - segment.x0) + 1)
    if any(_overlap(segment, other) > allowed for other in line.segments):
        return False
    if min(box.bottom - box.top, segment.bottom - segment.top) < LOW * em:
        middle = (segment.top + segment.bottom) / 2
        return box.top <= middle <= box.bottom or segment.top <= (box.top + box.bottom) / 2 <= segment.bottom
    return abs(box.bottom - segment.bottom) < BASELINE_SLACK * em


def _overlap(a: PixelBox, b: PixelBox) -> int:
    """Pixels from left to right that two boxes share."""
    return min(a.x1, b.x1) - max(a.x0, b.x0)


def _moved(box: PixelBox, frame: PixelBox) -> PixelBox:
    return PixelBox(box.x0 + frame.x0, box.top + frame.top, box.x1 + frame.x0, box.bottom + frame.top)


def _segments(ink: Ink, em: float) -> list[PixelBox]:
    """Boxes around ink that follows closely from left to right, touching lines cut apart."""
    reach = int(REACH * em) | 1  # an odd kernel moves nothing
    smeared = cv2.morphologyEx(
        cv2.copyMakeBorder(ink.astype(np.uint8), 0, 0, reach, reach, cv2.BORDER_CONSTANT),
        cv2.MORPH_CLOSE,
        np.ones((1, reach), np.uint8),
    )[:, reach:-reach]
    count, labels, stats, _ = cv2.connectedComponentsWithStats(smeared, connectivity=4)
    boxes: list[PixelBox] = []
    for label, box in enumerate(_pixel_boxes(stats[1:count]), start=1):
        if box.bottom - box.top <= ONE_LINE * em:
            boxes.append(box)
            continue
        own = (labels[box.top : box.bottom, box.x0 : box.x1] == label) & ink[box.top : box.bottom, box.x0 : box.x1]
        boxes += [_moved(part, box) for part in cut_apart(own, em)]
    return _with_parts_joined(boxes, em)


def _with_parts_joined(boxes: list[PixelBox], em: float) -> list[PixelBox]:
    """Segments with the parts of one character, which stand one above the other (二, ：, i), put together."""
    joined: list[PixelBox] = []
    for box in sorted(boxes, key=lambda box: -(box.x1 - box.x0)):
        for n, other in enumerate(joined):
            both = around([box, other])
            within = _overlap(box, other) >= 0.5 * (box.x1 - box.x0)
            if within and both.bottom - both.top <= ONE_CHARACTER * em:
                joined[n] = both
                break
        else:
            joined.append(box)
    return joined
