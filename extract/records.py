"""The records that `extract/` hands on: what is printed on a page, where, and how surely it was read.

Lengths are PDF points (1/72 inch) in the page as it is displayed, with the origin at its top left. Born-digital and
scanned pages yield the same records; `engine` and `confidence` tell them apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle on a displayed page, in points from its top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """Points from left to right."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Points from top to bottom."""
        return self.bottom - self.top

    def contains(self, other: Box, slack: float = 0.0) -> bool:
        """Whether `other` lies within this box, give or take `slack` points."""
        return (
            self.x0 - slack <= other.x0
            and self.top - slack <= other.top
            and other.x1 <= self.x1 + slack
            and other.bottom <= self.bottom + slack
        )

    @staticmethod
    def around(boxes: Sequence[Box]) -> Box:
        """The smallest box around all of `boxes` (at least one)."""
        if len(boxes) == 1:
            return boxes[0]
        left, top, right, bottom = zip(*boxes, strict=True)
        return Box(min(left), min(top), max(right), max(bottom))


@dataclass(frozen=True, slots=True)
class Placement:
    """Leads from the points of a straightened page to the displayed page: x' = ax + by + c, y' = dx + ey + f.

    A scan is read after it has been turned upright; what is handed on must say where it is printed.
    """

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 0.0
    e: float = 1.0
    f: float = 0.0

    def box(self, box: Box) -> Box:
        """The box around where the corners of `box` are displayed."""
        corners = [(x, y) for x in (box.x0, box.x1) for y in (box.top, box.bottom)]
        xs = [self.a * x + self.b * y + self.c for x, y in corners]
        ys = [self.d * x + self.e * y + self.f for x, y in corners]
        return Box(min(xs), min(ys), max(xs), max(ys))

    def after(self, first: Placement) -> Placement:
        """The placement that does `first`, then this one."""
        return Placement(
            self.a * first.a + self.b * first.d, self.a * first.b + self.b * first.e,
            self.a * first.c + self.b * first.f + self.c,
            self.d * first.a + self.e * first.d, self.d * first.b + self.e * first.e,
            self.d * first.c + self.e * first.f + self.f,
        )  # fmt: skip


AS_DISPLAYED = Placement()
"""The placement of a page that was read as it is displayed."""


class TextLayer(StrEnum):
    """What the text layer of a page is good for."""

    USABLE = "usable"
    UNUSABLE = "unusable"  # glyphs are there, but the file does not say which characters they are
    NONE = "none"  # no text: a picture, or an empty page


class Run(NamedTuple):
    """Characters of a line that stand together; a gap wider than most of a character ends a run.

    So does the edge of an option box (`Checkbox`), though nothing may stand between: `follows` says that the run is
    printed right behind the one before.
    """

    text: str
    x0: float
    x1: float
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, its runs from left to right; `size` is the font size in points.

    `confidence` is the estimated probability that no character of it is wrong: 1 for a line taken from a text layer,
    always below 1 for one that was recognized in a picture. `read_as` is what the recognizer said where
    look-alikes were set right afterwards. `turned` says by how many quarters (clockwise) it is turned on a page that is
    not: it is one run then, as wide as its box, and `along` are the runs that it has for one who turns the page, told
    from where it begins. `text` are the characters of its runs, a blank where these stand apart; it
    is made once, since it is asked for at almost every step that follows.
    """

    runs: tuple[Run, ...]
    box: Box
    size: float
    confidence: float = 1.0
    read_as: str | None = None
    turned: int = 0
    along: tuple[Run, ...] = ()
    text: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """A line does not change, so neither does its text."""
        if len(self.runs) == 1:  # as most lines are
            object.__setattr__(self, "text", self.runs[0].text)
            return
        text = "".join([run.text if run.follows else f" {run.text}" for run in self.runs])
        object.__setattr__(self, "text", text if not self.runs or self.runs[0].follows else text[1:])


class BoxState(StrEnum):
    """What stands in an option box, by its ink; what a sign means is not told here."""

    SELECTED = "selected"  # something stands in it
    UNSELECTED = "unselected"
    UNCLEAR = "unclear"  # it cannot be told, or one of its brackets is not where it should be


@dataclass(frozen=True, slots=True)
class Checkbox:
    """An option box `[ ○ ]`: a pair of brackets with one sign or nothing between them.

    `box` is around both brackets. `sign` is the character between them as printed (empty for none, and where it cannot
    be told). `probability` is that of box and state being what is printed: 1 in a text layer, below 1 in a picture.
    """

    box: Box
    state: BoxState
    sign: str = ""
    probability: float = 1.0


@dataclass(slots=True)
class Cell:
    """One ruled cell.

    `row` and `column` count from 0 within the page's table number `table`; a merged cell has spans above 1. `parent`
    is the index (in `Page.cells`) of the cell that a nested box lies in. `open_top` and `open_bottom` say that the
    cell has no ruling there: it was cut by a page break. `checkboxes` are the option boxes in its lines, whose runs
    begin and end at their edges, in the order of the lines.
    """

    box: Box
    lines: tuple[Line, ...] = ()
    checkboxes: tuple[Checkbox, ...] = ()
    table: int = 0
    row: int = 0
    column: int = 0
    row_span: int = 1
    column_span: int = 1
    parent: int | None = None
    open_top: bool = False
    open_bottom: bool = False
    engine: str = "pdfium+pdfplumber"
    confidence: float = 1.0

    def copied(self) -> Cell:
        """A cell of its own with the same lines and boxes; `replace` takes three times as long."""
        return Cell(
            self.box, self.lines, self.checkboxes, self.table, self.row, self.column, self.row_span, self.column_span,
            self.parent, self.open_top, self.open_bottom, self.engine, self.confidence,
        )  # fmt: skip

    @property
    def text(self) -> str:
        """The printed lines, one under the other."""
        return "\n".join(line.text for line in self.lines)


class LeftOut(StrEnum):
    """Why characters of a text layer stand in no line of their page, and are no watermark."""

    OFF_PAGE = "off_page"  # beyond the page's edges
    CUT_AWAY = "cut_away"  # hidden by a clip path
    PRINTED_TWICE = "printed_twice"  # the same character once more in its place: bold type
    UNSEEN = "unseen"  # nobody sees it: not painted, of the color of its ground, or behind what is painted over it
    BLACKED_OUT = "blacked_out"  # behind or on black: a sign for each character, never the text
    STRUCK = "struck"  # a line is drawn through it: deleted
    NOTE = "note"  # a note in a box of its own, laid over the page
    STAMP = "stamp"  # a stamp or seal laid over the page


@dataclass(frozen=True, slots=True)
class SetAside:
    """Text of a page that is no part of what it says, and that somebody should know of.

    `text` is as the text layer has it (of what is blacked out a sign for each character), `box` where it stands.
    """

    reason: LeftOut
    text: str
    box: Box


class SetOff(NamedTuple):
    """A place whose text is set off from what is around it: by a line below it, a color, a frame; or by a ring.

    `struck` is the text that was struck there, which is in no line. `sure` is said of a ring: ink of a scan that runs
    around something may be none.
    """

    box: Box
    ringed: bool = False
    struck: str = ""
    sure: bool = True


UNREAD = "\ufffd"
"""Stands in a line for what is printed in its place and could not be read."""
FAILED = "internal_error"
"""Among a page's problems: this program failed on it."""
UNDRAWN = "undrawn_text"
"""Among a page's problems: it may show text, or hide it, in fonts that are not embedded: nobody can tell."""
UNREADABLE_PICTURE = "unreadable_picture"
"""Among a page's problems: it has no usable text layer, and its picture cannot be drawn or looked at."""


class Half(StrEnum):
    """Which part of its sheet a page is: a half of one with two pages, a quarter of one with four."""

    WHOLE = "whole"
    LEFT = "left"
    RIGHT = "right"
    UPPER_LEFT = "upper_left"
    UPPER_RIGHT = "upper_right"
    LOWER_LEFT = "lower_left"
    LOWER_RIGHT = "lower_right"


@dataclass(slots=True)
class Page:
    """One page: its ruled cells (in reading order), and the lines and option boxes printed outside all of them.

    `pictured` says that pictures cover most of the page: a scan, or a drawing; `ocr` that its text was read from its
    picture. `watermark` is what is printed across the page in letters far larger than its text (案, SAMPLE), aslant,
    pale or over other text, or over and over again in a pale color; it belongs to no cell and no line. `placement`
    leads from the points of cells and lines to where they are displayed; `width` and `height` are those of the page
    that cells lie on.
    `left_out` are the characters of a usable text layer (blanks aside) that stand in no line, by the reason why: all
    others stand in one line, or are the watermark. `set_aside` says where those stand that somebody should know of.
    `half` says that it stands beside another page on the sheet that has its number.
    `bands` are the rows and cells of tables that have level rulings alone: their text is loose. `shelves` are parts of
    cells that shorter level rulings tell: their text stands in the whole cell. `set_off` are places whose text is set
    off from the rest by what is drawn. `attached` are the names of files that notes on the page carry; the first
    page has those of the document.
    """

    number: int
    width: float
    height: float
    cells: list[Cell] = field(default_factory=list)
    loose: list[Line] = field(default_factory=list)
    checkboxes: list[Checkbox] = field(default_factory=list)
    text_layer: TextLayer = TextLayer.USABLE
    engine: str = "pdfium+pdfplumber"
    pictured: bool = False
    ocr: bool = False
    watermark: str = ""
    placement: Placement = AS_DISPLAYED
    problems: list[str] = field(default_factory=list)
    left_out: dict[LeftOut, str] = field(default_factory=dict)
    set_aside: list[SetAside] = field(default_factory=list)
    bands: list[Box] = field(default_factory=list)
    shelves: list[Box] = field(default_factory=list)
    set_off: list[SetOff] = field(default_factory=list)
    half: Half = Half.WHOLE
    attached: list[str] = field(default_factory=list)
