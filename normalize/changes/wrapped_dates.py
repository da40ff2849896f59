"""A date that stands at the beginning of a line, close to what is beside it: its rest may stand in the next line."""

from __future__ import annotations

from dataclasses import replace

from extract.records import Line
from normalize.grammar.dates import parse_date
from normalize.layout.run_parts import parted_before

DATE_WITHIN = 2
"""The date stands in one of so many first columns: before it there may be one of numbers."""


def date_apart(line: Line, below: Line | None) -> Line:
    """A line with a date that ends amid one of its first runs parted from what stands behind it there.

    The rest of the date may stand in the line `below`.
    """
    for n, run in enumerate(line.runs[:DATE_WITHIN]):
        date, _, behind = run.text.partition(" ")
        rests = (
            other.text for other in (below.runs if below is not None else ()) if abs(other.x0 - run.x0) < line.size
        )
        if behind and not behind[0].isdigit() and any(parse_date(date + rest) for rest in ("", *rests)):
            return replace(
                line, runs=(*line.runs[:n], *parted_before(run, len(date) + 1, line.size), *line.runs[n + 1 :])
            )
    return line
