"""Whether the streams and fonts that a page is drawn from are whole.

PDFium draws what it can of a damaged file and says nothing: whatever follows the damage is missing, or is other text.
The checksum at the end of compressed data tells, and where objects are lost, so does the place that names them. Looking
at both costs a fiftieth of the reading of a page.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from functools import cached_property

import numpy as np
import pikepdf

from extract.errors import lacks_memory
from extract.font_health import font_is_damaged

MAX_DECODED = 64 << 20
"""Bytes that are decoded of one stream; what is longer is no form, and other bounds see to it."""
MAX_DEPTH = 5
"""Forms within forms that are followed."""
_FLATE, _ASCII85 = "/FlateDecode", "/ASCII85Decode"
_FILTERS = {
    _FLATE, _ASCII85, "/ASCIIHexDecode", "/LZWDecode", "/RunLengthDecode", "/CCITTFaxDecode", "/JBIG2Decode",
    "/DCTDecode", "/JPXDecode", "/Crypt", "/Fl", "/A85", "/AHx", "/LZW", "/RL", "/CCF", "/DCT",
}  # fmt: skip
"""The rules by which streams are decoded (PDF 1.7, 7.4), and their short names, which programs take as well."""
_BLANKS = b"\0\t\n\f\r "


class StreamHealth:
    """Looks at single pages of one PDF, whichever of its pages it looked at before; the file is parsed at the first.

    What a page lacks may be lost, or may never have been there: qpdf warns of objects that it cannot parse, but only
    when it parses them. So the page is looked at in the file as it stands, where reading an object has no effect on any
    other, and only if it lacks anything there all objects are parsed: this decides, and whole files seldom need it.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data

    def is_damaged(self, number: int) -> bool:
        """Whether text or rulings of page `number` (from 1) may be lost; False where qpdf cannot read the file."""
        try:
            return self._is_suspect(number) and self._mended.is_damaged(number)
        except Exception as error:
            if lacks_memory(error):
                raise MemoryError from error
            return False

    def _is_suspect(self, number: int) -> bool:
        try:
            return self._as_it_stands is None or self._as_it_stands.is_damaged(number)
        except (pikepdf.PdfError, IndexError):
            return True

    @cached_property
    def _as_it_stands(self) -> _Reading | None:
        """The file without any repair; None where it needs that to be opened."""
        try:
            return _Reading(pikepdf.open(io.BytesIO(self._data), attempt_recovery=False), lossy=True)
        except pikepdf.PdfError:
            return None

    @cached_property
    def _mended(self) -> _Reading:
        """The file with qpdf's repairs, all of which are made now."""
        pdf = pikepdf.open(io.BytesIO(self._data))
        len(pdf.objects)  # parses them
        return _Reading(pdf, lossy=bool(pdf.get_warnings()))


class _Reading:
    """One reading of a PDF, in which each stream and font is looked at once.

    In a file that is `lossy` what a page lacks is lost, in others it was never there.
    """

    def __init__(self, pdf: pikepdf.Pdf, lossy: bool) -> None:
        self._pdf = pdf
        self._lossy = lossy
        self._streams: dict[tuple[int, int], bool] = {}
        self._forms: dict[tuple[int, int], bool] = {}
        self._fonts: dict[tuple[int, int], bool] = {}

    def is_damaged(self, number: int) -> bool:
        """Whether a part of page `number` (from 1) does not decode, or is lost."""
        page = self._pdf.pages[number - 1].obj
        # qpdf gives a page empty resources where it has none.
        lacks_resources = self._lossy and not page.get("/Resources")
        return lacks_resources or self._lacks_contents(page) or self._fails_within(page, 0)

    def _lacks_contents(self, page: pikepdf.Object) -> bool:
        """Whether a part of what a page shows fails, or is not there in a file of which objects are lost."""
        contents = page.get("/Contents")
        parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        found = [part for part in parts if isinstance(part, pikepdf.Stream)]
        return any(map(self._fails, found)) or (self._lossy and len(found) < len(parts))

    def _fails_within(self, owner: pikepdf.Object, depth: int) -> bool:
        """Whether a form or a font is damaged that the resources of a page or form name."""
        entries = dict(owner.items())
        if "/Resources" not in entries or depth > MAX_DEPTH:
            return False
        resources = entries["/Resources"]
        if not isinstance(resources, pikepdf.Dictionary):
            return self._lossy
        fonts, pictures = _named(resources, "/Font"), _named(resources, "/XObject")
        return any(map(self._font_fails, fonts)) or any(self._form_fails(each, depth) for each in pictures)

    def _font_fails(self, font: pikepdf.Object | None) -> bool:
        if font is None or not font.is_indirect:
            return font_is_damaged(font, self._fails, self._lossy)
        if font.objgen not in self._fonts:
            self._fonts[font.objgen] = font_is_damaged(font, self._fails, self._lossy)
        return self._fonts[font.objgen]

    def _form_fails(self, found: pikepdf.Object | None, depth: int) -> bool:
        """Whether a form fails, or is lost. Of pictures nothing is said but that they are there."""
        if not isinstance(found, pikepdf.Stream):
            return self._lossy
        if found.get("/Subtype") != "/Form":
            return False
        if found.objgen not in self._forms:
            self._forms[found.objgen] = False  # for a form within itself
            self._forms[found.objgen] = self._fails(found) or self._fails_within(found, depth + 1)
        return self._forms[found.objgen]

    def _fails(self, stream: pikepdf.Object) -> bool:
        if stream.objgen not in self._streams:
            self._streams[stream.objgen] = _fails(stream)
        return self._streams[stream.objgen]


def _named(resources: pikepdf.Object, kind: str) -> Iterator[pikepdf.Object | None]:
    """The resources of a kind; None for what is named and not there, be it one of them or all."""
    kinds = dict(resources.items())
    named = kinds.get(kind)
    if isinstance(named, pikepdf.Dictionary):
        yield from (found for _, found in named.items())
    elif kind in kinds:
        yield None


def _fails(stream: pikepdf.Object) -> bool:
    """Whether a stream does not decode to its end, or by any rule. Of other compressions than Flate no more is said."""
    filters = stream.get("/Filter", pikepdf.Array())
    names = [str(name) for name in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    if not _FILTERS.issuperset(names):
        return True
    if names not in ([_FLATE], [_ASCII85, _FLATE]):
        return False
    data = stream.read_raw_bytes()
    return bool(data) and not decodes(data if len(names) == 1 else from_ascii85(data))


def decodes(data: bytes) -> bool:
    """Whether Flate data is whole. A missing checksum is forgiven, a wrong one is not."""
    inflater = zlib.decompressobj()
    try:
        decoded = inflater.decompress(data, MAX_DECODED)
        if inflater.eof or len(decoded) == MAX_DECODED:
            return True
        bare = zlib.decompressobj(-zlib.MAX_WBITS)
        bare.decompress(data[2:], MAX_DECODED)
    except zlib.error:
        return False
    return bare.eof


def from_ascii85(data: bytes) -> bytes:
    """What ASCII85 stands for, as far as it goes; characters that have no place in it give some bytes or other."""
    digits = data.translate(None, _BLANKS).partition(b"~")[0].replace(b"z", b"!!!!!")
    missing = -len(digits) % 5
    groups = np.frombuffer(digits + b"u" * missing, np.uint8).reshape(-1, 5).astype(np.uint64) - np.uint64(33)
    words = groups @ np.array([85**4, 85**3, 85**2, 85, 1], np.uint64)
    decoded = words.astype(">u4").tobytes()
    return decoded[: len(decoded) - missing]
