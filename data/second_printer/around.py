"""Pages that are of no assessment and are bound beside one: letters, title pages, lists, blank backs."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from data.printing.fonts import Face
from data.second_printer.body import Body
from data.second_printer.document import Spec
from data.second_printer.flow import Flow, Page
from data.second_printer.paint import paint
from data.second_printer.strips import Cell, Strip, side_by_side
from data.second_printer.typeset import Typesetter

FILE = Path(__file__).with_name("around.yaml")
LARGE = 2.2
UNITS, DATES = ("デジタル推進室", "文書法制係"), ("令和7年9月9日", "平成28年12月5日")
"""What no assessment of this printer says."""


@cache
def papers() -> dict[str, dict[str, Any]]:
    """The papers of `around.yaml`."""
    loaded: dict[str, dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return loaded


def print_paper(name: str, spec: Spec, draw: random.Random) -> bytes:
    """A page of that paper, by whoever made the assessment beside it."""
    setter = Typesetter(Face(spec.look.face), spec.look)
    body = Body(setter, spec.look.paper[0] - 2 * spec.look.margins[0], spec.assessment)
    words = {
        "town": spec.assessment.town, "work": spec.assessment.name.split("　")[0],
        "unit": draw.choice(UNITS), "date": draw.choice(DATES),
    }  # fmt: skip
    strips = list(_strips(papers()[name], words, body))
    pages = Flow(setter, spec.look.paper).pages(strips) if strips else [Page(*spec.look.paper)]
    return paint(pages, spec.look, name)


def _strips(paper: dict[str, Any], words: dict[str, str], body: Body) -> Iterator[Strip]:
    look, large = body.look, LARGE if paper.get("large") else 1.0
    for text in paper["texts"]:
        yield body.loose(text.format(**words), look.size * large, "center" if paper.get("large") else "left")
        yield Strip(look.line * large, ())
    for row in paper.get("table", ()):
        step = body.width / len(row)
        lumps = [body.setter.paragraph(text.format(**words), step - 2 * look.padding[0]) for text in row]
        cells = [Cell(at * step, 0.0, (at + 1) * step, 0.0, lump, label=True) for at, lump in enumerate(lumps)]
        yield side_by_side(cells, look.padding, False)
