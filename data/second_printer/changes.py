"""The table of changes as strips: columns, heads and merged dates after a look, and what stands behind the table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from data.second_printer.assessment import phrases
from data.second_printer.body import Body
from data.second_printer.forms import Form
from data.second_printer.strips import ALL_SIDES, Cell, Strip, side_by_side

CHANGE_KEYS = ("changed_on", "item", "before", "after", "timing", "reason")
NUMBER = "number"
NUMBER_WIDTH = 4
TOGETHER = 3
"""So many rows share one date at most: more might not fit on a page."""
LEVEL = frozenset("tb")

Row = dict[str, str]


class ChangeTable:
    """Sets the table of changes to the width of a body."""

    def __init__(self, body: Body, form: Form) -> None:
        self.body, self.form, self.look = body, form, body.look
        widths = dict(zip(CHANGE_KEYS, self.look.change_widths, strict=True)) | {NUMBER: NUMBER_WIDTH}
        above = self.look.change_dates == "above"
        self.columns = [key for key in self.look.change_columns if not (above and key == "changed_on")]
        self.is_dated_above = len(self.columns) < len(self.look.change_columns)
        unit = body.width / sum(widths[key] for key in self.columns)
        self.edges, x = {}, 0.0
        for key in self.columns:
            self.edges[key] = (x, x + unit * widths[key])
            x += unit * widths[key]

    def strips(self) -> tuple[list[Strip], Strip | None]:
        """The table, item n being its n-th row, and the head that is printed again."""
        title = self.body.loose(self.form.changes, self.look.size * 1.2, tag="changes")
        head = self._head()
        strips = [replace(title, new_page=True, keep=True), *([head] if head and not self.is_dated_above else [])]
        rows = list(enumerate(self.body.made.changes))
        if self.is_dated_above:
            strips += self._dated(rows, head)
        elif self.look.change_dates == "merged" and self.look.change_columns[0] == "changed_on":
            for _, members in groupby(rows, key=lambda row: row[1]["changed_on"]):
                together = list(members)
                strips += [self._merged(together[at : at + TOGETHER]) for at in range(0, len(together), TOGETHER)]
        else:
            strips += [replace(self._row(number, row), items=(number,), tag="change") for number, row in rows]
        if self.look.change_tail:
            strips += self._tail()
        return strips, None if self.is_dated_above else head

    def _head(self) -> Strip | None:
        if self.look.change_heads == "none":
            return None
        named = dict(zip(CHANGE_KEYS, self.form.change_columns, strict=True))
        known = phrases()["change_heads"]
        named |= known["usual"] | known[self.look.change_heads]
        cells = [self._cell(key, named[key], head=True) for key in self.columns]
        strip = side_by_side(cells, self.look.padding, False)
        if self.look.change_heads == "tiered":
            strip = self._tiered(strip, known["over"])
        return replace(strip, keep=True, cuts=(), tag="change head")

    def _tiered(self, strip: Strip, over: str) -> Strip:
        """The head with one more above the columns of before and after, the other heads as high as both together."""
        x0, x1 = self.edges["before"][0], self.edges["after"][1]
        above = side_by_side([self._set(x0, x1, over, head=True)], self.look.padding, False)
        halves = (self.edges["before"][0], self.edges["after"][0])
        cells = [
            cell.moved(0.0, above.height) if cell.x0 in halves else replace(cell, y1=cell.y1 + above.height)
            for cell in strip.cells
        ]
        return replace(strip, height=strip.height + above.height, cells=(*above.cells, *cells))

    def _cell(self, key: str, text: str, head: bool = False) -> Cell:
        return self._set(*self.edges[key], text, head)

    def _set(self, x0: float, x1: float, text: str, head: bool) -> Cell:
        room = x1 - x0 - 2 * self.look.padding[0]
        align = "center" if head else "left"
        lump = self.body.setter.paragraph(text, room, align=align, bold=head and self.look.bold)
        sides = LEVEL if self.look.change_rules == "level" else ALL_SIDES
        return Cell(x0, 0.0, x1, 0.0, lump, sides, self.look.shade if head else None, head)

    def _row(self, number: int, row: Row, without: Sequence[str] = ()) -> Strip:
        texts = row | {NUMBER: str(number + 1)}
        keys = [key for key in self.columns if key not in without]
        return side_by_side([self._cell(key, texts[key]) for key in keys], self.look.padding, False)

    def _merged(self, rows: Sequence[tuple[int, Row]]) -> Strip:
        """Rows of one date beside a cell with that date over all of them."""
        cells: list[Cell] = []
        height = 0.0
        for number, row in rows:
            strip = self._row(number, row, without=("changed_on",))
            cells += [cell.moved(0.0, height) for cell in strip.cells]
            height += strip.height
        date = self._cell("changed_on", rows[0][1]["changed_on"])
        lump = date.lump.moved(self.look.padding[0], max((height - date.lump.height) / 2, self.look.padding[1]))
        cells.insert(0, replace(date, y1=height, lump=lump))
        return Strip(height, tuple(cells), tuple(number for number, _ in rows), tag="change")

    def _dated(self, rows: Sequence[tuple[int, Row]], head: Strip | None) -> Iterator[Strip]:
        """A table for each date, which stands above it."""
        name = self.form.change_columns[0]
        for date, members in groupby(rows, key=lambda row: row[1]["changed_on"]):
            yield replace(self.body.loose(f"{name}：{date}", self.look.size), keep=True)
            yield from [head] if head else []
            yield from (replace(self._row(number, row), items=(number,), tag="change") for number, row in members)

    def _tail(self) -> Iterator[Strip]:
        """A list behind the table that is none of changes."""
        tail = phrases()["tail"]
        yield Strip(self.look.line, ())
        yield replace(self.body.loose(tail["title"], self.look.size * 1.2), keep=True)
        step = self.body.width / len(tail["rows"][0])
        for texts in tail["rows"]:
            lumps = [self.body.setter.paragraph(text, step - 2 * self.look.padding[0]) for text in texts]
            cells = [Cell(at * step, 0.0, (at + 1) * step, 0.0, lump, label=True) for at, lump in enumerate(lumps)]
            yield replace(side_by_side(cells, self.look.padding, False), cuts=())


def printed_change(row: Row, columns: Sequence[str]) -> Row:
    """What a table with these columns prints of a row."""
    return {key: row[key] if key in columns else "" for key in CHANGE_KEYS}
