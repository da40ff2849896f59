"""Lines and cells of a table of changes, cut at places or at the blanks between their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.records import Box, Line, Run
from normalize.layout.printed_cells import PrintedCell
from normalize.layout.run_parts import PADDING, parted_at, parted_before


def words_apart(lines: Sequence[Line]) -> list[Line]:
    """Lines whose runs end at each blank: heads that all but touch are printed as one run."""
    if not any(" " in run.text for line in lines for run in line.runs):
        return list(lines)
    return [replace(line, runs=tuple(part for run in line.runs for part in _words(run, line.size))) for line in lines]


def _words(run: Run, em: float) -> list[Run]:
    first, blank, _ = run.text.rstrip().partition(" ")
    if not (first and blank):
        return [run]
    before, behind = parted_before(run, len(first) + 1, em)
    return [before, *_words(behind, em)]


def at_begins(line: Line, begins: Sequence[float | None]) -> Line:
    """A line parted at the blanks behind which these columns begin: from the right, where its end tells the places."""
    runs = list(line.runs)
    for x in reversed(begins):
        if x is not None:
            runs = [part for run in runs for part in parted_at(run, x, line.size, at_blank=True)]
    return line if len(runs) == len(line.runs) else replace(line, runs=tuple(runs))


def parted_at_edges(line: Line, edges: Sequence[float]) -> Line:
    """A line whose runs are parted at the blanks behind which a column begins that has one of these left edges."""
    runs = list(line.runs)
    for x in edges:
        runs = [part for run in runs for part in parted_at(run, x + PADDING, line.size, at_blank=True)]
    return line if runs == list(line.runs) else replace(line, runs=tuple(runs))


def cut(cell: PrintedCell, edges: Sequence[float]) -> list[PrintedCell]:
    """A cell cut at those of the columns' edges that it lies across."""
    inner = [x for x in edges[1:-1] if cell.box.x0 + PADDING < x < cell.box.x1 - PADDING]
    bounds = [cell.box.x0, *inner, cell.box.x1]
    return [
        replace(cell, box=Box(x0, cell.box.top, x1, cell.box.bottom), lines=_lines_in(cell.lines, x0, x1), ruled=True)
        for x0, x1 in pairwise(bounds)
    ]


def _lines_in(lines: Sequence[Line], x0: float, x1: float) -> list[Line]:
    found = []
    for line in lines:
        runs = tuple(run for run in line.runs if x0 <= (run.x0 + run.x1) / 2 < x1)
        if runs:
            box = Box(runs[0].x0, line.box.top, runs[-1].x1, line.box.bottom)
            found.append(replace(line, runs=runs, box=box, read_as=line.read_as if runs == line.runs else None))
    return found
