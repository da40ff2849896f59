"""Habits of other producers: each sets a few choices that no usual look has, and goes with any other look."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

from data.second_printer.looks import Look, plain_look

Choices = dict[str, tuple[Any, ...]]

_FREE: Choices = {"pairing": ("two",), "nested": ("row",), "option_frame": (False,), "answer_frames": ("",)}
"""What goes with tables whose rows nothing parts."""

HABITS: dict[str, Choices] = {
    "filled squares": {"box": ("{}",), "tick": ("■",), "empty": ("□",)},
    "ticks for squares": {"box": ("{}",), "tick": ("✓", "レ"), "empty": ("□",), "face": ("sans", "serif")},
    "box brackets": {"box": ("〔{}〕", "〔 {} 〕", "（{}）", "( {} )", "【{}】", "【　{}　】")},
    "choice brackets": {"brackets": ("〔〕", "（）", "【】")},
    "crosses beside rings": {"tick": ("○",), "empty": ("×",)},
    "crosses alone": {"tick": ("×", "x")},
    "zeros for ticks": {"tick": ("0", "０")},
    "marks outside": {"mark_place": ("before",)},
    "value over two lines": {"bracket": ("broken",)},
    "no brackets": {"bracket": ("none",)},
    "number of the choice": {"bracket": ("number",)},
    "number and choice": {"bracket": ("both",)},
    "contradicting number": {"bracket": ("contrary",)},
    "two choices": {"bracket": ("twice",)},
    "options behind a tab": {"options": ("tab",)},
    "options above": {"options": ("above",)},
    "options at the left": {"options": ("left",)},
    "long details": {"long_details": (True,)},
    "level rulings": {"uprights": ("none",)},
    "no ruling behind labels": {"pairing": ("unruled",)},
    "blocks framed alone": _FREE | {"framed": ("blocks",), "heading": ("cell", "above")},
    "nothing ruled": _FREE | {"framed": ("none",)},
    "labels shaded alone": _FREE | {"framed": ("none",), "shade": (0.75, 0.85)},
    "two pages a sheet": {"two_up": (True,), "paper": ((595.3, 841.9),), "change_paper": ("same",)},
    "rulings as pictures": {"rule": ("picture",)},
    "white rulings": {"rule": ("white",), "shade": (0.75, 0.85)},
    "thick rulings": {"rule_width": (2.0, 3.0)},
    "double rulings": {"rule": ("double",)},
    "rounded frames": {"rule": ("rounded",)},
    "framed lines": {"answer_frames": ("lines",)},
    "ticks in cells": {"checks": ("tick cells",)},
    "options in cells": {"checks": ("cells",)},
    "nested table": {"answer_frames": ("table",)},
    "ruby": {"ruby": (True,), "leading": (1.6, 1.8)},
    "changes in three columns": {"change_columns": (("item", "before", "after"),)},
    "changes in five columns": {
        "change_columns": (
            ("changed_on", "item", "before", "after", "reason"), ("changed_on", "item", "before", "after", "timing"),
        ),
    },
    "changes in seven columns": {
        "change_columns": (("number", "changed_on", "item", "before", "after", "timing", "reason"),)
    },
    "other heads of changes": {"change_heads": ("old", "revised", "dated")},
    "old and new alone": {"change_heads": ("old",), "change_columns": (("item", "before", "after"),)},
    "no heads of changes": {"change_heads": ("none",)},
    "tiered heads of changes": {"change_heads": ("tiered",)},
    "one date for several changes": {"change_dates": ("merged",)},
    "dates above the changes": {"change_dates": ("above",)},
    "changes without uprights": {"change_rules": ("level",)},
    "changes over three pages": {"change_long": (True,)},
    "a list behind the changes": {"change_tail": (True,)},
}  # fmt: skip
"""What each habit sets, by its name; of several values one is drawn."""

COUNTS = (0, 0, 1, 1, 2)
"""How many habits a print has, each drawn as often."""


def habit_look(seed: int, habit: str) -> Look:
    """A look without any other oddity and with this habit. Raises KeyError for one that is not known."""
    calm = replace(plain_look(seed), pairing="two", uprights="all", rule="stroke", heading="cell", change_paper="wide")
    return _with_habits(calm, [habit], seed)


def random_look(seed: int) -> Look:
    """A look with every choice, and some habits, drawn at random; the same seed gives the same look."""
    draw = random.Random(f"habits {seed}")
    return _with_habits(plain_look(seed), draw.sample(sorted(HABITS), draw.choice(COUNTS)), seed)


def _with_habits(look: Look, habits: list[str], seed: int) -> Look:
    for habit in habits:
        draw = random.Random(f"{habit} {seed}")
        look = replace(look, **{name: draw.choice(values) for name, values in HABITS[habit].items()})
    return look
