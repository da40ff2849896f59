"""Changes what the fonts of a drawn PDF say of themselves."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf

from extract.document import read_pages
from extract.records import Page
from tests.extract.drawing import Drawing

Change = Callable[[pikepdf.Pdf, pikepdf.Dictionary], None]


def page_with(drawing: Drawing, change: Change) -> Page:
    """The only page of a drawing as `extract` reads it, after `change` was made to each embedded font of the PDF."""
    with pikepdf.open(io.BytesIO(drawing.pdf())) as pdf:
        for font in pdf.objects:
            if isinstance(font, pikepdf.Dictionary) and font.get("/Type") == "/Font" and "/ToUnicode" in font:
                change(pdf, font)
        changed = io.BytesIO()
        pdf.save(changed)
    (page,) = read_pages(changed.getvalue())
    return page


def named_as(char: str, letters: str) -> Change:
    """A change that has the font's glyph for `char` stand for `letters`."""

    def rename(pdf: pikepdf.Pdf, font: pikepdf.Dictionary) -> None:
        old, new = f"<{ord(char):04X}>", f"<{''.join(f'{ord(letter):04X}' for letter in letters)}>"
        table = font.ToUnicode.read_bytes().replace(old.encode(), new.encode())
        font.ToUnicode = pdf.make_stream(table)

    return rename
