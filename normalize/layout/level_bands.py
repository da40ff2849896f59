"""Loose lines → cells, where level rulings alone part the rows of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.records import Box, Cell, Line, Page
from normalize.layout.boxes_beside import before_boxes

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


def part_at_labels(page: Page, is_spelling: Callable[[str], bool]) -> None:
    """Part the bands of a page above and below each line that is a label to the letter, and below free text.

    A ruling may lack there, or have the color of its ground. Beside the label stands nothing but its option boxes.
    """
    for index, cell in enumerate(list(page.cells)):
        if cell.parent is not None or len(cell.lines) < 2 or cell.box not in page.bands:
            continue
        groups = list(_groups(cell.lines, is_spelling))
        if len(groups) < 2:
            continue
        middles = [(above[-1].box.bottom + below[0].box.top) / 2 for above, below in pairwise(groups)]
        edges = [cell.box.top, *middles, cell.box.bottom]
        boxes = [cell.box._replace(top=top, bottom=bottom) for top, bottom in pairwise(edges)]
        made = [
            replace(
                cell, box=box, lines=tuple(lines),
                checkboxes=tuple(checkbox for checkbox in cell.checkboxes if holds(box, checkbox.box)),
            ) for box, lines in zip(boxes, groups, strict=True)
        ]  # fmt: skip
        page.cells[index] = made[0]
        page.cells += made[1:]
        page.bands += boxes


def _groups(lines: Sequence[Line], is_spelling: Callable[[str], bool]) -> Iterator[list[Line]]:
    """Lines in groups, each label that has a line for itself alone."""
    group: list[Line] = []
    for n, line in enumerate(lines):
        beside = any(other.box.x0 >= line.runs[0].x1 for other in lines[max(n - 1, 0) : n + 2])
        if is_spelling(before_boxes(line)) and not beside:
            if group:
                yield group
            yield [line]
            group = []
        else:
            group.append(line)
    if group:
        yield group


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
