"""An invisible text layer over the picture of a page, misread as OCR does (透明テキスト)."""

from __future__ import annotations

import ctypes
import io
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import yaml
from reportlab.pdfgen.canvas import Canvas

from data.printing.distort import Pose
from data.printing.fonts import Face, embed

MISREADINGS_FILE = Path(__file__).with_name("misreadings.yaml")
FACE = "heisei-gothic"  # named only: nobody sees the text
INVISIBLE = 3  # text render mode
LOST = 0.1  # share of the misread characters that are lost altogether
BROKEN = 0.1  # share of them that are read rightly, but with a blank after them
FINE = 16  # device units a point, as PDFium gives whole ones


@dataclass(frozen=True)
class Words:
    """Text of the page and its box in points from the upper left corner of the page as displayed."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float


def with_hidden_text(picture: bytes, page: pdfium.PdfPage, how: Pose, misread: float, dice: random.Random) -> bytes:
    """The one-page PDF `picture` with the text of `page` over it, a share of the characters misread."""
    with pikepdf.open(io.BytesIO(picture)) as out:
        under = out.pages[0]
        left, bottom, right, top = (float(edge) for edge in under.mediabox)
        layer = io.BytesIO()
        canvas = Canvas(layer, (right - left, top - bottom), invariant=1)
        _lay(canvas, page.get_size(), how)
        for words in page_words(page):
            _write(canvas, words, misread_text(words.text, misread, dice), page.get_height())
        canvas.save()
        with pikepdf.open(layer) as text:
            under.contents_add(text.pages[0].Contents.read_bytes())
            if "/Font" in text.pages[0].Resources:
                under.Resources.Font = out.copy_foreign(text.make_indirect(text.pages[0].Resources.Font))
        buffer = io.BytesIO()
        out.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def page_words(page: pdfium.PdfPage) -> Iterator[Words]:
    """What the text layer of a page holds, run by run."""
    layer = page.get_textpage()
    for number in range(layer.count_rects()):
        x0, y0, x1, y1 = layer.get_rect(number)
        text = layer.get_text_bounded(x0, y0, x1, y1).strip()
        corners = [_displayed(page, x, y) for x, y in ((x0, y0), (x1, y1))]
        across, down = zip(*corners, strict=True)
        if text:
            yield Words(text, min(across), min(down), max(across), max(down))


def misread_text(text: str, share: float, dice: random.Random) -> str:
    """The text with a share of its characters replaced by look-alikes, lost, or followed by a blank."""
    out = []
    for char in text:
        if dice.random() >= share:
            out.append(char)
            continue
        kind = dice.random()
        if kind < LOST:
            continue
        out.append(f"{char} " if kind < LOST + BROKEN else dice.choice(look_alikes().get(char, char)))
    return "".join(out)


@cache
def look_alikes() -> Mapping[str, str]:
    """For each character, the ones that it is taken for."""
    groups: list[str] = yaml.safe_load(MISREADINGS_FILE.read_text(encoding="utf-8"))
    taken_for: dict[str, str] = {}
    for group in groups:
        for char in group:
            taken_for[char] = taken_for.get(char, "") + group.replace(char, "")
    return taken_for


def _displayed(page: pdfium.PdfPage, x: float, y: float) -> tuple[float, float]:
    """A place of the page in points from the upper left corner as displayed."""
    width, height = (round(side * FINE) for side in page.get_size())
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, across, down)
    return across.value / FINE, down.value / FINE


def _lay(canvas: Canvas, size: tuple[float, float], how: Pose) -> None:
    """Let the canvas take places on the upright page to where the picture shows them."""
    width, height = size
    turns: dict[int, tuple[float, ...]] = {
        90: (0, -1, 1, 0, 0, width),
        180: (-1, 0, 0, -1, width, height),
        270: (0, 1, -1, 0, height, 0),
    }
    if how.turn:
        canvas.transform(*turns[how.turn])
    canvas.translate(width / 2 + how.right, height / 2 - how.down)
    canvas.rotate(how.skew)
    canvas.translate(-width / 2, -height / 2)


def _write(canvas: Canvas, words: Words, text: str, height: float) -> None:
    face = Face(FACE)
    size = max(1.0, words.bottom - words.top)
    natural = face.width(text, size)
    if not natural:
        return
    run: Any = canvas.beginText(words.x0, height - words.bottom)
    run.setFont(embed(face, text, cid=False), size)
    run.setTextRenderMode(INVISIBLE)
    run.setHorizScale(100 * (words.x1 - words.x0) / natural)
    run.textOut(text)
    canvas.drawText(run)
