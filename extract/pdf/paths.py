"""The painted paths of a page, as PDFium holds them, split into axis-parallel pieces."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract.pdf.coordinates import MAX_FORM_DEPTH, MAX_OBJECTS, FloatArray, Paths, Row, View, address, clip_box
from extract.pdf.drawings import in_one_color, is_drawing
from extract.pdf.outlines import Outlines
from extract.pdf.pieces import Painted
from extract.pdf.visible import visible_paths

AXIS_SLACK = 0.6
"""Points by which the ends of a straight stroke may differ and still be called axis-parallel."""
CLIP_SLACK = 1.0
"""Points by which a text object must stick out of its clip path before its glyphs are tested one by one."""
MAX_SEGMENTS = 4000
"""A path with more segments is a drawing, not a ruling."""

BOX = 5
"""A path of so many segments at most is a single box, which bounds what stands in it in whatever color."""

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class PageObjects:
    """What the walk over a page's objects found.

    `clips`: the clip box (page space) of each text object that sticks out of it, by the object's address.
    `unmeasured_text`: where text begins that has no
    outline, which PDFium leaves out: rows (x, y) in points as displayed.
    """

    paths: Paths
    clips: dict[int, Row]
    unmeasured_text: FloatArray
    images: list[Row] = field(default_factory=list)
    truncated: bool = False


class ObjectReader:
    """Reads objects through one set of out-parameters: allocating them for each call costs more than the call."""

    def __init__(self) -> None:
        self.numbers = tuple(ctypes.c_float() for _ in range(4))
        self.refs = tuple(ctypes.byref(number) for number in self.numbers)
        self.fill, self.stroke = ctypes.c_int(), ctypes.c_int()
        self.matrix = raw.FS_MATRIX()

    def bounds(self, handle: object) -> Row:
        """An object's bounds in its form's space; all zero where PDFium knows none."""
        if not raw.FPDFPageObj_GetBounds(handle, *self.refs):
            return 0.0, 0.0, 0.0, 0.0
        left, bottom, right, top = (number.value for number in self.numbers)
        return left, bottom, right, top

    def matrix_of(self, handle: object) -> Matrix:
        """An object's own matrix."""
        if not raw.FPDFPageObj_GetMatrix(handle, self.matrix):
            return IDENTITY
        m = self.matrix
        return m.a, m.b, m.c, m.d, m.e, m.f

    def points(self, handle: object, matrix: Matrix) -> Iterator[tuple[int, float, float, bool]]:
        """(segment type, x, y, closes) of each point of a path, in page space."""
        a, b, c, d, e, f = matrix
        x, y = self.numbers[0], self.numbers[1]
        for i in range(raw.FPDFPath_CountSegments(handle)):
            segment = raw.FPDFPath_GetPathSegment(handle, i)
            if raw.FPDFPathSegment_GetPoint(segment, self.refs[0], self.refs[1]):
                u, v = x.value, y.value
                closes = bool(raw.FPDFPathSegment_GetClose(segment))
                kind = raw.FPDFPathSegment_GetType(segment)
                yield kind, a * u + c * v + e, b * u + d * v + f, closes


def read_objects(page: pdfium.PdfPage, view: View) -> PageObjects:
    """Walk over the page's objects once: painted paths, pictures, and whether clip paths hide text."""
    reader = ObjectReader()
    outlines = Outlines(reader.bounds)
    strokes: list[Row] = []
    fills: list[Row] = []
    images: list[Row] = []
    unmeasured: list[tuple[float, float]] = []
    clips: dict[int, Row] = {}
    painted: list[Painted] = []
    truncated = False
    for seen, (handle, kind, matrix) in enumerate(walk(page.raw, reader)):
        if seen >= MAX_OBJECTS:
            truncated = True
            break
        if kind == raw.FPDF_PAGEOBJ_PATH:
            known = len(strokes) + len(fills)
            _read_path(handle, matrix, reader, strokes, fills)
            if len(strokes) + len(fills) > known:
                clip = clip_box(handle)
                painted.append(Painted(handle, clip and _moved(clip, matrix), len(strokes), len(fills)))
        elif kind == raw.FPDF_PAGEOBJ_TEXT:
            clip = _cutting_clip(handle, reader)
            if clip is not None:
                clips[address(handle)] = _moved(clip, matrix)
            if outlines.lacks(handle):
                *_, x, y = _times(reader.matrix_of(handle), matrix)
                unmeasured.append((x, y))
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            images.append(_moved(reader.bounds(handle), matrix))
    boxes = _rows(images, view)
    paths = visible_paths(_rows(strokes, view), _rows(fills, view), painted, boxes, view)
    starts = np.array(unmeasured, np.float64).reshape(-1, 2)
    starts = np.stack(view.points(starts[:, 0], starts[:, 1]), axis=1)
    return PageObjects(paths, clips, starts, [tuple(row) for row in boxes.tolist()], truncated)


def walk(page: object, reader: ObjectReader) -> Iterator[tuple[object, int, Matrix]]:
    """(object, type, matrix of the enclosing forms) for each object of a page, forms opened."""
    stack: list[tuple[object, int, Matrix, int]] = []
    for i in range(raw.FPDFPage_CountObjects(page)):
        handle = raw.FPDFPage_GetObject(page, i)
        kind = raw.FPDFPageObj_GetType(handle)
        if kind != raw.FPDF_PAGEOBJ_FORM:
            yield handle, kind, IDENTITY
            continue
        stack.append((handle, kind, IDENTITY, 0))
        while stack:
            handle, kind, outer, depth = stack.pop()
            if kind != raw.FPDF_PAGEOBJ_FORM:
                yield handle, kind, outer
            elif depth < MAX_FORM_DEPTH:
                inner = _times(reader.matrix_of(handle), outer)
                for n in range(raw.FPDFFormObj_CountObjects(handle) - 1, -1, -1):
                    child = raw.FPDFFormObj_GetObject(handle, n)
                    stack.append((child, raw.FPDFPageObj_GetType(child), inner, depth + 1))


def _read_path(handle: object, outer: Matrix, reader: ObjectReader, strokes: list[Row], fills: list[Row]) -> None:
    """Append the axis-parallel pieces of one path (page space) to `strokes` and `fills`."""
    if not raw.FPDFPath_GetDrawMode(handle, reader.fill, reader.stroke):
        return
    count = raw.FPDFPath_CountSegments(handle)
    filled, stroked = bool(reader.fill.value), bool(reader.stroke.value)
    if not (filled or stroked) or count > MAX_SEGMENTS:
        return
    if filled and not stroked and count in (4, 5):
        fills.append(_moved(reader.bounds(handle), outer))
        return
    points = list(reader.points(handle, _times(reader.matrix_of(handle), outer)))
    solid = filled and (not stroked or (count > BOX and in_one_color(handle)))
    if solid and is_drawing(points, AXIS_SLACK):
        return
    if stroked and not solid:
        strokes.extend(_segments(points))
    if filled:
        fills.extend(_rectangles(points))


def _segments(points: list[tuple[int, float, float, bool]]) -> Iterator[Row]:
    """The axis-parallel straight segments of a stroked path."""
    start: tuple[float, float] | None = None
    last: tuple[float, float] | None = None
    for kind, x, y, closes in points:
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = last = (x, y)
            continue
        if kind == raw.FPDF_SEGMENT_LINETO and last is not None:
            yield from _straight(last, (x, y))
        last = (x, y)
        if closes and start is not None:
            yield from _straight(last, start)
            last = start


def _straight(a: tuple[float, float], b: tuple[float, float]) -> Iterator[Row]:
    width, height = abs(a[0] - b[0]), abs(a[1] - b[1])
    if (width <= AXIS_SLACK) != (height <= AXIS_SLACK):
        yield min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])


def _rectangles(points: list[tuple[int, float, float, bool]]) -> Iterator[Row]:
    """The bounds of each sub-path of a filled path (spreadsheets fill many rectangles in one path)."""
    corners: list[tuple[float, float]] = []
    for kind, x, y, _ in [*points, (raw.FPDF_SEGMENT_MOVETO, 0.0, 0.0, False)]:
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if 3 <= len(corners) <= 5:
                xs, ys = zip(*corners, strict=True)
                yield min(xs), min(ys), max(xs), max(ys)
            corners = []
        corners.append((x, y))


def _cutting_clip(handle: object, reader: ObjectReader) -> Row | None:
    """The clip box of a text object that reaches beyond it."""
    clip = clip_box(handle)
    if clip is None:
        return None
    left, bottom, right, top = reader.bounds(handle)
    cuts = (
        left < clip[0] - CLIP_SLACK
        or bottom < clip[1] - CLIP_SLACK
        or right > clip[2] + CLIP_SLACK
        or top > clip[3] + CLIP_SLACK
    )
    return clip if cuts else None


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies `inner`, then `outer`."""
    if outer == IDENTITY:
        return inner
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s,
        e * p + f * r + t, e * q + f * s + u,
    )  # fmt: skip


def _moved(row: Row, matrix: Matrix) -> Row:
    """The bounds of `row` after `matrix`."""
    if matrix == IDENTITY:
        return row
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in (row[0], row[2]) for y in (row[1], row[3])]
    ys = [b * x + d * y + f for x in (row[0], row[2]) for y in (row[1], row[3])]
    return min(xs), min(ys), max(xs), max(ys)


def _rows(rows: list[Row], view: View) -> np.ndarray:
    return view.boxes(np.array(rows, np.float64).reshape(-1, 4))
