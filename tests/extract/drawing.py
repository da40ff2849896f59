"""Draws small PDFs for the tests: rules, boxes and text at places in points from the page's top left.

The embedded face holds the characters that the tests of this folder use, so that every glyph can be measured.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from data.printing.fonts import Face, embed
from extract.document import read_pages
from extract.records import Box, Page

SIZE = 10.0
"""Font size in points."""
NOT_EMBEDDED = "HeiseiKakuGo-W5"
Grid = tuple[Sequence[float], Sequence[float]]


@cache
def embedded_font() -> str:
    """A Gothic face with every character that stands in a test of this folder."""
    sources = (path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.glob("*.py")))
    chars = {char for text in sources for char in text if char.isprintable()}
    return embed(Face("sans"), chars | {"　"}, cid=False)


@cache
def rare_font() -> str:
    """The same face with two-byte codes, which reach beyond U+FFFF."""
    return embed(Face("sans"), "𠮷川病院", cid=True)


@cache
def named_font() -> str:
    """A face that the PDF names but does not carry."""
    pdfmetrics.registerFont(UnicodeCIDFont(NOT_EMBEDDED))
    return NOT_EMBEDDED


class Drawing:
    """A PDF being drawn; `width` and `height` are those of the page as displayed."""

    def __init__(self, width: float = 400, height: float = 300, rotate: int = 0) -> None:
        self.width, self.height, self._rotate = width, height, rotate
        self._buffer = io.BytesIO()
        self.canvas = Canvas(self._buffer, pagesize=(width, height), invariant=True)
        self._begin_page()

    def _begin_page(self) -> None:
        w, h = self.width, self.height
        upright = {
            0: (1, 0, 0, 1, 0, 0),
            90: (0, 1, -1, 0, h, 0),
            180: (-1, 0, 0, -1, w, h),
            270: (0, -1, 1, 0, 0, w),
        }
        if self._rotate:
            self.canvas.setPageRotation(self._rotate)
        self.canvas.transform(*upright[self._rotate])

    def next_page(self) -> None:
        self.canvas.showPage()
        self._begin_page()

    def pdf(self) -> bytes:
        self.canvas.showPage()
        self.canvas.save()
        return self._buffer.getvalue()

    def pages(self) -> list[Page]:
        """The pages as `extract` reads them."""
        return list(read_pages(self.pdf()))

    def page(self) -> Page:
        """The only page as `extract` reads it."""
        (page,) = self.pages()
        return page

    # rules

    def rule(self, x0: float, top: float, x1: float, bottom: float, thickness: float = 0.5) -> None:
        """A stroke between two points."""
        self.canvas.setLineWidth(thickness)
        self.canvas.line(x0, self.height - top, x1, self.height - bottom)

    def fill(self, x0: float, top: float, x1: float, bottom: float, grey: float = 0.0) -> None:
        """A filled rectangle."""
        self.canvas.setFillGray(grey)
        self.canvas.rect(x0, self.height - bottom, x1 - x0, bottom - top, stroke=0, fill=1)
        self.canvas.setFillGray(0)

    def box(self, x0: float, top: float, x1: float, bottom: float) -> None:
        """Four strokes around a rectangle."""
        self.grid((x0, x1), (top, bottom))

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        """Strokes along and between all `xs` and `ys`."""
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])

    def dots(self, x0: float, top: float, x1: float, bottom: float, step: float = 2.0) -> None:
        """A rule of small filled squares."""
        length = max(x1 - x0, bottom - top)
        for n in range(int(length / step) + 1):
            x, y = (x0 + n * step, top) if x1 > x0 else (x0, top + n * step)
            self.fill(x - 0.25, y - 0.25, x + 0.25, y + 0.25)

    # text

    def text(self, x: float, baseline: float, words: str, size: float = SIZE, font: str | None = None) -> None:
        """One text object that begins at `x`."""
        self.canvas.setFont(font or embedded_font(), size)
        self.canvas.drawString(x, self.height - baseline, words)

    @contextmanager
    def clipped(self, x0: float, top: float, x1: float, bottom: float) -> Iterator[None]:
        """What is drawn meanwhile is cut at a rectangle."""
        self.canvas.saveState()
        path = self.canvas.beginPath()
        path.rect(x0, self.height - bottom, x1 - x0, bottom - top)
        self.canvas.clipPath(path, stroke=0, fill=0)
        yield
        self.canvas.restoreState()


def texts(page: Page) -> list[str]:
    """The texts of the cells in reading order."""
    return [cell.text for cell in page.cells]


def places(page: Page) -> dict[str, tuple[int, int, int, int]]:
    """Row, column, row span and column span of each cell, by its text."""
    return {cell.text: (cell.row, cell.column, cell.row_span, cell.column_span) for cell in page.cells}


def loose(page: Page) -> list[str]:
    """The lines outside all cells."""
    return [line.text for line in page.loose]


def rounded(box: Box) -> tuple[int, int, int, int]:
    """A box in whole points."""
    x0, top, x1, bottom = (round(edge) for edge in box)
    return x0, top, x1, bottom


def three_pages() -> Drawing:
    """Pages of one cell each, with their numbers in it."""
    drawing = Drawing()
    for number in range(3):
        if number:
            drawing.next_page()
        drawing.grid((50, 150), (40, 60))
        drawing.text(60, 54, str(number + 1))
    return drawing
