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
from extract.pdf.coordinates import FloatArray, PageBox, Paths, View
from extract.pdf.layer.outlines import without_outline
from extract.pdf.left_out.undrawn import NONE, undrawn_texts
from extract.pdf.page_objects import IDENTITY, Matrix, ObjectList, list_objects, moved
from extract.pdf.paint.clips import clip_boxes, cutting_clips
from extract.pdf.paint.drawings import Points, is_drawing
from extract.pdf.paint.drawn_letters import drawn_letters, of_letters
from extract.pdf.paint.line_pieces import Pieces
from extract.pdf.paint.painted_colors import colors_of
from extract.pdf.paint.painting import AXIS_SLACK, DrawnPaths, Painting, painting_of
from extract.pdf.paint.pictured_rules import with_pictured_rules
from extract.pdf.paint.visible import Surroundings, visible_paths
from extract.pdf.segments import count_segments, path_segment, segment_point, segment_type
from extract.stretches import begun, lengths

BOX = 5
"""A path of so many segments at most is a single box, which bounds what stands in it in whatever color."""
MAX_SEGMENTS = 4000
"""A path with more segments is a drawing, not a ruling."""

_draw_mode = plain(raw.FPDFPath_GetDrawMode)
_segment_closes = plain(raw.FPDFPathSegment_GetClose)


@dataclass(slots=True)
class PageObjects:
    """What the objects of a page say.

    `clips`: the clip box (page space) of each text object that sticks out of it, by the object's address.
    `forms`: what leads from the space of each text object within a form to that of the page, by the object's address.
    `unmeasured_text`: where text begins that has no outline, which PDFium leaves out: rows (x, y) in points as
    displayed; `unmeasured`: the numbers of its objects among the texts. `letters`: the boxes of paths that may be
    letters. `undrawn`: the addresses of text objects whose fonts are not embedded.
    """

    paths: Paths
    clips: dict[int, PageBox]
    unmeasured_text: FloatArray
    images: list[PageBox] = field(default_factory=list)
    letters: FloatArray = field(default_factory=lambda: np.zeros((0, 4)))
    truncated: bool = False
    painting: Painting = field(default_factory=Painting)
    undrawn: frozenset[int] = NONE
    unmeasured: Sequence[int] = ()
    forms: dict[int, Matrix] = field(default_factory=dict)


def read_objects(page: pdfium.PdfPage, view: View) -> PageObjects:
    """What the objects of a page say: painted paths, pictures, and which text is hidden by clip paths or left out."""
    objects = list_objects(page)
    texts = objects.of_kind(raw.FPDF_PAGEOBJ_TEXT)
    images = view.boxes(objects.bounds(objects.of_kind(raw.FPDF_PAGEOBJ_IMAGE)))
    paths, letters, painting = _paths(objects, view, images)
    handles = painting.texts
    clips = {
        handles[n]: moved(clip, objects.outer.get(texts[n], IDENTITY)) for n, clip in cutting_clips(handles).items()
    }
    unmeasured = without_outline(handles, painting.fonts)
    starts = objects.matrices([texts[n] for n in unmeasured])[:, 4:]
    starts = np.stack(view.points(starts[:, 0], starts[:, 1]), axis=1)
    pictures = [tuple(row) for row in images.tolist()]
    ruled = with_pictured_rules(paths, images)
    forms = {objects.handles[n]: objects.outer[n] for n in texts if n in objects.outer} if objects.outer else {}
    return PageObjects(
        ruled,
        clips,
        starts,
        pictures,
        letters,
        objects.truncated,
        painting,
        undrawn_texts(handles, painting.fonts),
        unmeasured,
        forms,
    )


def _paths(objects: ObjectList, view: View, images: FloatArray) -> tuple[Paths, FloatArray, Painting]:
    """The axis-parallel pieces of the painted paths that can be seen; what may be letters; how the page is painted."""
    numbers = objects.of_kind(raw.FPDF_PAGEOBJ_PATH)
    handles = objects.at(numbers)
    modes = np.zeros((len(handles), 2), np.int32)
    call(_draw_mode, handles, *places(modes))
    counts = np.fromiter(map(count_segments, handles), np.int64, len(handles))
    filled, stroked = (modes != 0).T
    simple = filled & ~stroked & ((counts == 4) | (counts == 5))
    drawn = np.flatnonzero((filled | stroked) & ~simple & (counts <= MAX_SEGMENTS))
    points = _points(objects, numbers, drawn, counts[drawn])
    fills, owners = _fills(objects, numbers, np.flatnonzero(simple), points.take(filled[points.path]))
    starts = np.flatnonzero(begun(points.path))
    inks, outlines = colors_of(handles, filled, stroked)
    drawn_paths = DrawnPaths(
        np.array(numbers, np.intp), handles, inks, filled, stroked, points.path[starts], starts, points.at
    )  # fmt: skip
    solid = filled & (~stroked | ((counts > BOX) & (inks == outlines).all(axis=1)))
    strokes, stroked_by = _straight_pieces(points.take((stroked & ~solid)[points.path]))
    lines = Pieces(view.boxes(strokes), stroked_by, outlines[stroked_by])
    # What a drawing fills may hide text, but bounds none.
    bounding = ~(solid & is_drawing(points, len(handles), AXIS_SLACK))[owners]
    areas = Pieces(view.boxes(fills), owners, inks[owners]).take(bounding)
    clips = {n: moved(clip, objects.outer.get(numbers[n], IDENTITY)) for n, clip in clip_boxes(handles).items()}
    seen = visible_paths(lines, areas, Surroundings(handles, clips, images, view))
    letters = _letters(objects, numbers, points, filled, np.flatnonzero(counts > MAX_SEGMENTS))
    return seen, view.boxes(letters), painting_of(objects, drawn_paths, fills, owners)


def _letters(
    objects: ObjectList, numbers: Sequence[int], points: Points, filled: NDArray[np.bool_], long: NDArray[np.intp]
) -> FloatArray:
    """The bounds of paths that may be letters; `long` are those with too many segments to look at each."""
    letters = drawn_letters(points.path, points.kind, points.at, filled)
    if not len(long):
        return letters
    return np.concatenate([letters, of_letters(objects.bounds([numbers[n] for n in long.tolist()]))])


def _fills(
    objects: ObjectList, numbers: Sequence[int], simple: NDArray[np.intp], points: Points
) -> tuple[FloatArray, NDArray[np.intp]]:
    """The rectangles (page space) that paths fill, and their paths, in the order in which they are painted.

    `numbers` are the objects of all paths, `simple` the paths that are a single rectangle, `points` those of others.
    """
    inner, filled_by = _rectangles(points)
    fills = np.concatenate([objects.bounds([numbers[n] for n in simple.tolist()]), inner])
    owners = np.concatenate([simple, filled_by])
    order = np.argsort(owners, kind="stable")
    return fills[order], owners[order]


def _points(
    objects: ObjectList, objects_of_paths: Sequence[int], paths: NDArray[np.intp], counts: NDArray[np.int64]
) -> Points:
    """The points of some paths, which have so many segments."""
    numbers = [objects_of_paths[n] for n in paths.tolist()]
    sizes = counts.tolist()
    owners = chain.from_iterable(map(repeat, objects.at(numbers), sizes))
    segments = list(map(path_segment, owners, chain.from_iterable(map(range, sizes))))
    at = np.zeros((len(segments), 2), np.float32)
    call(segment_point, segments, *places(at))
    u, v = at.astype(np.float64).T
    a, b, c, d, e, f = np.repeat(objects.matrices(numbers), counts, axis=0).T
    return Points(
        np.repeat(paths, counts),
        np.fromiter(map(segment_type, segments), np.int64, len(segments)),
        np.fromiter(map(_segment_closes, segments), bool, len(segments)),
        np.stack([a * u + c * v + e, b * u + d * v + f], axis=1),
    )


def _straight_pieces(points: Points) -> tuple[FloatArray, NDArray[np.intp]]:
    """The axis-parallel straight segments of stroked paths, and their paths: rows (left, bottom, right, top)."""
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
    one_way = straight[:, 0] != straight[:, 1]
    return rows[one_way], points.path[ends[order]][one_way]


def _rectangles(points: Points) -> tuple[FloatArray, NDArray[np.intp]]:
    """The bounds of each sub-path of filled paths (spreadsheets fill many rectangles in one path), and its path."""
    starts = np.flatnonzero((points.kind == raw.FPDF_SEGMENT_MOVETO) | begun(points.path))
    if not len(starts):
        return np.zeros((0, 4)), starts
    sizes = lengths(starts, len(points.path))
    bounds = np.concatenate([np.minimum.reduceat(points.at, starts), np.maximum.reduceat(points.at, starts)], axis=1)
    few = (sizes >= 3) & (sizes <= 5)
    return bounds[few], points.path[starts[few]]
