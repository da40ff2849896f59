"""How a print of the second printer looks: one record of independent choices, drawn by a seed."""

from __future__ import annotations

import random
from dataclasses import asdict, dataclass
from typing import Any

CHOICES: dict[str, tuple[Any, ...]] = {
    "paper": ((595.3, 841.9), (595.3, 841.9), (595.3, 841.9), (728.5, 1031.8), (841.9, 595.3), (612.0, 792.0)),
    "margins": ((36.0, 40.0), (50.0, 56.0), (28.0, 30.0), (62.0, 48.0)),
    "face": ("sans", "serif", "heisei-gothic", "heisei-mincho"),
    "size": (7.5, 8.0, 8.5, 9.0, 9.5, 10.0, 10.5, 12.0),
    "leading": (1.15, 1.25, 1.4, 1.6),
    "small": (0.7, 0.8, 0.9, 1.0),
    "padding": ((2.0, 1.5), (3.0, 2.5), (4.0, 4.0), (2.5, 6.0)),
    "label_share": (0.17, 0.2, 0.24, 0.28, 0.33, 0.4),
    "pairing": ("two", "two", "two", "unruled", "stacked"),
    "rule": ("stroke", "stroke", "fill", "picture", "double", "dashed"),
    "rule_width": (0.25, 0.5, 0.75, 1.2),
    "joined": (True, False),
    "uprights": ("all", "all", "all", "outer", "none", "some"),
    "heading": ("cell", "cell", "above"),
    "heading_boxes": ("right", "own", "below", "narrow", "wrapped"),
    "shade": (None, None, 0.85, 0.93),
    "bold": (True, False, False),
    "options": ("right", "right", "below", "above", "left"),
    "option_flow": ("each", "lines", "run"),
    "option_frame": (True, False, False),
    "option_share": (0.4, 0.5, 0.6),
    "bracket": ("run", "run", "wide", "tight"),
    "brackets": ("[]", "[]", "［］"),
    "box": ("[{}]", "[ {} ]", "［{}］", "［　{}　］", "[　{}　]", "[  {}]"),
    "empty": ("　", "　　", "  "),
    "tick": ("○", "○", "〇", "◯", "●", "レ"),
    "checks": ("flow", "grid", "each"),
    "box_gap": ("", " ", "　"),
    "detail": ("（{}）", "　（{}）", "（　{}　）"),
    "count": ("（ {} ）　件", "（{}）件", "（　{}　）件"),
    "digits": ("full", "full", "half"),
    "indent": ("rule", "rule", "space", "none"),
    "nested": ("side", "row"),
    "upright": (True, False),
    "align": ("left", "left", "center"),
    "middle": (True, False),
    "kinsoku": (True, False),
    "whole_words": (True, False),
    "split": ("any", "any", "long"),
    "split_open": (True, True, False),
    "split_label": ("once", "once", "again", "continued"),
    "section_pages": (True, True, False),
    "continued": ("", "", "section", "block"),
    "head": ("", "", "name", "both"),
    "foot": ("", "number", "dash", "of", "name"),
    "order": ("drawn", "drawn", "shuffled", "upwards", "labels"),
    "pieces": ("line", "line", "line", "char", "words"),
    "instances": ("used", "all"),
    "change_paper": ("wide", "wide", "same", "turned"),
    "change_widths": ((9, 14, 22, 22, 5, 14), (9, 18, 40, 40, 8, 20), (10, 20, 30, 30, 7, 12)),
    "change_head": (True, False),
    "cover": ("boxed", "columns"),
    "long_answers": (0, 0, 0, 1, 2),
}  # fmt: skip
"""Every choice with what it may be; a value listed twice is drawn twice as often."""


@dataclass(frozen=True)
class Look:
    """One way to print. Lengths are points; `small`, `leading` are factors of `size`, shares those of a row's width.

    `pairing`: label and answer in two cells, in one row without a ruling between, or one above the other in one cell.
    `uprights`: which vertical rulings are drawn. `heading_boxes`: where the option box of a heading stands.
    `split*`, `continued`: what a page break does to a row, and what is printed again behind it.
    `order`, `pieces`: in which order and in what pieces the text is written into the file.
    What only habits set: `framed`, around what rulings run ("cells", "blocks" as a whole, "none"); `two_up`, two pages
    on each sheet; `mark_place`, a ring before its box; `long_details`, details of several lines;
    `answer_frames`, frames around the lines of an answer ("lines"), or around numbers and texts ("table"); `change_*`,
    another table of changes.
    """

    seed: int
    paper: tuple[float, float] = (595.3, 841.9)
    margins: tuple[float, float] = (50.0, 56.0)
    face: str = "sans"
    size: float = 9.0
    leading: float = 1.25
    small: float = 0.8
    padding: tuple[float, float] = (3.0, 2.5)
    label_share: float = 0.24
    pairing: str = "two"
    rule: str = "stroke"
    rule_width: float = 0.5
    joined: bool = True
    uprights: str = "all"
    heading: str = "cell"
    heading_boxes: str = "right"
    shade: float | None = None
    bold: bool = False
    options: str = "right"
    option_flow: str = "each"
    option_frame: bool = False
    option_share: float = 0.5
    bracket: str = "run"
    brackets: str = "[]"
    box: str = "[ {} ]"
    empty: str = "　"
    tick: str = "○"
    checks: str = "flow"
    box_gap: str = ""
    detail: str = "（{}）"
    count: str = "（ {} ）　件"
    digits: str = "full"
    indent: str = "rule"
    nested: str = "side"
    upright: bool = True
    align: str = "left"
    middle: bool = True
    kinsoku: bool = True
    whole_words: bool = False
    split: str = "any"
    split_open: bool = True
    split_label: str = "once"
    section_pages: bool = True
    continued: str = ""
    head: str = ""
    foot: str = "number"
    order: str = "drawn"
    pieces: str = "line"
    instances: str = "used"
    change_paper: str = "wide"
    change_widths: tuple[int, ...] = (9, 14, 22, 22, 5, 14)
    change_head: bool = True
    cover: str = "boxed"
    long_answers: int = 0
    framed: str = "cells"
    two_up: bool = False
    mark_place: str = "inside"
    long_details: bool = False
    answer_frames: str = ""
    ruby: bool = False
    change_columns: tuple[str, ...] = ("changed_on", "item", "before", "after", "timing", "reason")
    change_heads: str = "usual"
    change_dates: str = "each"
    change_rules: str = "all"
    change_long: bool = False
    change_tail: bool = False

    @property
    def line(self) -> float:
        """Height of a line of body text."""
        return self.size * self.leading

    def to_dict(self) -> dict[str, Any]:
        """The choices as plain data, tuples as lists."""
        return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()}


def plain_look(seed: int) -> Look:
    """A look with every choice drawn at random, and no habit; the same seed gives the same look."""
    draw = random.Random(f"look {seed}")
    return Look(seed, **{name: draw.choice(values) for name, values in CHOICES.items()})
