"""What somebody laid over a finished page: chosen fields, stamps, pens around options, new answers for old ones."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import partial
from typing import Any

import pikepdf
from reportlab.pdfgen.canvas import Canvas

from data.second_printer.paint import font
from data.second_printer.seen import painted
from data.second_printer.seen.annotated import MOST, SHORT, annotation, pen_ring, place_of, with_form
from data.second_printer.seen.boxes import emptied_choices
from data.second_printer.seen.hidden import OLD
from data.second_printer.seen.spots import Sheet, Spot, box_spots, choice_spots, text_spots
from data.second_printer.typeset import Mark

COMBO, MULTILINE = 1 << 17, 1 << 12
_BOX = re.compile(r"[\[［]([^\[\]［］]*)[\]］]")
Corners = tuple[float, float, float, float]


def chosen_fields(sheet: Sheet) -> None:
    """Some choices are made in a list of a form that stands between their brackets."""
    for number, (spot, value, _) in enumerate(choice_spots(sheet)[:MOST]):
        inside = _BOX.search(value.text)
        assert inside is not None
        left, right = (value.x + sheet.setter.width(value.text[:at], value.size) for at in inside.span(1))
        x0, y0 = spot.on_page(left, value.y + value.size * 0.3)
        x1, y1 = spot.on_page(right, value.y - value.size)
        chosen = spot.entry["value"]
        widget = annotation(
            "Widget", (x0, y0, x1, y1), FT=pikepdf.Name.Ch, Ff=COMBO, T=f"choice{number}", DA="/Helv 9 Tf 0 g",
            V=chosen, Opt=pikepdf.Array([chosen, "その他"]),
        )  # fmt: skip
        sheet.annotations.append((spot.number, widget))
        text = value.text[: inside.start(1)] + "　" * len(inside[1]) + value.text[inside.end(1) :]
        spot.set([mark if mark is not value else Mark(mark.x, mark.y, text, mark.size) for mark in spot.marks])
    sheet.finish.append(with_form)


def long_fields(sheet: Sheet) -> None:
    """Some answers of several lines are values of form fields."""
    several = [spot for spot in text_spots(sheet) if len(spot.marks) > 1]
    for number, spot in enumerate(several[:MOST]):
        last = spot.marks[-1]
        x0, _, x1, y1 = place_of(spot)
        box = (x0, spot.on_page(0, last.y + last.size * 0.3)[1], x1, y1)
        entries: dict[str, Any] = {"FT": pikepdf.Name.Tx, "Ff": MULTILINE, "T": f"long{number}", "DA": "/Helv 9 Tf 0 g"}
        sheet.annotations.append((spot.number, annotation("Widget", box, V=spot.entry["value"], **entries)))
        spot.set(())
    sheet.finish.append(with_form)


def stamped_answers(sheet: Sheet) -> None:
    """Some short answers are stamps whose appearance draws their words."""
    for spot in text_spots(sheet, SHORT, 1)[:MOST]:
        (mark,) = spot.marks
        spot.set(())
        _stamp(sheet, spot, mark)


def _stamp(sheet: Sheet, spot: Spot, mark: Mark) -> None:
    wide, high = painted.width(sheet, mark) + 2, mark.size * 1.3
    x, y = spot.on_page(mark.x - 1, mark.y + mark.size * 0.25)
    stamp = annotation("Stamp", (x, y, x + wide, y + high))
    sheet.annotations.append((spot.number, stamp))
    sheet.finish.append(
        partial(_with_appearance, number=spot.number, stamp=stamp, drawn=_drawn(sheet, mark.text, mark.size))
    )


def _drawn(sheet: Sheet, text: str, size: float) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(sheet.setter.width(text, size) + 2, size * 1.3), invariant=1)
    canvas.setFont(font(sheet.look.face, frozenset(text)), size)
    canvas.drawString(1, size * 0.25, text)
    canvas.save()
    return buffer.getvalue()


def _with_appearance(pdf: pikepdf.Pdf, number: int, stamp: pikepdf.Dictionary, drawn: bytes) -> None:
    """Give the stamp, already on its page, the appearance that was drawn."""
    with pikepdf.open(io.BytesIO(drawn)) as small:
        form = pdf.copy_foreign(small.pages[0].as_form_xobject())
    for each in pdf.pages[number].Annots:
        if each.Subtype == "/Stamp" and list(each.Rect) == list(stamp.Rect):
            each.AP = pikepdf.Dictionary(N=form)


def ringed_by_pen(sheet: Sheet) -> None:
    """Some choices have nothing between their brackets, and an option that a pen rings."""
    for spot, (x0, y0, x1, y1) in _options(sheet):
        points = pen_ring((x0 + x1) / 2, (y0 + y1) / 2, 1.0)
        middle_x, middle_y, wide, high = (x0 + x1) / 2, (y0 + y1) / 2, (x1 - x0) / 2, (y1 - y0) / 2
        oval = [
            middle_x + (value - middle_x) * wide if n % 2 == 0 else middle_y + (value - middle_y) * high
            for n, value in enumerate(points)
        ]
        ink = annotation("Ink", (x0 - 1, y0 - 1, x1 + 1, y1 + 1), InkList=pikepdf.Array([pikepdf.Array(oval)]))
        sheet.annotations.append((spot.number, ink))


def circled(sheet: Sheet) -> None:
    """Some choices have nothing between their brackets, and an option in an ellipse that a reviewer laid over it."""
    for spot, box in _options(sheet):
        circle = annotation("Circle", box, C=pikepdf.Array([1, 0, 0]), BS=pikepdf.Dictionary(W=1))
        sheet.annotations.append((spot.number, circle))


def highlighted(sheet: Sheet) -> None:
    """Some choices have nothing between their brackets, and a highlighted option: nobody can be sure."""
    for spot, (x0, y0, x1, y1) in _options(sheet):
        points = pikepdf.Array([x0, y1, x1, y1, x0, y0, x1, y0])
        mark = annotation("Highlight", (x0, y0, x1, y1), QuadPoints=points, C=pikepdf.Array([1, 1, 0]))
        sheet.annotations.append((spot.number, mark))
        spot.entry["unsure"] = True


def _options(sheet: Sheet) -> Iterator[tuple[Spot, Corners]]:
    """Choices with nothing between their brackets: where the chosen option stands in their list, on the page."""
    for spot, mark, x0, x1 in emptied_choices(sheet):
        left, bottom = spot.on_page(x0 - 2, mark.y + mark.size * 0.25)
        right, top = spot.on_page(x1 + 2, mark.y - mark.size * 0.95)
        yield spot, (left, bottom, right, top)


def pen_ticks(sheet: Sheet) -> None:
    """Some blank boxes are ticked with two strokes of a pen."""
    for spot, option, mark, x0, x1 in box_spots(sheet)[:MOST]:
        left, bottom = spot.on_page(x0, mark.y)
        wide, high = x1 - x0, mark.size * 0.8
        points = [(0.2, 0.45), (0.4, 0.1), (0.9, 0.95)]
        tick = [value for x, y in points for value in (left + x * wide, bottom + y * high)]
        rect = (left, bottom, left + wide, bottom + high)
        ink = annotation("Ink", rect, InkList=pikepdf.Array([pikepdf.Array(tick)]))
        sheet.annotations.append((spot.number, ink))
        spot.entry["value"][option] = True


def replaced(sheet: Sheet) -> None:
    """An old answer that a reviewer struck stands before some answers, which are text boxes."""
    for spot, old, new in _both(sheet):
        x0, y0 = spot.on_page(old.x, old.y + old.size * 0.15)
        x1, y1 = x0 + sheet.setter.width(old.text, old.size), y0 + old.size
        points = pikepdf.Array([x0, y1, x1, y1, x0, y0, x1, y0])
        left, bottom = spot.on_page(new.x - 2, new.y + new.size * 0.3)
        right, top = spot.on_page(spot.box.x1 - 2, new.y - new.size)
        box = annotation("FreeText", (left, bottom, right, top), Contents=new.text, DA="/Helv 9 Tf")
        strike = annotation("StrikeOut", (x0, y0, x1, y1), QuadPoints=points)
        sheet.annotations += [(spot.number, strike), (spot.number, box)]
        spot.set((old,))


def written_behind(sheet: Sheet) -> None:
    """An old answer that is struck through stands before some answers."""
    for spot, old, new in _both(sheet):
        spot.page.over.append(partial(painted.line, x0=old.x - 1, y=-old.y + old.size * 0.34, x1=new.x - old.size / 2))
        spot.set((old, new))


def written_above(sheet: Sheet) -> None:
    """Some answers stand in small type above the old one, which is struck through and reaches into their line."""
    for spot in text_spots(sheet, SHORT, 1):
        (mark,) = spot.marks
        new = Mark(mark.x, mark.y - mark.size * 0.75, mark.text, mark.size * 0.6)
        if new.y - new.size < spot.box.y0 + 1:
            continue
        old = Mark(mark.x, mark.y, OLD, mark.size)
        end = old.x + painted.width(sheet, old)
        spot.page.over.append(partial(painted.line, x0=old.x - 1, y=-old.y + old.size * 0.34, x1=end + 1))
        spot.set((new, old))


def _both(sheet: Sheet) -> Iterator[tuple[Spot, Mark, Mark]]:
    """Short answers that have room for an old one before them: the old one, and the new one moved behind it."""
    found = 0
    for spot in text_spots(sheet, SHORT, 1):
        (mark,) = spot.marks
        old = Mark(mark.x, mark.y, OLD, mark.size)
        new = mark.moved(sheet.setter.width(OLD, mark.size) + mark.size, 0)
        if new.x + painted.width(sheet, new) < spot.box.x1 - 4 and found < MOST:
            found += 1
            yield spot, old, new
