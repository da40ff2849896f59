"""A PDF's bytes → its pages, one at a time, so that memory does not grow with their number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium

from extract.born_digital import read_page
from extract.records import Page, TextLayer
from extract.second_opinion import CamelotReader
from extract.source import open_pdf
from extract.unmeasured import StatedWidthsReader

UNREADABLE = "unreadable_page"


def read_pages(data: bytes, numbers: range | None = None, threads: int = 1) -> Iterator[Page]:
    """The pages of a PDF in order; `numbers` (from 1) picks some of them.

    A page without a usable text layer is read from its picture, on as many cores as `threads` says. A page that cannot
    be read is handed out empty, with `UNREADABLE` among its problems. Raises `ExtractError` for a file that cannot be
    opened.
    """
    readers = _Readers(StatedWidthsReader(data), CamelotReader(data), threads)
    with open_pdf(data) as document:
        for number in numbers or range(1, len(document) + 1):
            yield _page(document, number, readers)


def page_count(data: bytes) -> int:
    """The number of pages. Raises `ExtractError` for a file that cannot be opened."""
    with open_pdf(data) as document:
        return len(document)


@dataclass(frozen=True, slots=True)
class _Readers:
    """What reads parts of a document that PDFium alone does not read; each is loaded when it is first needed."""

    stated: StatedWidthsReader
    camelot: CamelotReader
    threads: int

    def picture(self, page: pdfium.PdfPage, typed: Page) -> Page:
        """The page as its picture shows it; `typed` is what its text layer gave."""
        # OpenCV and the recogniser's runtime are loaded where there is a scan.
        import cv2

        from extract.scanned.page import read_picture
        from extract.scanned.recogniser import Recogniser

        cv2.setNumThreads(self.threads)
        return read_picture(page, typed, Recogniser(self.threads))


def _page(document: pdfium.PdfDocument, number: int, readers: _Readers) -> Page:
    try:
        page = document[number - 1]
    except (pdfium.PdfiumError, IndexError):
        return Page(number, 0.0, 0.0, text_layer=TextLayer.NONE, problems=[UNREADABLE])
    try:
        result = read_page(page, number, readers.stated, readers.camelot)
        return result if result.text_layer is TextLayer.USABLE else readers.picture(page, result)
    finally:
        page.close()
