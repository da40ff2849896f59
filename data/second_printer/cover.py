"""Cover and contents as strips."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from data.second_printer.body import Body
from data.second_printer.forms import Form, Row
from data.second_printer.strips import Cell, Strip, side_by_side
from data.second_printer.typeset import Lump


class Cover:
    """Sets what stands before the sections."""

    def __init__(self, body: Body, form: Form) -> None:
        self.body, self.form, self.look = body, form, body.look

    def strips(self) -> Iterator[Strip]:
        """The cover and, where the form has one, its list of contents."""
        yield self.body.loose(self.form.title, self.look.size * 1.6, "center", tag="title")
        yield self._gap(2)
        facts = self.form.cover
        yield from self._columns(facts["head"]) if self.look.cover == "boxed" else self._pairs(facts["head"])
        yield self._gap(1)
        yield from self._boxed(*facts["declaration"])
        yield from self._pairs([facts["remark"]])
        yield self._gap(1)
        if self.look.cover == "boxed":
            for field in facts["foot"]:
                yield from self._boxed(*field)
                yield self._gap(1)
        else:
            yield from self._pairs(facts["foot"])
        mark = self.body.loose(self._answer("cover.version"), self.look.size, "right")
        yield replace(mark, items=(self._note(*facts["mark"]),))
        if self.form.contents:
            title = self.body.loose(facts["contents"], self.look.size * 1.2, tag="section")
            yield replace(title, new_page=True, keep=True)
            yield from (self._whole(text) for text in self.form.contents)

    def _answer(self, key: str) -> str:
        return str(self.body.made.answers[key, None, None].value)

    def _note(self, key: str, label: str, kind: str) -> int:
        return self.body._note(Row(key, label, kind), None, None)

    def _gap(self, lines: int) -> Strip:
        return Strip(self.look.line * lines, ())

    def _lump(self, text: str, width: float, align: str = "left", bold: bool = False) -> Lump:
        return self.body.setter.paragraph(text, width - 2 * self.look.padding[0], align=align, bold=bold)

    def _whole(self, text: str, label: bool = True, align: str = "left") -> Strip:
        lump = self._lump(text, self.body.width, align, label and self.look.bold)
        shade = self.look.shade if label else None
        cell = Cell(0.0, 0.0, self.body.width, 0.0, lump, shade=shade, label=label)
        return side_by_side([cell], self.look.padding, self.look.middle, self.look.line * 1.4)

    def _boxed(self, key: str, label: str, kind: str) -> Iterator[Strip]:
        yield replace(self._whole(label), keep=True, cuts=(), tag="cover heading")
        item = self._note(key, label, kind)
        align = self.look.align if kind != "free" else "left"
        yield replace(self._whole(self._answer(key), False, align), items=(item,), tag="answer")

    def _columns(self, fields: Sequence[tuple[str, str, str]]) -> Iterator[Strip]:
        """Labels beside each other, their answers below."""
        edges = (0.0, self.body.width * 0.22, self.body.width)
        spans = list(pairwise(edges))
        labels = [Cell(x0, 0.0, x1, 0.0, self._lump(label, x1 - x0, "center", self.look.bold), shade=self.look.shade,
                       label=True) for (x0, x1), (_, label, _) in zip(spans, fields, strict=True)]  # fmt: skip
        yield replace(side_by_side(labels, self.look.padding, True), keep=True, cuts=(), tag="cover heading")
        items = tuple(self._note(*field) for field in fields)
        answers = [Cell(x0, 0.0, x1, 0.0, self._lump(self._answer(key), x1 - x0, self.look.align))
                   for (x0, x1), (key, _, _) in zip(spans, fields, strict=True)]  # fmt: skip
        yield replace(side_by_side(answers, self.look.padding, True, self.look.line * 1.6), items=items, tag="answer")

    def _pairs(self, fields: Sequence[tuple[str, str, str]]) -> Iterator[Strip]:
        """Each label with its answer at the right."""
        edge = self.body.width * self.look.label_share
        for key, label, kind in fields:
            item = self._note(key, label, kind)
            head = Cell(
                0.0, 0.0, edge, 0.0, self._lump(label, edge, bold=self.look.bold), shade=self.look.shade, label=True
            )
            answer = Cell(edge, 0.0, self.body.width, 0.0, self._lump(self._answer(key), self.body.width - edge))
            strip = side_by_side([head, answer], self.look.padding, self.look.middle, self.look.line * 1.5)
            yield replace(strip, items=(item,), tag="answer")
