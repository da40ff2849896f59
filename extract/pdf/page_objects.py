"""The objects of a page as PDFium holds them: texts, paths, pictures, and those within forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import repeat

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from extract.pdf.calls import address, call, places, plain
from extract.pdf.coordinates import MAX_FORM_DEPTH, MAX_OBJECTS, FloatArray, PageBox
from extract.pdf.segments import has_transparency

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_count = plain(raw.FPDFPage_CountObjects)
_object = plain(raw.FPDFPage_GetObject)
_kind = plain(raw.FPDFPageObj_GetType)
_count_inner = plain(raw.FPDFFormObj_CountObjects)
_inner_object = plain(raw.FPDFFormObj_GetObject)
_matrix = plain(raw.FPDFPageObj_GetMatrix)
_bounds = plain(raw.FPDFPageObj_GetBounds)


@dataclass(slots=True)
class ObjectList:
    """The objects of a page in the order in which they are painted, forms opened: addresses, and types.

    `outer` has the matrix of the enclosing forms for each object that stands in one, by its number; `veiled` are the
    numbers of objects within forms that are masked or mixed with what is below. A page that holds more than
    `MAX_OBJECTS` is `truncated`.
    """

    handles: list[int] = field(default_factory=list)
    kinds: NDArray[np.intp] = field(default_factory=lambda: np.zeros(0, np.intp))
    outer: dict[int, Matrix] = field(default_factory=dict)
    veiled: set[int] = field(default_factory=set)
    truncated: bool = False

    def of_kind(self, kind: int) -> list[int]:
        """The numbers of the objects of one type."""
        numbers: list[int] = np.flatnonzero(self.kinds == kind).tolist()
        return numbers

    def at(self, numbers: Sequence[int]) -> list[int]:
        """The addresses of the objects with these numbers."""
        return [self.handles[n] for n in numbers]

    def matrices(self, numbers: Sequence[int]) -> FloatArray:
        """What leads from the own spaces of the objects with these numbers to the page's: a row (a to f) each."""
        rows = _matrices_of(self.at(numbers))
        if self.outer:
            for at, number in enumerate(numbers):
                rows[at] = times(tuple(rows[at].tolist()), self.outer.get(number, IDENTITY))
        return rows

    def bounds(self, numbers: Sequence[int]) -> FloatArray:
        """The bounds in page space of the objects with these numbers: rows (left, bottom, right, top)."""
        rows = bounds_of(self.at(numbers))
        if self.outer:
            for at, number in enumerate(numbers):
                rows[at] = moved(rows[at].tolist(), self.outer.get(number, IDENTITY))
        return rows


def list_objects(page: pdfium.PdfPage) -> ObjectList:
    """The objects of a page, and of the forms on it down to a depth of `MAX_FORM_DEPTH`."""
    at = address(page.raw)
    found = ObjectList()
    handles = list(map(_object, repeat(at), range(min(_count(at), MAX_OBJECTS + 1))))
    kinds = list(map(_kind, handles))
    if raw.FPDF_PAGEOBJ_FORM in kinds:
        within: list[int] = []
        _add(handles, IDENTITY, 0, found, within)
        handles, kinds = found.handles, within
    found.truncated = len(handles) > MAX_OBJECTS
    found.handles, found.kinds = handles[:MAX_OBJECTS], np.array(kinds[:MAX_OBJECTS], np.intp)
    return found


def sampled_matrices(page: pdfium.PdfPage, count: int) -> FloatArray:
    """The matrices of about `count` objects from all over a page, and of as many in each form among them.

    They are rows (a to f) that lead to the page's space, down to a depth of `MAX_FORM_DEPTH`.
    """
    at = address(page.raw)
    objects = [(_object(at, n), IDENTITY) for n in _spread(_count(at), count)]
    rows: list[Matrix] = []
    for _ in range(MAX_FORM_DEPTH):
        inner: list[tuple[int, Matrix]] = []
        for (handle, outer), row in zip(objects, _matrices_of([each for each, _ in objects]).tolist(), strict=True):
            matrix = times(tuple(row), outer)
            if _kind(handle) == raw.FPDF_PAGEOBJ_FORM:
                inner += [(_inner_object(handle, n), matrix) for n in _spread(_count_inner(handle), count)]
            else:
                rows.append(matrix)
        objects = inner[:count]
    return np.array(rows, np.float64).reshape(-1, 6)


def _spread(total: int, count: int) -> range:
    """About `count` of so many numbers, at equal distances."""
    return range(0, max(total, 0), max(total // count, 1))


def _add(handles: list[int], outer: Matrix, depth: int, found: ObjectList, kinds: list[int]) -> None:
    """Add objects, all in forms of the matrix `outer`, to those found, and their types to `kinds`."""
    for handle, kind in zip(handles, map(_kind, handles), strict=True):
        if len(found.handles) > MAX_OBJECTS:
            return
        if kind != raw.FPDF_PAGEOBJ_FORM:
            if outer != IDENTITY:
                found.outer[len(found.handles)] = outer
            found.handles.append(handle)
            kinds.append(kind)
        elif depth < MAX_FORM_DEPTH:
            within = list(map(_inner_object, repeat(handle), range(_count_inner(handle))))
            first = len(found.handles)
            _add(within, times(tuple(_matrices_of([handle])[0].tolist()), outer), depth + 1, found, kinds)
            if has_transparency(handle):
                found.veiled.update(range(first, len(found.handles)))


def bounds_of(handles: Sequence[int]) -> FloatArray:
    """The bounds of objects in the space of what encloses them: rows (left, bottom, right, top), 0 where unknown."""
    rows = np.zeros((len(handles), 4), np.float32)
    call(_bounds, handles, *places(rows))
    return rows.astype(np.float64)


def _matrices_of(handles: Sequence[int]) -> FloatArray:
    rows = np.full((len(handles), 6), IDENTITY, np.float32)
    call(_matrix, handles, places(rows)[0])
    return rows.astype(np.float64)


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies `inner`, then `outer`."""
    if outer == IDENTITY:
        return inner
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s,
        e * p + f * r + t, e * q + f * s + u,
    )  # fmt: skip


def moved(row: PageBox, matrix: Matrix) -> PageBox:
    """The bounds of `row` after `matrix`."""
    if matrix == IDENTITY:
        return row
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in (row[0], row[2]) for y in (row[1], row[3])]
    ys = [b * x + d * y + f for x in (row[0], row[2]) for y in (row[1], row[3])]
    return min(xs), min(ys), max(xs), max(ys)
