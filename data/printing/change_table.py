"""The table of changes (変更箇所): six columns, rows that page breaks split, headings that may repeat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from data.printing.cells import Band, Cell
from data.printing.sheet import Sheet
from normalize.registry import load_registry


@dataclass
class Change:
    """One row of the table and the pages it is printed on."""

    row_no: int
    cells: dict[str, str]
    pages: list[int] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """The row as gold files hold it."""
        return {"row_no": self.row_no, **self.cells, "pages": sorted(set(self.pages))}


def read_changes(rows: Sequence[Mapping[str, Any]]) -> list[Change]:
    """The changes of a source; a column left out is blank. Raises ValueError for an unknown one."""
    keys = [column.key for column in load_registry().change_table.columns]
    changes = []
    for number, row in enumerate(rows, 1):
        unknown = set(row) - set(keys)
        if unknown:
            raise ValueError(f"change {number}: no columns {sorted(unknown)}")
        cells = {key: str(row[key]) if row.get(key) is not None else "" for key in keys}
        changes.append(Change(number, cells))
    return changes


def header_band(sheet: Sheet) -> Band:
    """The column headings."""
    columns = load_registry().change_table.columns
    height = sheet.row * 1.2
    cells = tuple(
        sheet.cell(
            (x0, 0.0, x1, height),
            sheet.spell(column.label),
            "heading",
            "center",
            label=True,
            valign="center",
            size=min(sheet.size, (x1 - x0 - 4) / max(len(column.label), 1)),
        )
        for (x0, x1), column in zip(column_edges(sheet), columns, strict=True)
    )
    return Band(height, cells, keep=True)


def change_bands(sheet: Sheet, changes: Sequence[Change], first_index: int) -> list[Band]:
    """One band a change; `first_index` is the index of the first change among the entries of the print."""
    edges = column_edges(sheet)
    bands = []
    for number, change in enumerate(changes):
        texts = [sheet.lines(text, x1 - x0) for text, (x0, x1) in zip(change.cells.values(), edges, strict=True)]
        most = max(len(lines) for lines in texts)
        height = sheet.height(most)
        cells = tuple(
            Cell(x0, 0.0, x1, height, sheet.set_text((x0, 0.0, x1, height), lines))
            for lines, (x0, x1) in zip(texts, edges, strict=True)
        )
        bands.append(Band(height, cells, entries=(first_index + number,), cuts=sheet.cuts(height, most)))
    return bands


def column_edges(sheet: Sheet) -> list[tuple[float, float]]:
    """x of both borders of each column, by the style's relative widths."""
    widths = sheet.style.change_cols
    total, x, edges = sum(widths), 0.0, []
    for width in widths:
        edges.append((x, x + sheet.width * width / total))
        x += sheet.width * width / total
    return edges
