"""Files that once ended in an exception, as small as they could be made."""

from __future__ import annotations

from collections.abc import Mapping

from tests.hostile.raw import FIRST_FREE, FONT, Objects, one_page, pdf, table

UNMEASURED = b"<0001>"
"""A glyph without an outline: PDFium leaves it out, so another library is asked for the page's glyphs."""
HALF = b"<000100>"
OPEN_TABLE = (
    b"0.5 w 60 100 m 60 300 l S 60 100 m 200 100 l S 60 300 m 440 300 l S 440 200 m 440 300 l S"
    b" BT /F1 10 Tf 300 250 Td (stray) Tj ET"
)
"""Text amid rulings that make no cell: another library is asked for the page's cells."""


def _not_embedded() -> Objects:
    """A two-byte font that the file names and does not carry."""
    return {
        FONT: b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[%d 0 R]>>" % FIRST_FREE,
        FIRST_FREE: b"<</Type/Font/Subtype/CIDFontType0/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)"
        b"/Supplement 2>>/DW 1000>>",
    }


def _without_table(data: bytes) -> bytes:
    return data[: data.rindex(b"xref\n0")]


FOUND: Mapping[str, bytes] = {
    "text_of_half_a_glyph": pdf(one_page(table([UNMEASURED, HALF])) | _not_embedded()),
    "string_open_at_the_end": _without_table(pdf(one_page(table([UNMEASURED])) | _not_embedded())) + b"9 0 obj (never",
    "object_open_at_the_end": _without_table(pdf(one_page(table([UNMEASURED])) | _not_embedded())) + b"9 0 obj ",
    "trailer_open_at_the_end": _without_table(pdf(one_page(table([UNMEASURED])) | _not_embedded())) + b"trailer ",
    "trailer_that_is_a_number": _without_table(pdf(one_page(OPEN_TABLE))) + b"trailer 1",
}
