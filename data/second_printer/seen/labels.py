"""Labels that are set in another way: apart, justified, shadowed, underlined, with readings, as pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from data.second_printer.flow import Page
from data.second_printer.seen import painted
from data.second_printer.seen.spots import Sheet
from data.second_printer.strips import Cell
from data.second_printer.typeset import Mark

MOST = 3
"""So many labels of a print are pictures."""
LONGEST = 12
"""Labels of more characters are not set apart."""
WIDER = 1.3
"""The pitch of letters that are set apart."""
READING = "ふりがな"
READING_SIZE = 0.4


@dataclass(frozen=True)
class _Label:
    page: Page
    at: int
    cell: int

    @property
    def box(self) -> Cell:
        return self.page.strips[self.at].cells[self.cell]

    def set(self, marks: Sequence[Mark]) -> None:
        """Print these lines in place of its own."""
        strip = self.page.strips[self.at]
        cells = list(strip.cells)
        cells[self.cell] = replace(self.box, lump=replace(self.box.lump, marks=tuple(marks)))
        self.page.strips[self.at] = replace(strip, cells=tuple(cells))


def _labels(sheet: Sheet) -> Iterator[_Label]:
    for page in sheet.pages:
        for at, strip in enumerate(() if page.turned else page.strips):
            for cell, each in enumerate(strip.cells if strip.tag == "answer" else ()):
                if each.label and each.lump.marks:
                    yield _Label(page, at, cell)


Apart = Callable[[Sheet, Cell, Mark], Sequence[Mark]]


def set_apart(sheet: Sheet, apart: Apart) -> None:
    """The letters of short labels of one line stand apart."""
    for label in list(_labels(sheet)):
        marks = label.box.lump.marks
        if len(marks) == 1 and 1 < len(marks[0].text.strip()) <= LONGEST:
            label.set(apart(sheet, label.box, marks[0]))


def with_blanks(sheet: Sheet, cell: Cell, mark: Mark) -> Sequence[Mark]:
    """A blank between any two letters, where it fits."""
    wide = replace(mark, text="　".join(mark.text))
    return [wide] if mark.x + painted.width(sheet, wide) < cell.x1 - 2 else [mark]


def wider(sheet: Sheet, cell: Cell, mark: Mark) -> Sequence[Mark]:
    """Each letter a third further than usual, where it fits."""
    return _spread(sheet, mark, WIDER) if mark.x + WIDER * painted.width(sheet, mark) < cell.x1 - 2 else [mark]


def justified(sheet: Sheet, cell: Cell, mark: Mark) -> Sequence[Mark]:
    """From side to side of the cell, less a character at its end (均等割付)."""
    room, last = cell.x1 - mark.size - mark.x, sheet.setter.width(mark.text[-1], mark.size)
    own = painted.width(sheet, mark) - last
    return _spread(sheet, mark, max((room - last) / own, 1.0)) if own > 0 else [mark]


def _spread(sheet: Sheet, mark: Mark, factor: float) -> list[Mark]:
    return [
        replace(mark, x=mark.x + factor * sheet.setter.width(mark.text[:n], mark.size), text=char)
        for n, char in enumerate(mark.text) if char.strip()
    ]  # fmt: skip


def shadowed(sheet: Sheet) -> None:
    """All labels have a grey shadow."""
    for label in _labels(sheet):
        label.page.under.append(partial(painted.shadow, marks=label.box.lump.marks))


def underlined(sheet: Sheet) -> None:
    """All labels are underlined."""
    for label in _labels(sheet):
        for mark in label.box.lump.marks:
            y = -mark.y - mark.size * 0.12
            label.page.over.append(partial(painted.line, x0=mark.x, y=y, x1=mark.x + painted.width(sheet, mark)))


def read_above(sheet: Sheet) -> None:
    """Small kana stand above the first line of labels that have room for them."""
    for label in list(_labels(sheet)):
        first = label.box.lump.marks[0]
        y = first.y - first.size * 0.9
        if y - first.size * READING_SIZE > label.box.y0:
            label.set((Mark(first.x, y, READING, first.size * READING_SIZE), *label.box.lump.marks))


def pictured(sheet: Sheet) -> None:
    """Some labels are pictures."""
    _drawn(sheet, lambda canvas, font, mark: painted.picture(canvas, font, mark, painted.width(sheet, mark)))


def outlined(sheet: Sheet) -> None:
    """Some labels are drawn as the outlines of their letters."""
    _drawn(sheet, partial(painted.outlines, face=sheet.setter.face.name))


def _drawn(sheet: Sheet, draw: Callable[..., None]) -> None:
    labels = list(_labels(sheet))
    for label in sheet.draw.sample(labels, min(MOST, len(labels))):
        for mark in label.box.lump.marks:
            label.page.over.append(partial(draw, mark=mark))
        label.set(())
