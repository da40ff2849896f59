"""Subsets of an OpenType face (CFF) as reportlab can embed them: CID-keyed, or converted to TrueType."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont as OpenType
from reportlab.pdfbase import pdfdoc

CURVE_ERROR = 1.0  # font units that a converted outline may be off


@dataclass(frozen=True)
class CffSubset:
    """The bare CFF table of a subset, and for each character its CID and its width (1/1000 em)."""

    name: str
    table: bytes
    cids: dict[str, int]
    widths: dict[str, float]


def _subset(source: Path, chars: str) -> OpenType:
    options = subset.Options(layout_features=[], hinting=False, desubroutinize=True, notdef_outline=True)
    options.recalc_timestamp = False
    font = OpenType(source, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=chars)
    subsetter.subset(font)
    return font


def is_cid_keyed(source: Path) -> bool:
    """Whether a font's outlines are told by CID, as Japanese OpenType (CFF) fonts are."""
    font = OpenType(source, lazy=True)
    return "CFF " in font and hasattr(font["CFF "].cff.topDictIndex[0], "ROS")


def cff_subset(source: Path, chars: str) -> CffSubset:
    """The CFF of `chars` only, CIDs as in the source font."""
    font = _subset(source, chars)
    cmap, widths = font.getBestCmap(), font["hmtx"].metrics
    buffer = io.BytesIO()
    font.save(buffer)
    table = OpenType(io.BytesIO(buffer.getvalue())).reader["CFF "]
    glyphs = {char: cmap[ord(char)] for char in chars if ord(char) in cmap}
    cids = {char: int(glyph.removeprefix("cid")) for char, glyph in glyphs.items()}
    em = font["head"].unitsPerEm
    return CffSubset(source.stem, table, cids, {c: widths[g][0] * 1000 / em for c, g in glyphs.items()})


def true_type_subset(source: Path, chars: str, name: str) -> io.BytesIO:
    """A TrueType file of `chars` called `name`, cubic outlines converted to quadratic ones."""
    font = _subset(source, chars)
    order, glyph_set = font.getGlyphOrder(), font.getGlyphSet()
    outlines = {}
    for glyph in order:
        pen = TTGlyphPen(None)
        glyph_set[glyph].draw(Cu2QuPen(pen, CURVE_ERROR, reverse_direction=True))
        outlines[glyph] = pen.glyph()
    builder = FontBuilder(font["head"].unitsPerEm, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(font.getBestCmap())
    builder.setupGlyf(outlines)
    builder.setupHorizontalMetrics(dict(font["hmtx"].metrics))
    hhea = font["hhea"]
    builder.setupHorizontalHeader(ascent=hhea.ascent, descent=hhea.descent)
    family = source.stem.removesuffix("-Regular")
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": name})
    builder.setupOS2()
    builder.setupPost(keepGlyphNames=False)
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    buffer = io.BytesIO()
    builder.font.save(buffer)
    buffer.seek(0)
    return buffer


class CidKeyedFont:
    """A Type0 font (Identity-H, CIDFontType0C) in the shape of reportlab's dynamic fonts."""

    _multiByte = 1
    _dynamicFont = 1
    shapable = False
    substitutionFonts: tuple[Any, ...] = ()

    def __init__(self, name: str, data: CffSubset) -> None:
        self.fontName = name
        self.data = data
        self.face = SimpleNamespace(name=name)

    def stringWidth(self, text: str, size: float, encoding: str = "utf-8") -> float:
        """Width in points (reportlab's protocol)."""
        return sum(self.data.widths.get(char, 1000.0) for char in text) * size / 1000

    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> list[tuple[int, bytes]]:
        """The text as two-byte CIDs: always one subset (reportlab's protocol)."""
        return [(0, b"".join(self.data.cids.get(char, 0).to_bytes(2, "big") for char in text))]

    def getSubsetInternalName(self, subset: int, doc: Any) -> str:
        """The resource name; the first call asks the document to embed the font (reportlab's protocol)."""
        if self.fontName not in doc.fontMapping:
            doc.fontMapping[self.fontName] = f"/F{len(doc.fontMapping) + 1}"
            doc.delayedFonts.append(self)
        return str(doc.fontMapping[self.fontName])

    def addObjects(self, doc: Any) -> None:
        """Write the font's objects into the document (reportlab's protocol)."""
        base = f"AAAAAA+{self.data.name}"
        unicode_map = _zipped(pdfdoc.PDFStream(content=self._to_unicode()), doc)
        internal = doc.fontMapping[self.fontName].removeprefix("/")
        font = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": pdfdoc.PDFName(base),
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray([doc.Reference(self._descendant(doc, base), f"cid:{base}")]),
                "ToUnicode": doc.Reference(unicode_map, f"unicode:{base}"),
            }
        )
        doc.Reference(font, internal)
        doc.idToObject["BasicFonts"].dict[internal] = font

    def _descendant(self, doc: Any, base: str) -> pdfdoc.PDFDictionary:
        info = {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity")}
        return pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType0"),
                "BaseFont": pdfdoc.PDFName(base),
                "DW": 1000,
                "W": pdfdoc.PDFArray(self._widths()),
                "CIDSystemInfo": pdfdoc.PDFDictionary({**info, "Supplement": 0}),
                "FontDescriptor": doc.Reference(self._descriptor(doc, base), f"descriptor:{base}"),
            }
        )

    def _descriptor(self, doc: Any, base: str) -> pdfdoc.PDFDictionary:
        file = pdfdoc.PDFStream(content=self.data.table)
        file.dictionary["Subtype"] = pdfdoc.PDFName("CIDFontType0C")
        return pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("FontDescriptor"),
                "FontName": pdfdoc.PDFName(base),
                "Flags": 4,
                "FontBBox": pdfdoc.PDFArray([-1000, -300, 2000, 1200]),
                "ItalicAngle": 0,
                "Ascent": 880,
                "Descent": -120,
                "CapHeight": 733,
                "StemV": 80,
                "FontFile3": doc.Reference(_zipped(file, doc), f"file:{base}"),
            }
        )

    def _widths(self) -> list[Any]:
        out: list[Any] = []
        for char, cid in sorted(self.data.cids.items(), key=lambda item: item[1]):
            out += [cid, pdfdoc.PDFArray([round(self.data.widths[char])])]
        return out

    def _to_unicode(self) -> bytes:
        pairs = [
            f"<{cid:04X}> <{char.encode('utf-16-be').hex().upper()}>"
            for char, cid in sorted(self.data.cids.items(), key=lambda item: item[1])
        ]
        blocks = [pairs[at : at + 100] for at in range(0, len(pairs), 100)]
        body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
        return (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Adobe-Identity-UCS def\n"
            "/CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
            f"{body}\nendcmap CMapName currentdict /CMap defineresource pop end end"
        ).encode("ascii")


def _zipped(stream: pdfdoc.PDFStream, doc: Any) -> pdfdoc.PDFStream:
    if doc.compression:
        stream.filters = [pdfdoc.PDFZCompress]
    return stream
