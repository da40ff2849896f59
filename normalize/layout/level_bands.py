"""Loose lines → cells, where level rulings alone part the rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.records import Box, Cell, Line, Page

LEAST = 3
"""A table has so many rows with text at least: fewer may be lines that set a heading off."""


def take_bands(page: Page, known: bool = False) -> bool:
    """Put the lines between the level rulings of a page into cells; all others stay loose. Tells whether it did.

    `known` says that a page before has such a table, which may go on with a single row.
    """
    if not page.bands:
        return False
    parted = [part for line in page.loose for part in parts_in_bands(line, page.bands)]
    owner = [_owner(page.bands, line.box) for line in parted]
    if len({n for n in owner if n is not None}) < (1 if known else LEAST):
        return False
    boxes = [_owner(page.bands, checkbox.box) for checkbox in page.checkboxes]
    cells = [
        Cell(
            box, tuple(line for line, its in zip(parted, owner, strict=True) if its == n),
            tuple(checkbox for checkbox, its in zip(page.checkboxes, boxes, strict=True) if its == n),
        ) for n, box in enumerate(page.bands)
    ]  # fmt: skip
    bands = [cell for cell in cells if cell.lines]
    for frame in page.cells:
        if frame.parent is None:
            within = (n for n, band in enumerate(bands) if _frames(frame.box, band.box))
            frame.parent = next((len(page.cells) + n for n in within), None)
    page.cells = [*page.cells, *bands]
    page.loose = [line for line, its in zip(parted, owner, strict=True) if its is None]
    page.checkboxes = [checkbox for checkbox, its in zip(page.checkboxes, boxes, strict=True) if its is None]
    return True


def holds(outer: Box, inner: Box) -> bool:
    """Whether the middle of a box lies in another one."""
    x, y = (inner.x0 + inner.x1) / 2, (inner.top + inner.bottom) / 2
    return outer.x0 <= x <= outer.x1 and outer.top <= y <= outer.bottom


def _frames(inner: Box, outer: Box) -> bool:
    """Whether a box is a frame within a cell."""
    return holds(outer, inner) and inner.height < outer.height and inner.width < outer.width


def _owner(bands: Sequence[Box], inner: Box) -> int | None:
    """The number of the band that a box is in: of several that hold it the least high, since tables may cross."""
    holding = [n for n, band in enumerate(bands) if holds(band, inner)]
    return min(holding, key=lambda n: bands[n].height, default=None)


def parts_in_bands(line: Line, bands: Sequence[Box]) -> list[Line]:
    """A line in parts, one for each cell that its runs stand in; the line itself where it is one."""
    middle = (line.box.top + line.box.bottom) / 2
    beside = sorted(box.x0 for box in bands if box.top <= middle <= box.bottom)
    parts: dict[int, list[int]] = {}
    for n, run in enumerate(line.runs):
        parts.setdefault(sum(x <= (run.x0 + run.x1) / 2 for x in beside), []).append(n)
    if len(parts) < 2:
        return [line]
    made = []
    for numbers in parts.values():
        runs = tuple(line.runs[n] for n in numbers)
        made.append(replace(line, runs=runs, box=line.box._replace(x0=runs[0].x0, x1=runs[-1].x1), read_as=None))
    return made
