"""The sections of a form as strips: headings, labels and answers after the choices of a look."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from data.second_printer.answers import AnswerSetter, boxes_text, heading_digits
from data.second_printer.assessment import Assessment, Place
from data.second_printer.forms import Block, Group, Row, Section
from data.second_printer.strips import ALL_SIDES, Cell, Strip, side_by_side
from data.second_printer.typeset import Lump, Typesetter, beside, stack

SOME_UPRIGHTS = 0.3
"""Share of the rulings between label and answer that "some" leaves out."""


class Body:
    """Sets sections to a width; `entries` collects the places whose answers are printed, in their order."""

    def __init__(self, setter: Typesetter, width: float, made: Assessment) -> None:
        self.setter, self.look, self.width, self.made = setter, setter.look, width, made
        self.entries: list[tuple[Place, Row]] = []
        self.draw = random.Random(f"uprights {self.look.seed}")
        self.room = width - 2 * self.look.padding[0]

    def section(self, section: Section, file_no: int | None) -> list[Strip]:
        """All strips of a section, for one file where it is printed for each."""
        title = section.title
        strips = [] if title == section.blocks[0].title else [self.loose(title, self.look.size * 1.2, tag="section")]
        answers = AnswerSetter(self.setter, section.numeral)
        heading = ""
        for block in section.blocks:
            heading = heading_digits(block.title, self.look.digits == "half") or heading
            strips += self._block(block, file_no, answers)
            strips = [strip if strip.block else replace(strip, section=title, block=heading) for strip in strips]
        starts = self.look.section_pages and not section.same_page
        strips[0] = replace(strips[0], new_page=starts, keep=True)
        return [replace(strip, section=title) for strip in strips]

    def loose(self, text: str, size: float, align: str = "left", tag: str = "") -> Strip:
        """A text without borders across the page."""
        lump = self.setter.paragraph(text, self.width, size, align, self.look.bold).moved(0.0, self.look.line * 0.4)
        cell = Cell(0.0, 0.0, self.width, lump.height + self.look.line * 0.6, lump, frozenset(), label=True)
        return Strip(cell.y1, (cell,), tag=tag)

    def _block(self, block: Block, file_no: int | None, answers: AnswerSetter) -> Iterator[Strip]:
        boxes = next((row for row in block.rows if row.beside), None)
        if block.title:
            yield self._heading(block, boxes, file_no)
        rows = [row for row in block.rows if not row.beside]
        if block.group is None:
            yield from self._rows(rows, file_no, None, answers)
            return
        used = self.made.used[block.group.name]
        for instance in range(1, used + 1):
            yield from self._instance_headings(block.group, instance, rows)
            yield from self._rows(rows, file_no, instance, answers)
        if self.look.instances == "all":
            yield from (self._banner(text) for text in block.group.ranges if _first_of(text) > used)

    def _instance_headings(self, group: Group, instance: int, rows: Sequence[Row]) -> Iterator[Strip]:
        """The headings above one instance: that of its range, and its own where no row is labelled with it."""
        named = "{n}" in rows[0].label
        for text in group.ranges[1:]:
            if _first_of(text) == instance:
                yield self._banner(text)
        if not named:
            yield self._banner(f"{group.name}{instance}")

    def _heading(self, block: Block, boxes: Row | None, file_no: int | None) -> Strip:
        title = heading_digits(block.title, self.look.digits == "half")
        items: tuple[int, ...] = ()
        if boxes is None:
            cells = [self._label(0.0, self.width, title)]
        else:
            items = (self._note(boxes, file_no, None),)
            answer = self.made.answers[boxes.key, file_no, None]
            texts = "　".join(text for _, text in boxes_text(self.setter, boxes, answer))
            cells = self._heading_with_boxes(title, texts)
        if self.look.heading == "above":
            cells = [replace(cell, sides=frozenset(), shade=None) for cell in cells]
        strip = side_by_side(cells, self.look.padding, self.look.middle)
        return replace(strip, items=items, block=title, keep=True, cuts=(), tag="heading")

    def _heading_with_boxes(self, title: str, boxes: str) -> list[Cell]:
        """A heading with option boxes at its right, below it, in a cell of their own, or at its end."""
        way, bold = self.look.heading_boxes, self.look.bold
        share = {"right": 0.62, "own": 0.6, "narrow": 0.4}.get(way, 1.0)
        x, rest = self.room * share, self.room * (1 - share)
        if way == "own":
            own = Cell(
                x,
                0.0,
                self.width,
                0.0,
                self.setter.paragraph(boxes, rest - self.look.padding[0]),
                shade=self.look.shade,
            )
            return [self._label(0.0, x, title), own]
        if way == "wrapped":
            lump = self.setter.paragraph(f"{title}　{boxes}", self.room, bold=bold)
        elif way == "below":
            lump = stack([self.setter.paragraph(title, self.room, bold=bold),
                          self.setter.paragraph(boxes, self.room, align="right")])  # fmt: skip
        else:
            heading = self.setter.paragraph(title, x - self.look.size, bold=bold)
            lump = beside([(0.0, heading), (x, self.setter.paragraph(boxes, rest))], self.look.middle)
        return [Cell(0.0, 0.0, self.width, 0.0, lump, shade=self.look.shade)]

    def _banner(self, text: str) -> Strip:
        strip = side_by_side([self._label(0.0, self.width, text)], self.look.padding, self.look.middle)
        return replace(strip, keep=True, cuts=(), tag="banner")

    def _label(self, x0: float, x1: float, text: str) -> Cell:
        lump = self.setter.paragraph(text, x1 - x0 - 2 * self.look.padding[0], bold=self.look.bold)
        return Cell(x0, 0.0, x1, 0.0, lump, shade=self.look.shade, label=True)

    def _note(self, row: Row, file_no: int | None, instance: int | None) -> int:
        self.entries.append(((row.key, file_no, instance), row))
        return len(self.entries) - 1

    def _rows(
        self, rows: Sequence[Row], file_no: int | None, instance: int | None, answers: AnswerSetter
    ) -> Iterator[Strip]:
        parents = {row.key for row in rows if row.kind == "heading" and any(child.under == row.key for child in rows)}
        for row in rows:
            if row.kind == "heading" and row.key in parents and self.look.nested == "side":
                children = [child for child in rows if child.under == row.key]
                yield self._nested(row, [self._row(child, file_no, instance, answers, True) for child in children])
            elif row.kind == "heading":
                yield self._banner(row.label)
            elif not (row.under in parents and self.look.nested == "side"):
                yield from self._plain(row, file_no, instance, answers)

    def _plain(self, row: Row, file_no: int | None, instance: int | None, answers: AnswerSetter) -> Iterator[Strip]:
        if row.kind == "free" and not row.whole:
            yield self._banner(row.label)
        if row.kind == "free" or row.whole:
            item = self._note(row, file_no, instance)
            lump = answers.set(row, self.made.answers[row.key, file_no, instance], self.room)
            cell = Cell(0.0, 0.0, self.width, 0.0, lump)
            strip = side_by_side([cell], self.look.padding, self.look.middle, self.look.line * 1.4)
            yield replace(strip, items=(item,), tag="answer")
        else:
            yield self._row(row, file_no, instance, answers, False)
        if row.footnote:
            yield self._footnote(row.footnote)

    def _footnote(self, text: str) -> Strip:
        lump = self.setter.paragraph(text, self.room, self.look.size * self.look.small)
        return replace(
            side_by_side([Cell(0.0, 0.0, self.width, 0.0, lump, label=True)], self.look.padding, False), cuts=()
        )

    def _row(self, row: Row, file_no: int | None, instance: int | None, answers: AnswerSetter, nested: bool) -> Strip:
        """A label and its answer, in the arrangement of the look."""
        item = self._note(row, file_no, instance)
        answer = self.made.answers[row.key, file_no, instance]
        label, left = row.label.replace("{n}", str(instance)), 0.0
        if row.under and not nested and self.look.indent != "none":
            left = self.look.size * 1.4 if self.look.indent == "rule" else 0.0
            label = label if left else f"　{label}"
        edge = self.width * self.look.label_share
        pad = self.look.padding
        if self.look.pairing == "stacked" and not nested:
            lump = stack([self.setter.paragraph(label, self.room - left, bold=self.look.bold),
                          answers.set(row, answer, self.room - left)])  # fmt: skip
            cells = [Cell(left, 0.0, self.width, 0.0, lump)]
        else:
            lump = answers.set(row, answer, self.width - edge - 2 * pad[0])
            start = edge * 0.4 if nested else left
            cells = [self._label(start, edge, label), Cell(edge, 0.0, self.width, 0.0, lump)]
            cells = self._without_upright(cells)
        if left:
            cells.insert(0, Cell(0.0, 0.0, left, 0.0, Lump(), frozenset("lrb"), label=True))
        strip = side_by_side(cells, pad, self.look.middle, self.look.line * 1.3)
        return replace(strip, items=(item,), tag="answer")

    def _without_upright(self, cells: list[Cell]) -> list[Cell]:
        """Label and answer without the ruling between them where the look leaves it out."""
        dropped = self.look.uprights == "some" and self.draw.random() < SOME_UPRIGHTS
        if self.look.pairing != "unruled" and not dropped:
            return cells
        return [replace(cells[0], sides=ALL_SIDES - {"r"}), replace(cells[1], sides=ALL_SIDES - {"l"})]

    def _nested(self, parent: Row, children: Sequence[Strip]) -> Strip:
        """Rows with their parent's label at their left, over all of their heights."""
        edge = self.width * self.look.label_share * 0.4
        room = edge - 2 * self.look.padding[0]
        if parent.upright and self.look.upright:
            lump = self.setter.upright(parent.label, self.look.size)
        else:
            lump = self.setter.paragraph(parent.label, room)
        cells: list[Cell] = []
        items: list[int] = []
        height = 0.0
        for child in children:
            cells += [cell.moved(0.0, height) for cell in child.cells]
            height += child.height
            items += child.items
        pad = self.look.padding
        missing = max(lump.height + 2 * pad[1] - height, 0.0)
        cells = [replace(cell, y1=cell.y1 + missing) if abs(cell.y1 - height) < 0.1 else cell for cell in cells]
        label = Cell(0.0, 0.0, edge, height + missing, lump.moved(pad[0], pad[1]), shade=self.look.shade, label=True)
        return Strip(height + missing, (label, *cells), tuple(items), tag="answer")


def _first_of(heading: str) -> int:
    """The first number that the heading of a range covers."""
    digits = "".join(char if char.isdigit() else " " for char in heading).split()
    return int(digits[0])
