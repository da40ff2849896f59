"""Rewrites the maps from glyphs to characters in a PDF: what it shows stays, what its text layer says does not."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pikepdf

_ENTRY = re.compile(rb"<([0-9A-Fa-f]+)> <([0-9A-Fa-f]{4})>")
Rename = Callable[[str], str]


def misnamed(pdf: bytes, rename: Rename, fonts: str = "") -> bytes:
    """The PDF with each glyph named as `rename` says of its character; only in fonts whose name holds `fonts`.

    A glyph that is named "" is not in its font's map.
    """
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for font in document.objects:
            if isinstance(font, pikepdf.Dictionary) and "/ToUnicode" in font and fonts in str(font.BaseFont):
                entries = font.ToUnicode.read_bytes()
                font.ToUnicode = document.make_stream(_ENTRY.sub(lambda entry: _renamed(entry, rename), entries))
        document.save(target)
    return target.getvalue()


def _renamed(entry: re.Match[bytes], rename: Rename) -> bytes:
    name = rename(chr(int(entry[2], 16)))
    return b"<%s> <%s>" % (entry[1], name.encode("utf-16-be").hex().encode()) if name else b""


def only(names: dict[str, str]) -> Rename:
    """Other names for some characters."""
    return lambda char: names.get(char, char)


def shifted(char: str) -> str:
    """The next character instead of each that is no blank."""
    return char if char.isspace() or not char.isprintable() else chr(ord(char) + 1)
