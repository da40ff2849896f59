"""Pages of cells onto a PDF canvas (描画): page boxes, fills, rulings, watermark; text is for `ink`."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from data.printing.cells import Cell, Page, Piece
from data.printing.fonts import Face, embed
from data.printing.ink import Ink, Run, page_runs
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
WATERMARK_SIZE = 220.0  # points, less where the word is long


def draw_pdf(pages: Sequence[Page], style: Style, face: Face, title: str, password: str = "") -> bytes:
    """The PDF of the pages, encrypted if there is a user password. The same input gives the same bytes."""
    draw = random.Random(style.seed)
    runs = [page_runs(page, style, draw) for page in pages]
    chars = {char for page in runs for run in page for char in run.piece.text}
    chars |= {char for page in pages for piece in page.texts for char in piece.text}
    ink = Ink(style, face, embed(face, chars | set(" 0123456789" + style.watermark), style.cid))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1, pageCompression=1, encrypt=password or None)
    canvas.setTitle(title)
    canvas.setCreator("Microsoft Excel" if style.printer == "excel" else "Calc")
    for number, page in enumerate(pages):
        _page_boxes(canvas, page, style)
        if style.xobject:
            canvas.beginForm(f"sheet{number}", 0, 0, page.width, page.height)
            _content(canvas, page, ink, runs[number])
            canvas.endForm()
            canvas.doForm(f"sheet{number}")
        else:
            _content(canvas, page, ink, runs[number])
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _page_boxes(canvas: Canvas, page: Page, style: Style) -> None:
    """Size, crop box and rotation; afterwards the origin is the page's lower left corner as it is shown."""
    width, height = page.width, page.height
    canvas.setPageSize((width + 2 * style.crop, height + 2 * style.crop))
    if style.crop:
        across, up = (height, width) if style.rotate else (width, height)
        canvas.setCropBox((style.crop, style.crop, style.crop + across, style.crop + up))
        canvas.translate(style.crop, style.crop)
    if not style.rotate:
        return
    canvas.setPageRotation(style.turn)  # reportlab swaps the sides of the media box of a turned page
    if style.turn == 90:
        canvas.transform(0, 1, -1, 0, height, 0)
    else:
        canvas.transform(0, -1, 1, 0, 0, width)


def _content(canvas: Canvas, page: Page, ink: Ink, runs: Sequence[Run]) -> None:
    style = ink.style
    for piece in page.texts:
        ink.write(canvas, Run(piece), page.height)
    if style.watermark:
        _watermark(canvas, page, ink)
    canvas.saveState()
    canvas.translate(page.left, page.height - page.top)
    canvas.scale(style.fit, style.fit)
    for cell in page.cells:
        _fill(canvas, cell, style)
    _rules(canvas, page, style)
    for run in runs:
        ink.write(canvas, run)
    canvas.restoreState()


def _watermark(canvas: Canvas, page: Page, ink: Ink) -> None:
    """A large grey word across the page (透かし)."""
    word = ink.style.watermark
    size = min(WATERMARK_SIZE, page.width / len(word))
    canvas.saveState()
    canvas.setFillGray(0.85)
    canvas.translate(page.width / 2, page.height / 2)
    canvas.rotate(45)
    width = ink.face.width(word, size)
    ink.show(canvas, word, (-width / 2, -size / 3), Piece(0.0, 0.0, word, size))
    canvas.restoreState()


def _fill(canvas: Canvas, cell: Cell, style: Style) -> None:
    colour = PALETTES[style.fills].get(cell.fill)
    if colour and cell.ruled:
        canvas.setFillColorRGB(*colour)
        canvas.rect(cell.x0, -cell.y1, cell.x1 - cell.x0, cell.y1 - cell.y0, stroke=0, fill=1)


def _rules(canvas: Canvas, page: Page, style: Style) -> None:
    canvas.setFillGray(style.ruling_grey)
    canvas.setStrokeGray(style.ruling_grey)
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
    canvas.setFillGray(0)
    canvas.setStrokeGray(0)


def _bar(canvas: Canvas, line: Line, width: float) -> None:
    """A ruling as a filled rectangle, a little longer than the line so that corners close."""
    half = width / 2
    x0, y1 = line.x0 - half, line.y1 + half
    canvas.rect(x0, -y1, line.x1 + half - x0, y1 - (line.y0 - half), stroke=0, fill=1)


def _stroke(canvas: Canvas, line: Line, width: float) -> None:
    canvas.setLineWidth(width)
    canvas.line(line.x0, -line.y0, line.x1, -line.y1)
