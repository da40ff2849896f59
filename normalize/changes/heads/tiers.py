"""Heads above two others (記載内容 above 変更前 and 変更後), which no ruling parts from a column of their own."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from extract.records import Line
from normalize.changes.heads.header import Head
from normalize.layout.printed_cells import PrintedCell


def heads_above(lines: Sequence[Line], heads: Sequence[Head]) -> list[Head]:
    """The heads of one header that end above both of their neighbors; `lines` are its lines."""
    ordered = sorted(heads, key=lambda head: head.x0)
    extents = [_extent(lines, head) for head in ordered]
    return [
        ordered[n] for n in range(1, len(ordered) - 1)
        if extents[n][1] <= extents[n - 1][0] and extents[n][1] <= extents[n + 1][0]
    ]  # fmt: skip


def _extent(lines: Sequence[Line], head: Head) -> tuple[float, float]:
    """Where a head begins and ends, from top to bottom (points)."""
    own = [line.box for line in lines if any(head.x0 <= (run.x0 + run.x1) / 2 <= head.x1 for run in line.runs)]
    return (min(box.top for box in own), max(box.bottom for box in own)) if own else (0.0, math.inf)


def taken_apart(cells: Sequence[PrintedCell], above: Sequence[Head]) -> list[PrintedCell]:
    """The cells of a header, those heads in cells of their own over the two columns that they stand above."""
    made = list(cells)
    for head in above:
        at = next((n for n, cell in enumerate(made) if cell.box.x0 <= head.x0 < cell.box.x1), None)
        line = None if at is None else next((line for line in made[at].lines if head.text in line.text), None)
        if at is None or line is None:
            continue
        middle = (head.x0 + head.x1) / 2
        first = at if middle >= (made[at].box.x0 + made[at].box.x1) / 2 else at - 1
        box = line.box._replace(x0=made[max(first, 0)].box.x0, x1=made[min(first + 1, len(cells) - 1)].box.x1)
        made[at] = replace(made[at], lines=[other for other in made[at].lines if other is not line])
        made.append(replace(made[at], box=box, lines=[line]))
    return made
