"""Japanese type faces: their widths for layout, and subsets of them for the PDF.

Embedded faces are Noto Sans JP and Noto Serif JP (SIL OFL 1.1) out of the wheel `pylopdf-fonts-jp`; the
平成 faces are named in the PDF but not embedded, as many Japanese PDFs do. A face may also be a font file.
"""

from __future__ import annotations

import importlib.util
import zlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont as OpenType
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont

from data.printing.subsets import CidKeyedFont, cff_subset, is_cid_keyed, true_type_subset

WHEEL = "pylopdf_fonts_jp"
EMBEDDED = {"sans": "NotoSansJP-Regular.otf", "serif": "NotoSerifJP-Regular.otf"}
EMBEDDED_INSTEAD = {"heisei-gothic": "sans", "heisei-mincho": "serif"}
FONT_FILES = (".ttf", ".otf")
NAMED = {"heisei-gothic": "HeiseiKakuGo-W5", "heisei-mincho": "HeiseiMin-W3"}


def is_font_file(name: str) -> bool:
    """Whether a face is the path of a font file, not one of the faces that this module knows by name."""
    return Path(name).suffix.lower() in FONT_FILES


class Face:
    """Widths of one face, squeezed by `hscale` (長体). `name` is a face of this module or the path of a file."""

    def __init__(self, name: str, hscale: float = 1.0) -> None:
        self.name = name
        self.hscale = hscale
        self._widths: dict[str, float] = {}

    def width(self, text: str, size: float) -> float:
        """Width in points of `text` at `size`."""
        return sum(self._char(char) for char in text) * size * self.hscale

    def _char(self, char: str) -> float:
        if char not in self._widths:
            if self.name in NAMED:
                font = _named_font(self.name)
                self._widths[char] = float(pdfmetrics.stringWidth(char, font, 1))
            else:
                self._widths[char] = _glyph_width(self.name, char)
        return self._widths[char]


def embed(face: Face, chars: Iterable[str], cid: bool) -> str:
    """Make the face ready for one document that prints `chars`; returns its name for reportlab.

    `cid` embeds it as a two-byte CID font if it is CID-keyed, else as TrueType subsets of at most 255 characters.
    """
    if face.name in NAMED:
        return _named_font(face.name)
    wanted = "".join(sorted(set(chars)))
    source = source_file(face.name)
    mark = f"{zlib.crc32(wanted.encode()):08x}"  # reportlab keeps fonts by name, and each print has its own
    cid = cid and is_cid_keyed(source)
    name = f"{source.stem}-{'cid' if cid else 'ttf'}-{mark}"
    if cid:
        pdfmetrics.registerFont(CidKeyedFont(name, cff_subset(source, wanted)))
    else:
        font_file = true_type_subset(source, wanted, f"{source.stem}-{mark}")
        pdfmetrics.registerFont(TTFont(name, font_file, shapable=False))
    return name


@cache
def _named_font(name: str) -> str:
    font = NAMED[name]
    pdfmetrics.registerFont(UnicodeCIDFont(font))
    return font


def source_file(name: str) -> Path:
    """The font file. Raises ModuleNotFoundError when the wheel that carries it is not installed."""
    if is_font_file(name):
        return Path(name)
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"the fonts of {WHEEL} are not installed", name=WHEEL)
    return Path(spec.submodule_search_locations[0]) / EMBEDDED[name]


@cache
def _metrics(name: str) -> tuple[dict[int, str], dict[str, tuple[int, int]], int]:
    font = OpenType(source_file(name), lazy=True)
    return font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm


def _glyph_width(name: str, char: str) -> float:
    cmap, widths, em = _metrics(name)
    glyph = cmap.get(ord(char))
    if glyph is None:
        raise ValueError(f"{name} has no glyph for {char!r} (U+{ord(char):04X})")
    return widths[glyph][0] / em
