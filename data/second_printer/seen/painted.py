"""What is painted over or in place of text: deleted words, seals, notes, watermarks, pictures, outlines."""

from __future__ import annotations

import io
from functools import partial

import pypdfium2
from fontTools.pens.reportLabPen import ReportLabPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from data.printing.fonts import source_file
from data.second_printer.flow import Page
from data.second_printer.seen.spots import Sheet, Spot, text_spots
from data.second_printer.typeset import Mark

MOST = 3
"""So many answers of a print are printed in another way."""
SHORT = 14
SCALE = 4
"""Pixels for a point of a picture."""


def struck(sheet: Sheet) -> None:
    """The first line of some answers is struck through: what is left is the answer."""
    several = [spot for spot in text_spots(sheet) if _lines(spot) > 1 and spot.marks[0].text == _first(spot)]
    for spot in several[:MOST]:
        mark = spot.marks[0]
        y = -mark.y + mark.size * 0.34
        spot.page.over.append(partial(line, x0=mark.x - 1, y=y, x1=mark.x + width(sheet, mark) + 1))
        spot.entry["value"] = spot.entry["value"].split("\n", 1)[1]


def _lines(spot: Spot) -> int:
    return str(spot.entry["value"]).count("\n") + 1


def _first(spot: Spot) -> str:
    return str(spot.entry["value"]).split("\n")[0]


def line(canvas: Canvas, font: str, x0: float, y: float, x1: float) -> None:
    """A level line in black."""
    del font
    canvas.setStrokeGray(0)
    canvas.setDash()
    canvas.setLineWidth(0.7)
    canvas.line(x0, y, x1, y)


def blacked_out(sheet: Sheet) -> None:
    """A black bar lies over some answers of one line: their characters are signs."""
    for spot in text_spots(sheet, lines=1)[:MOST]:
        (mark,) = spot.marks
        bar = (mark.x - 1, -mark.y - mark.size * 0.25, width(sheet, mark) + 2, mark.size * 1.25)
        spot.page.over.append(partial(black_bar, bar=bar))
        spot.entry["value"] = "■" * len("".join(mark.text.split()))


def black_bar(canvas: Canvas, font: str, bar: tuple[float, float, float, float]) -> None:
    """A black box."""
    del font
    canvas.setFillGray(0)
    canvas.rect(*bar, stroke=0, fill=1)


def sealed(sheet: Sheet) -> None:
    """A round seal in red lies over the beginning of some answers."""
    for spot in text_spots(sheet)[:MOST]:
        mark = spot.marks[0]
        spot.page.over.append(partial(_seal, x=mark.x + mark.size, y=-mark.y + mark.size * 0.4))


def _seal(canvas: Canvas, font: str, x: float, y: float) -> None:
    canvas.saveState()
    canvas.setDash()
    canvas.setStrokeColorRGB(0.85, 0.1, 0.1)
    canvas.setFillColorRGB(0.85, 0.1, 0.1)
    canvas.circle(x, y, 16, fill=0)
    canvas.setFont(font, 8)
    canvas.drawString(x - 8, y - 10, "市印")
    canvas.restoreState()


def noted(sheet: Sheet) -> None:
    """A spreadsheet's note in a yellow frame lies over the lower ruling of some answers, right of their text."""
    room = [spot for spot in text_spots(sheet) if _end(sheet, spot) + 70 < spot.box.x1]
    for spot in room[:MOST]:
        spot.page.over.append(partial(_note, x=spot.box.x1 - 62, y=-spot.box.y1))


def _end(sheet: Sheet, spot: Spot) -> float:
    """Where the longest line of the row's cell ends."""
    return max(mark.x + width(sheet, mark) for mark in spot.box.lump.marks)


def _note(canvas: Canvas, font: str, x: float, y: float) -> None:
    canvas.saveState()
    canvas.setDash()
    canvas.setLineWidth(0.5)
    canvas.setStrokeGray(0)
    canvas.setFillColorRGB(1.0, 1.0, 0.88)
    canvas.rect(x, y - 4, 56, 11, stroke=1, fill=1)
    canvas.setFillGray(0)
    canvas.setFont(font, 7)
    canvas.drawString(x + 4, y - 1, "要確認")
    canvas.restoreState()


def watermarked(sheet: Sheet) -> None:
    """A pale word stands aslant across each page."""
    for page in sheet.pages:
        page.under.append(partial(_watermark, page=page))


def _watermark(canvas: Canvas, font: str, page: Page) -> None:
    canvas.saveState()
    canvas.translate(page.width * 0.25, -page.height * 0.5)
    canvas.rotate(40)
    canvas.setFillGray(0.85)
    canvas.setFont(font, 70)
    canvas.drawString(0, 0, "見本")
    canvas.restoreState()


def shadowed(sheet: Sheet) -> None:
    """Some answers have a grey shadow, their own words a little lower."""
    for spot in text_spots(sheet)[: 2 * MOST]:
        spot.page.under.append(partial(shadow, marks=spot.marks))


def shadow(canvas: Canvas, font: str, marks: tuple[Mark, ...]) -> None:
    """Lines in grey, a little lower."""
    canvas.saveState()
    canvas.setFillGray(0.7)
    for mark in marks:
        canvas.setFont(font, mark.size)
        canvas.drawString(mark.x + 0.6, -mark.y - 0.6, mark.text)
    canvas.restoreState()


def underlined(sheet: Sheet) -> None:
    """Some answers are underlined."""
    for spot in text_spots(sheet)[: 2 * MOST]:
        for mark in spot.marks:
            y = -mark.y - mark.size * 0.12
            spot.page.over.append(partial(line, x0=mark.x, y=y, x1=mark.x + width(sheet, mark)))


def pictured(sheet: Sheet) -> None:
    """Some short answers are pictures."""
    for spot in text_spots(sheet, SHORT, 1)[:MOST]:
        (mark,) = spot.marks
        spot.set(())
        spot.page.over.append(partial(picture, mark=mark, wide=width(sheet, mark)))


def picture(canvas: Canvas, font: str, mark: Mark, wide: float) -> None:
    """A line as a picture."""
    buffer = io.BytesIO()
    small = Canvas(buffer, pagesize=(wide + 2, mark.size * 1.2), invariant=1)
    small.setFont(font, mark.size)
    small.drawString(1, mark.size * 0.2, mark.text)
    small.showPage()
    small.save()
    image = pypdfium2.PdfDocument(buffer.getvalue())[0].render(scale=SCALE).to_pil().convert("L")
    canvas.drawImage(ImageReader(image), mark.x - 1, -mark.y - mark.size * 0.2, wide + 2, mark.size * 1.2)


def outlined(sheet: Sheet) -> None:
    """Some short answers are drawn as the outlines of their letters."""
    for spot in text_spots(sheet, SHORT, 1)[:MOST]:
        spot.set(())
        spot.page.over.append(partial(outlines, mark=spot.marks[0], face=sheet.setter.face.name))


def outlines(canvas: Canvas, font: str, mark: Mark, face: str) -> None:
    """A line as the outlines of its letters."""
    del font
    source = TTFont(source_file(face), lazy=True)
    glyphs, names, em = source.getGlyphSet(), source.getBestCmap(), source["head"].unitsPerEm
    scale, x = mark.size / em, mark.x
    path = canvas.beginPath()
    for char in mark.text:
        name = names[ord(char)]
        glyphs[name].draw(TransformPen(_Pen(glyphs, path), (scale, 0, 0, scale, x, -mark.y)))
        x += source["hmtx"].metrics[name][0] * scale
    canvas.setFillGray(0)
    canvas.drawPath(path, stroke=0, fill=1)


class _Pen(ReportLabPen):  # type: ignore[misc] # fontTools has no types
    """Draws glyphs into a path of a canvas."""

    def _closePath(self) -> None:
        self.path.close()


def width(sheet: Sheet, mark: Mark) -> float:
    """Width of a line (points)."""
    return sheet.setter.width(mark.text, mark.size)
