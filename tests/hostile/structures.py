"""Files whose objects lead back to themselves, nest without end, or are not where they should be."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Mapping
from functools import partial

from tests.hostile.raw import (
    CATALOG,
    CONTENT,
    FIRST_FREE,
    FONT,
    HEADER,
    PAGE,
    PAGES,
    Objects,
    flate,
    one_page,
    pdf,
    stream,
    table,
)  # fmt: skip

DEEP = 200_000
"""Levels of nesting, more than any stack holds."""
TEXT = table([b"(one)", b"(two)", b"(three)"])


def _page(entries: bytes) -> bytes:
    """A page of these entries only."""
    return b"<</Type/Page/Parent %d 0 R/Contents %d 0 R %s>>" % (PAGES, CONTENT, entries)


def _drawn(form: bytes, operators: bytes = b"/X Do", kind: bytes = b"XObject") -> Objects:
    """A page that draws object `FIRST_FREE`."""
    return one_page(operators, resources=b"/%s<</X %d 0 R>>" % (kind, FIRST_FREE)) | {FIRST_FREE: form}


LOOPS: Mapping[str, Objects] = {
    "kids_that_are_their_parent": one_page() | {PAGES: b"<</Type/Pages/Count 1/Kids[2 0 R]>>"},
    "kids_that_count_more_than_they_are": one_page(TEXT) | {PAGES: b"<</Type/Pages/Count 2147483647/Kids[3 0 R]>>"},
    "kids_that_count_less_than_nothing": one_page(TEXT) | {PAGES: b"<</Type/Pages/Count -5/Kids[3 0 R]>>"},
    "kids_of_two_nodes_in_a_ring": one_page() | {
        PAGES: b"<</Type/Pages/Count 2/Kids[6 0 R 3 0 R]>>", 6: b"<</Type/Pages/Parent 2 0 R/Count 2/Kids[2 0 R]>>",
    },
    "parent_that_is_the_page": one_page(TEXT) | {PAGE: b"<</Type/Page/Parent 3 0 R/Contents 4 0 R>>"},
    "parents_in_a_ring": one_page(TEXT) | {
        PAGE: _page(b""), PAGES: b"<</Type/Pages/Parent 6 0 R/Count 1/Kids[3 0 R]>>", 6: b"<</Parent 2 0 R>>",
    },
    "media_box_of_itself": one_page(TEXT) | {PAGE: _page(b"/MediaBox 6 0 R"), 6: b"[6 0 R 6 0 R 6 0 R 6 0 R]"},
    "media_box_that_refers_to_itself": one_page(TEXT) | {PAGE: _page(b"/MediaBox 6 0 R"), 6: b"6 0 R"},
    "rotation_that_refers_to_itself": one_page(TEXT, page=b"/Rotate 6 0 R") | {6: b"6 0 R"},
    "references_in_a_ring": one_page(TEXT) | {CONTENT: b"6 0 R", 6: b"7 0 R", 7: b"4 0 R"},
    "resources_of_itself": one_page(TEXT) | {PAGE: _page(b"/MediaBox[0 0 9 9]/Resources 6 0 R"), 6: b"<</Font 6 0 R"
        b"/XObject 6 0 R/F1 6 0 R>>"},
    "contents_of_itself": one_page(TEXT) | {CONTENT: b"[4 0 R 4 0 R]"},
    "contents_that_are_the_page": one_page(TEXT) | {PAGE: _page(b"/MediaBox[0 0 9 9]").replace(b"4 0 R", b"3 0 R")},
    "length_of_itself": one_page() | {CONTENT: b"<</Length 4 0 R>>\nstream\nBT (a) Tj ET\nendstream"},
    "length_that_lies": one_page() | {CONTENT: b"<</Length 999999999>>\nstream\nBT (a) Tj ET\nendstream"},
    "length_below_zero": one_page() | {CONTENT: b"<</Length -1>>\nstream\nBT (a) Tj ET\nendstream"},
    "filter_of_itself": one_page() | {CONTENT: stream(b"x", b"/Filter 6 0 R/DecodeParms 6 0 R"), 6: b"[6 0 R]"},
    "form_that_draws_itself": _drawn(stream(b"/X Do", b"/Subtype/Form/BBox[0 0 9 9]"
        b"/Resources<</XObject<</X 6 0 R>>>>")),
    "form_that_draws_itself_twice": _drawn(
        stream(b"/X Do /X Do", b"/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>")
    ),
    "forms_in_a_ring": _drawn(stream(b"/Y Do", b"/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</Y 7 0 R>>>>"))
    | {7: stream(b"/X Do /X Do", b"/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>")},
    "form_without_resources_draws_its_page_s": _drawn(stream(b"/X Do /X Do", b"/Subtype/Form/BBox[0 0 9 9]")),
    "image_that_masks_itself": _drawn(
        stream(b"\xff" * 9, b"/Subtype/Image/Width 3/Height 3/BitsPerComponent 8/ColorSpace/DeviceGray/SMask 6 0 R"
            b"/Mask 6 0 R")
    ),
    "pattern_that_paints_itself": _drawn(
        stream(b"/Pattern cs /X scn 0 0 9 9 re f", b"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 1e-9"
               b"/YStep 1e-9/Resources<</Pattern<</X 6 0 R>>>>"),
        b"/Pattern cs /X scn 0 0 595 842 re f", b"Pattern",
    ),
    "soft_mask_of_itself": _drawn(
        b"<</Type/ExtGState/SMask<</S/Luminosity/G 7 0 R>>>>", b"/X gs 0 0 9 9 re f", b"ExtGState"
    ) | {7: stream(b"/X gs 0 0 9 9 re f", b"/Subtype/Form/BBox[0 0 9 9]/Group<</S/Transparency>>"
        b"/Resources<</ExtGState<</X 6 0 R>>>>")},
    "colour_space_of_itself": _drawn(b"[/Indexed 6 0 R 255 6 0 R]", b"/X cs 1 sc 0 0 9 9 re f", b"ColorSpace"),
    "function_of_itself": _drawn(b"<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 1 1]/Function 7 0 R>>", b"/X sh",
    b"Shading")
    | {7: b"<</FunctionType 3/Domain[0 1]/Functions[7 0 R 7 0 R]/Bounds[.5]/Encode[0 1 0 1]>>"},
    "glyph_that_prints_itself": one_page(TEXT) | {
        FONT: b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 0/LastChar 255/Widths["
        + b"1 " * 256 + b"]/Encoding<</Differences[97/o/n/e]>>/CharProcs<</o 6 0 R/n 6 0 R/e 6 0 R>>"
            b"/Resources<</Font<</F1 5 0 R>>>>>>",
        6: stream(b"1 0 d0 BT /F1 9 Tf (one) Tj ET"),
    },
    "font_of_itself": one_page(TEXT) | {FONT: b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H"
        b"/DescendantFonts[5 0 R]>>"},
    "font_of_a_ring": one_page(TEXT) | {
        FONT: b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding 6 0 R/ToUnicode 6 0 R/DescendantFonts 7 0 R>>",
        6: stream(b"begincmap endcmap", b"/Type/CMap/CMapName/A/UseCMap 6 0 R"), 7: b"[5 0 R 7 0 R]",
    },
    "widths_of_themselves": one_page(TEXT) | {
        FONT: b"<</Type/Font/Subtype/TrueType/BaseFont/X/FirstChar 6 0 R/LastChar 6 0 R/Widths 6 0 R"
            b"/FontDescriptor 6 0 R/Encoding 6 0 R>>",
        6: b"[6 0 R]",
    },
    "fields_of_themselves": one_page(TEXT, page=b"/Annots 6 0 R") | {
        CATALOG: b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields 6 0 R>>>>", 6: b"[7 0 R 7 0 R]",
        7: b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/Kids 6 0 R/Parent 7 0 R/Rect[0 0 9 9]/AP<</N 7 0 R>>>>",
    },
    "names_and_outlines_of_themselves": one_page(TEXT) | {
        CATALOG: b"<</Type/Catalog/Pages 2 0 R/Names<</Dests 6 0 R>>/PageLabels 6 0 R/Outlines 6 0 R"
            b"/StructTreeRoot 6 0 R/OCProperties 6 0 R>>",
        6: b"<</Kids[6 0 R 6 0 R]/K 6 0 R/ParentTree 6 0 R/First 6 0 R/Next 6 0 R/Last 6 0 R/Parent 6 0 R/OCGs 6 0 R"
            b"/D 6 0 R>>",
    },
    "catalog_that_is_the_page": one_page(TEXT) | {CATALOG: b"<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]/Count 1>>"},
}  # fmt: skip


def previous_table_is_this_one() -> bytes:
    """A cross-reference table whose /Prev is its own place."""
    data = pdf(one_page(TEXT), b"/Prev 0000000000")
    return data.replace(b"0000000000>>", b"%010d>>" % data.rindex(b"xref\n0"))


def object_stream_in_itself() -> bytes:
    """Object streams that say that they stand in themselves and extend each other."""
    inner = b"3 0 6 40 " + one_page(TEXT)[PAGE] + b" 6 0 R"
    objects = one_page(TEXT) | {6: flate(inner, b"/Type/ObjStm/N 2/First 9/Extends 6 0 R")}
    return _with_table_stream(objects, in_stream={PAGE: (6, 0), 6: (6, 1)})


def _with_table_stream(objects: Objects, in_stream: Mapping[int, tuple[int, int]]) -> bytes:
    """A file whose cross-references stand in a stream; `in_stream` puts objects into object streams."""
    out, rows = bytearray(HEADER), {0: (0, 0, 65535)}
    for number, body in objects.items():
        rows[number] = (2, *in_stream[number]) if number in in_stream else (1, len(out), 0)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    last = max(objects) + 1
    rows[last] = (1, len(out), 0)
    packed = b"".join(
        bytes([kind]) + place.to_bytes(4, "big") + extra.to_bytes(2, "big")
        for kind, place, extra in (rows.get(number, (0, 0, 0)) for number in range(last + 1))
    )
    start = len(out)
    body = flate(packed, b"/Type/XRef/W[1 4 2]/Size %d/Root 1 0 R/Prev %d" % (last + 1, start))
    out += b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (last, body, start)
    return bytes(out)


def table_stream_of_wrong_widths(widths: bytes) -> bytes:
    """A cross-reference stream with absurd /W."""
    return _with_table_stream(one_page(TEXT), {}).replace(b"/W[1 4 2]", b"/W[%s]" % widths)


def without_table() -> bytes:
    """A file without cross-references and trailer."""
    data = pdf(one_page(TEXT))
    return data[: data.rindex(b"xref\n0")]


def table_that_points_nowhere() -> bytes:
    """Cross-references of which each leads into the middle of something else."""
    return re.sub(rb"(\d{10}) 00000 n", lambda row: b"%010d 00000 n" % (int(row[1]) + 7), pdf(one_page(TEXT)))


def table_of_many_rows() -> bytes:
    """A cross-reference table that promises 2^31 rows."""
    return pdf(one_page(TEXT)).replace(b"xref\n0 6", b"xref\n0 2147483647").replace(b"/Size 6", b"/Size 2147483647")


def object_of_the_largest_number() -> bytes:
    """A page whose number is the largest there is."""
    return pdf(one_page(TEXT)).replace(b"3 0 obj", b"2147483647 65535 obj").replace(b"3 0 R", b"2147483647 65535 R")


STRUCTURES: Mapping[str, Callable[[], bytes]] = {
    "nested_arrays": lambda: pdf(one_page(TEXT, page=b"/A " + b"[" * DEEP + b"]" * DEEP)),
    "nested_dictionaries": lambda: pdf(one_page(TEXT, page=b"/A " + b"<</A " * DEEP + b"1" + b">>" * DEEP)),
    "nested_arrays_in_the_content": lambda: pdf(one_page(b"[" * DEEP + b"]" * DEEP + b" TJ " + TEXT)),
    "nested_dictionaries_in_the_content": lambda: pdf(one_page(b"/A " + b"<</A " * DEEP + b" BDC " + TEXT)),
    "nested_strings": lambda: pdf(one_page(b"BT /F1 9 Tf " + b"(" * DEEP + b")" * DEEP + b" Tj ET")),
    "nested_states": lambda: pdf(one_page(b"q " * DEEP + TEXT)),
    "nested_marks": lambda: pdf(one_page(b"/A BMC " * DEEP + TEXT)),
    "states_never_saved": lambda: pdf(one_page(b"Q " * DEEP + TEXT)),
    "array_never_closed": lambda: HEADER + b"1 0 obj\n" + b"[" * DEEP,
    "parents_without_end": lambda: pdf(
        one_page(TEXT)
        | {PAGES: b"<</Type/Pages/Parent 6 0 R/Count 1/Kids[3 0 R]>>"}
        | {n: b"<</Type/Pages/Parent %d 0 R/Count 1/Kids[%d 0 R]>>" % (n + 1, n - 1) for n in range(6, 50_000)}
    ),
    "kids_without_end": lambda: pdf(
        one_page(TEXT)
        | {PAGES: b"<</Type/Pages/Count 1/Kids[6 0 R]>>"}
        | {n: b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (n + 1) for n in range(6, 50_000)}
        | {50_000: one_page()[PAGE]}
    ),
    "header_only": lambda: HEADER,
    "header_and_end": lambda: HEADER + b"startxref\n0\n%%EOF\n",
    "start_beyond_the_end": lambda: pdf(one_page(TEXT)).replace(b"startxref\n", b"startxref\n99999"),
    "start_below_zero": lambda: pdf(one_page(TEXT)).replace(b"startxref\n", b"startxref\n-"),
    "generation_that_is_none": lambda: pdf(one_page(TEXT)).replace(b" 0 obj", b" 99999 obj"),
    "table_stream_in_a_ring": lambda: _with_table_stream(one_page(TEXT), {}),
    "table_stream_of_no_width": lambda: table_stream_of_wrong_widths(b"0 0 0"),
    "table_stream_of_great_width": lambda: table_stream_of_wrong_widths(b"2147483647 2147483647 1"),
    "table_stream_below_zero": lambda: table_stream_of_wrong_widths(b"-1 4 2"),
    "flate_that_is_none": lambda: pdf(one_page() | {CONTENT: stream(b"no flate at all", b"/Filter/FlateDecode")}),
    "flate_cut_short": lambda: pdf(
        one_page() | {CONTENT: stream(zlib.compress(TEXT * 50)[:60], b"/Filter/FlateDecode")}
    ),
    **{
        made.__name__: made
        for made in (
            previous_table_is_this_one, object_stream_in_itself, without_table, table_that_points_nowhere,
            table_of_many_rows, object_of_the_largest_number,
        )
    },
    **{name: partial(pdf, objects) for name, objects in LOOPS.items()},
}  # fmt: skip
