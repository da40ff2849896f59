"""A whole print of the second printer: PDF bytes and the gold that says what is printed."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from data.printing.fonts import Face
from data.second_printer.assessment import Assessment, Place, invent, phrases
from data.second_printer.body import Body
from data.second_printer.changes import ChangeTable, printed_change
from data.second_printer.cover import Cover
from data.second_printer.flow import Flow, Page, TooTallError, add_running_lines
from data.second_printer.forms import Form, Row, load_form, versions
from data.second_printer.habits import habit_look, random_look
from data.second_printer.looks import Look
from data.second_printer.paint import paint
from data.second_printer.sheets import on_sheets, two_up
from data.second_printer.stretch import stretch
from data.second_printer.typeset import Typesetter
from data.second_printer.unsure import unsure

KISO_SHARE, JUTEN_SHARE = 0.75, 0.18
SMALLER = 0.85


@dataclass(frozen=True)
class Spec:
    """All that a print is made of; its pages may be counted with others, `pages_before` of which come before it."""

    form: Form
    assessment: Assessment
    look: Look
    pages_before: int = 0
    pages_in_all: int | None = None


@dataclass(frozen=True)
class Printed:
    """A PDF, its pages as they were laid out, and its gold."""

    pdf: bytes
    pages: tuple[Page, ...]
    gold: dict[str, Any]


def random_spec(seed: int) -> Spec:
    """A form, an assessment and a look drawn at random; the same seed gives the same print."""
    return spec_in(seed, random_look(seed))


def habit_spec(seed: int, habit: str) -> Spec:
    """The same with one habit, and an ordinary look otherwise. Raises KeyError for a habit that is not known."""
    return spec_in(seed, habit_look(seed, habit))


def spec_in(seed: int, look: Look) -> Spec:
    """A form and an assessment drawn at random, in that look."""
    draw = random.Random(f"form {seed}")
    form_share = draw.random() - KISO_SHARE
    name = "kiso" if form_share < 0 else "juten" if form_share < JUTEN_SHARE else "zenkoumoku"
    form = load_form(name, draw.choice([version for known, version in versions() if known == name]))
    made = invent(form, seed, look.long_answers)
    stretch(made, look)
    return Spec(form, made, look)


def print_spec(spec: Spec, file_name: str, spoil: Callable[[list[Page]], None] = lambda pages: None) -> Printed:
    """Lay the print out, and write its PDF and its gold; `spoil` may change the pages before they are painted.

    Where a row fits on no page, everything is printed in smaller type.
    """
    try:
        return _print(spec, file_name, spoil)
    except TooTallError:
        smaller = replace(spec.look, size=spec.look.size * SMALLER)
        return print_spec(replace(spec, look=smaller), file_name, spoil)


def _print(spec: Spec, file_name: str, spoil: Callable[[list[Page]], None]) -> Printed:
    form, look = spec.form, spec.look
    setter = Typesetter(Face(look.face), look)
    body = Body(setter, look.paper[0] - 2 * look.margins[0], spec.assessment)
    strips = list(Cover(body, form).strips())
    for section in form.sections:
        for file_no in range(1, spec.assessment.files + 1) if section.files else (None,):
            part = body.section(section, file_no)
            strips += part
    pages = Flow(setter, look.paper).pages(strips)
    change_pages = _change_pages(spec, setter)
    every = [*pages, *change_pages]
    counted = spec.pages_before + 1, spec.pages_in_all or len(every)
    add_running_lines(every, setter, spec.assessment.name, _corners(spec), counted)
    gold = _gold(spec, file_name, body.entries, pages, change_pages)
    spoil(every)
    pdf = paint(every, look, form.title)
    if look.two_up:
        pdf, gold = two_up(pdf), on_sheets(gold)
    return Printed(pdf, tuple(every), gold)


def _corners(spec: Spec) -> list[str]:
    return [text.format(town=spec.assessment.town) for text in phrases()["running"]]


def _change_pages(spec: Spec, setter: Typesetter) -> list[Page]:
    """The table of changes on its own paper: as the rest, wide, or on its side on upright pages."""
    look, upright = spec.look, sorted(spec.look.paper)
    size = {"same": look.paper, "wide": (upright[1], upright[0]), "turned": (upright[0], upright[1])}[look.change_paper]
    turned = look.change_paper == "turned"
    width = (size[1] if turned else size[0]) - 2 * look.margins[0]
    strips, head = ChangeTable(Body(setter, width, spec.assessment), spec.form).strips()
    return Flow(setter, size, turned, head).pages(strips)


def _gold(
    spec: Spec, name: str, entries: Sequence[tuple[Place, Row]], pages: Sequence[Page], change_pages: Sequence[Page]
) -> dict[str, Any]:
    where = _page_numbers(pages, 1)
    return {
        "file": name, "form": spec.form.name, "printed_version": spec.form.mark, "kind": "born_digital", "dpi": None,
        "pages": len(pages) + len(change_pages), "title": spec.form.title, "layout": "form",
        "files": spec.assessment.files, "style": spec.look.to_dict(),
        "entries": [_entry(spec, place, row, where[number]) for number, (place, row) in enumerate(entries)],
        "changes": _changes(spec, _page_numbers(change_pages, len(pages) + 1)),
    }  # fmt: skip


def _page_numbers(pages: Sequence[Page], first: int) -> dict[int, list[int]]:
    where: dict[int, list[int]] = {}
    for number, page in enumerate(pages, first):
        for item in page.items:
            where.setdefault(item, []).append(number)
    return where


def _entry(spec: Spec, place: Place, row: Row, pages: list[int]) -> dict[str, Any]:
    answer = spec.assessment.answers[place]
    return {
        "key": place[0], "file_no": place[1], "instance": place[2],
        "type": "choice_with_count" if row.count else row.kind, "label": row.label.replace("{n}", str(place[2])),
        "value": answer.value, "details": answer.details, "count": answer.count, "pages": pages,
        **unsure(row, answer, spec.look, _any_ticked(spec.assessment)),
    }  # fmt: skip


def _any_ticked(made: Assessment) -> bool:
    """Whether some box of a print is ticked."""
    return any(any(answer.value.values()) for answer in made.answers.values() if isinstance(answer.value, dict))


def _changes(spec: Spec, where: dict[int, list[int]]) -> list[dict[str, Any]]:
    rows = enumerate(spec.assessment.changes)
    columns = spec.look.change_columns
    return [{"row_no": number + 1, **printed_change(row, columns), "pages": where[number]} for number, row in rows]
