"""Texts of a print that may be labels: whole cells, and what stands in them before an answer.

A label need not fill a cell. It may stand above or before its answer in one cell, before an option box, in several
lines at a cell's left edge, or in lines of its own where nothing is ruled.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from normalize.layout.printed_cells import PrintedCell, PrintedRow
from normalize.layout.rows import HANGING
from normalize.matching.costs import COSTS, Costs
from normalize.registry import MAX_LABEL
from normalize.text.signs import SIGNS, bare_boxes

EndTest = Callable[[str], bool]
MOST_LINES = 4
"""A label is set in so many lines at most where more text stands in its cell."""
_BRACKET = re.compile(f"[\\[［〔{re.escape(bare_boxes())}]")
"""What begins an option box. Other brackets stand in labels too."""
_LEADER = "…+|‥+|・{3,}"
_WIDE_BLANK = re.compile(
    rf"[　\t ]+(?:(?:[：:]|{_LEADER})[　\t ]*(?=.))?|(?:[：:]|(?:{_LEADER})[　\t ]*)(?=.)|(?<=[0-9０-９])(?=[（(※])"
)
"""What may end a label before other text: a blank, a colon, dots that lead on, an instance's number before a remark."""
_CUTS = 2
"""So many wide blanks of a line are tried as a label's end."""


class RunPart(NamedTuple):
    """Characters of a run: the first `length` of the run at `line` and `run` of a cell; None for all of it."""

    line: int
    run: int
    length: int | None = None


_ONLY = (RunPart(0, 0),)


class Span(NamedTuple):
    """A text that may be a label: `parts` of the cell at `cell` of its row. `place` is what standing there costs.

    `first` and `last` are its first and last run, counted over the row.
    """

    cell: int
    text: str
    parts: tuple[RunPart, ...]
    place: float
    whole: bool
    first: int
    last: int


def spans_of(row: PrintedRow, costs: Costs = COSTS, may_end: EndTest = lambda char: True) -> list[Span]:
    """The texts of a row that may be labels; of texts that consist of the same parts only the cheapest.

    `may_end` says whether a label may end with a character: a later line of a cell is none that ends otherwise, where
    no recognizer may have misread it.
    """
    found: list[Span] = []
    at = 0
    lead = next((n for n, cell in enumerate(row.cells) if not cell.is_blank), None)
    for number, cell in enumerate(row.cells):
        if lead is not None and not cell.is_blank:
            place = costs.second_cell if number > lead else 0.0
            place += 0.0 if cell.ruled else costs.unruled
            found += _of_cell(cell, number, at, place, costs, may_end)
        at += sum(len(line.runs) for line in cell.lines)
    return found


def _of_cell(cell: PrintedCell, number: int, at: int, place: float, costs: Costs, may_end: EndTest) -> Iterator[Span]:
    if (text := _only_text(cell)) is not None:
        place -= costs.with_its_sign if text.endswith("※") else 0.0
        yield Span(number, text, _ONLY, place, True, at, at)
        return
    starts = [*accumulate((len(line.runs) for line in cell.lines), initial=at)]
    seen: set[tuple[RunPart, ...]] = set()
    for cut, cost, whole in _cuts(cell, costs, may_end):
        key = tuple(cut)
        if not key or key in seen:
            continue
        seen.add(key)
        parts = _with_sign(cell, key)
        text = _text_of(cell, parts)
        cost -= costs.with_its_sign if text.endswith("※") else 0.0
        first, last = parts[0], parts[-1]
        yield Span(
            number, text, parts, place + cost, whole, starts[first.line] + first.run, starts[last.line] + last.run
        )


def _only_text(cell: PrintedCell) -> str | None:
    """The text of a cell that can be cut nowhere, as of most: a short one in one run; None for any other cell."""
    if len(cell.lines) != 1 or len(cell.lines[0].runs) != 1:
        return None
    text = cell.lines[0].runs[0].text
    can_be_cut = _BRACKET.search(text) is not None or _WIDE_BLANK.search(text) is not None
    return None if can_be_cut or len(text) > MAX_LABEL else text


def _with_sign(cell: PrintedCell, parts: tuple[RunPart, ...]) -> tuple[RunPart, ...]:
    """The parts with the ※ that is set behind them on the line of the last: it belongs to the label."""
    line, run, length = parts[-1]
    runs = cell.lines[line].runs
    if length is not None or run + 1 >= len(runs) or runs[run + 1].text.strip() != "※":
        return parts
    return (*parts, RunPart(line, run + 1))


def _cuts(cell: PrintedCell, costs: Costs, may_end: EndTest) -> Iterator[tuple[list[RunPart], float, bool]]:
    """The parts of a cell that may be a label, from the likeliest on; each in print order."""
    lines = cell.lines
    by_line = [[RunPart(n, run) for run in range(len(line.runs))] for n, line in enumerate(lines)]
    if sum([len(run.text) for line in lines for run in line.runs]) <= MAX_LABEL:
        yield [part for parts in by_line for part in parts], 0.0, True
    first = by_line[0]
    yield from _before_bracket(cell, by_line, costs)
    above: list[RunPart] = []
    for count in range(1, min(MOST_LINES, len(lines) - 1) + 1):
        above = [*above, *by_line[count - 1]]
        yield above, costs.first_lines, False
    for count in range(1, min(3, len(first))):
        yield first[:count], costs.first_runs, False
    for part in first[1:]:
        yield [part], costs.first_runs, False
    yield from _before_blank(cell, costs)
    if len(lines) == 1:
        return
    yield from _left_edge(cell, costs)
    if cell.ruled:
        yield from ((parts, costs.later_line, False) for parts in _later_lines(cell, by_line, may_end))


def _later_lines(cell: PrintedCell, by_line: Sequence[list[RunPart]], may_end: EndTest) -> Iterator[list[RunPart]]:
    """Each line but the first, alone and with the one below it."""
    ends = [cell.recognized or may_end(line.runs[-1].text[-1:]) for line in cell.lines]
    for start in range(1, len(by_line)):
        if ends[start]:
            yield by_line[start]
        if start + 1 < len(by_line) and ends[start + 1]:
            yield by_line[start] + by_line[start + 1]


def _before_bracket(
    cell: PrintedCell, by_line: Sequence[list[RunPart]], costs: Costs
) -> Iterator[tuple[list[RunPart], float, bool]]:
    """The words before the first bracket, alone and with the lines below that hold no bracket: a wrapped heading."""
    for number, line in enumerate(cell.lines[:MOST_LINES]):
        if _BRACKET.search(line.text) is None:
            continue
        at = next(n for n, run in enumerate(line.runs) if _BRACKET.search(run.text))
        found = _BRACKET.search(line.runs[at].text)
        cut = found.start() if found else 0
        beside = by_line[number][:at]
        if line.runs[at].text[:cut].strip():
            beside.append(RunPart(number, at, cut))
        if beside and _text_of(cell, beside[-1:]).strip() in SIGNS:  # a ring beside the box is none of the label's
            beside.pop()
        before = [*(part for parts in by_line[:number] for part in parts), *beside]
        if before:
            yield before, costs.before_box, False
        below = before
        for later in range(number + 1, min(number + 3, len(cell.lines))):
            if any(_BRACKET.search(run.text) for run in cell.lines[later].runs):
                break
            below = [*below, *by_line[later]]
            yield below, costs.before_box + 0.2, False
        return


def _before_blank(cell: PrintedCell, costs: Costs) -> Iterator[tuple[list[RunPart], float, bool]]:
    """The words of the first run before a wide blank or a colon."""
    for part in _cut_at_blanks(cell):
        yield [part], costs.first_runs + costs.cut_run, False


def _cut_at_blanks(cell: PrintedCell) -> list[RunPart]:
    text = cell.lines[0].runs[0].text
    if _WIDE_BLANK.search(text) is None:
        return []
    cuts = [found.end() for found in _WIDE_BLANK.finditer(text.rstrip()) if found.start()]
    return [RunPart(0, 0, cut) for cut in cuts[:_CUTS]]


def _left_edge(cell: PrintedCell, costs: Costs) -> Iterator[tuple[list[RunPart], float, bool]]:
    """The first runs, line under line, at the cell's left edge, beside which other text stands."""
    edge = min(line.box.x0 for line in cell.lines)
    at_edge = [
        number for number, line in enumerate(cell.lines) if line.box.x0 - edge <= HANGING * line.size
    ][: 2 * MOST_LINES]  # fmt: skip
    if not at_edge:
        return
    beside = len(at_edge) < len(cell.lines) or any(len(cell.lines[number].runs) > 1 for number in at_edge)
    for first in (RunPart(0, 0), *_cut_at_blanks(cell)):
        if at_edge[0] != 0 or not (beside or first.length is not None):
            continue
        cost = costs.left_edge + (costs.cut_run if first.length is not None else 0.0)
        for count in range(2, len(at_edge) + 1):
            yield [first, *(RunPart(number, 0) for number in at_edge[1:count])], cost, False
    if at_edge[0] != 0:
        yield from (
            ([RunPart(number, 0) for number in at_edge[:count]], costs.left_edge, False)
            for count in range(1, len(at_edge) + 1)
        )


def _text_of(cell: PrintedCell, parts: Sequence[RunPart]) -> str:
    lines = cell.lines
    return "".join([
        text if length is None else text[:length].rstrip("：:…‥・ 　")
        for line, run, length in parts for text in (lines[line].runs[run].text,)
    ])  # fmt: skip
