"""Rows of a table of changes that level rulings part, and columns that nothing parts: each row's text is loose."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from extract.records import Box, Line
from normalize.changes.rows.cutting import cut
from normalize.changes.rows.merged_header import SplitRow
from normalize.layout.level_bands import holds, parts_in_bands
from normalize.layout.printed_cells import PrintedCell, PrintedRow

WIDEST = 0.9
"""Font sizes by which the lines of an open row are apart at most."""
PADDED_ALIKE = 1.0
"""Points by which the first line of an open row may stand further from its ruling than those of closed rows do."""
NEAR = 6.0
"""A column that a shorter ruling begins has its text so many points right of it at most."""
_Part = tuple[PrintedRow, Line]
_Owned = tuple[Box, list[_Part]]
"""What rulings enclose, with the lines in it."""


def rows_between(
    rows: Sequence[PrintedRow], boxes: Sequence[Box], edges: Sequence[float], below_heads: bool,
    doubted: Collection[int] = (),
) -> tuple[list[SplitRow], list[PrintedRow]] | None:  # fmt: skip
    """The rows of a page as its level rulings part them, and what stands apart from them; None where they do not.

    `boxes` are what rulings enclose: rows, and cells of several rows beside them. Above the first of them stands the
    rest of the row of the page before, unless the heads do (`below_heads`), below the last one a row that goes on.
    `doubted` are the rows (their ids) whose columns nothing tells for certain.
    """
    lines = ((row, line) for row in rows for cell in row.cells for line in cell.lines)
    parts = [(row, part) for row, line in lines for part in parts_in_bands(line, boxes)]
    owned = [(box, own) for box in boxes if (own := [part for part in parts if holds(box, part[1].box)])]
    if not owned:
        return None
    top, bottom = min(box.top for box, _ in owned), max(box.bottom for box, _ in owned)
    left = _without_parts(parts, [part for _, own in owned for part in own])
    above = [] if below_heads else _next_to(left, top, _padding(owned, upwards=True), upwards=True)
    below = _next_to(left, bottom, _padding(owned, upwards=False), upwards=False)
    apart = _without_parts(left, [*above, *below])
    if any(top < line.box.top < bottom for _, line in apart):
        return None
    made = [_open_row(above, edges, doubted, at_top=True)] if above else []
    made += [_closed_row(block, edges, doubted) for block in _blocks(owned)]
    made += [_open_row(below, edges, doubted, at_top=False)] if below else []
    made[0].first = made[-1].last = True
    return made, [row for row in rows if any(row is other for other, _ in apart)]


def _without_parts(parts: Sequence[_Part], taken: Sequence[_Part]) -> list[_Part]:
    ids = {id(line) for _, line in taken}
    return [part for part in parts if id(part[1]) not in ids]


def _padding(owned: Sequence[_Owned], upwards: bool) -> float:
    """How far (points) lines stand at least from the ruling above them, or below them (`upwards`), in closed rows."""
    return min(
        box.bottom - max(line.box.bottom for _, line in lines) if upwards
        else min(line.box.top for _, line in lines) - box.top
        for box, lines in owned
    )  # fmt: skip


def _next_to(parts: Sequence[_Part], at: float, padding: float, upwards: bool) -> list[_Part]:
    """The lines next to a ruling, one below the other without a gap: running lines stand further off.

    The first one may stand as far off as the `padding` of the rows.
    """
    furthest = padding + PADDED_ALIKE
    found: list[_Part] = []
    for row, line in sorted(parts, key=lambda part: part[1].box.top, reverse=upwards):
        gap = at - line.box.bottom if upwards else line.box.top - at
        if -line.size < gap <= max(WIDEST * line.size, 0.0 if found else furthest):
            found.append((row, line))
            at = min(at, line.box.top) if upwards else max(at, line.box.bottom)
    return found


def _blocks(owned: Sequence[_Owned]) -> Iterator[list[_Owned]]:
    """Boxes that stand beside each other, together: a cell of several rows with the cells of these."""
    block: list[_Owned] = []
    for box, lines in sorted(owned, key=lambda each: (each[0].top, each[0].x0)):
        if block and box.top >= max(other.bottom for other, _ in block) - 1.0:
            yield block
            block = []
        block.append((box, lines))
    if block:
        yield block


def _closed_row(block: Sequence[_Owned], edges: Sequence[float], doubted: Collection[int]) -> SplitRow:
    cells = [
        cell for box, lines in block
        for cell in cut(_cell(lines, _within(box, edges)), _without(edges, box.x0))
    ]  # fmt: skip
    return SplitRow(cells[0].page, cells, doubtful=any(id(row) in doubted for _, lines in block for row, _ in lines))


def _open_row(parts: Sequence[_Part], edges: Sequence[float], doubted: Collection[int], at_top: bool) -> SplitRow:
    """The row that the beginning of a page cuts, or its end: no ruling is on that side of it."""
    around = Box.around([line.box for _, line in parts])
    cells = cut(_cell(parts, Box(edges[0], around.top, edges[-1], around.bottom)), edges)
    cells = [replace(cell, open_top=at_top, open_bottom=not at_top) for cell in cells]
    return SplitRow(cells[0].page, cells, doubtful=any(id(row) in doubted for row, _ in parts))


def _cell(parts: Sequence[_Part], box: Box) -> PrintedCell:
    cells = [row.cells[0] for row, _ in parts]
    confidence = min(cell.confidence for cell in cells)
    return replace(
        cells[0],
        box=box,
        lines=sorted((line for _, line in parts), key=lambda line: line.box.top),
        confidence=confidence,
    )


def _within(box: Box, edges: Sequence[float]) -> Box:
    """A box no wider than the columns, whose outer edges the heads and texts tell."""
    return box._replace(x0=max(box.x0, edges[0]), x1=min(box.x1, edges[-1]))


def _without(edges: Sequence[float], x: float) -> list[float]:
    """The edges of columns without one that a ruling tells."""
    return [edges[0], *(edge for edge in edges[1:-1] if abs(edge - x) > NEAR), edges[-1]]
