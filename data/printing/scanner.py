"""A print as a scanner returns it (スキャン): a PDF of pictures of its pages, or of some of them."""

from __future__ import annotations

import io
import random
import time

import cv2
import numpy as np
import pikepdf
import pypdfium2 as pdfium
from PIL import Image

from data.printing.degrade import degraded, screened
from data.printing.distort import POINTS, Levels, laid, pose, turned
from data.printing.misread import with_hidden_text
from data.printing.scan import Scan
from data.printing.unmapped import unmap_fonts

NO_DATE = time.gmtime(0)
WHITE = 255
PRINTER = 600  # dpi, at least nearly, that a screen of dots is printed with


def scanned(pdf: bytes, scan: Scan) -> bytes:
    """The pages of `pdf` as `scan` says. The same input gives the same bytes."""
    with pikepdf.open(io.BytesIO(pdf)) as out, pdfium.PdfDocument(pdf) as printed:
        for number, page in enumerate(printed, 1):
            if not scan.takes(number):
                continue
            if scan.mode == "unmapped":
                unmap_fonts(out, number - 1)
            else:
                with pikepdf.open(io.BytesIO(_picture_page(page, scan, number))) as picture:
                    out.pages[number - 1] = picture.pages[0]
        out.remove_unreferenced_resources()
        buffer = io.BytesIO()
        out.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def _picture_page(page: pdfium.PdfPage, scan: Scan, number: int) -> bytes:
    """A PDF of one page."""
    # Each page has its own dice, so that it does not matter which pages are scanned.
    draw = np.random.default_rng((scan.seed, number))
    how = pose(scan, number, draw)
    levels = degraded(turned(laid(_rendered(page, scan), scan, how), how), scan, draw)
    buffer = io.BytesIO()
    quality = {} if scan.mode == "bw" else {"quality": scan.jpeg_q}
    _picture(levels, scan).save(buffer, "PDF", resolution=scan.dpi, creationDate=NO_DATE, modDate=NO_DATE, **quality)
    if not scan.hidden:
        return buffer.getvalue()
    dice = random.Random(f"{scan.seed}-{number}")
    return with_hidden_text(buffer.getvalue(), page, how, scan.hidden, dice)


def _rendered(page: pdfium.PdfPage, scan: Scan) -> Levels:
    """The page as it is printed, grey or in colour."""
    grey = scan.mode != "colour"
    finer = max(1, round(PRINTER / scan.dpi)) if scan.screen else 1
    picture = page.render(scale=scan.dpi * finer / POINTS, grayscale=grey).to_pil().convert("L" if grey else "RGB")
    levels = np.asarray(picture)
    if not scan.screen:
        return levels
    dots = screened(levels)
    size = levels.shape[1] // finer, levels.shape[0] // finer
    return np.asarray(cv2.resize(dots, size, interpolation=cv2.INTER_AREA))


def _picture(levels: Levels, scan: Scan) -> Image.Image:
    """The levels in the scan's mode; black and white is told relative to the paper, as scanners do."""
    if scan.mode == "bw":
        return Image.fromarray(levels > scan.threshold * scan.paper / WHITE)
    return Image.fromarray(np.ascontiguousarray(levels))
