"""Writes PDFs object by object, as bytes: what no library would agree to write."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
CATALOG, PAGES, PAGE, CONTENT, FONT = 1, 2, 3, 4, 5
"""The numbers of the objects that every PDF of `one_page` has."""
FIRST_FREE = 6
"""The first number that `one_page` leaves to others."""

Objects = dict[int, bytes]


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream object's body; `entries` are further entries of its dictionary."""
    return b"<</Length %d %s>>\nstream\n%s\nendstream" % (len(data), entries, data)


def flate(data: bytes, entries: bytes = b"") -> bytes:
    """A compressed stream object's body."""
    return stream(zlib.compress(data, 9), b"/Filter/FlateDecode " + entries)


def pdf(objects: Mapping[int, bytes], trailer: bytes = b"", root: int = CATALOG) -> bytes:
    """A file of these objects, with a cross-reference table and a trailer that are right."""
    out = bytearray(HEADER)
    places: dict[int, int] = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    size, start = max(objects, default=0) + 1, len(out)
    rows = [b"0000000000 65535 f \n"]
    rows += [b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 00000 f \n" for n in range(1, size)]
    out += b"xref\n0 %d\n%s" % (size, b"".join(rows))
    out += b"trailer\n<</Size %d/Root %d 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (size, root, trailer, start)
    return bytes(out)


def one_page(content: bytes = b"", page: bytes = b"", resources: bytes = b"") -> Objects:
    """The objects of a PDF of one page; `page` and `resources` are further entries of those dictionaries."""
    return {
        CATALOG: b"<</Type/Catalog/Pages %d 0 R>>" % PAGES,
        PAGES: b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % PAGE,
        PAGE: b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 %d 0 R>>%s>>%s>>"
        % (PAGES, CONTENT, FONT, resources, page),
        CONTENT: stream(content),
        FONT: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    }


def table(texts: list[bytes], top: int = 800, step: int = 20) -> bytes:
    """A content stream that prints a ruled column of texts (PDF string syntax, with their brackets)."""
    out = [b"0.5 w"]
    for number, text in enumerate(texts):
        y = top - step * number
        out.append(b"50 %d 400 %d re S BT /F1 10 Tf 55 %d Td %s Tj ET" % (y - step, step, y - step + 6, text))
    return b"\n".join(out)
