"""A file's bytes → bytes that PDFium finds its pages in, and how many pages are lost.

A file is read as it is wherever PDFium finds its pages: it repairs tables by itself. What stands before the header is
left out. Where PDFium finds no page, a new file is built of the objects that are there (`rebuild.py`), or qpdf saves
what it can; where it believes a count that is too low, qpdf counts anew; where the table is lost of a file with object
streams, qpdf saves it, too.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

import pikepdf
import pypdfium2 as pdfium

from extract.errors import BrokenPdfError, EmptyFileError, EncryptedError, NotPdfError, TooLargeError, lacks_memory
from extract.pdf.rebuild import HEADER, Rebuilt, rebuild

HEADER_WITHIN = 1024
"""A PDF's header stands within its first so many bytes (PDF 1.7, implementation note 13)."""
MAX_BYTES = 500_000_000
_MARK = b"%PDF-"
_PAGE = re.compile(rb"/Type[\0\t\n\f\r ]*/Page(?![A-Za-z])")
_OBJECT_STREAM = b"/ObjStm"
_END = b"%%EOF"
_START = re.compile(rb"startxref[\0\t\n\f\r ]+(\d{1,15})[\0\t\n\f\r ]+%%EOF(?!.*startxref)", re.DOTALL)
_TABLE = re.compile(rb"[\0\t\n\f\r ]*(?:xref|\d+[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+obj)(?![A-Za-z])")
MOST_VERSIONS = 10
"""Older versions of a file that are looked at."""
_OTHER_KINDS = (
    (b"\xd0\xcf\x11\xe0", "an old Office document (.xls, .doc)"),
    (b"<!doctype html", "an HTML page"),
    (b"<html", "an HTML page"),
    (b"\x89png", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"ii*\x00", "a TIFF picture"),
    (b"mm\x00*", "a TIFF picture"),
)
_ZIP = b"PK\x03\x04"
_PACKED_KINDS = (
    (b"xl/workbook", "an Excel workbook"),
    (b"word/document", "a Word document"),
    (b"ppt/presentation", "a PowerPoint document"),
)
"""What a ZIP archive is that holds a file of such a name, which no archive packs."""
_PRINT_IT = ": print it to PDF, and have that read"
_NAMELESS = re.compile(r"(?:stream )?<[^<>]* object at 0x[0-9a-f]+>")
"""How libraries print a file that has no name: with an address that differs from run to run."""


@dataclass(frozen=True, slots=True)
class Readable:
    """A file that PDFium opens: `data`.

    `checked` are the bytes that damage is looked for in; if it is `lossy`, whatever they lack is lost. `lost` is how
    many pages at least are lost: the file has them and its tree does not, or the other way round.
    """

    data: bytes
    checked: bytes
    lossy: bool = False
    lost: int = 0


def readable(data: bytes) -> Readable:
    """The file in `data`, mended where that is needed.

    Raises `EmptyFileError`, `NotPdfError`, `EncryptedError`, `BrokenPdfError` or `TooLargeError`.
    """
    data = _from_header(data)
    found = _pages_of(data)
    if found and _OBJECT_STREAM not in data and len(_PAGE.findall(data)) <= found:
        return Readable(data, data)  # as nearly all are
    tree = _tree(data)
    if found and tree is not None and tree.pages == found and _OBJECT_STREAM in data and not _has_table(data):
        # PDFium finds the pages without the table, and not all that they need: what is packed in object streams.
        saved = _saved(data)
        if _pages_of(saved) == found:
            return Readable(saved, data, lost=tree.lost)
    if found and (tree is None or tree.pages <= found):
        return Readable(data, data, lost=tree.lost if tree else 0)
    if not found and (built := _rebuilt(data, tree)) is not None:
        return Readable(built.data, built.data, lossy=True, lost=built.lost)
    saved = _saved(data)
    if not _pages_of(saved):
        raise BrokenPdfError("the PDF has no pages that can be read")
    return Readable(saved, data, lost=tree.lost if tree else 0)


def _from_header(data: bytes) -> bytes:
    """A file from its header on, where other things stand before it; raises unless it may be a PDF."""
    if not data:
        raise EmptyFileError("the file is empty")
    if len(data) > MAX_BYTES:
        raise TooLargeError(f"the file has {len(data)} bytes, more than {MAX_BYTES}")
    if data.startswith(_ZIP):
        raise NotPdfError(_packed(data))  # a PDF that is stored in an archive is not all that is there
    if _MARK in data[:HEADER_WITHIN]:
        return data
    start = data[:32].lstrip().lower()
    kind = next((name for magic, name in _OTHER_KINDS if start.startswith(magic.lower())), None)
    if kind is not None:
        what_to_do = _PRINT_IT if "Office" in kind else ""
        raise NotPdfError(f"the file is {kind}, not a PDF{what_to_do}")
    if b"endobj" not in data or not (_PAGE.search(data) or _OBJECT_STREAM in data):
        raise NotPdfError("the file has no PDF header")
    at = data.find(_MARK)
    return HEADER + data if at < 0 else data[at:]


def _packed(data: bytes) -> str:
    """What a file that begins as a ZIP archive is, and what to do with it."""
    kind = next((name for sign, name in _PACKED_KINDS if sign in data), None)
    if kind is not None:
        return f"the file is {kind}, not a PDF{_PRINT_IT}"
    return "the file is a ZIP archive, not a PDF: call it .zip, or unpack it"


def _has_table(data: bytes) -> bool:
    """Whether the end of a file points to a table of the places of its objects (PDF 1.7, 7.5.5)."""
    end = _START.search(data, max(0, len(data) - HEADER_WITHIN))
    return end is not None and _TABLE.match(data, int(end[1])) is not None


def _pages_of(data: bytes) -> int:
    """How many pages PDFium counts in a file; 0 where it cannot open it, or finds none."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        return 0
    try:
        document.get_page_size(0)
        return len(document)
    except (pdfium.PdfiumError, IndexError):
        return 0
    finally:
        document.close()


@dataclass(frozen=True, slots=True)
class _Tree:
    """How many pages the page tree of a file leads to, and how many there are that it does not lead to."""

    pages: int
    lost: int


def _tree(data: bytes) -> _Tree | None:
    """What qpdf says of a file's page tree; None where it cannot. Raises `EncryptedError`."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            reached = {page.objgen for page in pdf.pages}
            objects = (each for each in pdf.objects if isinstance(each, pikepdf.Dictionary))
            hidden = {each.objgen for each in objects if each.get("/Type") == "/Page"} - reached
            return _Tree(len(pdf.pages), len(_never_shown(hidden, data)))
    except pikepdf.PasswordError as error:
        raise EncryptedError("the PDF opens only with a password: ask its publisher for an open copy") from error
    except Exception as error:
        if lacks_memory(error):
            raise MemoryError from error
        return None


def _never_shown(pages: set[tuple[int, int]], data: bytes) -> set[tuple[int, int]]:
    """Those of some pages (number and generation of their objects) that no older version of the file shows either.

    A file may hold the versions that it had before it was changed, one behind the other (PDF 1.7, 7.5.6).
    """
    end = data.rfind(_END)
    for _ in range(MOST_VERSIONS):
        end = data.rfind(_END, 0, max(end, 0))
        if not pages or end < 0:
            break
        try:
            with pikepdf.open(io.BytesIO(data[:end] + _END), attempt_recovery=False) as before:
                pages = pages - {page.objgen for page in before.pages}
        except (pikepdf.PdfError, RuntimeError, ValueError, OverflowError):
            continue
    return pages


def _rebuilt(data: bytes, tree: _Tree | None) -> Rebuilt | None:
    """A new file of a file's objects; None where its pages are fewer than qpdf finds, or cannot be opened."""
    built = rebuild(data)
    if built is None or built.pages < (tree.pages if tree else 1) or not _pages_of(built.data):
        return None
    return built


def _saved(data: bytes) -> bytes:
    """The file as pikepdf (qpdf) can save it."""
    target = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data)) as broken:
            if len(broken.pages) == 0:
                raise BrokenPdfError("the PDF has no pages")
            broken.save(target)
    except (pikepdf.PdfError, RuntimeError, ValueError, OverflowError) as error:
        raise BrokenPdfError(f"the PDF is damaged beyond repair ({_first_line(error)})") from error
    return target.getvalue()


def _first_line(error: BaseException) -> str:
    text = _NAMELESS.sub("file", str(error)).strip()
    return text.splitlines()[0][:200] if text else type(error).__name__
