"""A date that stands at the beginning of a line, close to what is beside it: its rest may stand in the next line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest

from extract.records import Line
from normalize.changes.change_cells import DATE
from normalize.changes.heads.header import Header
from normalize.grammar.calendar_dates import Precision
from normalize.grammar.dates import parse_date
from normalize.layout.printed_cells import PrintedRow
from normalize.layout.rows import SAME_EDGE
from normalize.layout.run_parts import parted_before

DATE_WITHIN = 2
"""The date stands in one of so many first columns: before it there may be one of numbers."""


DATE_LINES = 3
"""A date is wrapped over so many lines at most."""


def date_column(header: Header) -> int | None:
    """The number of the column of dates among those of a table; None where it stands in none of the first."""
    return next((n for n, column in enumerate(header.columns[:DATE_WITHIN]) if column.key == DATE), None)


def dates_apart(rows: Sequence[PrintedRow], ruled: bool | None = None) -> list[PrintedRow]:
    """Rows with the date of each line parted from what stands beside it, however near; others than `ruled` ones stay.

    The rest of a date stands in its own cell, or, where nothing is ruled, in the next row.
    """
    return [
        _dates_apart(row, following) if ruled is None or ruled == any(cell.ruled for cell in row.cells) else row
        for row, following in zip_longest(rows, rows[1:])
    ]


def _dates_apart(row: PrintedRow, following: PrintedRow | None) -> PrintedRow:
    loose = following is not None and not any(cell.ruled for cell in (*row.cells, *following.cells))
    behind = [line for cell in following.cells for line in cell.lines] if following is not None and loose else []
    return replace(row, cells=[
        replace(cell, lines=[
            date_apart(line, below)
            for line, below in zip_longest(cell.lines, [*cell.lines[1:], *behind[:1]]) if line is not None
        ])
        for cell in row.cells
    ])  # fmt: skip


def whole_date(line: Line, below: Iterable[Line]) -> str:
    """The text that a line begins with, and where that is a part of a date, its rest in the lines below it."""
    text = line.runs[0].text
    for number, other in enumerate(below, 2):
        date = parse_date(text)
        rest = next(_words_at(other, line.runs[0].x0, SAME_EDGE), None)
        if rest is None or number > DATE_LINES or (date is not None and date.precision is Precision.DAY):
            break
        text += rest
    return text


def behind_dates(lines: Iterable[Line]) -> list[float]:
    """Where the texts begin (points) that stand right behind a whole date at the beginning of a line."""
    return [
        behind.x0 for line in lines for date, behind in pairwise(line.runs[: DATE_WITHIN + 1])
        if (parsed := parse_date(date.text)) is not None and parsed.precision is Precision.DAY
    ]  # fmt: skip


def date_apart(line: Line, below: Line | None) -> Line:
    """A line with a date that ends amid one of its first runs parted from what stands behind it there.

    The rest of the date may stand in the line `below`.
    """
    for n, run in enumerate(line.runs[:DATE_WITHIN]):
        date, _, behind = run.text.partition(" ")
        rests = _words_at(below, run.x0, line.size) if below is not None else ()
        if behind and not behind[0].isdigit() and any(parse_date(date + rest) for rest in ("", *rests)):
            return replace(
                line, runs=(*line.runs[:n], *parted_before(run, len(date) + 1, line.size), *line.runs[n + 1 :])
            )
    return line


def _words_at(line: Line, x: float, near: float) -> Iterator[str]:
    """The words that the texts of a line begin with which stand at a place, as near (points) as that."""
    return (run.text.partition(" ")[0] for run in line.runs if abs(run.x0 - x) <= near)
