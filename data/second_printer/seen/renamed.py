"""Fonts whose map from glyphs to characters lies: what the page shows stays, what its text layer says does not."""

from __future__ import annotations

import re
from collections.abc import Callable

import pikepdf

_ENTRY = re.compile(rb"<([0-9A-Fa-f]+)> <([0-9A-Fa-f]{4})>")
Rename = Callable[[str], str]
PRIVATE = {"○": "\uf0a1", "〇": "\uf0a1", "◯": "\uf0a1", "●": "\uf06c", "レ": "\uf0fc"}
"""Signs of marks in the private use area, as symbol fonts have them."""
MARKS = "○〇◯●"
LOST = "課県市町情報務所"
"""Kanji that a map leaves blank."""


def renamed(pdf: pikepdf.Pdf, rename: Rename) -> None:
    """Name each glyph of each embedded font as `rename` says of its character; "" leaves it out of the map."""
    for font in pdf.objects:
        if isinstance(font, pikepdf.Dictionary) and "/ToUnicode" in font:
            entries = font.ToUnicode.read_bytes()
            font.ToUnicode = pdf.make_stream(_ENTRY.sub(lambda entry: _entry(entry, rename), entries))


def _entry(entry: re.Match[bytes], rename: Rename) -> bytes:
    name = rename(chr(int(entry[2], 16)))
    return b"<%s> <%s>" % (entry[1], name.encode("utf-16-be").hex().encode()) if name else b""


def shifted(char: str) -> str:
    """The next character."""
    return char if char.isspace() or not char.isprintable() else chr(ord(char) + 1)


def in_private_use(char: str) -> str:
    """Signs of marks in the private use area."""
    return PRIVATE.get(char, char)


def marks_blank(char: str) -> str:
    """Signs of marks as a blank."""
    return "　" if char in MARKS else char


def zeros_as_kanji(char: str) -> str:
    """0 as 〇."""
    return "〇" if char == "0" else char


def partly_blank(char: str) -> str:
    """Some kanji as a blank."""
    return "　" if char in LOST else char


def partly_nameless(char: str) -> str:
    """Some kanji without any name."""
    return "" if char in LOST else char
