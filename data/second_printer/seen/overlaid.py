"""What lies over or under text: watermarks, bars over parts, text twice, further ways of hiding words, layers."""

from __future__ import annotations

from functools import partial

import pikepdf
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from data.second_printer.flow import Page
from data.second_printer.seen import painted
from data.second_printer.seen.hidden import hidden
from data.second_printer.seen.spots import Sheet, text_spots
from data.second_printer.typeset import Mark

WORD = "見本"
MOST = 3
BEYOND = 300
"""Points by which the media box reaches further than the crop box."""


def tiled(sheet: Sheet) -> None:
    """Small pale words stand aslant all over each page."""
    for page in sheet.pages:
        page.under.append(partial(_tiles, page=page))


def _tiles(canvas: Canvas, font: str, page: Page) -> None:
    for x in range(0, int(page.width) - 100, 130):
        for y in range(60, int(page.height) - 60, 110):
            _word(canvas, font, x, -y, 16, 30)


def _word(canvas: Canvas, font: str, x: float, y: float, size: float, angle: float) -> None:
    canvas.saveState()
    canvas.translate(x, y)
    canvas.rotate(angle)
    canvas.setFillGray(0.85)
    canvas.setFont(font, size)
    canvas.drawString(0, 0, WORD)
    canvas.restoreState()


def level(sheet: Sheet) -> None:
    """A pale word stands level across each page."""
    for page in sheet.pages:
        page.under.append(partial(_word, x=page.width * 0.2, y=-page.height * 0.5, size=120, angle=0))


def over_text(sheet: Sheet) -> None:
    """A word that shines through lies aslant over each page."""
    for page in sheet.pages:
        page.over.append(partial(_shining, page=page))


def _shining(canvas: Canvas, font: str, page: Page) -> None:
    canvas.saveState()
    canvas.translate(page.width * 0.25, -page.height * 0.5)
    canvas.rotate(40)
    canvas.setFillColorRGB(1, 0, 0)
    canvas.setFillAlpha(0.3)
    canvas.setFont(font, 80)
    canvas.drawString(0, 0, WORD)
    canvas.restoreState()


def doubled(sheet: Sheet, shift: float) -> None:
    """Some answers are printed twice, the second time so many points further right."""
    for spot in text_spots(sheet)[: 2 * MOST]:
        spot.page.over.append(partial(_again, marks=spot.marks, shift=shift))


def _again(canvas: Canvas, font: str, marks: tuple[Mark, ...], shift: float) -> None:
    canvas.saveState()
    canvas.setFillGray(0)
    for mark in marks:
        canvas.setFont(font, mark.size)
        canvas.drawString(mark.x + shift, -mark.y, mark.text)
    canvas.restoreState()


def partly_blacked_out(sheet: Sheet) -> None:
    """A black bar lies over a part of some answers of one line."""
    for spot in [spot for spot in text_spots(sheet, lines=1) if len(spot.marks[0].text.strip()) > 5][:MOST]:
        (mark,) = spot.marks
        start, end = 2, len(mark.text) - 2
        x0, x1 = (mark.x + sheet.setter.width(mark.text[:at], mark.size) for at in (start, end))
        bar = (x0, -mark.y - mark.size * 0.25, x1 - x0, mark.size * 1.25)
        spot.page.over.append(partial(painted.black_bar, bar=bar))
        covered = "".join("■" if char.strip() else char for char in mark.text[start:end])
        spot.entry["value"] = mark.text[:start] + covered + mark.text[end:]


def covered_by_picture(canvas: Canvas, font: str, words: Mark) -> None:
    """Behind a white picture."""
    del font
    canvas.drawString(words.x, -words.y, words.text)
    wide = len(words.text) * words.size
    white = ImageReader(Image.new("RGB", (8, 8), (255, 255, 255)))
    canvas.drawImage(white, words.x, -words.y - words.size * 0.2, wide, words.size * 1.15)


def nearly_white(canvas: Canvas, font: str, words: Mark) -> None:
    """So pale that nobody sees it."""
    del font
    canvas.setFillGray(0.985)
    canvas.drawString(words.x, -words.y, words.text)


def tiny(canvas: Canvas, font: str, words: Mark) -> None:
    """In type of half a point."""
    canvas.setFont(font, 0.5)
    canvas.drawString(words.x, -words.y, words.text)


def beside_crop_box(sheet: Sheet) -> None:
    """Words stand on the paper that the crop box cuts off."""

    def paint(canvas: Canvas, font: str, words: Mark) -> None:
        del font
        canvas.drawString(-BEYOND / 2, -words.y, words.text)

    hidden(sheet, paint)
    sheet.finish.append(_cropped)


def _cropped(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        x0, y0, x1, y1 = (float(value) for value in page.mediabox)
        page.CropBox = pikepdf.Array([x0, y0, x1, y1])
        page.MediaBox = pikepdf.Array([x0 - BEYOND, y0, x1, y1])


def in_shown_layer(sheet: Sheet) -> None:
    """Some answers stand in a layer that is on."""
    for spot in text_spots(sheet)[:MOST]:
        spot.set(())
        spot.page.over.append(partial(_layered, marks=spot.marks))
    sheet.finish.append(partial(_layers, off=False))


def in_group_of_layers(sheet: Sheet) -> None:
    """Words that nobody sees stand in a group of layers that is off."""
    hidden(sheet, _in_layer)
    sheet.finish.append(partial(_layers, off=True))


def _in_layer(canvas: Canvas, font: str, words: Mark) -> None:
    _layered(canvas, font, (words,))


def _layered(canvas: Canvas, font: str, marks: tuple[Mark, ...]) -> None:
    canvas.saveState()
    canvas.setFillGray(0)
    canvas._code.append("/OC /L0 BDC")
    for mark in marks:
        canvas.setFont(font, mark.size)
        canvas.drawString(mark.x, -mark.y, mark.text)
    canvas._code.append("EMC")
    canvas.restoreState()


def _layers(pdf: pikepdf.Pdf, off: bool) -> None:
    """Two layers in a group, both on or one of them `off`."""
    names = ("text", "old")
    both = [pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=name)) for name in names]
    shown = pikepdf.Dictionary(OFF=pikepdf.Array([both[1]] if off else []))
    pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array(both), D=shown)
    group = pikepdf.Dictionary(Type=pikepdf.Name.OCMD, OCGs=pikepdf.Array(both), P=pikepdf.Name.AllOn)
    shared = pdf.make_indirect(group)
    for page in pdf.pages:
        page.Resources.Properties = pikepdf.Dictionary(L0=shared)
