"""Prints to practise on: pages full of option boxes in ruled cells, and filled-in forms, in styles of chance."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from data.printing.cells import Cell, Page, Piece
from data.printing.draw import draw_pdf
from data.printing.fonts import Face
from data.printing.printer import print_source
from data.printing.source import load_source
from data.printing.style import Style, embedded, random_style
from data.training.faces import write_face
from data.training.phrases import SOURCES, Phrases, characters, fictional_text

A4 = (595.28, 841.89)
SIZES = (7.0, 7.5, 8.0, 8.5, 9.0, 10.0, 10.5, 11.0, 12.0)
"""Points: sizes of type, one to a page."""
PITCH = (1.0, 1.1, 1.16, 1.16, 1.3, 1.5)
"""Distances of two lines of a cell, in font sizes."""
MOST_LINES = 4
FILLS = ("", "", "", "label", "heading")


def practice_pdf(seed: int, pages: int, marks: bool, font: Path | None = None) -> bytes:
    """`pages` pages of practice lines in a face of chance, or in the file `font`; with `marks`, mostly of ticked boxes.

    The same seed gives the same bytes.
    """
    dice = random.Random(f"sheet-{seed}")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:  # the font may still be open
        if font is None:
            font = Path(folder) / f"chance{seed}.ttf"
            write_face(dice.choice(("sans", "serif")), characters(), dice, font)
        style = _plain(replace(random_style(seed), font=str(font), cid=False, radicals=0.0))
        face = Face(style.font, style.hscale)
        phrases = Phrases(fictional_text(), _lacking(face), dice)
        return draw_pdf([_page(phrases, dice, marks) for _ in range(pages)], style, face, "practice")


def form_pdf(seed: int) -> bytes:
    """A filled-in form as `data.printing` prints it, form and style by chance."""
    source = random.Random(f"form-{seed}").choice(sorted(SOURCES.glob("*.yaml")))
    return print_source(load_source(source), _plain(embedded(random_style(seed)))).pdf


def _plain(style: Style) -> Style:
    """The style upright and uncropped: where a character stands must be told from its print."""
    return replace(style, rotate=False, crop=0.0, xobject=False, watermark="", underlined=0.0, fit=1.0)


def _page(phrases: Phrases, dice: random.Random, marks: bool) -> Page:
    """A page of ruled rows: a label at the left, and at the right lines with boxes."""
    page = Page(*A4)
    size, pad = dice.choice(SIZES), dice.uniform(1.6, 4.0)
    width, bottom = page.width - 2 * page.left, page.height - 2 * page.top
    middle = dice.choice((0.0, 0.2, 0.35)) * width
    top = 0.0
    while top + (MOST_LINES + 1) * 1.5 * size < bottom:
        pitch = dice.choice(PITCH) * size
        count = dice.randint(1, MOST_LINES)
        high = count * pitch + 0.5 * size + dice.choice((0.0, 0.0, 4.0))
        for x0, x1, rows in ((0.0, middle, 1), (middle, width, count)):
            if x1 - x0 > 4 * size:
                room = int((x1 - x0 - 2 * pad) / size * dice.uniform(0.5, 1.0))
                texts = [phrases.line(room, marks) for _ in range(rows)]
                page.cells.append(_cell((x0, top, x1, top + high), texts, size, pitch, pad, dice.choice(FILLS)))
        top += high
    return page


def _cell(
    box: tuple[float, float, float, float], texts: Sequence[str], size: float, pitch: float, pad: float, fill: str
) -> Cell:
    """A ruled cell with its lines."""
    x0, y0, x1, y1 = box
    base = y0 + (y1 - y0 - len(texts) * pitch) / 2 + size * 0.9 + (pitch - size) / 2
    pieces = tuple(Piece(x0 + pad, base + n * pitch, text, size) for n, text in enumerate(texts))
    return Cell(x0, y0, x1, y1, pieces, fill)


def _lacking(face: Face) -> frozenset[str]:
    """The characters of practice lines that a face cannot print."""
    lacking = set()
    for char in characters():
        try:
            face.width(char, 1.0)
        except ValueError:
            lacking.add(char)
    return frozenset(lacking)
