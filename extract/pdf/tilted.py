"""Pages that an editor or a scanner's software turned by a small angle, text, rulings and all, are set straight.

What reads a page asks for level rulings and baselines. Such a program puts one matrix before all that a page draws, so
each object's own matrix tells the angle; PDFium can put another one before it, which turns the page back. The file is
not changed, only what PDFium holds of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, radians, sin

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from extract.pdf.coordinates import FloatArray, View, page_view
from extract.pdf.page_objects import Matrix, ObjectList, list_objects, sampled_matrices
from extract.records import Placement

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


def set_straight(page: pdfium.PdfPage) -> Turn | None:
    """Turn a tilted page back. None where it is left as it is.

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
    matrix = _turning(-angle, view)
    if not raw.FPDFPage_TransFormWithClip(page, raw.FS_MATRIX(*matrix), None):
        return None
    return Turn(matrix, _back(angle, view.width, view.height))


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
    if _pictured(objects, view) or not _keeps_its_text(objects.bounds(texts), angle, view):
        return None
    return angle


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


def _keeps_its_text(bounds: FloatArray, angle: float, view: View) -> bool:
    """Whether all text lies on the page, as it is and turned back."""
    left, bottom, right, top = bounds.T
    # The two ends of a line touch opposite corners of its bounds; those of a column that leans as much, the others.
    level, up = right - left >= top - bottom, angle > 0
    falls, leans = level & (not up), ~level & up
    first = np.stack([np.where(leans, right, left), np.where(falls, top, bottom)], axis=1)
    last = np.stack([np.where(leans, left, right), np.where(falls, bottom, top)], axis=1)
    corners, ends = np.concatenate([bounds[:, :2], bounds[:, 2:]]), np.concatenate([first, last])
    a, b, c, d, e, f = _turning(-angle, view)
    back = ends @ np.array([[a, b], [c, d]]) + (e, f)
    return bool(_on_page(corners, view).all() and _on_page(back, view).all())


def _on_page(points: FloatArray, view: View) -> NDArray[np.bool_]:
    x, y = view.points(points[:, 0], points[:, 1])
    inside: NDArray[np.bool_] = (x >= -SLACK) & (y >= -SLACK) & (x <= view.width + SLACK) & (y <= view.height + SLACK)
    return inside


def _turning(angle: float, view: View) -> Matrix:
    """The matrix that turns the page's own space around its middle, to the left by `angle`."""
    width, height = (view.height, view.width) if view.rotation % 180 else (view.width, view.height)
    c, s, x, y = cos(angle), sin(angle), view.left + width / 2, view.bottom + height / 2
    return c, s, -s, c, x - c * x + s * y, y - s * x - c * y


def _back(angle: float, width: float, height: float) -> Placement:
    """Leads from the straight page to the displayed one, on which all is turned to the left by `angle`."""
    c, s, x, y = cos(angle), sin(angle), width / 2, height / 2
    return Placement(c, s, x - c * x - s * y, -s, c, y + s * x - c * y)
