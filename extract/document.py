"""A PDF's bytes → its pages, one at a time, so that memory does not grow with their number."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2 as pdfium

from extract.born_digital import read_page
from extract.records import Page, TextLayer
from extract.second_opinion import CamelotReader
from extract.source import open_pdf
from extract.unmeasured import StatedWidthsReader

UNREADABLE = "unreadable_page"


def read_pages(data: bytes, numbers: range | None = None) -> Iterator[Page]:
    """The pages of a PDF in order; `numbers` (from 1) picks some of them.

    A page that cannot be read is handed out empty, with `UNREADABLE` among its problems. Raises `ExtractError` for a
    file that cannot be opened.
    """
    stated, camelot = StatedWidthsReader(data), CamelotReader(data)
    with open_pdf(data) as document:
        for number in numbers or range(1, len(document) + 1):
            yield _page(document, number, stated, camelot)


def page_count(data: bytes) -> int:
    """The number of pages. Raises `ExtractError` for a file that cannot be opened."""
    with open_pdf(data) as document:
        return len(document)


def _page(document: pdfium.PdfDocument, number: int, stated: StatedWidthsReader, camelot: CamelotReader) -> Page:
    try:
        page = document[number - 1]
    except (pdfium.PdfiumError, IndexError):
        return Page(number, 0.0, 0.0, text_layer=TextLayer.NONE, problems=[UNREADABLE])
    try:
        return read_page(page, number, stated, camelot)
    finally:
        page.close()
