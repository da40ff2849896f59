"""How a page is painted: its texts in their order, what may lie over or under them, and drawn signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, reduce
from operator import or_

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from extract.pdf.calls import plain
from extract.pdf.coordinates import MAX_OBJECTS, FloatArray
from extract.pdf.left_out.symbol_fonts import font_name
from extract.pdf.page_objects import ObjectList
from extract.pdf.paint.painted_colors import OPAQUE, fills_of, stroke_of, unknown_colors
from extract.pdf.segments import has_transparency
from extract.pdf.typefaces.text_fonts import fonts_of
from extract.stretches import lengths

LEAST = 3.0
"""A shape that is not so many points high and wide hides no glyph."""
FEWEST, MOST = 9, 400
"""Points of a ring, those that bend its curves among them."""
SMALLEST, LARGEST = 5.0, 150.0
"""Points; a ring around an option, and a seal, is not smaller, or larger."""
LOW, WIDE = 24.0, 400.0
"""Points; one around a long option is less than a line and a half high, and may be so wide."""
WIDEST_BAND = 2.5
"""Points between the two outlines of a drawn line that is filled."""
HIGHEST_WAVE, LONG_WAVE = 4.0, 5.0
"""A wavy line is not higher (points), and so many times as long."""
AXIS_SLACK = 0.6
"""Points by which the ends of a straight stroke may differ and still be called axis-parallel."""

_get_mode = plain(raw.FPDFTextObj_GetTextRenderMode)
FILLED_AND_DRAWN = 2
"""A render mode (PDF 1.7, 9.3.6): Word makes fonts bold by it that have no bold face."""
_BOLD = re.compile("bold|heavy|black", re.IGNORECASE)


@dataclass(slots=True)
class DrawnPaths:
    """The painted paths of a page, one array entry each, and the points of those that are more than a rectangle.

    `orders` are their numbers in the order of painting. `points` are places in page space, those of one path one after
    the other from `starts` on, for the paths with the numbers `pointed`. `colors` are those that they are filled with.
    """

    orders: NDArray[np.intp]
    handles: list[int]
    colors: NDArray[np.uint32]
    filled: NDArray[np.bool_]
    stroked: NDArray[np.bool_]
    pointed: NDArray[np.intp]
    starts: NDArray[np.intp]
    points: FloatArray


@dataclass(slots=True)
class Grounds:
    """Filled shapes and pictures large enough to hide a glyph, one array entry each.

    `rows` are their bounds (page space), `shapes` those that are no picture, `framed` those whose edge is drawn. The
    `colors` of pictures are not known: opaque black.
    """

    orders: NDArray[np.intp] = field(default_factory=lambda: np.zeros(0, np.intp))
    colors: NDArray[np.uint32] = field(default_factory=lambda: unknown_colors(0))
    rows: FloatArray = field(default_factory=lambda: np.zeros((0, 4)))
    shapes: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, np.bool_))
    framed: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, np.bool_))


@dataclass(slots=True)
class Frame:
    """A small drawn path: its object, bounds and points in page space."""

    handle: int
    row: tuple[float, float, float, float]
    points: list[tuple[float, float]]


@dataclass(slots=True)
class Painting:
    """How a page is painted.

    `texts` are its text objects, `fonts` the font of each, `orders` their numbers in the order of painting, `veiled`
    those within forms that may be transparent. `slants` are strokes (x, y of both ends; page space) that run neither
    along nor across the page, of paths that are one or two of them.
    """

    objects: ObjectList = field(default_factory=ObjectList)
    texts: list[int] = field(default_factory=list)
    fonts: list[int] = field(default_factory=list)
    orders: NDArray[np.intp] = field(default_factory=lambda: np.zeros(0, np.intp))
    veiled: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, np.bool_))
    grounds: Grounds = field(default_factory=Grounds)
    slants: FloatArray = field(default_factory=lambda: np.zeros((0, 4)))
    _small: NDArray[np.intp] = field(default_factory=lambda: np.zeros(0, np.intp))
    _bands: NDArray[np.intp] = field(default_factory=lambda: np.zeros(0, np.intp))
    _counts: NDArray[np.intp] = field(default_factory=lambda: np.zeros(0, np.intp))
    _paths: DrawnPaths | None = None

    @property
    def first(self) -> int:
        """The number of the text that is painted first; beyond all where there is none."""
        return int(self.orders[0]) if len(self.orders) else MAX_OBJECTS

    def bounds(self, count: int) -> FloatArray:
        """The bounds (page space) of the texts that are painted first."""
        return self.objects.bounds(self.orders[:count].tolist())

    def is_mixed(self, number: int) -> bool:
        """Whether an object of this number is masked, or mixed with what is below it."""
        return number in self.objects.veiled or bool(has_transparency(self.objects.handles[number]))

    def frames(self, fewest: int) -> Iterator[Frame]:
        """The small drawn paths of so many points, at least: rings, seals."""
        if self._paths is None:
            return
        paths = self._paths
        ends = np.append(paths.starts[1:], len(paths.points))
        for n in self._small.tolist():
            points = paths.points[paths.starts[n] : ends[n]]
            if len(points) >= fewest:
                row = (*points.min(axis=0).tolist(), *points.max(axis=0).tolist())
                yield Frame(paths.handles[paths.pointed[n]], row, [(x, y) for x, y in points.tolist()])

    def bands(self) -> Iterator[Frame]:
        """The outer outlines of small filled paths that are two, one right within the other: a browser's border."""
        if self._paths is None:
            return
        paths = self._paths
        for n in self._bands.tolist():
            points = paths.points[paths.starts[n] :][: self._counts[n]]
            outer, inner = points[: len(points) // 2], points[len(points) // 2 :]
            inset = np.concatenate([inner.min(axis=0) - outer.min(axis=0), outer.max(axis=0) - inner.max(axis=0)])
            if inset.min() > 0 and inset.max() < WIDEST_BAND:
                row = (*outer.min(axis=0).tolist(), *outer.max(axis=0).tolist())
                yield Frame(paths.handles[paths.pointed[n]], row, [(x, y) for x, y in outer.tolist()])

    def add_drawings(self, paths: DrawnPaths) -> None:
        """Add slanted strokes and what may be rings and seals."""
        low, high = (edge.reduceat(paths.points, paths.starts) for edge in (np.minimum, np.maximum))
        size = high - low
        least, most = size.min(axis=1), size.max(axis=1)
        counts = lengths(paths.starts, len(paths.points))
        stroked = paths.stroked[paths.pointed]
        single, pair = paths.starts[stroked & (counts == 2)], paths.starts[stroked & (counts == 4)]
        first = np.concatenate([single, pair, pair + 2])
        strokes = np.concatenate([paths.points[first], paths.points[first + 1]], axis=1)
        wavy = stroked & (counts > 4) & (least < HIGHEST_WAVE) & (size[:, 0] > LONG_WAVE * size[:, 1])
        strokes = np.concatenate([strokes, np.concatenate([low, high], axis=1)[wavy]])
        self.slants = strokes[(np.abs(strokes[:, 2:] - strokes[:, :2]) > AXIS_SLACK).all(axis=1)]
        small = (most < LARGEST) | ((least < LOW) & (most < WIDE))
        self._small = np.flatnonzero(stroked & (least > SMALLEST) & small & (counts > 3) & (counts <= MOST))
        two = ~stroked & (counts >= 2 * FEWEST) & (counts <= MOST) & (counts % 2 == 0)
        self._bands = np.flatnonzero(two & (least > SMALLEST) & small)
        self._counts = counts
        self._paths = paths


def painting_of(objects: ObjectList, paths: DrawnPaths, fills: FloatArray, owners: NDArray[np.intp]) -> Painting:
    """How a page is painted: `fills` are the rectangles (page space) that its paths fill, `owners` their paths."""
    texts = objects.of_kind(raw.FPDF_PAGEOBJ_TEXT)
    handles = objects.at(texts)
    painting = Painting(objects, handles, fonts_of(handles), np.array(texts, np.intp))
    painting.veiled = np.array([n in objects.veiled for n in texts], bool) if objects.veiled else np.zeros(1, bool)
    painting.grounds = _grounds(objects, paths, fills, owners)
    if len(paths.pointed):
        painting.add_drawings(paths)
    return painting


def _grounds(objects: ObjectList, paths: DrawnPaths, fills: FloatArray, owners: NDArray[np.intp]) -> Grounds:
    images = objects.of_kind(raw.FPDF_PAGEOBJ_IMAGE) + objects.of_kind(raw.FPDF_PAGEOBJ_SHADING)
    if not paths.filled.any() and not images:
        return Grounds()
    large = (fills[:, 2] - fills[:, 0] > LEAST) & (fills[:, 3] - fills[:, 1] > LEAST)
    told = np.zeros(len(paths.orders), np.bool_)
    told[owners] = True
    others = np.flatnonzero(paths.filled & ~told)
    numbers = np.concatenate([paths.orders[owners[large]], paths.orders[others], np.array(images, np.intp)])
    if not len(numbers):
        return Grounds()
    rows = np.concatenate([fills[large], objects.bounds(paths.orders[others].tolist()), objects.bounds(images)])
    shapes = np.arange(len(numbers)) < len(numbers) - len(images)
    framed = np.concatenate([paths.stroked[owners[large]], paths.stroked[others], np.zeros(len(images), np.bool_)])
    colors = np.concatenate([paths.colors[owners[large]], paths.colors[others], unknown_colors(len(images))])
    keep = np.flatnonzero((rows[:, 2] - rows[:, 0] > LEAST) & (rows[:, 3] - rows[:, 1] > LEAST))
    keep = keep[np.argsort(numbers[keep], kind="stable")]
    return Grounds(numbers[keep], colors[keep], rows[keep], shapes[keep], framed[keep])


class Paint:
    """How the texts of a page are painted, each asked of PDFium once; rows are in the order of `painting.texts`."""

    def __init__(self, painting: Painting) -> None:
        self._painting = painting

    @cached_property
    def fills(self) -> NDArray[np.uint32]:
        """The colors that texts are filled with: rows red, green, blue, alpha (0-255)."""
        return fills_of(self._painting.texts)

    @cached_property
    def modes(self) -> NDArray[np.intp]:
        """The render modes of the texts (PDF 1.7, 9.3.6)."""
        texts = self._painting.texts
        return np.fromiter(map(_get_mode, texts), np.intp, len(texts))

    def has_mode(self, *modes: int) -> NDArray[np.bool_]:
        """Which texts have one of these render modes."""
        return reduce(or_, (self.modes == mode for mode in modes))

    @cached_property
    def bold(self) -> NDArray[np.bool_]:
        """Which texts are bold: by the name of their font, or as their outlines are filled and drawn."""
        fonts = self._painting.fonts
        named = {font: bool(font) and _BOLD.search(font_name(font)) is not None for font in set(fonts)}
        return np.array([named[font] for font in fonts], np.bool_) | self.has_mode(FILLED_AND_DRAWN)

    @cached_property
    def is_plain(self) -> bool:
        """Whether all texts are black and opaque, as on most pages."""
        fills = self.fills
        return not fills[:, :3].any() and bool((fills[:, 3] == OPAQUE).all()) and not self.modes.any()

    @cached_property
    def blended(self) -> NDArray[np.bool_]:
        """Which texts are masked, or mixed with what is below them."""
        texts = self._painting.texts
        return np.fromiter(map(has_transparency, texts), bool, len(texts))

    @cached_property
    def index(self) -> dict[int, int]:
        """The row of each text, by its address."""
        return {handle: n for n, handle in enumerate(self._painting.texts)}

    def stroke(self, n: int) -> NDArray[np.uint32]:
        """The color with which a text's outline is drawn, as in `fills`."""
        return stroke_of(self._painting.texts[n])
