"""Answers that may be printed in another way, and where their lines stand."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf

from data.second_printer.flow import Page
from data.second_printer.looks import Look
from data.second_printer.strips import Cell
from data.second_printer.typeset import Mark, Typesetter

Entry = dict[str, Any]
TEXTS = ("text", "free", "date")
BLANKS = " 　\n"


@dataclass
class Sheet:
    """A print being changed: its pages, the answers of its gold, and what is done to its PDF when it is painted."""

    pages: list[Page]
    entries: list[Entry]
    setter: Typesetter
    draw: random.Random
    annotations: list[tuple[int, pikepdf.Dictionary]] = field(default_factory=list)
    finish: list[Callable[[pikepdf.Pdf], None]] = field(default_factory=list)

    @property
    def look(self) -> Look:
        """The look of the print."""
        return self.setter.look


@dataclass(frozen=True)
class Spot:
    """An answer in a cell: `marks` are its lines in the coordinates of the content of `page` (y goes down)."""

    number: int
    page: Page
    at: int
    cell: int
    entry: Entry
    marks: tuple[Mark, ...]

    @property
    def box(self) -> Cell:
        """The cell that it stands in."""
        return self.page.strips[self.at].cells[self.cell]

    def on_page(self, x: float, y: float) -> tuple[float, float]:
        """A place of the content in the page's own coordinates (y goes up)."""
        return self.page.left + x, self.page.height - self.page.top - y

    def set(self, marks: Sequence[Mark]) -> None:
        """Print these lines in place of its own."""
        strip = self.page.strips[self.at]
        cells = list(strip.cells)
        lump = cells[self.cell].lump
        kept = [mark for mark in lump.marks if mark not in self.marks]
        cells[self.cell] = replace(cells[self.cell], lump=replace(lump, marks=(*kept, *marks)))
        self.page.strips[self.at] = replace(strip, cells=tuple(cells))


def text_spots(sheet: Sheet, most: int = 10_000, lines: int = 50) -> list[Spot]:
    """The texts that stand whole in one cell, with at most so many characters and lines, in random order."""
    found = [
        spot for spot in _spots(sheet, TEXTS)
        if len(spot.entry["value"]) <= most and len(spot.marks) <= lines
    ]  # fmt: skip
    sheet.draw.shuffle(found)
    return found


def _spots(sheet: Sheet, kinds: Sequence[str]) -> Iterator[Spot]:
    for number, page in enumerate(sheet.pages):
        for at, strip in enumerate(() if page.turned else page.strips):
            if strip.tag != "answer" or len(strip.items) != 1:
                continue
            entry = sheet.entries[strip.items[0]]
            whole = (
                len(entry["pages"]) == 1
                and entry["type"] in kinds
                and entry["value"]
                and not entry["key"].startswith("cover")
            )
            for cell, each in enumerate(strip.cells if whole else ()):
                marks = () if each.label else _lines_of(each, entry["value"])
                if marks:
                    yield Spot(number, page, at, cell, entry, marks)


def _lines_of(cell: Cell, value: str) -> tuple[Mark, ...]:
    """The last lines of a cell, if they are a text and nothing else."""
    wanted = value.translate(dict.fromkeys(map(ord, BLANKS)))
    marks = cell.lump.marks
    for start in range(len(marks)):
        text = "".join(mark.text for mark in marks[start:])
        if text.translate(dict.fromkeys(map(ord, BLANKS))) == wanted:
            return marks[start:]
    return ()


def box_spots(sheet: Sheet) -> list[tuple[Spot, str, Mark, float, float]]:
    """Blank option boxes: their row, option, line, and the places (points) between which their sign stands."""
    found = []
    for spot in boxed_spots(sheet):
        for mark in spot.marks:
            for option, checked in spot.entry["value"].items():
                longer = [other for other in spot.entry["value"] if other != option and other.startswith(option)]
                place = None if checked else _box_before(sheet, mark, option, longer)
                if place is not None:
                    found.append((spot, option, mark, *place))
    sheet.draw.shuffle(found)
    return found


def choice_spots(sheet: Sheet) -> list[tuple[Spot, Mark, Mark]]:
    """Choices with a value: the cell, the line that has it between brackets, and another one that lists it once."""
    found = []
    for number, page in enumerate(sheet.pages):
        for at, strip in enumerate(() if page.turned else page.strips):
            entry = sheet.entries[strip.items[0]] if len(strip.items) == 1 else {}
            if strip.tag != "answer" or entry.get("type") != "choice" or not entry["value"] or len(entry["pages"]) > 1:
                continue
            for cell, each in enumerate(strip.cells):
                marks, value = () if each.label else each.lump.marks, entry["value"]
                held = [mark for mark in marks if re.search(rf"[\[［]\s*{re.escape(value)}\s*[\]］]", mark.text)]
                listed = [mark for mark in marks if mark not in held and mark.text.count(value) == 1]
                if len(held) == len(listed) == 1:
                    found.append((Spot(number, page, at, cell, entry, marks), held[0], listed[0]))
    sheet.draw.shuffle(found)
    return found


def boxed_spots(sheet: Sheet) -> Iterator[Spot]:
    """The cells that hold boxes of options, and nothing that goes on on another page."""
    for number, page in enumerate(sheet.pages):
        for at, strip in enumerate(() if page.turned else page.strips):
            entry = sheet.entries[strip.items[0]] if len(strip.items) == 1 else {}
            if strip.tag == "answer" and entry.get("type") == "checks" and len(entry["pages"]) == 1:
                yield from (
                    Spot(number, page, at, cell, entry, each.lump.marks)
                    for cell, each in enumerate(strip.cells) if not each.label
                )  # fmt: skip


def _box_before(sheet: Sheet, mark: Mark, option: str, longer: Sequence[str]) -> tuple[float, float] | None:
    """The places of the brackets before an option in a line; None where it is not in this line.

    `longer` are options that begin with its words.
    """
    at = mark.text.find(option)
    if any(mark.text.startswith(other, at) for other in longer):
        return None
    closing = max(mark.text.rfind(sign, 0, at) for sign in "]］") if at > 0 else -1
    opening = max(mark.text.rfind(sign, 0, closing) for sign in "[［") if closing > 0 else -1
    if opening < 0 or mark.text[closing + 1 : at].strip(BLANKS) or mark.text[opening + 1 : closing].strip(BLANKS):
        return None
    width = sheet.setter.width
    return mark.x + width(mark.text[: opening + 1], mark.size), mark.x + width(mark.text[:closing], mark.size)
