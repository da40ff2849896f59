"""A small PDF to damage one object of, and which of its pages are then known to be damaged."""

from __future__ import annotations

import io
import zlib

import pikepdf

from extract.pdf.health.stream_health import StreamHealth
from tests.extract.drawing import Drawing, rare_font, three_pages

PLAIN = b"BT /F1 10 Tf (answer) Tj ET " * 40
PACKED = zlib.compress(PLAIN)
MARK = b"/MarkOfTheTest"
"""A name to find an object by in the file that is saved."""


def flipped(data: bytes, at: int) -> bytes:
    """`data` with one byte changed."""
    return data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]


def drawn() -> pikepdf.Pdf:
    """Three pages of a number each, their streams compressed."""
    return _compressed(three_pages())


def drawn_in_two_fonts() -> tuple[pikepdf.Pdf, pikepdf.Object]:
    """Three pages with a word each, and the composite font of which page 2 alone knows; its parts are objects."""
    drawing = Drawing()
    drawing.text(60, 54, "1")
    drawing.next_page()
    drawing.text(60, 54, "病院", font=rare_font())
    drawing.next_page()
    drawing.text(60, 54, "3")
    document = _compressed(drawing)
    first, second, third = (page.obj for page in document.pages)
    fonts = dict(first.Resources.Font.items())
    (name,) = (name for name, font in fonts.items() if font.Subtype == "/Type0")
    font = document.make_indirect(fonts.pop(name))
    descendant = document.make_indirect(font.DescendantFonts[0])
    descendant.W = document.make_indirect(descendant.W)
    descendant.FontDescriptor = document.make_indirect(descendant.FontDescriptor)
    font.DescendantFonts = document.make_indirect(pikepdf.Array([descendant]))
    for page in (first, third):
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(fonts))
    second.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary({name: font}))
    return document, font


def _compressed(drawing: Drawing) -> pikepdf.Pdf:
    document = pikepdf.open(io.BytesIO(drawing.pdf()))
    for page in document.pages:
        data = page.obj.Contents.read_bytes()
        page.obj.Contents = pikepdf.Stream(document, b"")
        write(page.obj.Contents, zlib.compress(data))
    return document


def write(stream: pikepdf.Object, data: bytes) -> None:
    """Make `data` the compressed data of a stream."""
    stream.write(data, filter=pikepdf.Name.FlateDecode)


def saved(document: pikepdf.Pdf, encryption: pikepdf.Encryption | bool = False) -> bytes:
    """The file as it is, each object by itself."""
    target = io.BytesIO()
    document.save(
        target,
        compress_streams=False,
        encryption=encryption,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
    )
    return target.getvalue()


def without_table(data: bytes) -> bytes:
    """The file with a wrong place for its table of objects, so that qpdf has to look for them."""
    return data.replace(b"startxref\n", b"startxref\n9")


def without_object(data: bytes, marked: bytes) -> bytes:
    """The file with blanks for the object that these bytes stand in, as a disk hands out what it never wrote."""
    at = data.index(marked)
    start = data.rindex(b"endobj\n", 0, at) + len(b"endobj\n")
    end = data.index(b"endobj\n", at) + len(b"endobj\n")
    return data[:start] + bytes(end - start) + data[end:]


def damaged_pages(data: bytes) -> list[bool | None]:
    """Of each of three pages whether it is known to be damaged; None where that cannot be found out."""
    health = StreamHealth(data)
    return [health.is_damaged(number) for number in (1, 2, 3)]
