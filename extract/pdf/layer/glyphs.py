"""The glyphs of a page with their places, through PDFium.

The calls for each glyph are a good part of the time that a page takes, so they are mapped over the glyphs (`calls.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extract.pdf.coordinates import FloatArray, View
from extract.pdf.layer.astray import on_page
from extract.pdf.layer.direction import displayed_from
from extract.records import Box, LeftOut

MAX_GLYPHS = 200_000
"""A page with more glyphs than this is not a form; reading stops there and the page says so."""
LARGE = 3.0
"""Glyphs so many times as high as the page's usual ones may be a watermark."""
ASLANT = 0.1
"""The sine of twice the angle from which a glyph is aslant (3 degrees)."""
DESCENT = 0.2
"""Below its baseline a turned glyph has about this share of its height."""


@dataclass(slots=True)
class Glyphs:
    """The glyphs of a page, one array entry each.

    `codes` are Unicode code points; `x0`, `x1` the advance box; `baseline` the origin's distance from the page's top;
    `top`, `bottom` the font's ascent and descent. `clip` is the number of the clip path that cuts a glyph's text, a row
    (x0, top, x1, bottom) of `clips`; -1 for none. `faint` are those more than `LARGE` times as high as usual that are
    set aslant or paler than text. `direction` is by how many quarters each is turned clockwise as displayed. `left_out`
    are those characters of the page that are not among the glyphs. `index` are their numbers on PDFium's text page, -1
    for glyphs from elsewhere; where PDFium knows the text object only, -2 less its number among those of the page.
    `beyond` are those beyond the page's edges.
    """

    codes: NDArray[np.uint32]
    x0: FloatArray
    x1: FloatArray
    top: FloatArray
    bottom: FloatArray
    baseline: FloatArray
    clip: NDArray[np.intp]
    clips: FloatArray
    truncated: bool = False
    faint: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, np.bool_))
    left_out: dict[LeftOut, str] = field(default_factory=dict)
    direction: NDArray[np.int8] = field(default_factory=lambda: np.zeros(0, np.int8))
    index: NDArray[np.intp] = field(default_factory=lambda: np.zeros(0, np.intp))
    beyond: Glyphs | None = None

    def __post_init__(self) -> None:
        """Glyphs of which it is not said are neither faint nor turned, and from elsewhere."""
        if len(self.faint) != len(self.codes):
            self.faint = np.zeros(len(self.codes), np.bool_)
        if len(self.direction) != len(self.codes):
            self.direction = np.zeros(len(self.codes), np.int8)
        if len(self.index) != len(self.codes):
            self.index = np.full(len(self.codes), -1, np.intp)

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def text(self) -> str:
        """The characters, blanks aside."""
        return "".join(text_of(self.codes).split())

    def take(self, chosen: NDArray[np.bool_] | NDArray[np.intp]) -> Glyphs:
        """The glyphs that `chosen` (a mask or indices) picks."""
        return Glyphs(
            self.codes[chosen], self.x0[chosen], self.x1[chosen], self.top[chosen], self.bottom[chosen],
            self.baseline[chosen], self.clip[chosen], self.clips, self.truncated,
            self.faint[chosen], self.left_out, self.direction[chosen], self.index[chosen], self.beyond,
        )  # fmt: skip

    def boxes(self, chosen: NDArray[np.intp]) -> list[Box]:
        """The boxes of some glyphs."""
        edges = np.stack([self.x0[chosen], self.top[chosen], self.x1[chosen], self.bottom[chosen]], axis=1)
        return [Box(*row) for row in edges.tolist()]

    def within(self, view: View) -> Glyphs:
        """The glyphs that lie on the page; the others are `beyond`."""
        rows = np.stack([self.x0, self.top, self.x1, self.bottom], axis=1)
        within = on_page(rows, view)
        if within.all():
            return self
        glyphs, beyond = self.take(within), self.take(~within)
        glyphs.beyond, glyphs.left_out = beyond, glyphs.left_out | {LeftOut.OFF_PAGE: beyond.text}
        return glyphs

    def turned(self, quarters: int) -> Glyphs:
        """The glyphs after the page was turned clockwise by so many quarters about its top left corner.

        Their baselines are estimated from their boxes, and clip paths are left behind.
        """
        there = displayed_from(-quarters, 0.0, 0.0)
        x = np.stack([there.a * self.x0 + there.b * self.top, there.a * self.x1 + there.b * self.bottom])
        y = np.stack([there.d * self.x0 + there.e * self.top, there.d * self.x1 + there.e * self.bottom])
        top, bottom = y.min(axis=0), y.max(axis=0)
        return Glyphs(
            self.codes, x.min(axis=0), x.max(axis=0), top, bottom, bottom - DESCENT * (bottom - top),
            np.full(len(self), -1), np.zeros((0, 4)), self.truncated, self.faint,
            direction=((self.direction + quarters) % 4).astype(np.int8),
        )  # fmt: skip


def text_of(codes: NDArray[np.uint32]) -> str:
    """The characters with these code points, all at once."""
    return codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")


def median(values: NDArray[Any]) -> float:
    """The median of one value or more, as NumPy's gives it, which takes longer than sorting what a page has."""
    ordered = np.sort(values)
    middle = len(ordered) // 2
    return float(ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2)


def far_larger(heights: NDArray[Any]) -> NDArray[np.bool_]:
    """Which of a page's glyphs are far higher than the others."""
    return heights > LARGE * median(heights) if len(heights) else np.zeros(0, np.bool_)


def is_aslant(angle: Any) -> Any:
    """Whether text that runs at an angle (radians; one or an array of them) leaves the nearest quarter turn."""
    return np.abs(np.sin(2 * angle)) > ASLANT
