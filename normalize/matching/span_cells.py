"""A cell with and without the texts in it that are labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.records import Box, Line, Run
from normalize.layout.printed_cells import PrintedCell
from normalize.matching.spans import Span


def label_box(cell: PrintedCell, span: Span) -> Box:
    """Where a label stands: its cell, or its own runs where the cell holds more."""
    if span.whole:
        return cell.box
    lines = [cell.lines[part.line] for part in span.parts]
    runs = [cell.lines[part.line].runs[part.run] for part in span.parts]
    top, bottom = min(line.box.top for line in lines), max(line.box.bottom for line in lines)
    return Box(min(run.x0 for run in runs), top, max(run.x1 for run in runs), bottom)


def above_label(cell: PrintedCell, span: Span) -> PrintedCell | None:
    """The lines of a cell that end above its label, where nothing is ruled: they are of what comes before it."""
    first = min((part.line for part in span.parts), default=0)
    lines = cell.lines[:first]
    if cell.ruled or not lines or max(line.box.bottom for line in lines) > cell.lines[first].box.top:
        return None
    return replace(cell, lines=list(lines), box=cell.box._replace(bottom=lines[-1].box.bottom))


def without(cell: PrintedCell, spans: Sequence[Span]) -> PrintedCell:
    """The cell without the parts of these spans: what is left of it is no label."""
    taken = {(part.line, part.run): part.length for span in spans for part in span.parts}
    if not taken:
        return cell
    lines = []
    for number, line in enumerate(cell.lines):
        runs = []
        for at, run in enumerate(line.runs):
            if (number, at) not in taken:
                runs.append(run)
            elif (length := taken[number, at]) is not None and run.text[length:].strip():
                x = run.x0 + (run.x1 - run.x0) * length / len(run.text)
                runs.append(run._replace(text=run.text[length:].lstrip(), x0=x))
        if runs:
            lines.append(line if runs == list(line.runs) else _shorter(line, runs))
    return _with_lines(cell, lines)


def only(cell: PrintedCell, span: Span) -> PrintedCell:
    """The cell with the parts of one span alone."""
    lines = []
    for number, line in enumerate(cell.lines):
        runs = [line.runs[part.run] for part in span.parts if part.line == number]
        if runs:
            lines.append(_shorter(line, runs))
    return _with_lines(cell, lines)


def _shorter(line: Line, runs: Sequence[Run]) -> Line:
    box = line.box._replace(x0=runs[0].x0, x1=runs[-1].x1)
    return replace(line, runs=tuple(runs), box=box)


def _with_lines(cell: PrintedCell, lines: list[Line]) -> PrintedCell:
    return replace(cell, lines=lines)
