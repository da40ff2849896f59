"""The loose excerpt 変更箇所一覧: rows of a 全項目評価書, ページ and 事由等 beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from data.printing.answers import Entry, make_entry
from data.printing.bands import full_band, heading_band, row_band, title_band
from data.printing.cells import Band, Cell, Page
from data.printing.document import Print, lay_pages, make_sheet, note_pages, paper
from data.printing.draw import draw_pdf
from data.printing.fonts import Face
from data.printing.forms import Block, FormSheet, Row, Section, load_form
from data.printing.layout import Layout
from data.printing.pages import Part
from data.printing.sheet import BODY, Sheet
from data.printing.source import Source
from data.printing.style import Style
from normalize.registry import load_registry

WIDTHS = (0.80, 0.075, 0.125)  # of the three columns
FILE_LABEL = "特定個人情報ファイル名"

Place = tuple[Section, Block, Row]


def print_excerpt(source: Source, style: Style) -> Print:
    """Print the rows of a source's `excerpt`; each says key, value and what stands beside it."""
    excerpt = load_registry().change_excerpt
    form = load_form(excerpt.keys_of, source.version, style.label_variants, style.seed)
    face = Face(style.font, style.hscale)
    size = paper(style.paper, style.landscape)
    whole = make_sheet(style, face, size, BODY * style.fs)
    writer = _Writer(replace(whole, width=whole.width * WIDTHS[0]), form)
    for item in source.excerpt:
        writer.write(item)
    writer.end()
    head = _header(whole, [column.label for column in excerpt.columns])
    title = replace(title_band(whole, excerpt.title), breaks=False)
    bands = [title, head, *(_beside(band, whole) for band in writer.bands)]
    repeat = (title, head) if style.header_repeat else ()
    pages = lay_pages([Part(whole, tuple(bands), size, repeat)], style, excerpt.title)
    for page in pages:
        _side_cells(page, whole)
    note_pages(pages, writer.entries)
    pdf = draw_pdf(pages, style, face, excerpt.title)
    return Print(pdf, len(pages), excerpt.title, "", "three_column", None, tuple(writer.entries), ())


class _Writer:
    """Writes rows with the headings that tell where in the form they stand."""

    def __init__(self, sheet: Sheet, form: FormSheet) -> None:
        self.sheet = sheet
        self.entries: list[Entry] = []
        self.bands: list[Band] = []
        self._layout = Layout(sheet, self.entries)
        self._places = {
            row.key: (section, block, row)
            for section in form.sections
            for block in section.blocks
            for row in block.rows
        }
        self._section = self._block = ""
        self._instance: tuple[str, int | None] = ("", None)
        self._files: dict[tuple[str, int | None], int] = {}
        self._run: list[tuple[Mapping[str, Any], Row]] = []

    def write(self, item: Mapping[str, Any]) -> None:
        """One row, after the headings that are due. Raises KeyError for a key that the form lacks."""
        section, block, row = self._places[item["key"]]
        new_page = bool(item.get("new_page"))
        if new_page or section.id != self._section:
            self.end()
            self._head_section(section, item, new_page)
        if (block.title and block.title != self._block and not row.below_heading) or row.heading_right:
            self.end()
            self._head_block(block, row, item)
        group = block.group
        if group and not group.heading_has_value and self._instance != (group.id, item.get("instance")):
            self.end()
            self.bands.append(full_band(self.sheet, f"{group.name}{item['instance']}", "group", keep=True))
            self._instance = (group.id, item.get("instance"))
        if row.heading_right:
            return
        if row.below_heading and block.title != self._block:
            self.end()
            self._head_block(block, row, item)
        if self._run and self._run[-1][0].get("instance") != item.get("instance"):
            self.end()
        self._run.append((item, row))

    def end(self) -> None:
        """Lay out the rows gathered since the last heading."""
        run, self._run = self._run, []
        if not run:
            return
        item = run[0][0]
        answers = {row.key: given.get("value") for given, row in run}
        first = len(self.entries)
        rows = self._with_parents([row for _, row in run])
        bands = self._layout.rows(rows, answers, item.get("file"), item.get("instance"))
        sides = {row.key: _notes(given) for given, row in run}
        for entry in self.entries[first:]:
            page, reason = sides[entry.key]
            entry.extra = {"page_ref": page or None, "reason": reason or None}
        self.bands += [self._noted(band, sides) for band in bands]

    def _with_parents(self, rows: list[Row]) -> list[Row]:
        """The rows with the mere headings (再委託) that their rails need."""
        known = {row.key for row in rows}
        out = []
        for row in rows:
            parent = self._places[row.parent][2] if row.parent else None
            if parent and parent.key not in known and parent.type == "label":
                out.append(parent)
                known.add(parent.key)
            out.append(row if row.parent in known else replace(row, parent=""))
        return out

    def _noted(self, band: Band, sides: Mapping[str, tuple[str, str]]) -> Band:
        keys = [self.entries[index].key for index in band.entries]
        return replace(band, notes=sides[keys[0]]) if keys else band

    def _head_section(self, section: Section, item: Mapping[str, Any], new_page: bool) -> None:
        band = full_band(self.sheet, section.title.split("　※")[0], "heading", keep=True, bold=True)
        self.bands.append(replace(band, breaks=new_page and bool(self.bands)))
        self._section, self._block, self._instance = section.id, section.title, ("", None)
        if item.get("file") is None:
            return
        place = (section.id, item["file"])
        row = Row(f"{section.id}.1", FILE_LABEL, FILE_LABEL, "free")
        if place not in self._files:
            entry = make_entry(row, f"（{item['file']}）　{item['file_name']}", item["file"], None)
            entry.extra = {"page_ref": None, "reason": None}
            self._files[place] = len(self.entries)
            self.entries.append(entry)
        index = self._files[place]
        self.bands.append(replace(row_band(self.sheet, row, self.entries[index], index), keep=True))

    def _head_block(self, block: Block, row: Row, item: Mapping[str, Any]) -> None:
        marks = []
        note = ("", "")
        if row.heading_right:
            entry = make_entry(row, item.get("value"), item.get("file"), item.get("instance"))
            note = _notes(item)
            entry.extra = {"page_ref": note[0] or None, "reason": note[1] or None}
            self.entries.append(entry)
            marks = [(row, entry, len(self.entries) - 1)]
        self.bands.append(replace(heading_band(self.sheet, block.title, marks), notes=note))
        self._block = block.title


def _notes(item: Mapping[str, Any]) -> tuple[str, str]:
    return str(item.get("page") or ""), str(item.get("reason") or "")


def _header(sheet: Sheet, labels: list[str]) -> Band:
    edges = _edges(sheet)
    height = sheet.row * 1.2
    cells = tuple(
        sheet.cell((x0, 0.0, x1, height), label, "heading", "center", label=True, valign="center")
        for (x0, x1), label in zip(edges, labels, strict=True)
    )
    return Band(height, cells, keep=True)


def _edges(sheet: Sheet) -> list[tuple[float, float]]:
    first, second = sheet.width * WIDTHS[0], sheet.width * (WIDTHS[0] + WIDTHS[1])
    return [(0.0, first), (first, second), (second, sheet.width)]


def _beside(band: Band, sheet: Sheet) -> Band:
    """The band with its ページ and 事由等 as unruled text at the right."""
    (_, _), (p0, p1), (r0, r1) = _edges(sheet)
    size = sheet.small
    reason = sheet.lines(band.notes[1], r1 - r0, size)
    cells = []
    if band.notes[0]:
        pieces = sheet.set_text((p0, 0.0, p1, band.height), [band.notes[0]], "center", "top")
        cells.append(Cell(p0, 0.0, p1, band.height, pieces, ruled=False))
    if reason:
        pieces = sheet.set_text((r0, 0.0, r1, band.height), reason, valign="top", size=size)
        cells.append(Cell(r0, 0.0, r1, band.height, pieces, ruled=False))
    least = max(band.height, len(reason) * size * 1.16 + 3)
    if least > band.height:
        grown = tuple(replace(cell, y1=least) if cell.ruled else cell for cell in band.cells)
        band = replace(band, height=least, cells=grown)
    return replace(band, cells=(*band.cells, *cells))


def _side_cells(page: Page, sheet: Sheet) -> None:
    """The two cells at the right run over the whole page without a rule."""
    (_, first), (p0, p1), (r0, r1) = _edges(sheet)
    ruled = [cell for cell in page.cells if cell.ruled and cell.x0 < first]
    heads = [cell for cell in page.cells if cell.ruled and cell.x0 >= first]
    top = heads[0].y1 if heads else min(cell.y0 for cell in ruled)
    bottom = max(cell.y1 for cell in ruled)
    page.cells += [Cell(p0, top, p1, bottom), Cell(r0, top, r1, bottom)]
