"""The cover (表紙) and the list of sections (項目一覧)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data.printing.answers import Entry, make_entry
from data.printing.bands import free_band, full_band, gap
from data.printing.cells import Band, Cell
from data.printing.forms import FormSheet, Row, Section
from data.printing.sheet import Sheet

TITLE_SIZE = 1.6  # of the body size
NUMBER_COLUMNS = 8
TOKKI_COLUMNS = 6


class Cover:
    """Lays out the rows of the cover by what they ask, not by a list."""

    def __init__(self, sheet: Sheet, entries: list[Entry], answers: Mapping[str, Any]) -> None:
        self.sheet = sheet
        self.entries = entries
        self.answers = answers

    def bands(self, form: FormSheet, section: Section) -> list[Band]:
        """All bands of the cover page."""
        sheet = self.sheet
        rows = {row.key: row for block in section.blocks for row in block.rows}
        bands = [gap(sheet, 4 if not sheet.style.landscape else 1), *self._prefix()]
        bands += [self._centred(form.title), gap(sheet, 2)]
        bands += self._number_and_name(rows.pop("cover.number"), rows.pop("cover.name"))
        bands.append(gap(sheet, 1.5))
        bands += self._declaration(rows.pop("cover.declaration"), rows.pop("cover.tokki"))
        version = rows.pop("cover.version", None)
        for row in rows.values():
            bands.append(gap(sheet, 1))
            bands += self._headed(row)
        if version:
            bands.append(self._version(version, form.printed_version))
        return bands

    def _prefix(self) -> list[Band]:
        if not self.sheet.style.prefix:
            return []
        return [self._plain(self.sheet.style.prefix, "right")]

    def _plain(self, text: str, align: str, size: float | None = None, bold: bool = False) -> Band:
        height = (size or self.sheet.size) * 1.7
        box = (0.0, 0.0, self.sheet.width, height)
        pieces = self.sheet.set_text(box, [text], align, "center", size, bold)
        return Band(height, (Cell(*box, pieces, ruled=False),), keep=True)

    def _centred(self, title: str) -> Band:
        return self._plain(self.sheet.spell(title), "center", self.sheet.size * TITLE_SIZE, bold=True)

    def _number_and_name(self, number: Row, name: Row) -> list[Band]:
        sheet, split = self.sheet, self.sheet.col(NUMBER_COLUMNS)
        heads, values, indices = [], [], []
        for row, x0, x1 in ((number, 0.0, split), (name, split, sheet.width)):
            entry, index = self._entry(row)
            text = sheet.spell(row.printed)
            heads.append(sheet.cell((x0, 0.0, x1, sheet.row), text, "heading", "center", label=True))
            values.append(sheet.cell((x0, 0.0, x1, sheet.row * 2), entry.value, align="center", valign="center"))
            indices.append(index)
        return [
            Band(sheet.row, tuple(heads), keep=True),
            Band(sheet.row * 2, tuple(values), entries=tuple(indices)),
        ]

    def _declaration(self, declaration: Row, tokki: Row) -> list[Band]:
        sheet = self.sheet
        entry, index = self._entry(declaration)
        bands = [
            full_band(sheet, declaration.printed, "heading", keep=True, bold=True),
            free_band(sheet, entry.value, index, sheet.row * 5),
        ]
        entry, index = self._entry(tokki)
        split = sheet.col(TOKKI_COLUMNS)
        height = sheet.height(len(sheet.lines(entry.value, sheet.width - split)), sheet.row * 3)
        label = sheet.cell((0.0, 0.0, split, height), sheet.spell(tokki.printed), "label", label=True)
        value = sheet.cell((split, 0.0, sheet.width, height), entry.value)
        return [*bands, Band(height, (label, value), entries=(index,))]

    def _headed(self, row: Row) -> list[Band]:
        sheet = self.sheet
        entry, index = self._entry(row)
        box = (0.0, 0.0, sheet.width, sheet.row)
        head = sheet.cell(box, sheet.spell(row.printed), "heading", "center", bold=True, label=True)
        value = sheet.cell((0.0, 0.0, sheet.width, sheet.row * 1.3), entry.value)
        return [Band(sheet.row, (head,), keep=True), Band(sheet.row * 1.3, (value,), entries=(index,))]

    def _version(self, row: Row, printed: str) -> Band:
        entry = Entry("cover.version", "text", "様式の版", printed)
        self.entries.append(entry)
        band = self._plain(printed, "right")
        return Band(band.height, band.cells, entries=(len(self.entries) - 1,))

    def _entry(self, row: Row) -> tuple[Entry, int]:
        entry = make_entry(row, self.answers.get(row.key), None, None)
        self.entries.append(entry)
        return entry, len(self.entries) - 1


def contents_bands(sheet: Sheet, form: FormSheet) -> list[Band]:
    """項目一覧: one ruled row for each section."""
    title = sheet.set_text((0.0, 0.0, sheet.width, sheet.row), ["項目一覧"], bold=True, valign="center")
    bands = [Band(sheet.row, (Cell(0.0, 0.0, sheet.width, sheet.row, title, ruled=False),), keep=True)]
    height = sheet.row * 1.8
    for section in form.sections:
        if section.id not in ("cover", "toc"):
            pieces = sheet.set_text(
                (sheet.col(2), 0.0, sheet.width, height), [sheet.spell(section.title)], valign="center"
            )
            bands.append(Band(height, (Cell(0.0, 0.0, sheet.width, height, pieces),)))
    return bands
