"""Files in which one entry of one object is of the wrong type, for every entry and every type."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator

from tests.hostile.raw import Objects, flate, pdf, stream, table

WRONG = {
    "null": b"null", "true": b"true", "zero": b"0", "below_zero": b"-1", "real": b"1e-9",
    "large": b"99999999999999999999",
    "string": b"(text)", "broken_string": b"<FEFFD800>", "name": b"/Name", "empty_name": b"/ ", "array": b"[]",
    "array_of_nulls": b"[null null null null]", "dictionary": b"<<>>", "itself": b"%d 0 R", "nothing": b"9999 0 R",
    "catalog": b"1 0 R", "content": b"4 0 R",
}  # fmt: skip
_ENTRY = re.compile(rb"(/[A-Za-z0-9]+)(\s*(?:\[[^\[\]]*\]|<<[^<>]*>>|\d+ 0 R|/?[\w.+-]+))")


def wrong_types() -> Iterator[tuple[str, bytes]]:
    """Every entry of every dictionary of a file with an embedded CID font, each with every wrong type."""
    objects = typical()
    for number, body in objects.items():
        head, mark, tail = body.partition(b"\nstream\n")
        for entry in _ENTRY.finditer(head):
            if entry.start(2) == entry.end(2):
                continue
            for name, value in WRONG.items():
                value = value % number if b"%d" in value else value
                changed = head[: entry.start(2)] + b" " + value + head[entry.end(2) :]
                key = entry[1][1:].decode()
                yield f"{number}_{key}_{name}", pdf(objects | {number: changed + mark + tail})


def some_wrong_types(each: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Of every entry so many of its wrong types, by chance; another seed takes others."""
    chance, entries = random.Random(seed), defaultdict[str, list[tuple[str, bytes]]](list)
    for name, data in wrong_types():
        number, key, _ = name.split("_", 2)
        entries[f"{number}_{key}"].append((name, data))
    for files in entries.values():
        yield from chance.sample(files, each)


def typical() -> Objects:
    """A page with a ruled table, text in a CID font with a ToUnicode map, a picture and a form."""
    content = b"q 1 0 0 1 0 0 cm /X Do Q /G gs q 9 0 0 9 0 0 cm /I Do Q\n" + table([b"<00410042>", b"<00430044>"])
    cmap = b"1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0041> <0050> <7279> endbfrange"
    return {
        1: b"<</Type/Catalog/Pages 2 0 R/Lang(ja)/ViewerPreferences<</DisplayDocTitle true>>>>",
        2: b"<</Type/Pages/Count 1/Kids[3 0 R]/Rotate 0>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/CropBox[0 0 595 842]/UserUnit 1/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>/XObject<</X 10 0 R/I 11 0 R>>/ExtGState<</G 12 0 R>>>>/Annots[]>>",
        4: stream(content),
        5: b"<</Type/Font/Subtype/Type0/BaseFont/AAAAAA+Gothic/Encoding/Identity-H/DescendantFonts[6 0 R]"
            b"/ToUnicode 8 0 R>>",
        6: b"<</Type/Font/Subtype/CIDFontType2/BaseFont/AAAAAA+Gothic/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)"
        b"/Supplement 6>>/DW 1000/W[65 66 500]/DW2[880 -1000]/CIDToGIDMap/Identity/FontDescriptor 7 0 R>>",
        7: b"<</Type/FontDescriptor/FontName/AAAAAA+Gothic/Flags 4/FontBBox[0 -200 1000 800]/ItalicAngle 0/Ascent 800"
        b"/Descent -200/CapHeight 700/StemV 80/MissingWidth 500/FontFile2 9 0 R>>",
        8: flate(cmap, b"/Type/CMap/CMapName/A"),
        9: flate(b"\0\1\0\0\0\0", b"/Length1 6"),
        10: stream(b"0 0 9 9 re S", b"/Type/XObject/Subtype/Form/FormType 1/BBox[0 0 9 9]/Matrix[1 0 0 1 0 0]"
            b"/Resources<<>>"),
        11: flate(bytes(9), b"/Type/XObject/Subtype/Image/Width 3/Height 3/BitsPerComponent 8/ColorSpace/DeviceGray"
                  b"/DecodeParms<</Predictor 1/Colors 1/Columns 3>>/Decode[0 1]"),
        12: b"<</Type/ExtGState/SMask/None/CA 1/LW 1/Font[5 0 R 9]>>",
    }  # fmt: skip
