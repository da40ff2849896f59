"""Whether a font of a PDF is whole: its dictionaries, its program, and its maps of codes, characters and glyphs.

Of a font that lost a part PDFium makes what it can: it assumes widths, so that blanks come out wider or narrower than
they are printed, takes another typeface, or draws nothing. What is not there was perhaps never meant to be, so it
counts only in a file of which objects are lost. A stream that does not decode counts in any, and so does a font that
by its name is some glyphs of one, put into the file, and has none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pikepdf

_DICTIONARY, _ARRAY, _NAME = pikepdf.Dictionary, pikepdf.Array, pikepdf.Name
_SUBSET = re.compile("/[A-Z]{6}[+]")
"""How the name of a font begins of which a file has those glyphs that it uses."""
_PROGRAMS = {"/FontFile", "/FontFile2", "/FontFile3"}
_STREAMS = ("/FontFile", "/FontFile2", "/FontFile3", "/ToUnicode", "/Encoding", "/CIDToGIDMap")
_KINDS: dict[str, tuple[type, ...]] = {
    "/DescendantFonts": (_ARRAY,),
    "/FontDescriptor": (_DICTIONARY,),
    "/Widths": (_ARRAY,),
    "/W": (_ARRAY,),
    "/CharProcs": (_DICTIONARY,),
    "/FontFile": (pikepdf.Stream,),
    "/FontFile2": (pikepdf.Stream,),
    "/FontFile3": (pikepdf.Stream,),
    "/ToUnicode": (pikepdf.Stream, _NAME),
    "/CIDToGIDMap": (pikepdf.Stream, _NAME),
    "/Encoding": (pikepdf.Stream, _NAME, _DICTIONARY),
}
"""What the parts of a font are, where they are there (PDF 1.7, 9.6 to 9.8)."""
_SIMPLE = {"/Type1", "/MMType1", "/TrueType"}
_NEEDED = {
    "/Type0": {"/DescendantFonts", "/Encoding"},
    "/CIDFontType0": {"/FontDescriptor"},
    "/CIDFontType2": {"/FontDescriptor"},
    "/Type3": {"/CharProcs", "/Encoding", "/FirstChar", "/LastChar", "/Widths"},
}
"""What fonts do not do without (PDF 1.7, tables 112, 117 and 121)."""
_MEASURES = {"/FirstChar", "/LastChar", "/Widths", "/FontDescriptor"}
"""Of simple fonts the standard ones do without these; one that has any has all (PDF 1.7, 9.6.2.2)."""


def font_is_damaged(font: pikepdf.Object, fails: Callable[[pikepdf.Object], bool], lossy: bool) -> bool:
    """Whether a part of a font fails to decode, or is lost or of the wrong kind in a file that is `lossy`."""
    fonts = [font, *_descendants(font)]
    descriptors = [each["/FontDescriptor"] for each in fonts if isinstance(each.get("/FontDescriptor"), _DICTIONARY)]
    if any(fails(stream) for part in fonts + descriptors for stream in _streams(part)):
        return True
    if any(map(_lacks_subset, fonts)):
        return True
    return lossy and (any(map(_is_crippled, fonts)) or any(map(_lacks_parts, descriptors)))


def _descendants(font: pikepdf.Object) -> list[pikepdf.Object]:
    """The fonts that a composite font consists of: one, if it is whole."""
    descendants = font.get("/DescendantFonts")
    if not isinstance(descendants, pikepdf.Array):
        return []
    return [each for each in descendants if isinstance(each, pikepdf.Dictionary)]


def _streams(part: pikepdf.Object) -> Iterator[pikepdf.Object]:
    found = (part.get(name) for name in _STREAMS)
    return (each for each in found if isinstance(each, pikepdf.Stream))


def _lacks_subset(font: pikepdf.Object) -> bool:
    """Whether a font is some glyphs of one (PDF 1.7, 9.6.4), and these are not there; Type 3 has them elsewhere."""
    descriptor = font.get("/FontDescriptor")
    if not isinstance(descriptor, _DICTIONARY) or font.get("/Subtype") == "/Type3":
        return False
    return bool(_SUBSET.match(str(descriptor.get("/FontName")))) and not _PROGRAMS & descriptor.keys()


def _is_crippled(font: pikepdf.Object) -> bool:
    """Whether a font or descendant font cannot be what was written."""
    return _lacks_parts(font) or _lacks_needed(font)


def _lacks_parts(part: pikepdf.Object) -> bool:
    """Whether a dictionary names what is not there, or what is there is of the wrong kind."""
    return any(value is None or not isinstance(value, _KINDS.get(name, object)) for name, value in part.items())


def _lacks_needed(font: pikepdf.Object) -> bool:
    subtype, names = str(font.get("/Subtype")), font.keys()
    if subtype in _SIMPLE:
        return bool(_MEASURES & names) and not names >= _MEASURES
    if subtype not in _NEEDED:
        return True
    return not names >= _NEEDED[subtype] or (subtype == "/Type0" and not _descendants(font))
