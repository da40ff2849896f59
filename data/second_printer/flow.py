"""Strips onto pages: page breaks, what is printed again behind them, running heads and feet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from reportlab.pdfgen.canvas import Canvas

from data.second_printer.looks import Look
from data.second_printer.strips import AGAIN, Cell, Strip, cut_strip
from data.second_printer.typeset import Mark, Typesetter

LONG = 0.5
"""Share of a page from which "long" cuts a row that would fit on a page of its own."""
BEGINNINGS = ("title", "section", "heading", "cover heading", "changes")
"""Strips that begin something, so that nothing goes on above them."""
LEAST = 2
"""Lines that must fit above a cut."""


class TooTallError(Exception):
    """A row that fits on no page and cannot be cut."""


@dataclass
class Page:
    """A page: strips from (`left`, `top`), running lines from its corner; `turned`: the content lies on its side.

    `under` and `over` paint below and over its strips, in their coordinates (y goes up), with the font of the print.
    """

    width: float
    height: float
    turned: bool = False
    strips: list[Strip] = field(default_factory=list)
    running: list[Mark] = field(default_factory=list)
    left: float = 0.0
    top: float = 0.0
    under: list[Callable[[Canvas, str], None]] = field(default_factory=list)
    over: list[Callable[[Canvas, str], None]] = field(default_factory=list)

    @property
    def cells(self) -> list[Cell]:
        """All cells."""
        return [cell for strip in self.strips for cell in strip.cells]

    @property
    def items(self) -> list[int]:
        """Indices of the gold entries that are printed here."""
        return [item for strip in self.strips for item in strip.items]


@dataclass(frozen=True)
class Flow:
    """Breaks strips into pages of a size; `again` is printed at the head of each further page."""

    setter: Typesetter
    size: tuple[float, float]
    turned: bool = False
    again: Strip | None = None

    @property
    def look(self) -> Look:
        """The look of the print."""
        return self.setter.look

    @property
    def _room(self) -> float:
        return (self.size[0] if self.turned else self.size[1]) - 2 * self.look.margins[1]

    def pages(self, strips: Sequence[Strip]) -> list[Page]:
        """The strips on pages, in their order. Raises TooTallError for one that no page holds."""
        pages = [self._page()]
        queue, y, top = list(strips), 0.0, 0.0
        while queue:
            strip = queue.pop(0)
            if strip.new_page and pages[-1].strips:
                pages.append(self._page())
                y = top = 0.0
            if y + strip.height + self._kept(strip, queue) <= self._room:
                y = self._put(pages[-1], strip, y)
                continue
            parts = self._cut(strip, self._room - y, y == top)
            if parts is not None:
                self._put(pages[-1], parts[0], y)
                strip = parts[1]
            elif y == top and y + strip.height <= self._room:
                y = self._put(pages[-1], strip, y)  # what it would be kept with does not fit on any page
                continue
            elif y == top:
                raise TooTallError(f"{strip.height:.0f} pt on a page of {self._room:.0f}")
            pages.append(self._page())
            y = top = self._head(pages[-1], strip)
            queue.insert(0, replace(strip, new_page=False))
        return pages

    def _page(self) -> Page:
        return Page(*self.size, turned=self.turned, left=self.look.margins[0], top=self.look.margins[1])

    @staticmethod
    def _put(page: Page, strip: Strip, y: float) -> float:
        page.strips.append(strip.moved(0.0, y))
        return y + strip.height

    def _kept(self, strip: Strip, following: Sequence[Strip]) -> float:
        """Height of what must stand on the same page below a heading."""
        kept = 0.0
        for after in following[:4]:
            if not strip.keep:
                break
            kept += after.cuts[1] if len(after.cuts) > 1 else after.height
            strip = after
        return kept if kept < self._room / 2 else 0.0

    def _cut(self, strip: Strip, room: float, fresh: bool) -> tuple[Strip, Strip] | None:
        if self.look.split == "long" and not fresh and strip.height < self._room * LONG:
            return None
        fitting = [cut for cut in strip.cuts if cut <= room - 1.0]
        for cut in reversed(fitting[LEAST - 1 :]):
            parts = cut_strip(strip, cut + 0.5, self.look.split_label, self.look.split_open)
            if parts is not None:
                return parts
        return None

    def _head(self, page: Page, strip: Strip) -> float:
        """What stands above a row that goes on, or above the next one, on a further page."""
        if self.again is not None:
            return self._put(page, self.again, 0.0) if self.look.change_head else 0.0
        text = {"section": strip.section, "block": strip.block}.get(self.look.continued, "")
        if not text or strip.tag in BEGINNINGS:
            return 0.0
        lump = self.setter.paragraph(f"{text}{AGAIN}", self.size[0] - 2 * self.look.margins[0])
        height = lump.height + self.look.line * 0.4
        return self._put(
            page, Strip(height, (Cell(0.0, 0.0, self.size[0], height, lump, frozenset(), label=True),)), 0.0
        )


def add_running_lines(
    pages: Sequence[Page], setter: Typesetter, name: str, corners: Sequence[str], counted: tuple[int, int]
) -> None:
    """Running heads and feet, as the look wants them; `corners` stand left and right above.

    `counted`: the number of the first page, and how many there are in all.
    """
    look = setter.look
    heads = {"": (), "name": (name,), "both": corners}[look.head]
    feet = {"": "", "number": "{n}", "dash": "- {n} -", "of": "{n}/{all}", "name": name + "　{n}ページ"}[look.foot]
    size = min(look.size, 8.0)
    first, in_all = counted
    for number, page in enumerate(pages, first):
        for x, text in zip((0.0, 1.0), heads, strict=False):
            at = look.margins[0] if not x else page.width - look.margins[0] - setter.width(text, size)
            page.running.append(Mark(at, look.margins[1] * 0.6, text, size))
        text = feet.format(n=number, all=in_all)
        if text:
            middle = (page.width - setter.width(text, size)) / 2
            page.running.append(Mark(middle, page.height - look.margins[1] * 0.45, text, size))
