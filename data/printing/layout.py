"""Sections, blocks, rows and groups of a form as a sequence of bands (様式の割付)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from data.printing.answers import Entry, make_entry
from data.printing.bands import (
    free_band,
    full_band,
    heading_band,
    label_rail,
    parent_rail,
    row_band,
    title_band,
)
from data.printing.cells import Band, Rail
from data.printing.forms import Block, Group, Row, Section
from data.printing.sheet import Sheet

RANGES = ((1, 1), (2, 5), (6, 10), (11, 15), (16, 20))  # 範囲見出し of repeated groups
ATTACHMENT_ROWS = 12  # least height of a 別添's answer, in rows

Answers = Mapping[str, Any]


class Layout:
    """Lays out rows on one sheet and collects the gold entries on the way."""

    def __init__(self, sheet: Sheet, entries: list[Entry]) -> None:
        self.sheet = sheet
        self.entries = entries

    def section(self, section: Section, answers: Answers, file_no: int | None) -> list[Band]:
        """All bands of one section, for one file where it is printed for each."""
        bands = [title_band(self.sheet, section.title)]
        for block in section.blocks:
            bands += self.block(block, answers, file_no, section.title)
        return bands

    def block(self, block: Block, answers: Answers, file_no: int | None, above: str) -> list[Band]:
        """A block's heading, unless the section's title above says the same, and its rows or instances."""
        right = [row for row in block.rows if row.heading_right]
        rows = [row for row in block.rows if not row.heading_right]
        bands: list[Band] = []
        if block.title and block.title != above:
            marked = [(row, *self._entry(row, answers.get(row.key), file_no, None)) for row in right]
            bands.append(heading_band(self.sheet, block.title, marked))
        if block.group:
            return bands + self.group(block.group, rows, answers, file_no)
        return bands + self.rows(rows, answers, file_no, None)

    def group(self, group: Group, rows: list[Row], answers: Answers, file_no: int | None) -> list[Band]:
        """The instances of a group under their range headings."""
        prefix = rows[0].key.rsplit(".", 1)[0]
        given: list[Answers] = list(answers.get(prefix) or [{}])
        bands: list[Band] = []
        for first, last in RANGES:
            if first > group.max:
                break
            if last > first:
                bands.append(full_band(self.sheet, f"{group.name}{first}～{last}", "group"))
            for number in range(first, last + 1):
                if number <= len(given):
                    bands += self.instance(group, rows, prefix, given[number - 1], file_no, number)
                elif self._heads_unused(group, first, len(given)):
                    bands.append(full_band(self.sheet, f"{group.name}{number}", "group"))
        return bands

    def _heads_unused(self, group: Group, first: int, given: int) -> bool:
        every = self.sheet.style.instance_headings == "all"
        return every and not group.heading_has_value and given >= first

    def instance(
        self, group: Group, rows: list[Row], prefix: str, given: Answers, file_no: int | None, number: int
    ) -> list[Band]:
        """One システム, 委託事項, 提供先 or 移転先."""
        answers = {f"{prefix}.{name}": answer for name, answer in given.items()}
        bands = []
        if not group.heading_has_value:
            bands.append(full_band(self.sheet, f"{group.name}{number}", "group", keep=True))
        return bands + self.rows(rows, answers, file_no, number)

    def rows(self, rows: Iterable[Row], answers: Answers, file_no: int | None, instance: int | None) -> list[Band]:
        """Bands of plain rows; children stand beside the rail of their parent."""
        bands: list[Band] = []
        rows = list(rows)
        parents = {row.parent for row in rows if row.parent}
        rails: dict[str, tuple[Rail, ...]] = {}
        for row in rows:
            place = f"{row.key}/{file_no}/{instance}"
            outer = rails.get(row.parent, ())
            if row.type == "label" and row.key in parents:
                rails[row.key] = (label_rail(self.sheet, place, row),)
                continue
            if row.key in parents:
                rails[row.key] = (*outer, parent_rail(self.sheet, place, outer))
            bands += self.row(row, answers, file_no, instance, outer)
        return bands

    def row(
        self,
        row: Row,
        answers: Answers,
        file_no: int | None,
        instance: int | None,
        rails: tuple[Rail, ...] = (),
        block_title: str = "",
    ) -> list[Band]:
        """The band or bands of one row."""
        if row.type == "table":
            return []
        if row.type == "label":
            return [full_band(self.sheet, row.printed, "label", keep=True)]
        entry, index = self._entry(row, answers.get(row.key), file_no, instance)
        if row.type == "free":
            tall = ATTACHMENT_ROWS if row.key.startswith("B") else 1
            figure = row.key.endswith(".figure")
            answer = free_band(self.sheet, entry.value, index, self.sheet.row * tall, figure)
            if row.below_heading:
                return [answer]
            return [full_band(self.sheet, row.printed, "label", keep=True), answer]
        fill = "group" if row.instance_heading else "label"
        bands = [row_band(self.sheet, row, entry, index, rails, fill)]
        return [*bands, full_band(self.sheet, row.footnote)] if row.footnote else bands

    def _entry(self, row: Row, answer: Any, file_no: int | None, instance: int | None) -> tuple[Entry, int]:
        entry = make_entry(row, answer, file_no, instance)
        self.entries.append(entry)
        return entry, len(self.entries) - 1
