"""Text onto a PDF canvas (文字): runs that are bold, squeezed, underlined or clipped."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from data.printing.cells import Page, Piece, Rect
from data.printing.fonts import Face
from data.printing.radicals import with_radicals
from data.printing.style import Style

CHANGED = (0.0, 0.0, 0.8)  # colour of underlined text
TWICE = 0.35  # points between the two prints of bold text


@dataclass(frozen=True)
class Run:
    """A piece of text to print, clipped to a box, or underlined as changed text is (青字下線)."""

    piece: Piece
    clip: Rect | None = None
    underlined: bool = False


def page_runs(page: Page, style: Style, draw: random.Random) -> list[Run]:
    """All text of a page's cells in printing order, with the look-alikes and underlines of the style."""
    runs = []
    for cell in page.cells:
        clip = (cell.x0, cell.y0, cell.x1, cell.y1) if cell.clip else None
        largest = max((piece.size for piece in cell.pieces), default=0.0)
        for piece in cell.pieces:
            answer = not cell.label and piece.size == largest
            underlined = answer and bool(style.underlined) and draw.random() < style.underlined
            if style.radicals:
                piece = with_radicals(piece, style.radicals, draw)
            runs.append(Run(piece, clip, underlined))
    if style.shuffle:
        draw.shuffle(runs)
    return runs


@dataclass(frozen=True)
class Ink:
    """Writes text in one style with one embedded font."""

    style: Style
    face: Face
    font: str

    def write(self, canvas: Canvas, run: Run, height: float = 0.0) -> None:
        """Print a run; `height` is the y of the top edge."""
        piece = run.piece
        canvas.saveState()
        if run.clip:
            x0, y0, x1, y1 = run.clip
            path = canvas.beginPath()
            path.rect(x0, height - y1, x1 - x0, y1 - y0)
            canvas.clipPath(path, stroke=0)
        if run.underlined:
            canvas.setFillColorRGB(*CHANGED)
            canvas.setStrokeColorRGB(*CHANGED)
            canvas.setLineWidth(0.5)
            y = height - piece.y - piece.size * 0.15
            canvas.line(piece.x, y, piece.x + self.face.width(piece.text, piece.size), y)
        for shift in (0.0, TWICE) if piece.bold and self.style.bold == "twice" else (0.0,):
            self._write_at(canvas, piece, piece.x + shift, height - piece.y)
        canvas.restoreState()

    def _write_at(self, canvas: Canvas, piece: Piece, x: float, y: float) -> None:
        parts: Iterable[str] = piece.text if self.style.runs == "char" else (piece.text,)
        for part in parts:
            text = part + " " if self.style.spaces and self.style.runs == "line" else part
            self.show(canvas, text, (x, y), piece)
            x += self.face.width(text, piece.size)

    def show(self, canvas: Canvas, text: str, at: tuple[float, float], piece: Piece) -> None:
        """One text object."""
        run: Any = canvas.beginText(*at)
        run.setFont(self.font, piece.size)
        if self.style.hscale != 1.0:
            run.setHorizScale(self.style.hscale * 100)
        if piece.bold and self.style.bold == "real":
            run.setTextRenderMode(2)
            canvas.setLineWidth(piece.size / 30)
        run.textOut(text)
        canvas.drawText(run)
