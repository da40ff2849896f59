"""Pages as PDF: shades, rulings drawn in different ways, and text written in different orders and pieces."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from data.printing.fonts import Face, embed
from data.second_printer.answers import LIST_HEAD
from data.second_printer.assessment import PHRASES_FILE
from data.second_printer.flow import Page
from data.second_printer.forms import FORMS_FILE
from data.second_printer.habits import HABITS
from data.second_printer.looks import CHOICES, Look
from data.second_printer.strips import AGAIN, Cell
from data.second_printer.typeset import Mark

Line = tuple[float, float, float, float]


@cache
def characters() -> frozenset[str]:
    """Every character that this printer may print."""
    printed = ("box", "tick", "brackets", "empty", "detail", "count")
    words = [word for choices in (CHOICES, *HABITS.values()) for name in printed for word in choices.get(name, ())]
    files = FORMS_FILE.read_text(encoding="utf-8") + PHRASES_FILE.read_text(encoding="utf-8")
    ranges = ((0x20, 0x7F), (0x2460, 0x2474), (0x30A1, 0x30F7), (0xFF10, 0xFF1A))
    counted = "".join(chr(number) for first, end in ranges for number in range(first, end))
    return frozenset(files + "".join(words) + counted + LIST_HEAD + AGAIN + MORE) - {"\n"}


MORE = "．（）ページ旧記載市印見本要確認"
"""What numbers, running feet, seals and notes are printed with."""
WHITE_RULED = 0.95
"""Grey of the answers where rulings are white."""
ROUND = 6.0
"""Radius of the corners of rounded frames."""


@cache
def font(face: str, chars: frozenset[str]) -> str:
    """The face ready for reportlab with these characters."""
    return embed(Face(face), chars, cid=True)


def paint(pages: Sequence[Page], look: Look, title: str) -> bytes:
    """The PDF of the pages. The same pages and look give the same bytes."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1, pageCompression=1)
    canvas.setTitle(title)
    brush = _Brush(canvas, look, font(look.face, characters() | _printed(pages)), random.Random(f"paint {look.seed}"))
    for page in pages:
        canvas.setPageSize((page.width, page.height))
        canvas.saveState()
        if page.turned:
            canvas.translate(page.top, page.left)
            canvas.rotate(90)
        else:
            canvas.translate(page.left, page.height - page.top)
        for drawing in page.under:
            drawing(canvas, brush.font)
        brush.content(page)
        for drawing in page.over:
            drawing(canvas, brush.font)
        canvas.restoreState()
        for mark in page.running:
            brush.write(mark, page.height)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _printed(pages: Sequence[Page]) -> frozenset[str]:
    """What stands on the pages; damaged labels may have characters of their own."""
    return frozenset(char for page in pages for cell in page.cells for mark in cell.lump.marks for char in mark.text)


@dataclass(frozen=True)
class _Brush:
    """Paints on a canvas in one look with one font."""

    canvas: Canvas
    look: Look
    font: str
    draw: random.Random

    def content(self, page: Page) -> None:
        """Shades, rulings and text of a page; the origin is the top left corner of its content."""
        canvas = self.canvas
        for cell in page.cells:
            shade = WHITE_RULED if cell.shade is None and self.look.rule == "white" else cell.shade
            if shade is not None and cell.sides:
                canvas.setFillGray(shade)
                canvas.rect(cell.x0, -cell.y1, cell.x1 - cell.x0, cell.y1 - cell.y0, stroke=0, fill=1)
        canvas.setFillGray(0)
        rounded = self.look.rule == "rounded" and self.look.framed != "none"
        around = frames(page.cells) if rounded else []
        for line in rulings(page.cells, self.look):
            if not any(_lies_on(line, frame) for frame in around):
                _rule(canvas, line, self.look)
        for x0, y0, x1, y1 in around:
            canvas.setLineWidth(self.look.rule_width)
            canvas.roundRect(x0, -y1, x1 - x0, y1 - y0, ROUND)
        for mark in _ordered(page.cells, self.look, self.draw):
            for piece in _pieces(mark, self.look, self.draw):
                self.write(piece)

    def write(self, mark: Mark, height: float = 0.0) -> None:
        """A piece of text; `height` is the y of the top edge."""
        self.canvas.setFont(self.font, mark.size)
        for shift in (0.0, 0.25) if mark.bold else (0.0,):
            self.canvas.drawString(mark.x + shift, height - mark.y, mark.text)


def rulings(cells: Sequence[Cell], look: Look) -> list[Line]:
    """The lines to draw around cells, each once; `joined` looks draw lines that meet end to end as one."""
    if look.framed != "cells":
        return [side for frame in frames(cells) for side in _sides(frame)] if look.framed == "blocks" else []
    lines: dict[Line, None] = {}
    right = max((cell.x1 for cell in cells if cell.sides), default=0.0)
    for cell in cells:
        x0, y0, x1, y1 = (round(value, 2) for value in (cell.x0, cell.y0, cell.x1, cell.y1))
        sides = {"t": (x0, y0, x1, y0), "b": (x0, y1, x1, y1), "l": (x0, y0, x0, y1), "r": (x1, y0, x1, y1)}
        for side, line in sides.items():
            if side in cell.sides and (side in "tb" or _has_upright(line[0], right, look)):
                lines[line] = None
        for fx0, fy0, fx1, fy1 in cell.lump.frames:
            lines |= dict.fromkeys(_sides((fx0, fy0, fx1, fy1)))
    return _joined(list(lines)) if look.joined else list(lines)


def _sides(frame: Line) -> tuple[Line, ...]:
    x0, y0, x1, y1 = frame
    return (x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)


def frames(cells: Sequence[Cell]) -> list[Line]:
    """The outlines of tables: cells with borders, one below the other."""
    tops: dict[float, float] = {}
    for cell in cells:
        if cell.sides:
            top = round(cell.y0, 2)
            tops[top] = max(tops.get(top, 0.0), round(cell.y1, 2))
    ruled = [cell for cell in cells if cell.sides]
    x0, x1 = min((cell.x0 for cell in ruled), default=0.0), max((cell.x1 for cell in ruled), default=0.0)
    out: list[Line] = []
    for top, bottom in sorted(tops.items()):
        if out and top <= out[-1][3] + 0.05:
            out[-1] = (x0, out[-1][1], x1, max(out[-1][3], bottom))
        else:
            out.append((x0, top, x1, bottom))
    return out


def _lies_on(line: Line, frame: Line) -> bool:
    """Whether a line is a part of a frame."""
    near = 0.1
    within = frame[1] - near <= line[1] and line[3] <= frame[3] + near
    if line[0] == line[2]:
        return within and min(abs(line[0] - frame[0]), abs(line[0] - frame[2])) < near
    return within and min(abs(line[1] - frame[1]), abs(line[1] - frame[3])) < near


def _has_upright(x: float, right: float, look: Look) -> bool:
    if look.uprights == "none":
        return False
    return look.uprights != "outer" or x < 0.1 or x > right - 0.1


def _joined(lines: Sequence[Line]) -> list[Line]:
    """Lines that touch end to end made one."""
    out: list[Line] = []
    for upright in (False, True):
        key = (lambda line: (line[0], line[1])) if upright else (lambda line: (line[1], line[0]))
        for line in sorted((line for line in lines if (line[0] == line[2]) == upright), key=key):
            last = out[-1] if out else None
            if last and upright and last[0] == last[2] == line[0] and line[1] <= last[3] + 0.05:
                out[-1] = (last[0], last[1], last[2], max(last[3], line[3]))
            elif last and not upright and last[1] == last[3] == line[1] and line[0] <= last[2] + 0.05:
                out[-1] = (last[0], last[1], max(last[2], line[2]), last[3])
            else:
                out.append(line)
    return out


def _rule(canvas: Canvas, line: Line, look: Look) -> None:
    x0, y0, x1, y1 = line
    half, upright = look.rule_width / 2, x0 == x1
    if look.rule in ("fill", "picture"):
        box = (x0 - half, -y1 - half, x1 - x0 + 2 * half, y1 - y0 + 2 * half)
        if look.rule == "fill":
            canvas.rect(*box, stroke=0, fill=1)
        else:
            canvas.drawImage(_pixel(), *box)
        return
    canvas.setLineWidth(look.rule_width)
    canvas.setDash(*((2, 1) if look.rule == "dashed" else ()))
    canvas.setStrokeGray(1 if look.rule == "white" else 0)
    shifts = (-0.9, 0.9) if look.rule == "double" else (0.0,)
    for shift in shifts:
        dx, dy = (shift, 0.0) if upright else (0.0, shift)
        canvas.line(x0 + dx, -y0 + dy, x1 + dx, -y1 + dy)


@cache
def _pixel() -> ImageReader:
    return ImageReader(Image.new("RGB", (1, 1), (0, 0, 0)))


def _ordered(cells: Sequence[Cell], look: Look, draw: random.Random) -> list[Mark]:
    marks = [mark for cell in cells for mark in cell.lump.marks]
    if look.order == "labels":
        marks = [mark for label in (True, False) for cell in cells if cell.label == label for mark in cell.lump.marks]
    elif look.order == "shuffled":
        draw.shuffle(marks)
    elif look.order == "upwards":
        marks.reverse()
    return marks


def _pieces(mark: Mark, look: Look, draw: random.Random) -> Iterator[Mark]:
    """A line as one piece of text, as pieces cut anywhere, or each character by itself."""
    face, start = Face(look.face), 0
    while start < len(mark.text):
        length = {"line": len(mark.text), "char": 1, "words": draw.randint(1, 9)}[look.pieces]
        text = mark.text[start : start + length]
        if text.strip():
            before = face.width(mark.text[:start], mark.size)
            yield Mark(mark.x + before, mark.y, text, mark.size, mark.bold)
        start += length
