"""Papers that only talk about assessments: reports, minutes, instructions, plans, web pages, regulations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from data.printing.fonts import Face
from data.second_printer.body import Body
from data.second_printer.document import Spec
from data.second_printer.flow import Flow, add_running_lines
from data.second_printer.paint import paint
from data.second_printer.strips import Cell, Strip, side_by_side
from data.second_printer.typeset import Typesetter

FILE = Path(__file__).with_name("about.yaml")


@cache
def papers_about() -> dict[str, dict[str, Any]]:
    """The papers of `about.yaml`."""
    loaded: dict[str, dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return loaded


def print_about(name: str, spec: Spec) -> bytes:
    """That paper, in the look of an assessment and about it. Raises KeyError for one that is not known."""
    look = spec.look
    setter = Typesetter(Face(look.face), look)
    body = Body(setter, look.paper[0] - 2 * look.margins[0], spec.assessment)
    words = {
        "town": spec.assessment.town, "work": spec.assessment.name.split("　")[0], "title": spec.form.title,
        "short": spec.form.title[12:-1],
    }  # fmt: skip
    strips: list[Strip] = []
    for page in papers_about()[name]["pages"]:
        own = list(_strips(page, words, body))
        strips += [replace(own[0], new_page=True), *own[1:]]
    pages = Flow(setter, look.paper).pages(strips)
    add_running_lines(pages, setter, words["work"], ("", ""), (1, len(pages)))
    return paint(pages, look, name)


def _strips(parts: Sequence[str | list[list[str]]], words: dict[str, str], body: Body) -> Iterator[Strip]:
    look = body.look
    for part in parts:
        if isinstance(part, str):
            yield body.loose(part.format(**words), look.size)
        for row in part if isinstance(part, list) else ():
            step = body.width / len(row)
            lumps = [body.setter.paragraph(text.format(**words), step - 2 * look.padding[0]) for text in row]
            cells = [Cell(at * step, 0.0, (at + 1) * step, 0.0, lump, label=True) for at, lump in enumerate(lumps)]
            yield side_by_side(cells, look.padding, False)
