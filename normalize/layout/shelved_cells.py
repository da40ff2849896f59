"""Cells in parts, where shorter level rulings tell rows beside what belongs to all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.records import Box, Cell, Line, Page
from normalize.layout.level_bands import holds, parts_in_bands

WITHIN = 1.0
"""Points by which a part may stick out of its cell, and a text out of its part."""


def split_cells(page: Page) -> None:
    """Put each part of a cell in its place, where every text of the cell stands in one part alone."""
    for index, cell in enumerate(list(page.cells)):
        parts = [box for box in page.shelves if _lies_in(box, cell.box)] if page.shelves and cell.lines else []
        texts = _shared(cell.lines, parts) if parts else None
        if texts is None:
            continue
        made = [_part(cell, box, lines) for box, lines in zip(parts, texts, strict=True)]
        places = [index, *range(len(page.cells), len(page.cells) + len(made) - 1)]
        page.cells[index] = made[0]
        page.cells += made[1:]
        _move_nested(page.cells, index, dict(zip(places, parts, strict=True)))


def _part(cell: Cell, box: Box, lines: Sequence[Line]) -> Cell:
    boxes = tuple(checkbox for checkbox in cell.checkboxes if holds(box, checkbox.box))
    return replace(cell, box=box, lines=tuple(lines), checkboxes=boxes)


def _shared(lines: Sequence[Line], parts: Sequence[Box]) -> list[list[Line]] | None:
    """The lines that stand in each part; None where some text crosses from one part into another."""
    texts: list[list[Line]] = [[] for _ in parts]
    for line in (part for whole in lines for part in parts_in_bands(whole, parts)):
        n = next((n for n, box in enumerate(parts) if holds(box, line.box)), None)
        if n is None or line.box.x0 < parts[n].x0 - WITHIN or line.box.x1 > parts[n].x1 + WITHIN:
            return None
        texts[n].append(line)
    return texts


def _move_nested(cells: list[Cell], index: int, parts: dict[int, Box]) -> None:
    """Give the cells that are nested in the cell at `index` to the part that each lies in."""
    for cell in cells:
        if cell.parent == index:
            cell.parent = next((place for place, box in parts.items() if holds(box, cell.box)), index)


def _lies_in(inner: Box, outer: Box) -> bool:
    return (
        outer.x0 - WITHIN <= inner.x0 and inner.x1 <= outer.x1 + WITHIN
        and outer.top - WITHIN <= inner.top and inner.bottom <= outer.bottom + WITHIN
    )  # fmt: skip
