"""Small files that want to be large: decompression bombs, repetition, fan-out, absurd sizes."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping
from functools import partial

from tests.hostile.raw import CATALOG, CONTENT, FIRST_FREE, PAGE, PAGES, Objects, flate, one_page, pdf, stream, table

MEGABYTE, GIGABYTE = 1 << 20, 1 << 30
FAN_OUT = 24
"""Levels of forms that each draw the next one twice."""


def repeated_deflate(piece: bytes, times: int) -> bytes:
    """What zlib would make of `piece` repeated so often, without ever holding it (the checksum at the end is wrong)."""
    compressor = zlib.compressobj(9)
    first = compressor.compress(piece) + compressor.flush(zlib.Z_FULL_FLUSH)
    again = compressor.compress(piece) + compressor.flush(zlib.Z_FULL_FLUSH)
    return first + again * (times - 1) + compressor.flush()


def deflated(piece: bytes, size: int, layers: int = 2) -> bytes:
    """`size` bytes of repeated `piece` behind so many layers of Flate."""
    block = piece * (MEGABYTE // len(piece))
    data = repeated_deflate(block, size // len(block))
    for _ in range(layers - 1):
        data = zlib.compress(data, 9)
    return data


def flate_bomb(piece: bytes, size: int = 2 * GIGABYTE) -> bytes:
    """A page whose content stream becomes `size` bytes."""
    return pdf(one_page() | {CONTENT: stream(deflated(piece, size), b"/Filter[/FlateDecode/FlateDecode]")})


def object_stream_bomb() -> bytes:
    """A page that stands in an object stream of 1 GB."""
    head = b"%d 0 " % PAGE
    data = deflated(b" ", GIGABYTE)
    objects = one_page() | {
        FIRST_FREE: stream(
            data, b"/Type/ObjStm/N 1/First %d/Filter[/FlateDecode/FlateDecode]" % len(head)
        )
    }  # fmt: skip
    del objects[PAGE]
    return pdf(objects)


def image_bomb() -> bytes:
    """A picture of 100,000 by 100,000 points in a few kilobytes."""
    return _picture(b"/Width 100000/Height 100000/BitsPerComponent 8/ColorSpace/DeviceRGB", 2 * GIGABYTE)


def image_of_no_size() -> bytes:
    """A picture whose dimensions overflow."""
    return _picture(b"/Width 2147483647/Height 2147483647/BitsPerComponent 16/ColorSpace/DeviceCMYK", MEGABYTE)


def _picture(entries: bytes, size: int) -> bytes:
    data = stream(deflated(b"\0", size), b"/Subtype/Image/Filter[/FlateDecode/FlateDecode]" + entries)
    objects = one_page(b"q 595 0 0 842 0 0 cm /I Do Q", resources=b"/XObject<</I %d 0 R>>" % FIRST_FREE)
    return pdf(objects | {FIRST_FREE: data})


def jpeg_of_wrong_size() -> bytes:
    """A picture whose JPEG says 65,500 by 65,500 and ends there."""
    frame = b"\x08" + struct.pack(">HH", 65500, 65500) + b"\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01"
    jpeg = (
        b"\xff\xd8\xff\xc0"
        + struct.pack(">H", len(frame) + 2)
        + frame
        + b"\xff\xda\x00\x0c\x03\x01\x00\x02\x11\x03\x11\x00?\x00"
    )
    entries = b"/Subtype/Image/Width 65500/Height 65500/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/DCTDecode"
    objects = one_page(b"q 595 0 0 842 0 0 cm /I Do Q", resources=b"/XObject<</I %d 0 R>>" % FIRST_FREE)
    return pdf(objects | {FIRST_FREE: stream(jpeg, entries)})


def font_bomb() -> bytes:
    """A font file of 1 GB, and a ToUnicode map as large."""
    bomb = b"/Filter[/FlateDecode/FlateDecode]"
    font = b"<</Subtype/TrueType/BaseFont/X/FirstChar 0/LastChar 0/Widths[500]/ToUnicode 8 0 R/FontDescriptor 6 0 R>>"
    return pdf(
        one_page(table([b"(a)"]))
        | {
            5: font,
            6: b"<</Type/FontDescriptor/FontName/X/Flags 4/FontBBox[0 0 1000 1000]/FontFile2 7 0 R>>",
            7: stream(deflated(b"\0\1\0\0", GIGABYTE), bomb),
            8: stream(deflated(b"1 beginbfchar <00> <0041> endbfchar\n", GIGABYTE), bomb),
        }
    )


def nested_filters() -> bytes:
    """A content stream behind 2,000 filters."""
    names = b"/ASCIIHexDecode" * 2000
    return pdf(one_page() | {CONTENT: stream(b"30" * 1000, b"/Filter[%s]" % names)})


def run_length_bomb() -> bytes:
    """128 MB of RunLength behind Flate."""
    data = repeated_deflate(b"\x81 " * (MEGABYTE // 2), 2)
    return pdf(one_page() | {CONTENT: stream(data, b"/Filter[/FlateDecode/RunLengthDecode]")})


def predictor_bomb() -> bytes:
    """A predictor over rows of 2^31 columns."""
    parameters = b"/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors 32/BitsPerComponent 16/Columns 2147483647>>"
    return pdf(one_page() | {CONTENT: stream(zlib.compress(bytes(1000)), parameters)})


def form_fan_out(levels: int = FAN_OUT) -> bytes:
    """Forms that each draw the next one twice: 2^24 strokes at the end."""
    objects = one_page(b"/X Do", resources=b"/XObject<</X %d 0 R>>" % FIRST_FREE)
    return pdf(objects | _chain(FIRST_FREE, levels, b"/X Do /X Do", b"0 0 100 100 re S"))


def form_chain(levels: int = 5000) -> bytes:
    """Forms within forms, one each."""
    objects = one_page(b"/X Do", resources=b"/XObject<</X %d 0 R>>" % FIRST_FREE)
    return pdf(objects | _chain(FIRST_FREE, levels, b"/X Do", b"0 0 100 100 re S"))


def _chain(first: int, levels: int, each: bytes, last: bytes) -> Objects:
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]"
    objects = {
        first + n: stream(each, form + b"/Resources<</XObject<</X %d 0 R>>>>" % (first + n + 1)) for n in range(levels)
    }
    return objects | {first + levels: stream(last, form)}


def pages_fan_out(levels: int = FAN_OUT) -> bytes:
    """A page tree each of whose nodes names the next one twice: 2^24 pages."""
    objects = one_page() | {CATALOG: b"<</Type/Catalog/Pages %d 0 R>>" % FIRST_FREE}
    for n in range(levels):
        following = FIRST_FREE + n + 1 if n < levels - 1 else PAGE
        kids = b"%d 0 R %d 0 R" % (following, following)
        objects[FIRST_FREE + n] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (2 ** (levels - n), kids)
    return pdf(objects)


def many_pages(count: int = 3000) -> bytes:
    """A file of so many pages, each with a ruled table."""
    content = table([b"(%s)" % word for word in (b"one", b"two", b"three")])
    objects = one_page(content)
    kids = range(FIRST_FREE, FIRST_FREE + count)
    objects |= dict.fromkeys(kids, objects.pop(PAGE))
    names = b" ".join(b"%d 0 R" % kid for kid in kids)
    return pdf(objects | {PAGES: b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, names)})


def many_objects(count: int = 200_000) -> bytes:
    """A file of so many objects, all in one array of the catalog."""
    numbers = range(FIRST_FREE, FIRST_FREE + count)
    objects = one_page(table([b"(one)"])) | dict.fromkeys(numbers, b"<</A[1 2 3]>>")
    names = b" ".join(b"%d 0 R" % number for number in numbers)
    return pdf(objects | {CATALOG: b"<</Type/Catalog/Pages %d 0 R/Names[%s]>>" % (PAGES, names)})


def many_annotations(count: int = 100_000) -> bytes:
    """A page of so many links."""
    link = b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://example.invalid/)>>>>"
    return pdf(one_page(table([b"(one)"]), page=b"/Annots[%s]" % (link * count)))


def many_paths(count: int = 400_000) -> bytes:
    """A page of so many rules, more than are looked at; short ones, since PDFium draws 3,000 long ones in a second."""
    return pdf(one_page() | {CONTENT: flate(b"0 0 m 9 9 l S\n" * count)})


def graph_paper(lines: int = 2000) -> bytes:
    """Rules that cross each other four million times."""
    across = b"".join(b"0 %.2f m 595 %.2f l S\n" % (y, y) for y in (n * 842 / lines for n in range(lines)))
    down = b"".join(b"%.2f 0 m %.2f 842 l S\n" % (x, x) for x in (n * 595 / lines for n in range(lines)))
    return pdf(one_page() | {CONTENT: flate(across + down)})


def dots(count: int = 250_000) -> bytes:
    """So many squares of a tenth of a point, strewn over the page."""
    places = ((n * 7919 % 5950 / 10, n * 104729 % 8420 / 10) for n in range(count))
    return pdf(one_page() | {CONTENT: flate(b"".join(b"%.1f %.1f .1 .1 re f\n" % place for place in places))})


def many_glyphs(count: int = 3_000_000) -> bytes:
    """A page of so many letters."""
    return pdf(one_page() | {CONTENT: flate(b"BT /F1 1 Tf 1 0 0 1 5 5 Tm (%s) Tj ET" % (b"a" * count))})


def scattered_text(count: int = 150_000) -> bytes:
    """So many letters, each in a text object and on a line of its own, in a table of many cells."""
    rules = b"".join(b"0 %d m 595 %d l S %d 0 m %d 842 l S\n" % (n * 9, n * 9, n * 7, n * 7) for n in range(80))
    places = ((n % 590, n * 31 % 840) for n in range(count))
    words = b"".join(b"BT /F1 4 Tf %d %d Td (x) Tj ET\n" % place for place in places)
    return pdf(one_page() | {CONTENT: flate(rules + words)})


def clipped_text(count: int = 20_000) -> bytes:
    """So many words, each behind a clip path of its own."""
    words = (
        b"q %d %d 3 3 re W n BT /F1 9 Tf %d %d Td (clipped) Tj ET Q\n" % (n % 500, n % 800, n % 500, n % 800)
        for n in range(count)
    )
    return pdf(one_page() | {CONTENT: flate(b"".join(words))})


def nested_cells(count: int = 3000) -> bytes:
    """Boxes within boxes."""
    boxes = (b"%.2f %.2f %.2f %.2f re S\n" % (n / 20, n / 20, 595 - n / 10, 842 - n / 10) for n in range(count))
    return pdf(one_page() | {CONTENT: flate(b"BT /F1 9 Tf 300 400 Td (x) Tj ET\n" + b"".join(boxes))})


def media_box(box: bytes) -> bytes:
    """A page with a table on a page of this size."""
    objects = one_page(table([b"(one)", b"(two)"]))
    return pdf(objects | {PAGE: objects[PAGE].replace(b"[0 0 595 842]", box)})


BOXES = {
    "huge": b"[0 0 1e38 1e38]",
    "overflowing": b"[-3.4e38 -3.4e38 3.4e38 3.4e38]",
    "of_infinite_digits": b"[0 0 %s 842]" % (b"9" * 5000),
    "of_no_area": b"[0 0 0 0]",
    "turned_over": b"[595 842 0 0]",
    "far_away": b"[1e9 1e9 1000000595 1000000842]",
    "tiny": b"[0 0 1e-30 1e-30]",
    "of_three_numbers": b"[0 0 595]",
    "of_names": b"[/a /b /c /d]",
}

BOMBS: Mapping[str, Callable[[], bytes]] = {
    "flate_2_gb_of_blanks": lambda: flate_bomb(b" "),
    "flate_2_gb_of_strokes": lambda: flate_bomb(b"0 0 m 9 9 l S\n"),
    "flate_2_gb_of_text": lambda: flate_bomb(b"BT /F1 9 Tf (a) Tj ET\n"),
    "flate_2_gb_of_one_string": lambda: flate_bomb(b"("),
    "flate_2_gb_of_saved_states": lambda: flate_bomb(b"q "),
    **{
        name.__name__: name
        for name in (
            object_stream_bomb, image_bomb, image_of_no_size, jpeg_of_wrong_size, font_bomb, nested_filters,
            run_length_bomb, predictor_bomb, form_fan_out, form_chain, pages_fan_out, many_pages, many_objects,
            many_annotations, many_paths, graph_paper, dots, many_glyphs, scattered_text, clipped_text, nested_cells,
        )
    },
    **{f"page_{name}": partial(media_box, box) for name, box in BOXES.items()},
}  # fmt: skip
