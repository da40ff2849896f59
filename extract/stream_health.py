"""Whether the streams that a page is drawn from decode to their ends.

PDFium draws what it can of a damaged stream and says nothing: whatever follows the damage is missing, or is other text.
The checksum at the end of compressed data tells. Looking at it costs a fiftieth of the reading of a page.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator

import numpy as np
import pikepdf

from extract.errors import lacks_memory

MAX_DECODED = 64 << 20
"""Bytes that are decoded of one stream; what is longer is no form, and other bounds see to it."""
MAX_DEPTH = 5
"""Forms within forms that are followed."""
_FLATE, _ASCII85 = "/FlateDecode", "/ASCII85Decode"
_BLANKS = b"\0\t\n\f\r "


class StreamHealth:
    """Looks at the streams of single pages of one PDF, at each once; the file is parsed at the first page."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._pdf: pikepdf.Pdf | None = None
        self._known: dict[tuple[int, int], bool] = {}
        self._forms: dict[tuple[int, int], bool] = {}
        self._warned = False

    def is_damaged(self, number: int) -> bool:
        """Whether text or rulings of page `number` (from 1) may be lost; False where qpdf cannot read the file."""
        try:
            if self._pdf is None:
                self._pdf = pikepdf.open(io.BytesIO(self._data))
            page = self._pdf.pages[number - 1].obj
            return self._lacks_contents(page, self._pdf) or self._fails_within(page, 0)
        except Exception as error:
            if lacks_memory(error):
                raise MemoryError from error
            return False

    def _lacks_contents(self, page: pikepdf.Object, pdf: pikepdf.Pdf) -> bool:
        """Whether a part of what a page shows fails, or is not there in a file of which objects are lost."""
        contents = page.get("/Contents")
        parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        found = [part for part in parts if isinstance(part, pikepdf.Stream)]
        self._warned = self._warned or bool(pdf.get_warnings())
        return any(self._fails(part) for part in found) or (self._warned and len(found) < len(parts))

    def _fails_within(self, owner: pikepdf.Object, depth: int) -> bool:
        """Whether a form or a map of characters fails that the resources of a page or form name."""
        resources = owner.get("/Resources")
        if resources is None or depth > MAX_DEPTH:
            return False
        return any(self._resource_fails(each, depth) for each in _resources(resources))

    def _resource_fails(self, found: pikepdf.Object, depth: int) -> bool:
        if found.get("/Type") == "/Font":
            map_of_characters = found.get("/ToUnicode")
            return map_of_characters is not None and self._fails(map_of_characters)
        if found.get("/Subtype") != "/Form":
            return False
        if found.objgen not in self._forms:
            self._forms[found.objgen] = False  # for a form within itself
            self._forms[found.objgen] = self._fails(found) or self._fails_within(found, depth + 1)
        return self._forms[found.objgen]

    def _fails(self, stream: pikepdf.Object) -> bool:
        if stream.objgen not in self._known:
            self._known[stream.objgen] = _fails(stream)
        return self._known[stream.objgen]


def _resources(resources: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The fonts and pictures, forms among them, of a dictionary of resources."""
    for kind in ("/XObject", "/Font"):
        named = resources.get(kind)
        if named is not None:
            yield from (named[name] for name in named.keys())  # noqa: SIM118 - not a mapping


def _fails(stream: pikepdf.Object) -> bool:
    """Whether a stream does not decode to its end. Of other compressions than Flate nothing is said."""
    if not isinstance(stream, pikepdf.Stream):
        return False
    filters = stream.get("/Filter")
    names = [str(name) for name in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
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
