"""How kanji and digits look in many faces, by which a font is known that calls its glyphs by other names.

Of each kanji the box around its ink, of each digit a coarse picture: means over the faces that have them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from data.printing.fonts import EMBEDDED, source_file
from extract.pdf.typefaces.rare_characters import usual_kanji
from extract.unread.misnamed.glyph_shapes import UNIT, coarse_picture

DIGITS = "0123456789"
HEIGHT = 60
"""Pixels of an em in which digits are drawn."""
Shapes = dict[str, NDArray[np.generic]]


def glyph_shapes(fonts: Sequence[Path]) -> Shapes:
    """The shapes in the faces of the project and in font files, as `extract` reads them."""
    files = [*(source_file(name) for name in EMBEDDED), *fonts]
    boxes = np.stack([_boxes(file) for file in files])
    codes = usual_kanji()
    drawn = ~np.isnan(boxes).all(axis=(0, 2))
    mean = np.nanmean(boxes[:, drawn], axis=0)
    digits = np.mean([_digits(file) for file in files], axis=0)
    return {
        "codes": codes[drawn].astype(np.uint16),
        "boxes": np.clip(np.round(mean / UNIT), 0, 255).astype(np.uint8),
        "digits": np.round(digits * 255).astype(np.uint8),
    }


def save_shapes(shapes: Shapes, file: Path) -> None:
    """Write them; the same shapes give the same bytes."""
    with file.open("wb") as out:
        np.savez_compressed(out, allow_pickle=False, **{key: shapes[key] for key in sorted(shapes)})


def _boxes(file: Path) -> NDArray[np.float64]:
    """Of each usual kanji width, height and middle (x, y upward from the baseline) of its ink, in em; NaN for none."""
    font = TTFont(file, fontNumber=0, lazy=True)
    names, glyphs, em = font.getBestCmap(), font.getGlyphSet(), font["head"].unitsPerEm
    rows = []
    for code in usual_kanji().tolist():
        pen = BoundsPen(glyphs)
        if code in names:
            glyphs[names[code]].draw(pen)
        x0, y0, x1, y1 = pen.bounds or (np.nan,) * 4
        rows.append(((x1 - x0) / em, (y1 - y0) / em, (x0 + x1) / 2 / em, (y0 + y1) / 2 / em))
    return np.array(rows)


def _digits(file: Path) -> list[NDArray[np.float64]]:
    return [coarse_picture(ink) for ink in _drawn(file)]


def _drawn(file: Path) -> Iterator[NDArray[np.bool_]]:
    """The ink of each digit, cut to its size."""
    font = ImageFont.truetype(str(file), HEIGHT)
    for digit in DIGITS:
        sheet = Image.new("L", (2 * HEIGHT, 2 * HEIGHT), 255)
        ImageDraw.Draw(sheet).text((HEIGHT / 2, HEIGHT / 4), digit, font=font, fill=0)
        ink = np.asarray(sheet) < 128
        rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
        yield ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
