"""The three columns that answers are printed in (項目, 回答, 頁), with headings above them, for a terminal's width."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest

from rich.console import Console
from rich.text import Text

from hyokasho.printable import for_terminal
from hyokasho.show.folding import flow, fold

WIDEST = 132
"""Cells; longer lines are hard to follow with the eye."""
_GAP, _PAGE = 2, 4
_SHARE_OF_LABELS = 0.3
_INDENT = 2
_HEADINGS = (("", "bold"), ("◆ ", "bold"), ("◇ ", "italic"))
"""Sign and style by depth."""


def printed(text: str, style: str = "") -> Text:
    """What a document says, with nothing in it that the terminal would obey."""
    return Text(for_terminal(text).replace("\t", " "), style=style)


class Sheet:
    """Prints rows and headings on a console, each column folded to its width."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self.width = max(40, min(console.width, WIDEST))
        self._labels = int(self.width * _SHARE_OF_LABELS)
        self._answers = self.width - self._labels - _GAP - _PAGE
        self._below_line = False

    def title(self, text: Text) -> None:
        """A title above the whole document."""
        self._lines(fold(text, self.width))

    def section(self, text: str) -> None:
        """The heading of a section, with a line across the page."""
        self.line()
        head = printed(text, "bold cyan")
        self._lines(fold(head, self.width))
        self._print(Text("─" * self.width, style="dim"))
        self._below_line = True

    def heading(self, text: str, depth: int = 0, note: str = "") -> None:
        """A heading inside a section: 0 of a block, 1 of a repeated group in it, 2 of what stands below a label."""
        sign, style = _HEADINGS[depth]
        if depth == 0 and not self._below_line:
            self.line()
        self._lines(fold(Text.assemble(printed(sign + text, style), printed(note, "dim")), self.width))

    def row(self, label: str, answer: Text | list[Text], page: int, heading: bool = False) -> None:
        """One answer beside its label, which may be the heading of a block; a list is a row of option boxes."""
        room, indent = self._answers - 1, 0 if heading else _INDENT
        if heading and not self._below_line:
            self.line()
        left = fold(printed(label, "bold" if heading else ""), self._labels - indent)
        right = flow(answer, room) if isinstance(answer, list) else fold(answer, room)
        numbers = [Text(f"{page:>{_PAGE}}", style="dim")]
        for first, second, third in zip_longest(left, right, numbers, fillvalue=Text()):
            cells = " " * indent, _padded(first, self._labels - indent + _GAP), _padded(second, self._answers), third
            line = Text.assemble(*cells)
            line.rstrip()
            self._print(line)

    def indented(self, sign: Text, text: Text, by: int = 2) -> None:
        """A paragraph set in from the left, behind a sign."""
        begin = by + sign.cell_len + 1
        for first, line in zip_longest([sign], fold(text, self.width - begin), fillvalue=Text()):
            self._print(Text.assemble(" " * by, _padded(first, begin - by), line))

    def pairs(self, rows: Iterable[tuple[str, str]]) -> None:
        """Names with what they are, the names in a column of their own."""
        told = [(printed(name, "dim"), printed(value)) for name, value in rows if value]
        column = max((name.cell_len for name, _ in told), default=0) + _GAP
        for name, value in told:
            for first, second in zip_longest([name], fold(value, self.width - column), fillvalue=Text()):
                self._print(Text.assemble(_padded(first, column), second))

    def line(self, text: Text | str = "") -> None:
        """A line of its own."""
        self._print(text if isinstance(text, Text) else Text(text))

    def flowing(self, items: Iterable[Text]) -> None:
        """Items side by side."""
        self._lines(flow(items, self.width))

    def _lines(self, lines: Iterable[Text]) -> None:
        for line in lines:
            self._print(line)

    def _print(self, line: Text) -> None:
        self._below_line = False
        self._console.print(line, no_wrap=True, crop=False, overflow="ignore")


def _padded(text: Text, width: int) -> Text:
    return Text.assemble(text, " " * max(0, width - text.cell_len))
