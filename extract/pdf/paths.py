"""The painted paths of a page, as PDFium holds them, split into axis-parallel pieces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain, repeat

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from extract.pdf.calls import call, places, plain
from extract.pdf.clips import cutting_clips
from extract.pdf.coordinates import FloatArray, Paths, Row, View
from extract.pdf.drawn_letters import drawn_letters, of_letters
from extract.pdf.outlines import without_outline
from extract.pdf.page_objects import IDENTITY, ObjectList, list_objects, moved
from extract.pdf.painting import AXIS_SLACK, DrawnPaths, Painting, painting_of

MAX_SEGMENTS = 4000
"""A path with more segments is a drawing, not a ruling."""

_draw_mode = plain(raw.FPDFPath_GetDrawMode)
_count_segments = plain(raw.FPDFPath_CountSegments)
_segment = plain(raw.FPDFPath_GetPathSegment)
_segment_type = plain(raw.FPDFPathSegment_GetType)
_segment_point = plain(raw.FPDFPathSegment_GetPoint)
_segment_closes = plain(raw.FPDFPathSegment_GetClose)


@dataclass(slots=True)
class _Points:
    """Points of paths, one array entry each: its path's number, the type of the segment that ends there, x and y.

    Places are those of page space; `closes` are the points from which a path goes back to where it began.
    """

    path: NDArray[np.intp]
    kind: NDArray[np.int64]
    closes: NDArray[np.bool_]
    at: FloatArray

    def take(self, chosen: NDArray[np.bool_]) -> _Points:
        return _Points(self.path[chosen], self.kind[chosen], self.closes[chosen], self.at[chosen])


@dataclass(slots=True)
class PageObjects:
    """What the objects of a page say.

    `clips`: the clip box (page space) of each text object that sticks out of it, by the object's address.
    `unmeasured_text`: where text begins that has no
    outline, which PDFium leaves out: rows (x, y) in points as displayed. `letters`: the boxes of paths that may be
    letters.
    """

    paths: Paths
    clips: dict[int, Row]
    unmeasured_text: FloatArray
    images: list[Row] = field(default_factory=list)
    letters: FloatArray = field(default_factory=lambda: np.zeros((0, 4)))
    truncated: bool = False
    painting: Painting = field(default_factory=Painting)


def read_objects(page: pdfium.PdfPage, view: View) -> PageObjects:
    """What the objects of a page say: painted paths, pictures, and which text is hidden by clip paths or left out."""
    objects = list_objects(page)
    texts = objects.of_kind(raw.FPDF_PAGEOBJ_TEXT)
    handles = objects.at(texts)
    clips = {
        handles[n]: moved(clip, objects.outer.get(texts[n], IDENTITY)) for n, clip in cutting_clips(handles).items()
    }
    starts = objects.matrices([texts[n] for n in without_outline(handles)])[:, 4:]
    starts = np.stack(view.points(starts[:, 0], starts[:, 1]), axis=1)
    images = view.boxes(objects.bounds(objects.of_kind(raw.FPDF_PAGEOBJ_IMAGE)))
    paths, letters, painting = _paths(objects, view)
    pictures = [tuple(row) for row in images.tolist()]
    return PageObjects(paths, clips, starts, pictures, letters, objects.truncated, painting)


def _paths(objects: ObjectList, view: View) -> tuple[Paths, FloatArray, Painting]:
    """The axis-parallel pieces of the painted paths, in their order; what may be letters; how the page is painted."""
    numbers = objects.of_kind(raw.FPDF_PAGEOBJ_PATH)
    handles = objects.at(numbers)
    modes = np.zeros((len(handles), 2), np.int32)
    call(_draw_mode, handles, *places(modes))
    counts = np.fromiter(map(_count_segments, handles), np.int64, len(handles))
    filled, stroked = (modes != 0).T
    simple = filled & ~stroked & ((counts == 4) | (counts == 5))
    drawn = np.flatnonzero((filled | stroked) & ~simple & (counts <= MAX_SEGMENTS))
    points = _points(objects, [numbers[n] for n in drawn.tolist()], counts[drawn])
    strokes = _straight_pieces(points.take(stroked[drawn][points.path]))
    inner, owners = _rectangles(points.take(~stroked[drawn][points.path]))
    rectangles = np.flatnonzero(simple)
    fills = np.concatenate([objects.bounds([numbers[n] for n in rectangles.tolist()]), inner])
    fillers = np.concatenate([rectangles, drawn[owners]])
    order = np.argsort(fillers, kind="stable")
    starts = np.flatnonzero(np.diff(points.path, prepend=-1))
    drawn_paths = DrawnPaths(
        np.array(numbers, np.intp), handles, filled, stroked, drawn[points.path[starts]], starts, points.at
    )
    painting = painting_of(objects, drawn_paths, fills, fillers)
    letters = drawn_letters(points.path, points.kind, points.at, filled[drawn])
    long = np.flatnonzero(counts > MAX_SEGMENTS).tolist()
    if long:
        letters = np.concatenate([letters, of_letters(objects.bounds([numbers[n] for n in long]))])
    return Paths(view.boxes(strokes), view.boxes(fills[order])), view.boxes(letters), painting


def _points(objects: ObjectList, numbers: Sequence[int], counts: NDArray[np.int64]) -> _Points:
    """The points of the paths with these numbers, which have so many segments."""
    sizes = counts.tolist()
    owners = chain.from_iterable(map(repeat, objects.at(numbers), sizes))
    segments = list(map(_segment, owners, chain.from_iterable(map(range, sizes))))
    at = np.zeros((len(segments), 2), np.float32)
    call(_segment_point, segments, *places(at))
    u, v = at.astype(np.float64).T
    a, b, c, d, e, f = np.repeat(objects.matrices(numbers), counts, axis=0).T
    return _Points(
        np.repeat(np.arange(len(sizes)), counts),
        np.fromiter(map(_segment_type, segments), np.int64, len(segments)),
        np.fromiter(map(_segment_closes, segments), bool, len(segments)),
        np.stack([a * u + c * v + e, b * u + d * v + f], axis=1),
    )


def _straight_pieces(points: _Points) -> FloatArray:
    """The axis-parallel straight segments of stroked paths: rows (left, bottom, right, top) in page space."""
    numbers = np.arange(len(points.path))
    firsts = np.searchsorted(points.path, points.path)
    moves, lines = points.kind == raw.FPDF_SEGMENT_MOVETO, points.kind == raw.FPDF_SEGMENT_LINETO
    begins = np.maximum.accumulate(np.where(moves, numbers, -1))
    closing = points.closes & ~moves & (begins >= firsts)
    """Where the pen goes back to the point that its part of the path began at."""
    before = numbers - 1
    before = np.where(closing[before], begins[before], before)
    lines &= numbers > firsts
    ends = np.concatenate([numbers[lines], numbers[closing]])
    starts = np.concatenate([before[lines], begins[closing]])
    order = np.argsort(ends, kind="stable")
    a, b = points.at[starts[order]], points.at[ends[order]]
    straight = np.abs(a - b) <= AXIS_SLACK
    rows = np.concatenate([np.minimum(a, b), np.maximum(a, b)], axis=1)
    pieces: FloatArray = rows[straight[:, 0] != straight[:, 1]]
    return pieces


def _rectangles(points: _Points) -> tuple[FloatArray, NDArray[np.intp]]:
    """The bounds of each sub-path of filled paths (spreadsheets fill many rectangles in one path), and its path."""
    starts = np.flatnonzero((points.kind == raw.FPDF_SEGMENT_MOVETO) | (np.diff(points.path, prepend=-1) != 0))
    if not len(starts):
        return np.zeros((0, 4)), starts
    sizes = np.diff([*starts, len(points.path)])
    bounds = np.concatenate([np.minimum.reduceat(points.at, starts), np.maximum.reduceat(points.at, starts)], axis=1)
    few = (sizes >= 3) & (sizes <= 5)
    return bounds[few], points.path[starts[few]]
