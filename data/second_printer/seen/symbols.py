"""Boxes and ticks in symbol fonts, and ticks that are pictures or outlines."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from functools import cache, partial

import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from reportlab.pdfgen.canvas import Canvas

from data.second_printer.seen import boxes, painted
from data.second_printer.seen.spots import Sheet, boxed_spots
from data.second_printer.typeset import Mark

EMPTY, TICKED, TICK = 0xA8, 0xFE, 0xFC
"""The codes of ☐, ☑ and ✔ in Wingdings."""
EM = 1000
NAME = "/Sign"
"""What the pages call the font."""
PRIVATE = {EMPTY: "\uf0a8", TICKED: "\uf0fe", TICK: "\uf0fc"}
LATIN = {EMPTY: "¨", TICKED: "þ", TICK: "ü"}
SIGNS = {EMPTY: "☐", TICKED: "☑", TICK: "✔"}
Names = dict[int, str] | None
_BOX = re.compile(r"[\[［]\s*(\S)\s*[\]］]")


def symbol_boxes(sheet: Sheet, base_font: str, names: tuple[Names, ...]) -> None:
    """All boxes are signs of a symbol font of that name, whose map says one of `names` of them, or is not there."""
    boxes.draw_boxes(_box, sheet)
    sheet.finish.append(partial(_with_font, base_font=base_font, names=sheet.draw.choice(names)))


def symbol_ticks(sheet: Sheet, base_font: str, names: tuple[Names, ...]) -> None:
    """The ticks between brackets are signs of a symbol font."""
    _ticks(sheet, _tick)
    sheet.finish.append(partial(_with_font, base_font=base_font, names=sheet.draw.choice(names)))


def pictured_ticks(sheet: Sheet) -> None:
    """The ticks between brackets are pictures."""
    _ticks(sheet, lambda canvas, font, mark: painted.picture(canvas, font, mark, painted.width(sheet, mark)))


def outlined_ticks(sheet: Sheet) -> None:
    """The ticks between brackets are drawn as outlines."""
    _ticks(sheet, partial(painted.outlines, face=sheet.setter.face.name))


def _ticks(sheet: Sheet, draw: Callable[..., None]) -> None:
    """The signs between brackets are no text, but drawn."""
    for spot in list(boxed_spots(sheet)):
        kept = []
        for mark in spot.marks:
            text = mark.text
            for box in _BOX.finditer(mark.text):
                x = mark.x + sheet.setter.width(mark.text[: box.start(1)], mark.size)
                spot.page.over.append(partial(draw, mark=Mark(x, mark.y, box[1], mark.size)))
                text = text[: box.start(1)] + "　" + text[box.end(1) :]
            kept.append(Mark(mark.x, mark.y, text, mark.size, mark.bold))
        spot.set(kept)


def _box(canvas: Canvas, font: str, x: float, y: float, side: float, ticked: bool) -> None:
    del font
    _show(canvas, TICKED if ticked else EMPTY, x, y, side)


def _tick(canvas: Canvas, font: str, mark: Mark) -> None:
    del font
    _show(canvas, TICK, mark.x, -mark.y, mark.size)


def _show(canvas: Canvas, code: int, x: float, y: float, size: float) -> None:
    canvas.saveState()
    canvas.setFillGray(0)
    canvas._code.append(f"BT {NAME} {size:.2f} Tf {x:.2f} {y:.2f} Td <{code:02X}> Tj ET")
    canvas.restoreState()


def _with_font(pdf: pikepdf.Pdf, base_font: str, names: Names) -> None:
    """Give the font to all pages."""
    descriptor = pikepdf.Dictionary(
        Type=pikepdf.Name.FontDescriptor, FontName=pikepdf.Name(f"/{base_font}"), Flags=4, ItalicAngle=0, StemV=80,
        FontBBox=pikepdf.Array([0, 0, EM, EM]), Ascent=EM, Descent=0, CapHeight=EM,
        FontFile2=pdf.make_stream(_font_file()),
    )  # fmt: skip
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.TrueType, BaseFont=pikepdf.Name(f"/{base_font}"), FirstChar=0,
        LastChar=255, Widths=pikepdf.Array([EM] * 256), FontDescriptor=pdf.make_indirect(descriptor),
    )  # fmt: skip
    if names:
        font.ToUnicode = pdf.make_stream(_map(names))
    shared = pdf.make_indirect(font)
    for page in pdf.pages:
        fonts = page.obj.Resources.get("/Font")
        if fonts is None:  # a blank page has none
            continue
        fonts[NAME] = shared


def _map(names: dict[int, str]) -> bytes:
    entries = "\n".join(f"<{code:02X}> <{ord(name):04X}>" for code, name in names.items())
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Signs def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        f"{len(names)} beginbfchar\n{entries}\nendbfchar\nendcmap\nend\nend\n"
    ).encode()


@cache
def _font_file() -> bytes:
    """A TrueType font with a symbol map that draws the three signs."""
    frame = ((60, 0), (60, 800), (860, 800), (860, 0)), ((120, 60), (800, 60), (800, 740), (120, 740))
    tick = (((180, 400), (260, 470), (400, 300), (700, 690), (780, 630), (400, 160)),)
    shapes = {".notdef": (), "empty": frame, "ticked": frame + tick, "tick": tick}
    glyphs = {}
    for name, contours in shapes.items():
        pen = TTGlyphPen(None)
        for contour in contours:
            pen.moveTo(contour[0])
            for point in contour[1:]:
                pen.lineTo(point)
            pen.closePath()
        glyphs[name] = pen.glyph()
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder(list(shapes))
    builder.setupCharacterMap({0xF000 + EMPTY: "empty", 0xF000 + TICKED: "ticked", 0xF000 + TICK: "tick"})
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(dict.fromkeys(shapes, (EM, 60)))
    builder.setupHorizontalHeader(ascent=EM, descent=0)
    builder.setupOS2()
    builder.setupPost()
    for table in builder.font["cmap"].tables:
        table.platformID, table.platEncID = 3, 0
    builder.font["cmap"].tables = builder.font["cmap"].tables[:1]
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    target = io.BytesIO()
    builder.save(target)
    return target.getvalue()
