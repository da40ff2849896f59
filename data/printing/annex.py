"""Tables that municipalities add to an assessment (別紙): ruled, but no part of the form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from data.printing.bands import title_band
from data.printing.cells import Band, Cell
from data.printing.sheet import Sheet


def annex_bands(sheet: Sheet, annex: Mapping[str, Any]) -> list[Band]:
    """A page of its own: title, column headings and rows of `annex` (title, widths, columns, rows)."""
    widths = annex["widths"]
    edges = [0.0]
    for width in widths:
        edges.append(edges[-1] + sheet.width * width / sum(widths))
    title = replace(title_band(sheet, annex["title"]), breaks=True)
    bands = [title, replace(_row(sheet, edges, annex["columns"], "heading"), keep=True)]
    return bands + [_row(sheet, edges, row, "") for row in annex["rows"]]


def _row(sheet: Sheet, edges: Sequence[float], texts: Sequence[Any], fill: str) -> Band:
    columns = list(pairwise(edges))
    lines = [sheet.lines(str(text), x1 - x0) for text, (x0, x1) in zip(texts, columns, strict=True)]
    most = max(len(column) for column in lines)
    height = sheet.height(most)
    cells = tuple(
        Cell(x0, 0.0, x1, height, sheet.set_text((x0, 0.0, x1, height), column), fill)
        for column, (x0, x1) in zip(lines, columns, strict=True)
    )
    return Band(height, cells, cuts=sheet.cuts(height, most))
