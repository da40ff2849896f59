"""Which cells below several labels, or below one, answer which of them: the places of their edges tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.records import Box, Line, Run
from normalize.layout.printed_cells import PrintedCell

TOUCHING = 1.0
"""Points by which a label's cell and the one below it may lie apart."""


def shares(labels: Sequence[Box | None], cells: Sequence[PrintedCell]) -> list[list[PrintedCell]]:
    """The cells below each label, by the places of their edges; where these do not tell, one after the other."""
    if len(labels) == 1:
        return [_right_below(labels[0], cells)]
    if len(cells) == 1 and (parted := _parted(labels, cells[0])):
        return parted
    below: list[list[PrintedCell]] = [[] for _ in labels]
    for cell in cells:
        widths = [_overlap(label, cell.box) for label in labels]
        if max(widths) > 0:
            below[widths.index(max(widths))].append(cell)
    if all(below):
        return below
    if len(cells) == len(labels):
        return [[cell] for cell in cells]
    return below


def _right_below(label: Box | None, cells: Sequence[PrintedCell]) -> list[PrintedCell]:
    """The cells below a label; of those that a ruled label stands right upon, only these: others lack their own."""
    ruled = label is not None and all(cell.ruled and abs(cell.box.top - label.bottom) < TOUCHING for cell in cells)
    own = [cell for cell in cells if _overlap(label, cell.box) > 0] if ruled else []
    return own or list(cells)


def _parted(labels: Sequence[Box | None], cell: PrintedCell) -> list[list[PrintedCell]] | None:
    """A cell below several labels, its runs given to the label above each; None where they do not begin below one."""
    lefts = [label.x0 for label in labels if label is not None]
    if len(lefts) != len(labels) or sorted(lefts) != lefts:
        return None
    lines: list[list[Line]] = [[] for _ in labels]
    for line in cell.lines:
        runs = _below_each(line, labels) or _by_column(line, lefts)
        if runs is None or _is_cut_within(runs):
            return None
        for at, own in enumerate(runs):
            if own:
                lines[at].append(replace(line, runs=tuple(own), box=line.box._replace(x0=own[0].x0, x1=own[-1].x1)))
    if not all(lines):
        return None
    rights = [*lefts[1:], cell.box.x1]
    return [
        [replace(cell, lines=own, box=cell.box._replace(x0=left, x1=right))]
        for own, left, right in zip(lines, lefts, rights, strict=True)
    ]


def _below_each(line: Line, labels: Sequence[Box | None]) -> list[list[Run]] | None:
    """A line with runs below each label: texts set in the middle begin left of a short label, or right of it.

    A run is of the last label whose neighbor at the left ends before it begins. What the first label asks may stand at
    its left as well, where nothing else does.
    """
    boxes = [label for label in labels if label is not None]
    groups: list[list[Run]] = [[] for _ in boxes]
    for run in line.runs:
        groups[sum(box.x1 < run.x0 for box in boxes[:-1])].append(run)
    below = all(
        own and own[0].x0 < box.x1 and (not n or box.x0 < own[-1].x1 + line.size)
        for n, (own, box) in enumerate(zip(groups, boxes, strict=True))
    )
    return groups if below else None


def _by_column(line: Line, lefts: Sequence[float]) -> list[list[Run]] | None:
    """The runs of a line in columns that begin at `lefts`; None where neither their places nor their number tell."""
    runs: list[list[Run]] = [[] for _ in lefts]
    for run in line.runs:
        at = max((n for n, left in enumerate(lefts) if left <= run.x0 + line.size), default=0)
        runs[at].append(run)
    if all(not own or abs(own[0].x0 - left) <= 2 * line.size for own, left in zip(runs, lefts, strict=True)):
        return runs
    # Columns set in the middle begin elsewhere; as many words as columns are one for each.
    return [[run] for run in line.runs] if len(line.runs) == len(lefts) else None


def _is_cut_within(groups: Sequence[Sequence[Run]]) -> bool:
    """Whether runs of one label stand further apart than those of two: their columns are others than their labels'."""
    filled = [own for own in groups if own]
    between = [right[0].x0 - left[-1].x1 for left, right in pairwise(filled)]
    within = [right.x0 - left.x1 for own in filled for left, right in pairwise(own)]
    return bool(between and within) and max(within) > min(between)


def _overlap(a: Box | None, b: Box) -> float:
    return 0.0 if a is None else min(a.x1, b.x1) - max(a.x0, b.x0)
