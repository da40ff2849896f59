"""What is printed, as plain records: text pieces, ruled cells, bands, pages. Points, origin top left."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

Rect = tuple[float, float, float, float]


@dataclass(frozen=True)
class Piece:
    """A run of text at a baseline (`x`, `y`); `size` in points."""

    x: float
    y: float
    text: str
    size: float
    bold: bool = False

    def moved(self, dx: float, dy: float) -> Piece:
        """The same text elsewhere."""
        return replace(self, x=self.x + dx, y=self.y + dy)


@dataclass(frozen=True)
class Cell:
    """A ruled cell with its text. `open` names the borders that are not drawn, `label` marks 見出し cells.

    A border that is open may still be drawn by the neighbor, except where `open` says "join": there the cell
    and the one above it form one L-shaped region.
    `boxes` are rulings inside the cell (枠の中の枠); `clip` keeps ink, not text objects, inside the cell.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    pieces: tuple[Piece, ...] = ()
    fill: str = ""
    boxes: tuple[Rect, ...] = ()
    open: frozenset[str] = frozenset()
    ruled: bool = True
    clip: bool = False
    label: bool = False

    def moved(self, dx: float, dy: float) -> Cell:
        """The same cell elsewhere, with all that is in it."""
        return replace(
            self,
            x0=self.x0 + dx,
            x1=self.x1 + dx,
            y0=self.y0 + dy,
            y1=self.y1 + dy,
            pieces=tuple(piece.moved(dx, dy) for piece in self.pieces),
            boxes=tuple((a + dx, b + dy, c + dx, d + dy) for a, b, c, d in self.boxes),
        )


@dataclass(frozen=True)
class Rail:
    """A cell that neighboring bands share (親見出し, 再委託): bands with the same `key` print one cell."""

    key: str
    x0: float
    x1: float
    lines: tuple[str, ...] = ()
    size: float = 9.0
    fill: str = "label"


@dataclass(frozen=True)
class Band:
    """One printed row over the whole width, `y` from its own top.

    `entries` are indices of the answers that stand in it, `cuts` the heights at which a page break may
    split it, `keep` says that it must not be the last band of a page, `breaks` that it starts a page,
    `may_break` that it does so where the page before is mostly full, `notes` what an excerpt prints beside
    it (ページ, 事由等).
    """

    height: float
    cells: tuple[Cell, ...]
    rails: tuple[Rail, ...] = ()
    entries: tuple[int, ...] = ()
    cuts: tuple[float, ...] = ()
    keep: bool = False
    breaks: bool = False
    may_break: bool = False
    notes: tuple[str, str] = ("", "")


@dataclass
class Page:
    """One page: its size in points, its cells from (`left`, `top`), loose text from the page's corner.

    `entries` are indices of the answers printed on it, `grid` the sheet's column width and row height.
    """

    width: float
    height: float
    cells: list[Cell] = field(default_factory=list)
    texts: list[Piece] = field(default_factory=list)
    entries: list[int] = field(default_factory=list)
    left: float = 42.5
    top: float = 42.5
    grid: tuple[float, float] = (12.0, 13.0)
