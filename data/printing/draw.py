"""Pages of cells onto a PDF canvas (描画): fills, rulings, text in the manner of the style."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from data.printing.cells import Cell, Page, Piece, Rect
from data.printing.fonts import Face, embed
from data.printing.radicals import with_radicals
from data.printing.rulings import Line, dots, per_sheet_cell, ruled_lines, twins
from data.printing.style import Style

PALETTES: dict[str, dict[str, tuple[float, float, float]]] = {
    "none": {},
    "white": dict.fromkeys(("heading", "label", "group", ""), (1.0, 1.0, 1.0)),
    "blue": {
        "heading": (0.867, 0.922, 0.969),
        "label": (0.949, 0.949, 0.949),
        "group": (0.886, 0.937, 0.855),
    },
    "grey": {"heading": (0.75, 0.75, 0.75), "label": (0.9, 0.9, 0.9), "group": (0.85, 0.85, 0.85)},
    "green": {"heading": (0.8, 1.0, 0.8), "label": (1.0, 1.0, 0.8), "group": (0.8, 1.0, 1.0)},
}


def draw_pdf(pages: Sequence[Page], style: Style, face: Face, title: str, password: str = "") -> bytes:
    """The PDF of the pages, encrypted if there is a user password. The same input gives the same bytes."""
    draw = random.Random(style.seed)
    texts = {id(page): _spelt(page, style, face, draw) for page in pages}
    chars = {char for spelt in texts.values() for piece, _ in spelt for char in piece.text}
    chars |= {char for page in pages for piece in page.texts for char in piece.text}
    font = embed(face, chars | set(" 0123456789"), style.cid)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1, pageCompression=1, encrypt=password or None)
    canvas.setTitle(title)
    canvas.setCreator("Microsoft Excel" if style.printer == "excel" else "Calc")
    for page in pages:
        _page(canvas, page, style, font, face, texts[id(page)])
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


Clipped = tuple[Piece, Rect | None]


def _spelt(page: Page, style: Style, face: Face, draw: random.Random) -> list[Clipped]:
    """All text of a page in printing order, with the look-alikes the style asks for."""
    out: list[Clipped] = []
    for cell in page.cells:
        clip = (cell.x0, cell.y0, cell.x1, cell.y1) if cell.clip else None
        out += [(piece, clip) for piece in cell.pieces]
    if style.shuffle:
        draw.shuffle(out)
    if not style.radicals:
        return out
    return [(with_radicals(piece, style.radicals, draw), clip) for piece, clip in out]


def _page(canvas: Canvas, page: Page, style: Style, font: str, face: Face, texts: Sequence[Clipped]) -> None:
    canvas.setPageSize((page.width, page.height))
    if style.rotate:  # reportlab swaps the sides of the media box of a turned page
        canvas.setPageRotation(90)
        canvas.transform(0, 1, -1, 0, page.height, 0)
    for piece in page.texts:
        _text(canvas, piece, page.height, style, font, face)
    canvas.saveState()
    canvas.translate(page.left, page.height - page.top)
    canvas.scale(style.fit, style.fit)
    for cell in page.cells:
        _fill(canvas, cell, style)
    _rules(canvas, page, style)
    for piece, clip in texts:
        canvas.saveState()
        if clip:
            path = canvas.beginPath()
            path.rect(clip[0], -clip[3], clip[2] - clip[0], clip[3] - clip[1])
            canvas.clipPath(path, stroke=0)
        _text(canvas, piece, 0.0, style, font, face)
        canvas.restoreState()
    canvas.restoreState()


def _fill(canvas: Canvas, cell: Cell, style: Style) -> None:
    colour = PALETTES[style.fills].get(cell.fill)
    if colour and cell.ruled:
        canvas.setFillColorRGB(*colour)
        canvas.rect(cell.x0, -cell.y1, cell.x1 - cell.x0, cell.y1 - cell.y0, stroke=0, fill=1)
    canvas.setFillColorRGB(0, 0, 0)


def _rules(canvas: Canvas, page: Page, style: Style) -> None:
    for line in ruled_lines(page.cells):
        width = style.ruling_w * (style.frame_w if line.frame else 1.0)
        if style.ruling == "fill":
            for part in per_sheet_cell(line, *page.grid):
                _bar(canvas, part, width)
        elif style.ruling == "dotted" and not line.frame:
            for x, y, w, h in dots(line):
                canvas.rect(x, -y - h, w, h, stroke=0, fill=1)
        elif style.ruling == "double":
            for twin in twins(line):
                _stroke(canvas, twin, width)
        else:
            _stroke(canvas, line, width)


def _bar(canvas: Canvas, line: Line, width: float) -> None:
    """A ruling as a filled rectangle, a little longer than the line so that corners close."""
    half = width / 2
    x0, y1 = line.x0 - half, line.y1 + half
    canvas.rect(x0, -y1, line.x1 + half - x0, y1 - (line.y0 - half), stroke=0, fill=1)


def _stroke(canvas: Canvas, line: Line, width: float) -> None:
    canvas.setLineWidth(width)
    canvas.line(line.x0, -line.y0, line.x1, -line.y1)


def _text(canvas: Canvas, piece: Piece, height: float, style: Style, font: str, face: Face) -> None:
    """One piece: as a whole or a text object a character; bold by stroking or by printing it twice."""
    shifts = (0.0, 0.35) if piece.bold and style.bold == "twice" else (0.0,)
    for shift in shifts:
        x = piece.x + shift
        for text in piece.text if style.runs == "char" else (piece.text,):
            if style.spaces and style.runs != "char":
                text += " "
            _show(canvas, text, (x, height - piece.y), piece, style, font)
            x += face.width(text, piece.size)


def _show(canvas: Canvas, text: str, at: tuple[float, float], piece: Piece, style: Style, font: str) -> None:
    run: Any = canvas.beginText(*at)
    run.setFont(font, piece.size)
    if style.hscale != 1.0:
        run.setHorizScale(style.hscale * 100)
    if piece.bold and style.bold == "real":
        run.setTextRenderMode(2)
        canvas.setLineWidth(piece.size / 30)
    run.textOut(text)
    canvas.drawText(run)
