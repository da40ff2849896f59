"""新旧対照表: the rows of a form with their old and their new answers side by side. It is no assessment."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from data.printing.fonts import Face
from data.second_printer.answers import AnswerSetter
from data.second_printer.assessment import Answer, Assessment, invent
from data.second_printer.body import Body
from data.second_printer.document import Spec
from data.second_printer.flow import Flow, add_running_lines
from data.second_printer.forms import Row, Section
from data.second_printer.paint import paint
from data.second_printer.strips import Cell, Strip, side_by_side
from data.second_printer.typeset import Lump, Typesetter

HEADS = (
    ("旧", "新"), ("新", "旧"), ("変更前", "変更後"), ("旧（変更前）", "新（変更後）"), ("改正後", "改正前"),
    ("現行", "改定案"), ("修正前", "修正後"), ("変更後の評価書", "変更前の評価書"), ("見直し前", "見直し後"),
)  # fmt: skip
TITLES = (
    "{title}新旧対照表", "新旧対照表", "{title}　新旧対照表（案）", "{title}の変更に係る新旧対照表",
    "{name}　新旧対照表", "{title}　変更前後対照表", "{title}", "",
)  # fmt: skip
WAYS = ("label", "label_twice", "answers", "reason")
CHANGED_SHARE = 0.3
SHARES = {
    "label": (0.28, 0.36, 0.36), "label_twice": (0.18, 0.32, 0.18, 0.32), "answers": (0.5, 0.5),
    "reason": (0.22, 0.31, 0.31, 0.16),
}  # fmt: skip


@dataclass(frozen=True)
class Comparison:
    """How a comparison looks: heads of its old and new answers, title, way, and whether only what differs is printed.

    `way`: a column of labels before both, one before each, the labels in the answers' cells, or reasons behind.
    """

    heads: tuple[str, str]
    title: str
    way: str
    only_changed: bool
    cover: bool


def random_comparison(seed: int) -> Comparison:
    """A comparison drawn by a seed; the same seed gives the same."""
    draw = random.Random(f"compared {seed}")
    return Comparison(
        draw.choice(HEADS), draw.choice(TITLES), draw.choice(WAYS), draw.random() < 0.5, draw.random() < 0.5
    )


def print_comparison(spec: Spec, how: Comparison) -> bytes:
    """The PDF of a comparison of an assessment with what it was before."""
    look = replace(spec.look, option_frame=False, long_answers=0)
    setter = Typesetter(Face(look.face), look)
    body = Body(setter, look.paper[0] - 2 * look.margins[0], spec.assessment)
    pages = Flow(setter, look.paper).pages(list(_Compared(body, spec, how).strips()))
    add_running_lines(pages, setter, spec.assessment.name, ("", ""), (1, len(pages)))
    return paint(pages, look, "新旧対照表")


class _Compared:
    def __init__(self, body: Body, spec: Spec, how: Comparison) -> None:
        self.body, self.spec, self.how, self.look = body, spec, how, body.look
        self.other = invent(spec.form, self.look.seed + 1)
        self.draw = random.Random(f"changed {self.look.seed}")

    def strips(self) -> Iterator[Strip]:
        made, form = self.spec.assessment, self.spec.form
        title = self.how.title.format(title=form.title, name=made.name)
        if title:
            yield self.body.loose(title, self.look.size * 1.3, "center")
        if self.how.cover:
            yield from self._facts(made)
        yield self._cells(self._heads())
        for section in form.sections:
            yield from self._section(section, 1 if section.files else None)

    def _facts(self, made: Assessment) -> Iterator[Strip]:
        for key, label in (("cover.number", "評価書番号"), ("cover.name", "評価書名"), ("cover.org", "評価実施機関名")):
            yield self.body.loose(f"{label}　{made.answers[key, None, None].value}", self.look.size)

    def _heads(self) -> list[Lump]:
        first, second = (self._lump(text) for text in self.how.heads)
        label = self._lump("項目")
        return {
            "label": [label, first, second], "label_twice": [label, first, label, second], "answers": [first, second],
            "reason": [label, first, second, self._lump("変更理由")],
        }[self.how.way]  # fmt: skip

    def _section(self, section: Section, file_no: int | None) -> Iterator[Strip]:
        rows = [(block, row) for block in section.blocks for row in block.rows if row.kind != "heading"]
        rows = [
            (block, row) for block, row in rows
            if block.group is None and (not self.how.only_changed or self.draw.random() < CHANGED_SHARE)
        ]  # fmt: skip
        if rows:
            yield self._heading(section.title)
        setter = AnswerSetter(self.body.setter, section.numeral)
        last = None
        for block, row in rows:
            if block is not last and block.title:
                yield self._heading(block.title)
            last = block
            yield self._row(row, file_no, setter)

    def _heading(self, text: str) -> Strip:
        lumps = [Lump() for _ in SHARES[self.how.way]]
        lumps[0] = self._lump(text)
        return self._cells(lumps)

    def _row(self, row: Row, file_no: int | None, setter: AnswerSetter) -> Strip:
        place = row.key, file_no, None
        new = self.spec.assessment.answers[place]
        old = self.other.answers.get(place, new) if self.draw.random() < CHANGED_SHARE else new
        label = row.label.replace("{n}", "1")
        first, second = (self._answer(row, answer, setter) for answer in (old, new))
        if self.how.way == "answers":
            texts = [f"{label}\n{self._text(answer)}" for answer in (old, new)]
            return self._cells([self._lump(text, SHARES["answers"][0]) for text in texts])
        if self.how.way == "label_twice":
            return self._cells([self._lump(label, 0.18), first, self._lump(label, 0.18), second])
        reason = [self._lump("時点修正" if old is not new else "", 0.16)] if self.how.way == "reason" else []
        return self._cells([self._lump(label, SHARES[self.how.way][0]), first, second, *reason])

    def _answer(self, row: Row, answer: Answer, setter: AnswerSetter) -> Lump:
        width = SHARES[self.how.way][1] * self.body.width - 2 * self.look.padding[0]
        return setter.set(row, answer, width) if row.kind == "checks" else self._lump(self._text(answer), 0.3)

    @staticmethod
    def _text(answer: Answer) -> str:
        if isinstance(answer.value, dict):
            return "、".join(option for option, ticked in answer.value.items() if ticked)
        return str(answer.value or "")

    def _lump(self, text: str, share: float = 0.15) -> Lump:
        return self.body.setter.paragraph(text, share * self.body.width - 2 * self.look.padding[0])

    def _cells(self, lumps: Sequence[Lump]) -> Strip:
        edges = [0.0]
        for share in SHARES[self.how.way]:
            edges.append(edges[-1] + share * self.body.width)
        cells = [Cell(x0, 0.0, x1, 0.0, lump) for x0, x1, lump in zip(edges, edges[1:], lumps, strict=False)]
        return side_by_side(cells, self.look.padding, self.look.middle, self.look.line * 1.3)
