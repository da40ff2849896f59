"""Tables of changes for tests: pages of rows, and what their changes say."""

from __future__ import annotations

from collections.abc import Sequence

from normalize.records import Change, Reading
from tests.normalize.printed import TITLES, cell, line, page, parts, read_document, table

EDGES = (30.0, 90.0, 180.0, 300.0, 420.0, 480.0, 570.0)
HEADER = ["変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "提出時期に係る説明"]
FULL = "前" * 12
"""A line as wide as the column 変更前の記載."""


def read(*pages: Sequence[Sequence[str]], open_at: int | None = None, title: str = "") -> Reading:
    """The changes on pages of such rows; the last row of page `open_at` is cut without a rule.

    `title` stands above the table on each page but the first.
    """
    made = [page(number, table(rows, EDGES)) for number, rows in enumerate(pages, 1)]
    for number, each in enumerate(made):
        words = title if number else TITLES["kiso"]
        each.loose = [line((30, words), top=70 if number else 60)] if words else []
    if open_at is not None:
        for cell in made[open_at - 1].cells[-6:]:
            cell.open_bottom = True
    return parts(read_document(made))


def texts(change: Change) -> list[str]:
    return [change.changed_on_raw, change.item, change.before, change.after, change.timing, change.reason]


FIRST = ["平成28年4月1日", "Ⅰ－５．②所属長", "課長　甲", "課長　乙", "事後", "人事異動"]
SECOND = ["平成29年7月3日", "Ⅱ－１．対象人数", "1万人未満", "1万人以上", "事前", ""]


def grid(*rows: tuple[float, float, dict[int, str]]) -> Reading:
    """The changes in cells at these heights, by the number of the edge that each begins at: 2 to 4 for (2, 4)."""
    cells = [
        cell(EDGES[at], top, EDGES[at + 1], text, bottom) for top, bottom, texts in rows for at, text in texts.items()
    ]
    made = page(1, sorted(cells, key=lambda cell: (cell.box.top, cell.box.x0)), [line((30, TITLES["kiso"]), top=60)])
    return read_document([made])
