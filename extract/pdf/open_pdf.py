"""A file's bytes → an open PDF, or a clear reason why not."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pikepdf
import pypdfium2 as pdfium

from extract.errors import BrokenPdfError, EmptyFileError, EncryptedError, NotPdfError, TooLargeError
from extract.pdf.system_fonts import forget_installed_fonts

HEADER_WITHIN = 1024
"""A PDF's header stands within its first so many bytes (PDF 1.7, implementation note 13)."""
MAX_BYTES = 500_000_000
MAX_PAGES = 5_000
_OTHER_KINDS = (
    (b"PK\x03\x04", "a ZIP archive or an Office document (.xlsx, .docx)"),
    (b"\xd0\xcf\x11\xe0", "an old Office document (.xls, .doc)"),
    (b"<!doctype html", "an HTML page"),
    (b"<html", "an HTML page"),
    (b"\x89png", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"ii*\x00", "a TIFF picture"),
    (b"mm\x00*", "a TIFF picture"),
)


_OBJECT = re.compile(r"(?:stream )?<[^<>]* object at 0x[0-9a-f]+>")
"""How libraries print a file that has no name: with an address that differs from run to run."""


@contextmanager
def open_pdf(data: bytes) -> Iterator[pdfium.PdfDocument]:
    """The PDF in `data`, repaired where that is possible.

    Raises `EmptyFileError`, `NotPdfError`, `EncryptedError`, `BrokenPdfError` or `TooLargeError`.
    """
    check_header(data)
    forget_installed_fonts()
    document = _open(data)
    try:
        if len(document) == 0:
            raise BrokenPdfError("the PDF has no pages")
        if len(document) > MAX_PAGES:
            raise TooLargeError(f"the PDF has {len(document)} pages, more than {MAX_PAGES}: split it")
        document.init_forms()  # before any page is loaded, so that what stands in form fields can be drawn
        yield document
    finally:
        document.close()


def check_header(data: bytes) -> None:
    """Raise unless the bytes may be a PDF."""
    if not data:
        raise EmptyFileError("the file is empty")
    if len(data) > MAX_BYTES:
        raise TooLargeError(f"the file has {len(data)} bytes, more than {MAX_BYTES}")
    if b"%PDF-" not in data[:HEADER_WITHIN]:
        start = data[:32].lstrip().lower()
        kind = next((name for magic, name in _OTHER_KINDS if start.startswith(magic.lower())), None)
        raise NotPdfError(f"the file is {kind}, not a PDF" if kind else "the file has no PDF header")


def _open(data: bytes) -> pdfium.PdfDocument:
    """PDFium's view of the bytes; a file that it cannot open is repaired first."""
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        repaired = _repaired(data)
    try:
        return pdfium.PdfDocument(repaired)
    except pdfium.PdfiumError as error:
        raise BrokenPdfError(f"the PDF is damaged beyond repair ({_first_line(error)})") from error


def _repaired(data: bytes) -> bytes:
    """The file as pikepdf (qpdf) can save it."""
    target = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data)) as broken:
            if len(broken.pages) == 0:
                raise BrokenPdfError("the PDF has no pages")
            broken.save(target)
    except pikepdf.PasswordError as error:
        raise EncryptedError("the PDF opens only with a password: ask its publisher for an open copy") from error
    except (pikepdf.PdfError, RuntimeError, ValueError, OverflowError) as error:
        raise BrokenPdfError(f"the PDF is damaged beyond repair ({_first_line(error)})") from error
    return target.getvalue()


def _first_line(error: BaseException) -> str:
    text = _OBJECT.sub("file", str(error)).strip()
    return text.splitlines()[0][:200] if text else type(error).__name__
