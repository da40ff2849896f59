"""Ruled lists of real PDFs (not forms of ours) are read row by row, where they are at hand."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict

import pytest

from extract.document import read_pages
from tests.samples.gold import SHARED, folded

REAL = SHARED / "real"
AT_LEAST = {"gunma": (316, 317), "iwate": (95, 98), "kyoto": (41, 47), "mie": (101, 110)}
"""Rows that must be found whole, and rows of the list."""


@pytest.mark.skipif(not REAL.is_dir(), reason="no ../shared/real here")
@pytest.mark.parametrize("name", AT_LEAST)
def test_rows_of_real_lists_are_found_whole(name: str) -> None:
    pdf = REAL / f"mima_onlineclinic_{name}.pdf"
    with pdf.with_suffix(".gold.csv").open(encoding="utf-8-sig", newline="") as file:
        wanted = [tuple(map(folded, row)) for row in csv.reader(file)]
    found: Counter[tuple[str, ...]] = Counter()
    for page in read_pages(pdf.read_bytes()):
        rows: dict[tuple[int, int], dict[int, str]] = defaultdict(dict)
        for cell in page.cells:
            if cell.parent is None:
                rows[cell.table, cell.row][cell.column] = folded(cell.text)
        # The first column numbers the rows; gold leaves it out.
        found.update(tuple(row[column] for column in sorted(row))[1:] for row in rows.values())
    least, total = AT_LEAST[name]
    assert len(wanted) == total
    assert sum(found[row] > 0 for row in wanted) >= least
