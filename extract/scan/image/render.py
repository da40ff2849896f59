"""A displayed page → its picture, as fine as the scan in it.

PDFium draws the page, so that /Rotate, the crop box, pictures in strips and masks come out as displayed, and the size
of what is drawn is ours to bound. Where one picture fills the page, its pixels come out untouched.
"""

from __future__ import annotations

from itertools import islice
from math import ceil

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract.pdf.coordinates import MAX_FORM_DEPTH, MAX_OBJECTS, View
from extract.records import Box, Placement
from extract.scan.arrays import Grey, Picture

POINTS_PER_INCH = 72.0
MIN_DPI, MAX_DPI = 150.0, 400.0
"""Coarser pictures are drawn larger, so that strokes are a pixel wide at least; finer ones show nothing more."""
DPI_WITHOUT_PICTURES = 300.0
"""For pages whose text must be read from its shapes though fonts draw it."""
MAX_PIXELS = 40_000_000
"""Bound on the picture of a page: a poster is drawn smaller."""
FINE_SHARE = 0.1
"""The finest pictures that cover this share of all pictures set the resolution: a logo alone does not."""
SAME_DPI = 0.01
"""Resolutions across and down that differ by less than this share come from rounding to whole pixels."""
INSET = 0.02
"""Pixels that the page is drawn short of the edges: PDFium rounds a picture's edges outwards, so one that filled the
page to the hair would be drawn a pixel larger, blurred from side to side."""

WHITE = 255
"""The grey of paper."""
LEAST = 3
"""Pixels of a box that must lie on the page for a picture of it: its edges are rounded to whole ones."""

_QUARTERS = {(1, 0): 0, (0, 1): 1, (-1, 0): 2, (0, -1): 3}
"""By how many quarters (counterclockwise) a picture is turned upright, by a and d of the page's placement."""


def page_picture(page: pdfium.PdfPage, view: View) -> Picture:
    """The displayed page in grey, at the resolution of the pictures on it. Raises `pdfium.PdfiumError`."""
    across, down = _native_dpi(page)
    if view.rotation % 180:
        across, down = down, across
    finest = max(across, down)
    dpi = min(max(finest, MIN_DPI), MAX_DPI)
    scale = min(dpi / POINTS_PER_INCH, (MAX_PIXELS / max(view.width * view.height, 1.0)) ** 0.5)
    same = abs(across - down) < SAME_DPI * finest
    x_scale, y_scale = (scale * across / finest, scale * down / finest) if same else (scale, scale)
    width, height = max(round(view.width * x_scale), 1), max(round(view.height * y_scale), 1)
    placement = Placement(a=view.width * scale / width, e=view.height * scale / height)
    return Picture(_drawn(page, width, height), scale, placement)


def box_picture(page: pdfium.PdfPage, box: Box, placement: Placement, scale: float) -> Grey:
    """What a box of a page shows, annotations and form fields too, `scale` pixels to the point, read upright.

    `placement` leads from the page as it was read to the displayed one, by whole quarter turns. The picture of
    a box that lies off the page is empty.
    """
    width, height = page.get_size()
    shown = placement.box(box)
    across, down = min(shown.x1, width) - max(shown.x0, 0.0), min(shown.bottom, height) - max(shown.top, 0.0)
    if min(across, down) * scale < LEAST:
        return np.zeros((0, 0), np.uint8)
    margins = max(shown.x0, 0.0), max(shown.top, 0.0), max(width - shown.x1, 0.0), max(height - shown.bottom, 0.0)
    left, top, right, bottom = (ceil(margin * scale) for margin in margins)
    size = ceil(width * scale), ceil(height * scale)
    grey: Grey = np.full((size[1] - top - bottom, size[0] - left - right), WHITE, np.uint8)
    # PDFium draws into the array: pypdfium2's own bitmap costs more than a picture as small as this one.
    bitmap = raw.FPDFBitmap_CreateEx(*grey.shape[::-1], raw.FPDFBitmap_Gray, grey.ctypes.data, grey.shape[1])
    what = bitmap, page, -left, -top, *size, 0, raw.FPDF_GRAYSCALE | raw.FPDF_ANNOT
    raw.FPDF_RenderPageBitmap(*what)
    if page.formenv:
        raw.FPDF_FFLDraw(page.formenv, *what)
    raw.FPDFBitmap_Destroy(bitmap)
    quarters = _QUARTERS[round(placement.a), round(placement.d)]
    return np.ascontiguousarray(np.rot90(grey, quarters)) if quarters else grey


def _native_dpi(page: pdfium.PdfPage) -> tuple[float, float]:
    """The dots per inch, across and down, of the pictures on a page; `DPI_WITHOUT_PICTURES` if it has none."""
    found: list[tuple[float, float, float]] = []  # (dpi across, dpi down, area in points)
    for item in islice(page.get_objects(max_depth=MAX_FORM_DEPTH), MAX_OBJECTS):
        if isinstance(item, pdfium.PdfImage):
            matrix = _matrix(item)
            wide, high = (matrix.a**2 + matrix.b**2) ** 0.5, (matrix.c**2 + matrix.d**2) ** 0.5
            if wide > 0 and high > 0:
                columns, rows = item.get_px_size()
                dpi = (POINTS_PER_INCH * columns / wide, POINTS_PER_INCH * rows / high)
                lies = abs(matrix.b) > abs(matrix.a)
                found.append((*(dpi[::-1] if lies else dpi), wide * high))
    found.sort(key=lambda entry: -max(entry[0], entry[1]))
    enough, seen = FINE_SHARE * sum(area for *_, area in found), 0.0
    for across, down, area in found:
        seen += area
        if seen >= enough:
            return across, down
    return DPI_WITHOUT_PICTURES, DPI_WITHOUT_PICTURES


def _matrix(item: pdfium.PdfImage) -> pdfium.PdfMatrix:
    """What leads from the unit square to where a picture is printed, enclosing forms included."""
    matrix, container = item.get_matrix(), item.container
    while container is not None:
        matrix, container = matrix.multiply(container.get_matrix()), container.container
    return matrix


def _drawn(page: pdfium.PdfPage, width: int, height: int) -> Grey:
    """The page on white paper, `width` by `height` pixels."""
    points_wide, points_high = page.get_size()
    if min(points_wide, points_high) <= 0:
        raise pdfium.PdfiumError("the crop box shows nothing of the page")
    bitmap = pdfium.PdfBitmap.new_native(width, height, raw.FPDFBitmap_Gray)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
    x_scale, y_scale = (width - 2 * INSET) / points_wide, (height - 2 * INSET) / points_high
    matrix, clip = raw.FS_MATRIX(x_scale, 0, 0, y_scale, INSET, INSET), raw.FS_RECTF(0, 0, width, height)
    flags = raw.FPDF_GRAYSCALE | raw.FPDF_RENDER_LIMITEDIMAGECACHE
    raw.FPDF_RenderPageBitmapWithMatrix(bitmap.raw, page.raw, matrix, clip, flags)
    grey: Grey = bitmap.to_numpy().reshape(height, -1)[:, :width].copy()
    bitmap.close()
    return grey
