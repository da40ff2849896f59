"""Dates that stand above the rows of a table of changes that has no column for them: 変更日：令和6年4月1日."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.records import Line, Run
from normalize.grammar.calendar_dates import Precision
from normalize.grammar.dates import parse_date
from normalize.layout.printed_cells import PrintedCell, PrintedRow

LONGEST = 40
"""A line with a head and a date has so many characters at most."""
_BETWEEN = " 　:：】］"
_AROUND = "【】［］[]〔〕■●◆・ 　"
DAY = "日"
"""The last character of most dates; what stands behind it in brackets is a word about the date."""


def date_above(row: PrintedRow, heads: Sequence[str]) -> PrintedCell | None:
    """The cell of a row that is nothing but a date, with or without a head of its column before it; the date alone."""
    if len(row.cells) != 1 or len(row.cells[0].lines) != 1:
        return None
    (cell,) = row.cells
    (line,) = cell.lines
    if len(line.text) > LONGEST:
        return None
    for text in (_behind(line.text, heads), line.text):
        date = parse_date(text) if text else None
        if date is not None and date.precision is Precision.DAY:
            return replace(cell, lines=[_ending(line, text, _date_in(text))])
    return None


def _behind(text: str, heads: Sequence[str]) -> str:
    """What stands behind a head; an empty text where none stands there."""
    bare = text.lstrip("【［■●◆・ 　")
    head = max((head for head in heads if bare.startswith(head)), key=len, default=None)
    return "" if head is None else bare[len(head) :].lstrip(_BETWEEN).strip()


def _date_in(text: str) -> str:
    """The date alone where brackets stand around it and a word: 【令和6年4月1日変更】."""
    bare = text.strip(_AROUND)
    end = next((end + len(DAY) for end in range(len(bare)) if bare.startswith(DAY, end)), len(bare))
    whole, date = parse_date(text), parse_date(bare[:end])
    return bare[:end] if bare != text and whole and date and date.value == whole.value else text


def _ending(line: Line, ending: str, text: str) -> Line:
    """A line with a text alone that stands in its ending."""
    if text == line.text:
        return line
    start = len(line.text) - len(ending) + ending.index(text)
    x0, x1 = (line.box.x0 + line.box.width * n / max(len(line.text), 1) for n in (start, start + len(text)))
    return replace(line, runs=(Run(text, x0, x1),), box=line.box._replace(x0=x0, x1=x1))
