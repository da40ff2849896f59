"""Prints of the printer that takes its forms from the registry, in random styles, plain and damaged."""

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from data.printing.__main__ import SOURCES
from data.printing.cells import Cell, Page
from data.printing.document import Print, Spoiler, print_form
from data.printing.forms import FormSheet, Row, load_form
from data.printing.gold import gold
from data.printing.printer import print_source
from data.printing.source import Source, load_source
from data.printing.style import Style, random_style
from tests.stress.ink import Gold, drop_page, rename_option
from tests.stress.pages import with_page_twice, without_page
from tests.stress.rewording import LABELS, OPTIONS, rename_which, rewordable, reworded

Result = tuple[bytes, Gold]
NAME = "first.pdf"
LONG_FORM, EXCERPT = "zenkoumoku", "henko"
LONG_SHARE = 0.1
"""How often a form of a hundred pages is printed: it takes as long to read as thirty others."""


@cache
def _sources() -> tuple[Source, ...]:
    return tuple(load_source(path) for path in sorted(SOURCES.glob("*.yaml")))


def _drawn(seed: int, forms_only: bool) -> tuple[Source, Style]:
    """A source and a style by the seed; `forms_only` leaves excerpts out."""
    draw = random.Random(f"source {seed}")
    long = draw.random() < LONG_SHARE
    fitting = [one for one in _sources() if (one.form == LONG_FORM) == long]
    source = draw.choice(fitting)
    if forms_only and source.form == EXCERPT:
        source = draw.choice([one for one in fitting if one.form != EXCERPT])
    return source, random_style(seed)


def plain(seed: int) -> Result:
    """A sample's source in a random style."""
    source, style = _drawn(seed, forms_only=False)
    return _result(source, style, print_source(source, style))


def page_dropped(seed: int, draw: random.Random) -> Result:
    """A page behind the cover is missing."""
    source, style = _drawn(seed, forms_only=True)
    printed = print_source(source, style)
    page = draw.randint(2, printed.pages)
    told = gold(source, style, printed, NAME)
    numbered = style.footer == "of" or (style.footer != "none" and page < printed.pages)
    drop_page(told, page, numbered or style.split_open)
    return without_page(printed.pdf, page), told


def page_doubled(seed: int, draw: random.Random) -> Result:
    """A page is there twice."""
    pdf, told = plain(seed)
    return with_page_twice(pdf, draw.randint(1, told["pages"])), told


def heading_removed(seed: int, draw: random.Random) -> Result:
    """A heading without boxes is not printed."""

    def spoil(pages: list[Page]) -> None:
        page, at = draw.choice(
            [(page, at) for page in pages for at, cell in enumerate(page.cells) if _is_heading(cell)]
        )
        page.cells[at] = replace(page.cells[at], pieces=())

    return _spoilt(seed, Spoiler(pages=spoil))


def ruling_removed(seed: int, draw: random.Random) -> Result:
    """Some rulings are missing: all at one height of a page, or all at one place across it."""

    def spoil(pages: list[Page]) -> None:
        for _ in range(4):
            page = draw.choice([page for page in pages if page.cells])
            cell = draw.choice(page.cells)
            below = draw.random() < 0.5
            _open(page, cell.y1 if below else cell.x1, below)

    return _spoilt(seed, Spoiler(pages=spoil))


def table_shifted(seed: int, draw: random.Random) -> Result:
    """From some row of a page on, all is printed further left or right."""

    def spoil(pages: list[Page]) -> None:
        page = draw.choice([page for page in pages if page.cells])
        top, shift = draw.choice(page.cells).y0, draw.choice((-1, 1)) * draw.uniform(3.0, 20.0)
        page.cells[:] = [cell.moved(shift, 0.0) if cell.y0 > top - 0.1 else cell for cell in page.cells]

    return _spoilt(seed, Spoiler(pages=spoil))


def label_reworded(seed: int, draw: random.Random) -> Result:
    """Some labels and headings are in other words."""

    def spoil(form: FormSheet) -> FormSheet:
        texts = {row.printed for row in form.rows() if not (row.heading_right or row.below_heading)}
        texts |= {block.title for section in form.sections for block in section.blocks}
        known = rewordable(texts, LABELS)
        chosen = {text: reworded(text, LABELS, draw) for text in draw.sample(known, draw.randint(1, 6))}
        return _changed(form, lambda row: replace(row, printed=chosen.get(row.printed, row.printed)), chosen)

    return _spoilt(seed, Spoiler(form=spoil))


def option_renamed(seed: int, draw: random.Random) -> Result:
    """An option has another name wherever it is printed or chosen."""
    source, style = _drawn(seed, forms_only=True)
    rows = load_form(source.form, source.version).rows()
    labels = {option.label for row in rows for option in row.options}
    chosen = {str(entry.value) for entry in print_source(source, style).entries if entry.type != "checks"}
    old = rename_which(labels, chosen, draw)
    new = reworded(old, OPTIONS, draw)

    def renamed(row: Row) -> Row:
        options = (replace(one, label=new, printed=new) if one.label == old else one for one in row.options)
        return replace(row, options=tuple(options))

    answers, files = _replaced(source.answers, old, new), _replaced(source.files, old, new)
    source = replace(source, answers=answers, files=tuple(files))
    printed = print_form(source, style, Spoiler(form=lambda form: _changed(form, renamed, {})))
    pdf, told = _result(source, style, printed)
    rename_option(told, {row.key for row in rows if any(option.label == old for option in row.options)}, old)
    return pdf, told


def _spoilt(seed: int, spoiler: Spoiler) -> Result:
    source, style = _drawn(seed, forms_only=True)
    return _result(source, style, print_form(source, style, spoiler))


def _result(source: Source, style: Style, printed: Print) -> Result:
    return printed.pdf, gold(source, style, printed, NAME)


def _is_heading(cell: Cell) -> bool:
    return cell.fill == "heading" and bool(cell.pieces) and not any(p.text[0] in "[［" for p in cell.pieces)


def _open(page: Page, at: float, below: bool) -> None:
    """Draw no ruling at a height of the page (`below`) or at a place across it."""
    sides = ("bottom", "top") if below else ("right", "left")
    for number, cell in enumerate(page.cells):
        ends = (cell.y1, cell.y0) if below else (cell.x1, cell.x0)
        opened = {side for side, end in zip(sides, ends, strict=True) if abs(end - at) < 0.1}
        page.cells[number] = replace(cell, open=cell.open | opened)


def _changed(form: FormSheet, row: Callable[[Row], Row], titles: Mapping[str, str]) -> FormSheet:
    sections = []
    for section in form.sections:
        blocks = [
            replace(block, title=titles.get(block.title, block.title), rows=tuple(map(row, block.rows)))
            for block in section.blocks
        ]
        sections.append(replace(section, blocks=tuple(blocks)))
    return replace(form, sections=tuple(sections))


def _replaced(value: Any, old: str, new: str) -> Any:
    """The answers with an option's new name wherever its old one stands for itself."""
    if isinstance(value, Mapping):
        return {new if key == old else key: _replaced(inner, old, new) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_replaced(inner, old, new) for inner in value]
    return new if value == old else value


DAMAGES = (
    page_dropped, page_doubled, heading_removed, ruling_removed, label_reworded, table_shifted, option_renamed,
)  # fmt: skip
