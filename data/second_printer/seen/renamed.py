"""Fonts whose map from glyphs to characters lies: what the page shows stays, what its text layer says does not."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pikepdf

_ENTRY = re.compile(rb"<([0-9A-Fa-f]+)> <([0-9A-Fa-f]{4})>")
Rename = Callable[[str], str]
PRIVATE = {"○": "\uf0a1", "〇": "\uf0a1", "◯": "\uf0a1", "●": "\uf06c", "レ": "\uf0fc"}
"""Signs of marks in the private use area, as symbol fonts have them."""
MARKS = "○〇◯●"
DIGITS = dict(zip("3869", "8396", strict=True))
LOST = "課県市町情報務所"
"""Kanji that a map leaves blank."""
SWAPPED = dict(zip("市県有無個特務情日月用利", "県市無有特個情務月日利用", strict=True))
"""Kanji that a map takes for one another."""


def renamed(pdf: pikepdf.Pdf, rename: Rename) -> None:
    """Name each glyph of each embedded font as `rename` says of its character; "" leaves it out of the map."""
    maps: dict[tuple[int, int], pikepdf.Object] = {}
    for page in pdf.pages:  # they name the fonts, which are no objects of their own
        fonts: Any = page.obj.Resources.get("/Font", {})  # a blank page has none
        for font in dict(fonts).values():
            old = font.get("/ToUnicode")
            if old is not None and old.objgen not in maps:
                entries = _ENTRY.sub(lambda entry: _entry(entry, rename), old.read_bytes())
                maps[old.objgen] = pdf.make_stream(entries)
                maps[maps[old.objgen].objgen] = maps[old.objgen]
            if old is not None:
                font.ToUnicode = maps[old.objgen]


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


def digits_swapped(char: str) -> str:
    """3 as 8, 6 as 9, and the other way round."""
    return DIGITS.get(char, char)


def kanji_swapped(char: str) -> str:
    """Some kanji as others, and the other way round."""
    return SWAPPED.get(char, char)


def marks_zero(char: str) -> str:
    """Signs of marks as zeros."""
    return "0" if char in MARKS else char


def marks_letter(char: str) -> str:
    """Signs of marks as a letter."""
    return "O" if char in MARKS else char


def marks_filled(char: str) -> str:
    """○ as ●, and the other way round."""
    return {"○": "●", "●": "○"}.get(char, char)


def partly_blank(char: str) -> str:
    """Some kanji as a blank."""
    return "　" if char in LOST else char


def partly_nameless(char: str) -> str:
    """Some kanji without any name."""
    return "" if char in LOST else char
