"""Pages that an editor or a scanner's software turned by a small angle, text, rulings and all, are set straight.

What reads a page asks for level rulings and baselines. Such a program puts one matrix before all that a page draws, so
each object's own matrix tells the angle; PDFium can put another one before it, which turns the page back. The file is
not changed, only what PDFium holds of it.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from math import cos, pi, radians, sin

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from extract.pdf.coordinates import FloatArray, View, page_view
from extract.pdf.page_objects import IDENTITY, Matrix, ObjectList, list_objects, moved, sampled_matrices
from extract.pdf.paint.clips import cutting_clips
from extract.records import Box, Placement

LEAST, MOST = radians(0.1), radians(10.5)
"""Less needs no turning, and more is no page that was meant to lie straight."""
ALIKE = radians(0.02)
"""Objects that were turned as one differ by no more: files round what their matrices hold."""
NEARLY_ALL = 0.9
"""The share of the objects of a kind that must be turned alike."""
SAMPLE = 5
"""So many objects, from all over a page, tell whether it is worth a look at all of them."""
PICTURED = 0.5
"""A page that pictures cover to this share is a scan, however it is turned."""
SLACK = 2.0
"""Points by which the bounds of text may reach over the page's edge."""
_DRAWN = (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE)


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page was set straight: by a `matrix` before all that it draws; `back` leads to the page as displayed."""

    matrix: Matrix
    back: Placement


def set_straight(page: pdfium.PdfPage, number: int) -> Turn | None:
    """Turn page `number` (from 1) back where it is tilted. None where it is left as it is.

    The page must be loaded anew then. Left are pages of which it is not certain that all was turned as one, scans, and
    those on which another part of the text would be seen.
    """
    signs = _off_level(sampled_matrices(page, SAMPLE))
    if not (np.abs(signs) >= LEAST).any():
        return None
    view = page_view(page)
    angle = _tilt(list_objects(page), view)
    if angle is None:
        return None
    turn = Turn(_turning(-angle, view), _back(angle, view.width, view.height))
    if not _put_first(page, turn.matrix):
        return None
    with closing(page.pdf[number - 1]) as straight:
        if _shows_the_same(list_objects(straight), view, turn.back):
            return turn
    _put_first(page, _turning(angle, view))
    return None


def _put_first(page: pdfium.PdfPage, matrix: Matrix) -> bool:
    """Put a matrix before all that a page draws; what was loaded of it stays as it was."""
    return bool(raw.FPDFPage_TransFormWithClip(page, raw.FS_MATRIX(*matrix), None))


def _tilt(objects: ObjectList, view: View) -> float | None:
    """By which angle (radians, to the left) all on a page is turned; None for none, or where it is not clear."""
    texts = objects.of_kind(raw.FPDF_PAGEOBJ_TEXT)
    if not texts or objects.truncated:
        return None
    angles = _off_level(objects.matrices(texts))
    known = angles[np.isfinite(angles)]
    angle = float(np.median(known)) if len(known) else 0.0
    if not LEAST <= abs(angle) <= MOST or _share(angles, angle) < NEARLY_ALL:
        return None
    drawn = [number for kind in _DRAWN for number in objects.of_kind(kind)]
    if drawn and _share(_off_level(objects.matrices(drawn)), angle) < NEARLY_ALL:
        return None
    return None if _pictured(objects, view) else angle


def _off_level(rows: FloatArray) -> FloatArray:
    """By which angle (radians, to the left) matrices turn, whole quarters apart; NaN for those that slant as well."""
    a, b, c, d = rows[:, :4].T
    along, across = np.arctan2(b, a), np.arctan2(-c, d)
    found, other = (angle - np.rint(angle / (pi / 2)) * (pi / 2) for angle in (along, across))
    return np.where(np.abs(found - other) <= ALIKE, found, np.nan)


def _share(angles: FloatArray, angle: float) -> float:
    return float(np.mean(np.abs(angles - angle) <= ALIKE))


def _pictured(objects: ObjectList, view: View) -> bool:
    left, bottom, right, top = objects.bounds(objects.of_kind(raw.FPDF_PAGEOBJ_IMAGE)).T
    return bool(((right - left) * (top - bottom)).sum() > PICTURED * view.width * view.height)


def _shows_the_same(objects: ObjectList, view: View, back: Placement) -> bool:
    """Whether the edges of a page that was set straight cut off the same texts as those of the page as displayed.

    Of each they must cut off all or nothing; what its clip path leaves of a text counts.
    """
    texts = objects.of_kind(raw.FPDF_PAGEOBJ_TEXT)
    rows = objects.bounds(texts)
    for n, clip in cutting_clips(objects.at(texts)).items():
        box = moved(clip, objects.outer.get(texts[n], IDENTITY))
        rows[n] = np.concatenate([np.maximum(rows[n, :2], box[:2]), np.minimum(rows[n, 2:], box[2:])])
    rows = rows[(rows[:, :2] < rows[:, 2:]).all(axis=1)]
    straight = view.boxes(rows)
    displayed = np.array([back.box(Box(*row)) for row in straight.tolist()]).reshape(-1, 4)
    (on, off), (on_before, off_before) = (_on_and_off(boxes, view) for boxes in (straight, displayed))
    return bool((on & on_before | off & off_before).all())


def _on_and_off(boxes: FloatArray, view: View) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which boxes (rows x0, top, x1, bottom) lie on the page, and which beyond its edges, as a whole."""
    x0, top, x1, bottom = boxes.T
    on = (x0 >= -SLACK) & (top >= -SLACK) & (x1 <= view.width + SLACK) & (bottom <= view.height + SLACK)
    return on, (x1 <= 0) | (bottom <= 0) | (x0 >= view.width) | (top >= view.height)


def _turning(angle: float, view: View) -> Matrix:
    """The matrix that turns the page's own space around its middle, to the left by `angle`."""
    width, height = (view.height, view.width) if view.rotation % 180 else (view.width, view.height)
    c, s, x, y = cos(angle), sin(angle), view.left + width / 2, view.bottom + height / 2
    return c, s, -s, c, x - c * x + s * y, y - s * x - c * y


def _back(angle: float, width: float, height: float) -> Placement:
    """Leads from the straight page to the displayed one, on which all is turned to the left by `angle`."""
    c, s, x, y = cos(angle), sin(angle), width / 2, height / 2
    return Placement(c, s, x - c * x - s * y, -s, c, y + s * x - c * y)
