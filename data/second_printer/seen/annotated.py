"""Answers in fields of a PDF form, in text boxes, and in strokes of a pen."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial
from typing import Any

import pikepdf
from reportlab.pdfgen.canvas import Canvas

from data.second_printer.seen.spots import Sheet, Spot, box_spots, text_spots

MOST = 3
"""So many answers of a print are given in this way."""
SHORT = 14
CORNERS = 14
"""Points of a ring that a pen draws."""


def typed_fields(sheet: Sheet) -> None:
    """Some short answers are the values of form fields that viewers draw."""
    for number, spot in enumerate(text_spots(sheet, SHORT, 1)[:MOST]):
        entries = {"FT": pikepdf.Name.Tx, "T": f"field{number}", "DA": "/Helv 9 Tf 0 g", "V": spot.entry["value"]}
        sheet.annotations.append((spot.number, annotation("Widget", place_of(spot), **entries)))
        spot.set(())
    sheet.finish.append(with_form)


def text_boxes(sheet: Sheet) -> None:
    """Some short answers are text boxes that somebody laid over the page."""
    for spot in text_spots(sheet, SHORT, 1)[:MOST]:
        box = annotation("FreeText", place_of(spot), Contents=spot.entry["value"], DA="/Helv 9 Tf")
        sheet.annotations.append((spot.number, box))
        spot.set(())


def pen_rings(sheet: Sheet) -> None:
    """Some blank boxes are ticked with a pen: ink that lies over the page."""
    for spot, option, mark, x0, x1 in box_spots(sheet)[:MOST]:
        left, bottom = spot.on_page((x0 + x1) / 2, mark.y - mark.size * 0.35)
        ring = pen_ring(left, bottom, min((x1 - x0) / 2, mark.size * 0.4))
        rect = (left - mark.size, bottom - mark.size, left + mark.size, bottom + mark.size)
        ink = annotation("Ink", rect, InkList=pikepdf.Array([pikepdf.Array(ring)]))
        sheet.annotations.append((spot.number, ink))
        spot.entry["value"][option] = True


def drawn_rings(sheet: Sheet) -> None:
    """Some blank boxes have a ring that is drawn on the page."""
    for spot, option, mark, x0, x1 in box_spots(sheet)[:MOST]:
        radius = min((x1 - x0) / 2, mark.size * 0.4)
        spot.page.over.append(partial(_circle, x=(x0 + x1) / 2, y=-mark.y + mark.size * 0.35, radius=radius))
        spot.entry["value"][option] = True


def check_boxes(sheet: Sheet) -> None:
    """Some blank boxes hold check boxes of a form, which are ticked."""
    states = pikepdf.Dictionary(Yes=pikepdf.Dictionary(), Off=pikepdf.Dictionary())
    for number, (spot, option, mark, x0, x1) in enumerate(box_spots(sheet)[:MOST]):
        left, bottom = spot.on_page(x0, mark.y + mark.size * 0.1)
        rect = (left, bottom, left + x1 - x0, bottom + mark.size)
        entries = {"FT": pikepdf.Name.Btn, "T": f"box{number}", "V": pikepdf.Name.Yes, "AS": pikepdf.Name.Yes}
        widget = annotation("Widget", rect, AP=pikepdf.Dictionary(N=states), **entries)
        sheet.annotations.append((spot.number, widget))
        spot.entry["value"][option] = True
    sheet.finish.append(with_form)


def struck_by_reviewer(sheet: Sheet) -> None:
    """A reviewer struck the first line of some answers: what is left is the answer."""
    several = [spot for spot in text_spots(sheet) if spot.marks[0].text == str(spot.entry["value"]).split("\n")[0]]
    for spot in [spot for spot in several if "\n" in spot.entry["value"]][:MOST]:
        mark = spot.marks[0]
        x0, y0 = spot.on_page(mark.x, mark.y + mark.size * 0.15)
        x1, y1 = x0 + sheet.setter.width(mark.text, mark.size), y0 + mark.size
        points = pikepdf.Array([x0, y1, x1, y1, x0, y0, x1, y0])
        sheet.annotations.append((spot.number, annotation("StrikeOut", (x0, y0, x1, y1), QuadPoints=points)))
        spot.entry["value"] = spot.entry["value"].split("\n", 1)[1]


def annotate(pdf: pikepdf.Pdf, sheet: Sheet) -> None:
    """Add the annotations of a sheet to its PDF."""
    for number, annotation in sheet.annotations:
        page = pdf.pages[number]
        known = list(page.Annots) if "/Annots" in page else []
        page.Annots = pikepdf.Array([*known, pdf.make_indirect(annotation)])


def with_form(pdf: pikepdf.Pdf) -> None:
    """Make a form of all fields; viewers draw their values."""
    fields = [each for page in pdf.pages if "/Annots" in page for each in page.Annots if each.Subtype == "/Widget"]
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(fields), NeedAppearances=True)


def annotation(kind: str, box: Sequence[float], **entries: Any) -> pikepdf.Dictionary:
    """An annotation that viewers show and print; `box` in the page's coordinates."""
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name(f"/{kind}"), Rect=pikepdf.Array(box), F=4, **entries
    )


def place_of(spot: Spot) -> tuple[float, float, float, float]:
    """Where an answer of one line stands on its page, up to the right side of its cell."""
    mark = spot.marks[0]
    x0, y0 = spot.on_page(mark.x - 2, mark.y + mark.size * 0.3)
    x1, y1 = spot.on_page(spot.box.x1 - 2, mark.y - mark.size)
    return x0, y0, x1, y1


def pen_ring(x: float, y: float, radius: float) -> list[float]:
    """A ring as a pen draws it (points of the page)."""
    angles = [2 * math.pi * n / CORNERS for n in range(CORNERS + 1)]
    return [place for angle in angles for place in (x + radius * math.cos(angle), y + radius * math.sin(angle))]


def _circle(canvas: Canvas, font: str, x: float, y: float, radius: float) -> None:
    del font
    canvas.setDash()
    canvas.setLineWidth(0.8)
    canvas.setStrokeGray(0)
    canvas.circle(x, y, radius, fill=0)
