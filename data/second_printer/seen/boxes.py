"""Option boxes that are drawn, and options that are ringed, underlined or colored in their list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

from reportlab.pdfgen.canvas import Canvas

from data.second_printer.flow import Page
from data.second_printer.seen.spots import Sheet, Spot, boxed_spots, choice_spots
from data.second_printer.typeset import Mark

_BOX = re.compile(r"[\[［]([^\[\]［］]*)[\]］]")
_OPENING, _CLOSING = re.compile(r"[\[［]"), re.compile(r"[\]］]")
SIDE = 0.9
"""The side of a square, in font sizes."""
MOST = 4
"""So many choices of a print are made in another way."""
Draw = Callable[..., None]


def draw_boxes(draw: Draw, sheet: Sheet) -> None:
    """All option boxes that stand whole on their lines are drawn; `draw` is given place, size and state of each."""
    for spot in boxed_spots(sheet):
        if all(_are_whole(mark.text) for mark in spot.marks):
            spot.set([piece for mark in spot.marks for piece in _drawn(sheet, spot.page, mark, draw)])


def _are_whole(text: str) -> bool:
    return len(_OPENING.findall(text)) == len(_CLOSING.findall(text)) == len(_BOX.findall(text))


def _drawn(sheet: Sheet, page: Page, mark: Mark, draw: Draw) -> Iterator[Mark]:
    """A line without its boxes, each of which is drawn where it ended."""
    end, size = 0, mark.size

    def x(at: int) -> float:
        return mark.x + sheet.setter.width(mark.text[:at], size)

    for box in _BOX.finditer(mark.text):
        if mark.text[end : box.start()].strip():
            yield Mark(x(end), mark.y, mark.text[end : box.start()], size, mark.bold)
        left = x(box.end()) - size * (SIDE + 0.1)
        page.over.append(partial(draw, x=left, y=-mark.y - size * 0.1, side=size * SIDE, ticked=bool(box[1].strip())))
        end = box.end()
    yield Mark(x(end), mark.y, mark.text[end:], size, mark.bold)


@contextmanager
def _pen(canvas: Canvas, width: float, gray: float = 0) -> Iterator[None]:
    """A plain pen, so many points wide, for what is drawn meanwhile."""
    canvas.saveState()
    canvas.setDash()
    canvas.setStrokeGray(gray)
    canvas.setLineWidth(width)
    yield
    canvas.restoreState()


def _square(canvas: Canvas, font: str, x: float, y: float, side: float, ticked: bool) -> None:
    del font
    with _pen(canvas, 0.6):
        canvas.rect(x, y, side, side)
        if ticked:
            canvas.setLineWidth(1)
            _tick(canvas, x, y, side)


def _tick(canvas: Canvas, x: float, y: float, side: float) -> None:
    path = canvas.beginPath()
    path.moveTo(x + side * 0.2, y + side * 0.5)
    path.lineTo(x + side * 0.4, y + side * 0.2)
    path.lineTo(x + side * 0.85, y + side * 0.85)
    canvas.drawPath(path)


def _filled(canvas: Canvas, font: str, x: float, y: float, side: float, ticked: bool) -> None:
    del font
    with _pen(canvas, 0.6):
        canvas.setFillGray(0)
        canvas.rect(x, y, side, side, fill=int(ticked))


def _control(canvas: Canvas, font: str, x: float, y: float, side: float, ticked: bool) -> None:
    """A check box as browsers print it."""
    del font
    with _pen(canvas, 0.7, gray=0.46):
        canvas.setFillColorRGB(0, 0.46, 1)
        canvas.roundRect(x, y, side, side, side / 6, stroke=int(not ticked), fill=int(ticked))
        if ticked:
            canvas.setStrokeGray(1)
            canvas.setLineWidth(1.2)
            _tick(canvas, x, y, side)


squares: Callable[[Sheet], None] = partial(draw_boxes, _square)
filled_squares: Callable[[Sheet], None] = partial(draw_boxes, _filled)
controls: Callable[[Sheet], None] = partial(draw_boxes, _control)


def discs_and_rings(sheet: Sheet) -> None:
    """Boxes are ● where they are ticked and ○ where they are not, without brackets; some have to be ticked."""
    spots = [spot for spot in boxed_spots(sheet) if all(_are_whole(mark.text) for mark in spot.marks)]
    if any(box[1].strip() for spot in spots for mark in spot.marks for box in _BOX.finditer(mark.text)):
        for spot in spots:
            spot.set([replace(mark, text=_BOX.sub(_disc_or_ring, mark.text)) for mark in spot.marks])


def _disc_or_ring(box: re.Match[str]) -> str:
    return "●" if box[1].strip() else "○"


def ringed_choices(sheet: Sheet) -> None:
    """Some choices have nothing between their brackets, and a ring around an option of their list."""
    for spot, mark, x0, x1 in emptied_choices(sheet):
        spot.page.over.append(partial(_ring, x0=x0 - 2, x1=x1 + 2, y=-mark.y + mark.size * 0.38, high=mark.size * 0.62))


def underlined_choices(sheet: Sheet) -> None:
    """Some choices have nothing between their brackets, and an underlined option in their list: nobody can be sure."""
    for spot, mark, x0, x1 in emptied_choices(sheet):
        spot.page.over.append(partial(_line, x0=x0, x1=x1, y=-mark.y - mark.size * 0.14))
        spot.entry["unsure"] = True


def emptied_choices(sheet: Sheet) -> Iterator[tuple[Spot, Mark, float, float]]:
    """Choices that lose the value between their brackets: the line of their list that has it, and its ends there."""
    for spot, value, listed in choice_spots(sheet)[:MOST]:
        start = listed.text.index(spot.entry["value"])
        width = sheet.setter.width
        x0 = listed.x + width(listed.text[:start], listed.size)
        x1 = listed.x + width(listed.text[: start + len(spot.entry["value"])], listed.size)
        inside = _BOX.search(value.text)
        assert inside is not None
        blank = "　" * len(inside[1])
        emptied = value.text[: inside.start(1)] + blank + value.text[inside.end(1) :]
        spot.set([mark if mark is not value else Mark(mark.x, mark.y, emptied, mark.size) for mark in spot.marks])
        yield spot, listed, x0, x1


def _ring(canvas: Canvas, font: str, x0: float, x1: float, y: float, high: float) -> None:
    del font
    with _pen(canvas, 0.8):
        canvas.ellipse(x0, y - high, x1, y + high)


def _line(canvas: Canvas, font: str, x0: float, x1: float, y: float) -> None:
    del font
    with _pen(canvas, 0.5):
        canvas.line(x0, y, x1, y)
