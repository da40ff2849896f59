"""The rulings of a page (罫線): strokes, thin filled rectangles a sheet cell, doubled or dotted lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from data.printing.cells import Cell, Rect

DOT, DOT_STEP = 0.6, 1.8
TWIN_GAP = 1.4
NEAR = 0.05


@dataclass(frozen=True)
class Line:
    """A straight ruling from (x0, y0) to (x1, y1); `frame` lines are the outer ones."""

    x0: float
    y0: float
    x1: float
    y1: float
    frame: bool = False

    @property
    def level(self) -> bool:
        """Whether it runs horizontally."""
        return abs(self.y1 - self.y0) < NEAR


def ruled_lines(cells: Sequence[Cell]) -> list[Line]:
    """The borders of all ruled cells, each drawn once, and the boxes inside them."""
    ruled = [cell for cell in cells if cell.ruled]
    levels: dict[float, list[tuple[float, float]]] = defaultdict(list)
    uprights: dict[float, list[tuple[float, float]]] = defaultdict(list)
    for cell in ruled:
        for side, y in (("top", cell.y0), ("bottom", cell.y1)):
            if side not in cell.open:
                levels[round(y, 2)].append((cell.x0, cell.x1))
        for x in (cell.x0, cell.x1):
            uprights[round(x, 2)].append((cell.y0, cell.y1))
    left, right = min((c.x0 for c in ruled), default=0.0), max((c.x1 for c in ruled), default=0.0)
    tops = {round(cell.y0, 2) for cell in ruled}
    bottoms = {round(cell.y1, 2) for cell in ruled}
    joined = [(round(cell.y0, 2), cell.x0, cell.x1) for cell in ruled if "join" in cell.open]
    lines = []
    for y, spans in sorted(levels.items()):
        frame = y not in tops or y not in bottoms
        merged = _without(_merged(spans), [(x0, x1) for at, x0, x1 in joined if at == y])
        lines += [Line(x0, y, x1, y, frame) for x0, x1 in merged]
    for x, spans in sorted(uprights.items()):
        frame = abs(x - left) < NEAR or abs(x - right) < NEAR
        lines += [Line(x, y0, x, y1, frame) for y0, y1 in _merged(spans)]
    return lines + [line for cell in cells for box in cell.boxes for line in _box(box)]


def _box(box: Rect) -> list[Line]:
    x0, y0, x1, y1 = box
    return [Line(x0, y0, x1, y0), Line(x0, y1, x1, y1), Line(x0, y0, x0, y1), Line(x1, y0, x1, y1)]


def _merged(spans: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    out: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1] + NEAR:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def _without(spans: Iterable[tuple[float, float]], holes: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    out = list(spans)
    for start, end in holes:
        out = [
            part for x0, x1 in out for part in ((x0, min(x1, start)), (max(x0, end), x1)) if part[1] - part[0] > NEAR
        ]
    return out


def per_sheet_cell(line: Line, column: float, row: float) -> Iterator[Line]:
    """The line cut at every column or row of the sheet, as a spreadsheet paints borders."""
    step = column if line.level else row
    start, end = (line.x0, line.x1) if line.level else (line.y0, line.y1)
    at = start
    while at < end - NEAR:
        nxt = min(end, (int(at / step + NEAR) + 1) * step)
        yield (
            Line(at, line.y0, nxt, line.y1, line.frame) if line.level else Line(line.x0, at, line.x1, nxt, line.frame)
        )
        at = nxt


def dots(line: Line) -> Iterator[Rect]:
    """A dotted line as little filled squares (x, y, width, height)."""
    length = max(line.x1 - line.x0, line.y1 - line.y0)
    for number in range(int(length / DOT_STEP) + 1):
        at = number * DOT_STEP
        x, y = (line.x0 + at, line.y0) if line.level else (line.x0, line.y0 + at)
        yield x - DOT / 2, y - DOT / 2, DOT, DOT


def twins(line: Line) -> tuple[Line, Line]:
    """A doubled line: two beside each other."""
    half = TWIN_GAP / 2
    dx, dy = (0.0, half) if line.level else (half, 0.0)
    return (
        Line(line.x0 - dx, line.y0 - dy, line.x1 - dx, line.y1 - dy, line.frame),
        Line(line.x0 + dx, line.y0 + dy, line.x1 + dx, line.y1 + dy, line.frame),
    )
