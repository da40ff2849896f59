"""A whole print: parts of a form on their papers, pages with footers, and the gold answers (印刷一式)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from data.printing.annex import annex_bands
from data.printing.answers import Entry
from data.printing.bands import gap, title_band
from data.printing.cells import Band, Page, Piece
from data.printing.change_table import Change, change_bands, header_band, read_changes
from data.printing.cover import Cover, contents_bands
from data.printing.draw import draw_pdf
from data.printing.fonts import Face
from data.printing.forms import FormSheet, Section, load_form
from data.printing.layout import Layout
from data.printing.pages import Part, paginate, place
from data.printing.sheet import BODY, COLUMNS, Sheet
from data.printing.source import Source
from data.printing.style import Style
from normalize.registry import load_registry

PAPERS = {"A4": (595.28, 841.89), "B4": (728.5, 1031.81), "A3": (841.89, 1190.55)}
HEADER_NOTE = "第２回審議会　資料１－２"
ALWAYS_APART = ("cover", "toc")


@dataclass(frozen=True)
class Print:
    """A printed assessment: the PDF, its pages, and what gold files say of it."""

    pdf: bytes
    pages: int
    title: str
    printed_version: str
    layout: str
    files: int | None
    entries: tuple[Entry, ...]
    changes: tuple[Change, ...]


def paper(name: str, landscape: bool) -> tuple[float, float]:
    """Width and height in points."""
    width, height = PAPERS[name]
    return (height, width) if landscape else (width, height)


def make_sheet(style: Style, face: Face, size: tuple[float, float], body: float = BODY) -> Sheet:
    """The sheet that fits a paper within the style's margins and scale."""
    return Sheet((size[0] - 2 * style.margin) / style.fit, face, style, body)


@dataclass(frozen=True)
class Spoiler:
    """What changes a form before it is filled in, and its pages before they are drawn; as it stands, nothing."""

    form: Callable[[FormSheet], FormSheet] = lambda form: form
    pages: Callable[[list[Page]], None] = lambda pages: None


def print_form(source: Source, style: Style, spoiler: Spoiler | None = None) -> Print:
    """Print a filled-in form in a style; `spoiler` damages it (tests only)."""
    spoiler = spoiler or Spoiler()
    form = load_form(source.form, source.version, style.label_variants, style.seed)
    form = spoiler.form(replace(form, printed_version=source.printed_version or form.printed_version))
    face = Face(style.font, style.hscale)
    entries: list[Entry] = []
    size = paper(style.paper, style.landscape)
    sheet = make_sheet(style, face, size, BODY * style.fs)
    bands = _form_bands(source, form, sheet, entries)
    changes = read_changes(source.changes)
    parts = [Part(sheet, tuple(bands), size), change_part(style, face, form, changes, len(entries))]
    pages = lay_pages(parts, style, _answer(source, "cover.name"))
    note_pages(pages, [*entries, *changes])
    spoiler.pages(pages)
    pdf = draw_pdf(pages, style, face, form.title)
    return Print(
        pdf,
        len(pages),
        form.title,
        form.printed_version,
        "form",
        len(source.files),
        tuple(entries),
        tuple(changes),
    )


def _answer(source: Source, key: str) -> str:
    return str(source.answers.get(key) or "")


def _form_bands(source: Source, form: FormSheet, sheet: Sheet, entries: list[Entry]) -> list[Band]:
    layout = Layout(sheet, entries)
    bands = []
    for section in form.sections:
        bands += _section_bands(section, source, form, layout)
        for annex in source.annexes:
            bands += annex_bands(sheet, annex) if annex["after"] == section.id else []
    return bands


def _section_bands(section: Section, source: Source, form: FormSheet, layout: Layout) -> list[Band]:
    """A section, printed once or for each file."""
    if section.id == "cover":
        cover = Cover(layout.sheet, layout.entries, source.answers)
        return cover.bands(form, section)
    if section.id == "toc":
        return _starting(contents_bands(layout.sheet, form), layout.sheet, section)
    if all(row.type == "table" for block in section.blocks for row in block.rows):
        return []
    if not section.per_file:
        return _starting(layout.section(section, source.answers, None), layout.sheet, section)
    bands: list[Band] = []
    for number, answers in enumerate(source.files, 1):
        bands += _starting(layout.section(section, answers, number), layout.sheet, section)
    return bands


def _starting(bands: list[Band], sheet: Sheet, section: Section) -> list[Band]:
    """A section's bands, on a new page where the style or the form wants one."""
    short = sum(len(block.rows) for block in section.blocks) == 1 and section.id not in ALWAYS_APART
    if short and not section.attachment:
        return [gap(sheet, 1), *bands]
    if sheet.style.section_breaks or section.id in ALWAYS_APART or section.id == "I":
        return [replace(bands[0], breaks=True), *bands[1:]]
    return [gap(sheet, 1), *bands]


def change_part(style: Style, face: Face, form: FormSheet, changes: Sequence[Change], first: int) -> Part:
    """The table of changes on its own paper."""
    size = paper(style.change_paper, style.change_landscape)
    sheet = make_sheet(style, face, size, style.change_fs)
    head = header_band(sheet)
    title = load_registry().change_table.titles[form.form][0]
    bands = [title_band(sheet, title), head, *change_bands(sheet, changes, first)]
    return Part(sheet, tuple(bands), size, (head,) if style.header_repeat else ())


def lay_pages(parts: Sequence[Part], style: Style, name: str) -> list[Page]:
    """Break the parts into pages and put footers on them."""
    pages: list[Page] = []
    printed: set[str] = set()
    for part in parts:
        height = (part.paper[1] - 2 * style.margin) / style.fit
        for placed in paginate(part, height):
            page = Page(
                *part.paper,
                left=style.margin,
                top=style.margin,
                grid=(part.sheet.width / COLUMNS, part.sheet.row),
            )
            place(placed, page, part.sheet, printed)
            pages.append(page)
    for number, page in enumerate(pages, 1):
        page.texts += footer(page, number, len(pages), name, parts[0].sheet)
        page.texts += header(page, name, parts[0].sheet)
    return pages


def footer(page: Page, number: int, total: int, name: str, sheet: Sheet) -> list[Piece]:
    """The running foot of a page."""
    style = sheet.style
    forms = {
        "none": "",
        "plain": f"{number}",
        "dash": f"- {number} -",
        "of": f"{number} / {total} ページ",
        "name": f"{name}　{number}",
    }
    text = forms[style.footer].replace("\n", " ")
    size = 9.0
    if not text:
        return []
    width = sheet.measure(text, size)
    return [Piece((page.width - width) / 2, page.height - style.margin / 2 + size / 3, text, size)]


def header(page: Page, name: str, sheet: Sheet) -> list[Piece]:
    """The running head of a page."""
    style, size = sheet.style, 8.0
    text = {"none": "", "name": name.replace("\n", " "), "note": HEADER_NOTE}[style.header]
    x = style.margin if style.header == "name" else page.width - style.margin - sheet.measure(text, size)
    return [Piece(x, style.margin * 0.6, text, size)] if text else []


def note_pages(pages: Sequence[Page], items: Sequence[Any]) -> None:
    """Write into each entry and change the numbers of the pages it is printed on."""
    for number, page in enumerate(pages, 1):
        for index in page.entries:
            items[index].pages.append(number)
