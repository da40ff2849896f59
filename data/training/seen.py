"""Prints as the reader of scans sees them: lines cut from their pictures, with the characters that stand there."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pypdfium2 as pdfium

from data.printing.scan import Scan, random_scan
from data.printing.scanner import scanned
from extract.pdf.coordinates import page_view
from extract.records import Box, Placement
from extract.ruled.tables.grid import close_loose_ends, find_cells
from extract.scan.arrays import CleanPicture, Grey, Ink
from extract.scan.image.background import even_ground
from extract.scan.image.binarize import clean_picture
from extract.scan.image.deskew import straighten
from extract.scan.image.render import page_picture
from extract.scan.image.text_size import usual_text_size
from extract.scan.rules.detect import picture_rulings
from extract.scan.rules.frames import without_frames
from extract.scan.text.components import TextLine, text_lines
from extract.scan.text.read_lines import AROUND

THIN_TO_THICK = (70, 225)
"""Levels below which a scan in black and white is black: strokes are lost, or run together."""
MOST_SKEW = 1.0
MOST_PAGES = 3
"""Pages of a print that are looked at."""
TYPE_SIZES = (1.0, 1.0, 1.0, 0.85, 1.2)
"""The font size of a page fits a single line by a fifth only."""


@dataclass(frozen=True, slots=True)
class Character:
    """A character that stands on a line, and the box around its ink in pixels of the line's picture."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A line's picture as brackets are looked for in it, with what stands on it from left to right.

    `em` is the font size in pixels, `scan` how it was scanned.
    """

    ink: Ink
    grey: Grey
    em: float
    characters: tuple[Character, ...]
    scan: Scan


def practice_scan(seed: int) -> Scan:
    """A random scan of which it is known where each point of the print lies; half of them in black and white."""
    scan, dice = random_scan(seed), random.Random(f"scan-{seed}")
    mode = "bw" if scan.mode == "colour" else scan.mode
    threshold = dice.randint(*THIN_TO_THICK) if dice.random() < 0.6 else scan.threshold
    skew = min(max(scan.skew, -MOST_SKEW), MOST_SKEW)
    return replace(scan, mode=mode, threshold=threshold, skew=skew, sway=0.0, bend=0.0, turn=(0,), hidden=0.0)


def seen_lines(pdf: bytes, scan: Scan, dice: random.Random) -> Iterator[SeenLine]:
    """The lines of a print after it was scanned: of all its pages, or of `MOST_PAGES` by chance."""
    with pdfium.PdfDocument(pdf) as printed:
        pages = sorted(dice.sample(range(len(printed)), min(MOST_PAGES, len(printed))))
        scan = replace(scan, pages=tuple(page + 1 for page in pages))
        with pdfium.PdfDocument(scanned(pdf, scan)) as pictures:
            for page in pages:
                yield from _page_lines(printed[page], pictures[page], scan, dice)


def _page_lines(
    printed: pdfium.PdfPage, picture: pdfium.PdfPage, scan: Scan, dice: random.Random
) -> Iterator[SeenLine]:
    """The lines of one page, as `extract.scan.scanned_page` comes by them."""
    clean = clean_picture(straighten(even_ground(page_picture(picture, page_view(picture)))))
    em = usual_text_size(clean.ink, clean.scale)
    clean = without_frames(clean, em)
    rulings, ink = picture_rulings(clean, em)
    cells = find_cells(rulings, close_loose_ends(rulings, em), em)
    standing = _on_picture(_characters(printed), clean, printed.get_size(), scan)
    for line in text_lines(ink, [cell.box for cell in cells], clean.scale, em * clean.scale):
        yield _seen(line, clean.grey, ink, em * clean.scale, standing, scan, dice)


def _seen(
    line: TextLine, grey: Grey, ink: Ink, em: float, standing: Sequence[Character], scan: Scan, dice: random.Random
) -> SeenLine:
    """A line cut out with its surroundings."""
    margin, box = max(round(AROUND * em), 2), line.box
    x0, top = max(box.x0 - margin, 0), max(box.top - margin, 0)
    x1, bottom = box.x1 + margin, box.bottom + margin
    own = [
        Character(char.text, Box(char.box.x0 - x0, char.box.top - top, char.box.x1 - x0, char.box.bottom - top))
        for char in standing
        if box.x0 - 1 <= (char.box.x0 + char.box.x1) / 2 <= box.x1 + 1
        and box.top <= (char.box.top + char.box.bottom) / 2 <= box.bottom
    ]
    own.sort(key=lambda char: char.box.x0)
    em *= dice.choice(TYPE_SIZES)
    return SeenLine(ink[top:bottom, x0:x1], grey[top:bottom, x0:x1], em, tuple(own), scan)


def _characters(page: pdfium.PdfPage) -> Iterator[Character]:
    """What is printed on a page, in its points."""
    layer, view = page.get_textpage(), page_view(page)
    for number in range(layer.count_chars()):
        text = layer.get_text_range(number, 1)
        left, bottom, right, top = layer.get_charbox(number)
        if text.strip() and right > left:
            (box,) = view.boxes(np.array([[left, bottom, right, top]])).tolist()
            yield Character(text, Box(*box))


def _on_picture(
    printed: Iterator[Character], clean: CleanPicture, size: tuple[float, float], scan: Scan
) -> list[Character]:
    """The same characters where the straightened picture shows them, in its pixels."""
    to_picture = _inverse(_lain(size, scan).after(clean.placement))
    scale = clean.scale
    return [Character(char.text, Box(*(edge * scale for edge in to_picture.box(char.box)))) for char in printed]


def _lain(size: tuple[float, float], scan: Scan) -> Placement:
    """Leads from the points of a scan to those of the print (`data.printing.distort.laid`)."""
    (x, y), angle = (size[0] / 2, size[1] / 2), np.radians(scan.skew)
    cos, sin = float(np.cos(angle)), float(np.sin(angle))
    return Placement(cos, -sin, x - cos * x + sin * y, sin, cos, y - sin * x - cos * y)


def _inverse(placement: Placement) -> Placement:
    """The placement that undoes another."""
    p = placement
    (a, b, c), (d, e, f), _ = np.linalg.inv(np.array([[p.a, p.b, p.c], [p.d, p.e, p.f], [0.0, 0.0, 1.0]])).tolist()
    return Placement(a, b, c, d, e, f)
