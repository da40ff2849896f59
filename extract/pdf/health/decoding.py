"""Whether a stream's bytes decode as its filters say."""

from __future__ import annotations

import zlib

import numpy as np
import pikepdf

MAX_DECODED = 64 << 20
"""Bytes that are decoded of one stream; what is longer is no form, and other bounds see to it."""
_FLATE, _ASCII85 = "/FlateDecode", "/ASCII85Decode"
_FILTERS = {
    _FLATE, _ASCII85, "/ASCIIHexDecode", "/LZWDecode", "/RunLengthDecode", "/CCITTFaxDecode", "/JBIG2Decode",
    "/DCTDecode", "/JPXDecode", "/Crypt", "/Fl", "/A85", "/AHx", "/LZW", "/RL", "/CCF", "/DCT",
}  # fmt: skip
"""The rules by which streams are decoded (PDF 1.7, 7.4), and their short names, which programs take as well."""
_BLANKS = b"\0\t\n\f\r "


def fails_to_decode(stream: pikepdf.Object) -> bool:
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
