"""A PDF's bytes → an open document, or a clear reason why not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2 as pdfium

from extract.errors import BrokenPdfError, TooLargeError
from extract.pdf.repair import Readable, readable
from extract.pdf.typefaces.system_fonts import forget_installed_fonts

MAX_PAGES = 5_000


@contextmanager
def open_pdf(data: bytes) -> Iterator[pdfium.PdfDocument]:
    """The PDF in `data`, mended where that is possible.

    Raises `EmptyFileError`, `NotPdfError`, `EncryptedError`, `BrokenPdfError` or `TooLargeError`.
    """
    with open_readable(readable(data)) as document:
        yield document


@contextmanager
def open_readable(found: Readable) -> Iterator[pdfium.PdfDocument]:
    """The document of a file that was looked at. Raises `BrokenPdfError` or `TooLargeError`."""
    forget_installed_fonts()
    try:
        document = pdfium.PdfDocument(found.data)
    except pdfium.PdfiumError as error:
        raise BrokenPdfError(f"the PDF is damaged beyond repair ({error})") from error
    try:
        if len(document) > MAX_PAGES:
            raise TooLargeError(f"the PDF has {len(document)} pages, more than {MAX_PAGES}: split it")
        document.init_forms()  # before any page is loaded, so that what stands in form fields can be drawn
        yield document
    finally:
        document.close()
