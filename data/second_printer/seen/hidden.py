"""Words that a text layer holds and nobody sees."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pikepdf
from reportlab.pdfgen.canvas import Canvas

from data.second_printer.seen.spots import Sheet, Spot, text_spots
from data.second_printer.typeset import Mark

MOST = 3
"""So many answers of a print have hidden words behind them."""
OLD = "旧記載"
"""The words that nobody sees."""


def hidden(sheet: Sheet, paint: Callable[[Canvas, str, Mark], None]) -> None:
    """Words that nobody sees stand behind some answers."""
    for spot in _with_room(sheet)[:MOST]:
        last = spot.marks[-1]
        words = Mark(last.x + sheet.setter.width(last.text, last.size) + last.size, last.y, OLD, last.size)
        spot.page.over.append(partial(_hide, paint=paint, words=words))


def _with_room(sheet: Sheet) -> list[Spot]:
    """Answers with room for the hidden words behind their last line."""
    return [spot for spot in text_spots(sheet) if _end(sheet, spot.marks[-1]) < spot.box.x1]


def _end(sheet: Sheet, last: Mark) -> float:
    """Where the hidden words behind a line end."""
    return last.x + sheet.setter.width(last.text, last.size) + (len(OLD) + 2) * last.size


def _hide(canvas: Canvas, font: str, paint: Callable[[Canvas, str, Mark], None], words: Mark) -> None:
    canvas.saveState()
    canvas.setFont(font, words.size)
    paint(canvas, font, words)
    canvas.restoreState()


def white(canvas: Canvas, font: str, words: Mark) -> None:
    """White on white."""
    del font
    canvas.setFillGray(1)
    canvas.drawString(words.x, -words.y, words.text)


def not_painted(canvas: Canvas, font: str, words: Mark) -> None:
    """In the text mode that paints nothing."""
    text = canvas.beginText(words.x, -words.y)
    text.setFont(font, words.size)
    text.setTextRenderMode(3)
    text.textOut(words.text)
    text.setTextRenderMode(0)
    canvas.drawText(text)


def transparent(canvas: Canvas, font: str, words: Mark) -> None:
    """Wholly transparent."""
    del font
    canvas.setFillAlpha(0)
    canvas.drawString(words.x, -words.y, words.text)


def covered(canvas: Canvas, font: str, words: Mark) -> None:
    """Behind a white box."""
    del font
    canvas.drawString(words.x, -words.y, words.text)
    canvas.setFillGray(1)
    canvas.rect(words.x, -words.y - words.size * 0.2, len(words.text) * words.size, words.size * 1.15, stroke=0, fill=1)


def clipped(canvas: Canvas, font: str, words: Mark) -> None:
    """Outside the path that it is clipped to."""
    del font
    path = canvas.beginPath()
    path.rect(words.x + 500, -words.y, 5, 5)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.drawString(words.x, -words.y, words.text)


def beyond(canvas: Canvas, font: str, words: Mark) -> None:
    """Beyond the edge of the page."""
    del font
    canvas.drawString(-600, -words.y, words.text)


def in_layer(canvas: Canvas, font: str, words: Mark) -> None:
    """In a layer, which `switch_off` switches off."""
    del font
    canvas._code.append("/OC /L0 BDC")
    canvas.drawString(words.x, -words.y, words.text)
    canvas._code.append("EMC")


def switch_off(pdf: pikepdf.Pdf) -> None:
    """Switch off the layer of all pages."""
    layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="old"))
    listed = pikepdf.Array([layer])
    pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=listed, D=pikepdf.Dictionary(OFF=listed))
    for page in pdf.pages:
        page.Resources.Properties = pikepdf.Dictionary(L0=layer)
