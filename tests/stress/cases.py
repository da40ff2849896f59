"""The documents of the stress test: each has a name (`random/17`, `archive/5`, `damaged/203`) that makes it again."""

import random
from dataclasses import dataclass
from typing import Any

from data.second_printer.archive import print_filed
from data.second_printer.habits import HABITS
from data.second_printer.no_assessment import print_no_assessment
from data.second_printer.seen.sights import SIGHTS
from tests.stress import first, second

PRINTERS = (first, second)
RANDOM, HABIT, SEEN, SEVERAL, ARCHIVE, NONE, DAMAGED = KINDS = (
    "random", "habit", "seen", "several", "archive", "none", "damaged",
)  # fmt: skip
PLAIN = "none"
DAMAGED_FROM = 1_000_000
"""Added to the seeds of damaged documents, so that they are others than the plain ones."""


@dataclass(frozen=True)
class Case:
    """A print, its gold, who printed it and what was damaged."""

    name: str
    printer: str
    damage: str
    pdf: bytes
    gold: dict[str, Any]


def make_case(name: str) -> Case:
    """The document of that name: printers, habits and damages in turn. Raises ValueError for another name."""
    kind, _, number = name.partition("/")
    if kind not in KINDS or not number.isdigit():
        raise ValueError(f"{name!r} is none of {', '.join(f'{each}/NUMBER' for each in KINDS)}")
    seed = int(number)
    if kind == HABIT:
        habit = list(HABITS)[seed % len(HABITS)]
        return Case(name, "second", habit, *second.with_habit(seed, habit))
    if kind == SEEN:
        sight = list(SIGHTS)[seed % len(SIGHTS)]
        return Case(name, "second", sight, *second.with_sight(seed, sight))
    if kind == SEVERAL:
        return Case(name, "second", SEVERAL, *second.several(seed))
    if kind == ARCHIVE:
        filed = print_filed(seed)
        return Case(name, ARCHIVE, filed.kind, filed.pdf, filed.gold)
    if kind == NONE:
        none = print_no_assessment(seed)
        gold = {"file": name, "entries": [], "changes": [], "verdict": none.verdict, "assessments": []}
        return Case(name, NONE, none.kind, none.pdf, gold)
    printer = PRINTERS[seed % len(PRINTERS)]
    who = printer.__name__.rpartition(".")[2]
    if kind == RANDOM:
        return Case(name, who, PLAIN, *printer.plain(seed))
    damage = printer.DAMAGES[seed // len(PRINTERS) % len(printer.DAMAGES)]
    return Case(name, who, damage.__name__, *damage(seed + DAMAGED_FROM, random.Random(name)))
