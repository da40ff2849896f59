"""Prints of the second printer, damaged: its form before it is filled in, or its pages before they are painted."""

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from data.second_printer.assessment import Answer
from data.second_printer.document import Printed, habit_spec, print_spec, random_spec
from data.second_printer.flow import Page
from data.second_printer.forms import Block, Form, Row
from data.second_printer.seen.sights import print_seen
from data.second_printer.several import print_several
from data.second_printer.strips import Strip
from data.second_printer.typeset import Lump
from tests.stress.ink import Gold, drop_page, lose, rename_option
from tests.stress.pages import with_page_twice, without_page
from tests.stress.rewording import LABELS, OPTIONS, rename_which, rewordable, reworded

HEADINGS = ("section", "heading", "banner", "cover heading", "change head", "changes")
Result = tuple[bytes, Gold]
NAME = "second.pdf"


def plain(seed: int) -> Result:
    """A random print as it is."""
    return _result(print_spec(random_spec(seed), NAME))


def with_habit(seed: int, habit: str) -> Result:
    """A random print with one habit."""
    return _result(print_spec(habit_spec(seed, habit), NAME))


def with_sight(seed: int, sight: str) -> Result:
    """A random print whose pages show something else than their text says."""
    return _result(print_seen(seed, sight, NAME))


def several(seed: int) -> Result:
    """A file with several assessments and other papers."""
    return print_several(seed, NAME)


def page_dropped(seed: int, draw: random.Random) -> Result:
    """A page behind the cover is missing."""
    spec = random_spec(seed)
    printed = print_spec(spec, NAME)
    page = draw.randint(2, printed.gold["pages"])
    numbered = spec.look.foot == "of" or (spec.look.foot != "" and page < printed.gold["pages"])
    # A rounded frame is drawn around what a page holds of a table: it closes what a page break left open.
    opened = spec.look.split_open and spec.look.rule != "rounded"
    drop_page(printed.gold, page, numbered or opened)
    return without_page(printed.pdf, page), printed.gold


def page_doubled(seed: int, draw: random.Random) -> Result:
    """A page is there twice."""
    printed = print_spec(random_spec(seed), NAME)
    return with_page_twice(printed.pdf, draw.randint(1, printed.gold["pages"])), printed.gold


def heading_removed(seed: int, draw: random.Random) -> Result:
    """A heading is not printed, nor the boxes in it."""
    gone: list[int] = []

    def spoil(pages: list[Page]) -> None:
        page, at = draw.choice(_places(pages, lambda strip: strip.tag in HEADINGS))
        strip = page.strips[at]
        cells = tuple(replace(cell, lump=Lump(cell.lump.height)) for cell in strip.cells)
        page.strips[at] = replace(strip, cells=cells)
        gone.extend(strip.items)

    printed = print_spec(random_spec(seed), NAME, spoil)
    for item in gone:
        lose(printed.gold["entries"][item])
    return _result(printed)


def ruling_removed(seed: int, draw: random.Random) -> Result:
    """Some rulings are missing: below a row, or between its cells."""

    def spoil(pages: list[Page]) -> None:
        for page, at in draw.sample(_places(pages, lambda strip: len(strip.cells) > 0), 4):
            below = draw.random() < 0.5
            page.strips[at] = _without_sides(page.strips[at], "b" if below else "lr", 0.0 if below else 1.0)
            if below and at + 1 < len(page.strips):
                page.strips[at + 1] = _without_sides(page.strips[at + 1], "t", 0.0)

    return _result(print_spec(random_spec(seed), NAME, spoil))


def table_shifted(seed: int, draw: random.Random) -> Result:
    """From some row of a page on, all is printed further left or right."""

    def spoil(pages: list[Page]) -> None:
        page, at = draw.choice(_places(pages, lambda strip: len(strip.cells) > 0))
        shift = draw.choice((-1, 1)) * draw.uniform(3.0, 20.0)
        page.strips[at:] = [strip.moved(shift, 0.0) for strip in page.strips[at:]]

    return _result(print_spec(random_spec(seed), NAME, spoil))


def label_reworded(seed: int, draw: random.Random) -> Result:
    """Some labels and headings are in other words."""
    spec = random_spec(seed)
    labels = {row.label for row in _rows(spec.form) if not (row.beside or row.whole)}
    titles = {block.title for section in spec.form.sections for block in section.blocks}
    known = rewordable(labels | titles, LABELS)
    chosen = {text: reworded(text, LABELS, draw) for text in draw.sample(known, draw.randint(1, 6))}
    form = _with_blocks(spec.form, lambda block: replace(block, title=chosen.get(block.title, block.title)))
    form = _with_rows(form, lambda row: row if row.whole else replace(row, label=chosen.get(row.label, row.label)))
    return _result(print_spec(replace(spec, form=form), NAME))


def option_renamed(seed: int, draw: random.Random) -> Result:
    """An option of some rows has another name, in its list and where it is chosen."""
    spec = random_spec(seed)
    labels = {option.label for row in _rows(spec.form) for option in row.options}
    chosen = {str(answer.value) for answer in spec.assessment.answers.values()}
    old = rename_which(labels, chosen, draw)
    new = reworded(old, OPTIONS, draw)
    keys = {row.key for row in _rows(spec.form) if any(option.label == old for option in row.options)}
    form = _with_rows(spec.form, lambda row: _with_option(row, old, new))
    for place, answer in spec.assessment.answers.items():
        if place[0] in keys:
            spec.assessment.answers[place] = _renamed_answer(answer, old, new)
    printed = print_spec(replace(spec, form=form), NAME)
    rename_option(printed.gold, keys, old)
    return _result(printed)


def _result(printed: Printed) -> Result:
    return printed.pdf, printed.gold


def _places(pages: list[Page], wanted: Callable[[Strip], bool]) -> list[tuple[Page, int]]:
    return [(page, at) for page in pages for at, strip in enumerate(page.strips) if wanted(strip)]


def _without_sides(strip: Strip, sides: str, least: float) -> Strip:
    """The strip without some borders of its cells; the borders of the whole stay where `least` is above 0."""
    right = max((cell.x1 for cell in strip.cells), default=0.0)

    def kept(x0: float, x1: float) -> str:
        return "" if not least else ("l" if x0 < least else "") + ("r" if x1 > right - least else "")

    cells = (replace(cell, sides=cell.sides - (set(sides) - set(kept(cell.x0, cell.x1)))) for cell in strip.cells)
    return replace(strip, cells=tuple(cells))


def _rows(form: Form) -> list[Row]:
    return [row for section in form.sections for block in section.blocks for row in block.rows]


def _with_blocks(form: Form, change: Callable[[Block], Block]) -> Form:
    sections = (replace(section, blocks=tuple(map(change, section.blocks))) for section in form.sections)
    return replace(form, sections=tuple(sections))


def _with_rows(form: Form, change: Callable[[Row], Row]) -> Form:
    return _with_blocks(form, lambda block: replace(block, rows=tuple(map(change, block.rows))))


def _with_option(row: Row, old: str, new: str) -> Row:
    options = (replace(option, label=new) if option.label == old else option for option in row.options)
    return replace(row, options=tuple(options))


def _renamed_answer(answer: Answer, old: str, new: str) -> Answer:
    def named(parts: Any) -> Any:
        return {new if label == old else label: part for label, part in parts.items()}

    if not isinstance(answer.value, dict):
        return replace(answer, value=new if answer.value == old else answer.value)
    count = named(answer.count) if answer.count else None
    return Answer(named(answer.value), named(answer.details), count)


DAMAGES = (
    page_dropped, page_doubled, heading_removed, ruling_removed, label_reworded, table_shifted, option_renamed,
)  # fmt: skip
