"""Rows of a table that no ruling parts → cells that meet in the middle between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.records import Box, Cell, Line
from normalize.layout.level_bands import holds
from normalize.layout.printed_cells import merged_lines

COMMON = 0.25
"""Rows of which the lower one begins by no more line heights above the end of the other one are two."""
MARGIN = 1.5
"""Points that a cell reaches beyond its texts where nothing else stands near."""


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """Cells as left edge, right edge and lines; `is_cut`: the end of the page cuts the row."""

    cells: list[tuple[float, float, list[Line]]]
    is_cut: bool = False

    @property
    def box(self) -> Box:
        """Where its texts stand."""
        return Box.around([line.box for _, _, lines in self.cells for line in lines])


def parted_rows(rows: Sequence[PlacedRow], edges: tuple[float, float, float]) -> Iterator[PlacedRow]:
    """The rows, those together that stand partly beside each other: nobody knows which of their lines is whose."""
    left, _, right = edges
    waiting: PlacedRow | None = None
    for row in rows:
        if waiting is None or waiting.box.bottom - row.box.top <= COMMON * _line_height(row):
            if waiting is not None:
                yield waiting
            waiting = row
        else:
            lines = [line for _, _, own in (*waiting.cells, *row.cells) for line in own]
            waiting = PlacedRow([(left, right, merged_lines(lines))], is_cut=True)
    if waiting is not None:
        yield waiting


def _line_height(row: PlacedRow) -> float:
    return min(line.box.height for _, _, lines in row.cells for line in lines)


def placed(rows: Sequence[PlacedRow], upright: Sequence[Sequence[Line]], frame: Cell) -> Iterator[Cell]:
    """The rows as cells that meet in the middle between their texts, upright labels as cells beside several rows."""
    if not rows:
        return
    extents = [row.box for row in rows]
    middles = [(above.bottom + below.top) / 2 for above, below in pairwise(extents)]
    edges = [extents[0].top - MARGIN, *middles, extents[-1].bottom + MARGIN]
    beside: dict[int, float] = {}
    for letters in upright:
        box = Box.around([letter.box for letter in letters])
        spanned = [
            n for n, row in enumerate(rows) if row.cells[0][2] and min(li.box.x0 for li in row.cells[0][2]) >= box.x1
            and edges[n] < box.bottom and edges[n + 1] > box.top
        ]  # fmt: skip
        if spanned:
            beside |= dict.fromkeys(spanned, box.x1 + 1)
            top, bottom = edges[spanned[0]], edges[spanned[-1] + 1]
            yield _cell(frame, Box(rows[spanned[0]].cells[0][0], top, box.x1 + 1, bottom), letters)
        else:
            yield _cell(frame, box, letters)
    for n, row in enumerate(rows):
        for at, (x0, x1, lines) in enumerate(row.cells):
            left = beside.get(n, x0) if at == 0 else x0
            yield _cell(frame, Box(left, edges[n], x1, edges[n + 1]), lines, row.is_cut)


def _cell(frame: Cell, box: Box, lines: Sequence[Line], is_cut: bool = False) -> Cell:
    own = tuple(each for each in frame.checkboxes if holds(box, each.box))
    confidence = min([frame.confidence, *(line.confidence for line in lines)])
    return replace(
        frame, box=box, lines=tuple(lines), checkboxes=own, open_top=False, open_bottom=is_cut, confidence=confidence
    )
