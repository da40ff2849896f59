"""`hyokasho tables`: the ruled tables of any PDF as CSV, JSON or HTML."""

from __future__ import annotations

import csv
import html
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any, TextIO

from extract.document import UNREADABLE, page_count, read_pages
from extract.records import FAILED, UNREADABLE_PICTURE, Cell, Page
from hyokasho.document.watch import Watch
from hyokasho.printable import for_spreadsheet, json_text

LOST = frozenset({UNREADABLE, FAILED, UNREADABLE_PICTURE})
"""Problems of a page of which nothing was read."""
_PART = re.compile(r"^(\d+)(?:-(\d+))?$")


class PageRangeError(ValueError):
    """A `--pages` that is not of the form 1,4-6, or beyond the document."""


def print_tables(
    data: bytes,
    pages: str | None,
    form: str,
    out: TextIO,
    tell: Callable[[str], None],
    watch: Watch | None = None,
    *,
    ascii_only: bool = False,
) -> bool:
    """Write the tables of a document to `out`; whether every page was read. What is wrong with a page goes to `tell`.

    CSV is made to be opened in a spreadsheet: a cell that would be a formula there begins with an apostrophe.
    Raises `PageRangeError`, or `ExtractError` for an unreadable file.
    """
    numbers = parse_pages(pages, page_count(data))
    lost: list[int] = []
    all_pages = (page for part in numbers for page in read_pages(data, part))
    read = _reported((watch or Watch()).pages(all_pages), lost, tell)
    if form == "csv":
        writer = csv.writer(out, lineterminator="\n")
        rows = (row for page in read for table in page_tables(page) for row in text_rows(table))
        writer.writerows(map(for_spreadsheet, row) for row in rows)
    elif form == "json":
        out.write(json_text([_page_record(page) for page in read], indent=1, ascii_only=ascii_only) + "\n")
    else:
        out.writelines(_html(read))
    return not lost


def _reported(pages: Iterable[Page], lost: list[int], tell: Callable[[str], None]) -> Iterator[Page]:
    """The pages as they come; what is wrong with them is told, and the numbers of those not read go to `lost`."""
    for page in pages:
        if page.problems:
            tell(f"page {page.number}: {', '.join(page.problems)}")
        if not LOST.isdisjoint(page.problems):
            lost.append(page.number)
        yield page


def parse_pages(text: str | None, count: int) -> list[range]:
    """`1,4-6` as ranges within a document of `count` pages; all pages for None. Raises `PageRangeError`."""
    if text is None:
        return [range(1, count + 1)]
    ranges = []
    for part in text.split(","):
        match = _PART.match(part.strip())
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= first <= last <= count:
            raise PageRangeError(f"--pages {text}: the document has pages 1 to {count}; write 2, 1-3 or 1,4-6")
        ranges.append(range(first, last + 1))
    return ranges


def page_tables(page: Page) -> list[list[Cell]]:
    """The tables of a page, each as its cells in reading order; boxes nested in a field are tables of their own."""
    ordered = sorted(page.cells, key=lambda cell: (cell.table, cell.row, cell.column))
    return [list(cells) for _, cells in groupby(ordered, key=lambda cell: cell.table)]


def text_rows(cells: list[Cell]) -> Iterator[list[str]]:
    """The rows of one table as texts: a merged cell's text stands in its first place, the others are empty.

    Columns and rows in which no cell begins (rulings of neighboring parts) are left out.
    """
    columns = sorted({cell.column for cell in cells})
    for row in sorted({cell.row for cell in cells}):
        texts: dict[int, list[str]] = defaultdict(list)
        for cell in cells:
            if cell.row == row:
                texts[cell.column].append(cell.text)
        yield ["\n".join(texts[column]) for column in columns]


def _page_record(page: Page) -> dict[str, Any]:
    return {
        "page": page.number,
        "width": round(page.width, 2),
        "height": round(page.height, 2),
        "text_layer": str(page.text_layer),
        "watermark": page.watermark or None,
        "problems": page.problems,
        "left_out": page.left_out,
        "tables": [[_cell_record(cell) for cell in table] for table in page_tables(page)],
        "outside": [{"text": line.text, "box": _box(line.box)} for line in page.loose],
    }


def _cell_record(cell: Cell) -> dict[str, Any]:
    return {
        "row": cell.row, "column": cell.column, "row_span": cell.row_span, "column_span": cell.column_span,
        "text": cell.text, "box": _box(cell.box), "nested": cell.parent is not None, "engine": cell.engine,
        "confidence": cell.confidence,
    }  # fmt: skip


def _box(box: Iterable[float]) -> list[float]:
    return [round(edge, 2) for edge in box]


def _html(pages: Iterable[Page]) -> Iterator[str]:
    yield '<!doctype html>\n<meta charset="utf-8">\n'
    yield "<style>td{border:1px solid;padding:.2em;vertical-align:top}</style>\n"
    for page in pages:
        for cells in page_tables(page):
            yield f'<table data-page="{page.number}">\n'
            for _, row in groupby(cells, key=lambda cell: cell.row):
                yield "<tr>" + "".join(map(_html_cell, row)) + "</tr>\n"
            yield "</table>\n"


def _html_cell(cell: Cell) -> str:
    text = html.escape(cell.text).replace("\n", "<br>")
    return f'<td rowspan="{cell.row_span}" colspan="{cell.column_span}">{text}</td>'
