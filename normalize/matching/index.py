"""The labels, headings and titles of a form by their keys, and texts of known shape.

A text is keyed strictly (as folded) and loosely (without remarks in parentheses and numbers).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from normalize.registry import MAX_LABEL, Annexes, Block, CoverMarks, Form, Row, RowType, Version, load_registry
from normalize.text.fold import fold

_REMARKS = re.compile(r"\([^()]*\)|【[^【】]*】|<[^<>]*>")
_LEAD = re.compile(r"^[・□■◆◇●○*\-]+(?=.)")
_NUMBER = re.compile(r"^(?:\(?[0-9]+\)?[.,、)]*|[IVX]+[.,、]?|リスク[0-9]*:)")


@lru_cache(maxsize=20_000)
def label_key(text: str) -> str:
    """The strict key: folded, without the ※ that marks required items and without bullets before the text."""
    return _LEAD.sub("", fold(text).replace("※", ""))


@lru_cache(maxsize=20_000)
def loose_key(text: str) -> str:
    """The lenient key: also without remarks in parentheses and without the number before the text."""
    key = label_key(text)
    bare = _REMARKS.sub("", key) or key
    return _NUMBER.sub("", bare) or bare


@dataclass(frozen=True, slots=True)
class Slot:
    """One row of the form at its place: `order` counts the rows of the whole form."""

    order: int
    section: int
    block: int
    row: Row


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's title (`block` is None) or a block's."""

    section: int
    block: int | None


class FormIndex:
    """Lookups over one form."""

    def __init__(self, form: Form, annexes: Annexes, cover_marks: CoverMarks) -> None:
        self.form = form
        self._continued = frozenset(map(fold, cover_marks.continued))
        self._asked = frozenset(map(fold, cover_marks.asked_heads))
        self._beside = frozenset(map(fold, cover_marks.beside_heads))
        self._version_shapes = cover_marks.version_shapes
        self._version = re.compile(cover_marks.version.format(style=fold(form.style)))
        self._stamps = re.compile(cover_marks.stamps, re.IGNORECASE)
        self._drafts = frozenset(map(fold, cover_marks.drafts))
        self._annex = re.compile(rf"^\(?(?:{'|'.join(map(fold, annexes.beginnings))}).{{0,{annexes.max_length}}}$")
        self.slots: list[Slot] = []
        self.rows: dict[str, list[Slot]] = defaultdict(list)
        self.headings: dict[str, list[Heading]] = defaultdict(list)
        self.footnotes: set[str] = set()
        self.patterns: list[tuple[re.Pattern[str], Slot]] = []
        self.groups: list[tuple[re.Pattern[str], int, int]] = []
        self._tables: set[int] = set()
        for number, section in enumerate(form.sections):
            self._add_heading(section.spellings, Heading(number, None))
            for place, block in enumerate(section.blocks):
                self._add_block(number, place, block)

    def _add_block(self, section: int, place: int, block: Block) -> None:
        below = [text for row in block.rows if row.place == "below_heading" for text in row.spellings]
        titles = self.form.sections[section].spellings
        spellings = [text for text in (*block.spellings, *below) if text not in titles]
        self._add_heading(spellings, Heading(section, place))
        if block.group:
            pattern = rf"^{re.escape(fold(block.group.name))}\(?([0-9]+)\)?(?:[~-]([0-9]+))?$"
            self.groups.append((re.compile(pattern), section, place))
        for row in block.rows:
            slot = Slot(len(self.slots), section, place, row)
            self.slots.append(slot)
            if row.type is RowType.TABLE:
                self._tables.add(section)
            if row.footnote:
                self.footnotes.add(label_key(row.footnote))
            if "○" in row.label:
                self.patterns += [(_pattern(text), slot) for text in (row.label, *self._version_shapes)]
            elif row.place != "below_heading" and not row.instance_heading:
                for key in {label_key(text) for text in row.spellings}:
                    self.rows[key].append(slot)

    def _add_heading(self, spellings: Iterable[str], heading: Heading) -> None:
        for key in {label_key(text) for text in spellings}:
            self.headings[key].append(heading)

    def is_label(self, text: str) -> bool:
        """Whether a text is, to the letter, a label, heading or instance heading of the form."""
        if not text or len(text) > MAX_LABEL:
            return False
        key = label_key(text)
        return key in self.rows or key in self.headings or self._is_group(key)

    def may_recur(self, text: str) -> bool:
        """Whether a whole print has a label several times: of several rows, or of one in each file or instance."""
        key = label_key(text)
        slots = self.rows.get(key, ())
        repeats = any(slot.row.group is not None or self.form.sections[slot.section].repeats for slot in slots)
        return repeats or len(slots) > 1 or self._is_group(key)

    def _is_group(self, key: str) -> bool:
        return any(pattern.match(key) for pattern, _, _ in self.groups)

    def pattern_row(self, text: str) -> Slot | None:
        """The row that prints no label but an answer of known shape: [○○年○月　様式○]."""
        if len(text) > 40:
            return None
        key = fold(text)
        return next((slot for pattern, slot in self.patterns if pattern.match(key)), None)

    def is_continued(self, text: str) -> bool:
        """Whether a text only says that what stands on the page before goes on (（続き）)."""
        return len(text) <= MAX_LABEL and fold(text).strip("()<>【】[]~-") in self._continued

    def are_column_heads(self, texts: Sequence[str]) -> bool:
        """Whether the texts of a row stand above the columns of a table: 項目, 回答, 選択肢."""
        if len(texts) < 2 or any(len(text) > MAX_LABEL for text in texts):
            return False
        words = {fold(text).strip("()<>【】[]") for text in texts}
        return words <= self._asked | self._beside and bool(words & self._asked) and bool(words & self._beside)

    def is_stamp(self, text: str) -> bool:
        """Whether a text is the number of a handout (資料３－１), which is no part of the form."""
        return self._stamps.fullmatch(fold(text)) is not None

    def is_draft(self, text: str) -> bool:
        """Whether a text only says that the assessment is a draft (（案）, （素案）)."""
        return fold(text) in self._drafts

    def is_version(self, text: str) -> bool:
        """Whether a text is a version of the form, known or not: a month since there are forms, and its own number."""
        return self._version.fullmatch(fold(text).strip("[]")) is not None

    def known_version(self, text: str) -> Version | None:
        """The version of the form that a text prints; None for one that the registry does not know."""
        bare = fold(text).strip("[]")
        return next((version for version in self.form.versions if fold(version.printed).strip("[]") == bare), None)

    def is_annex_title(self, text: str) -> bool:
        """Whether a line is the title of an annex (別紙) that is no part of the form."""
        return len(text) <= MAX_LABEL and bool(self._annex.match(fold(text)))

    def begins_other_section(self, text: str) -> bool:
        """Whether a text is, to the letter, a heading, but not one of the table of changes."""
        found = self.headings.get(label_key(text), [])
        return bool(found) and not any(heading.section in self._tables for heading in found)

    def is_contents(self, section: int) -> bool:
        """Whether a section only lists the titles of others (項目一覧)."""
        return all(row.type is RowType.LABEL for row in self.form.sections[section].rows)

    def answered_below(self, slot: Slot) -> bool:
        """Whether the heading of a row's block is the row's own label, so that the answer stands below it."""
        row, block = slot.row, self.form.sections[slot.section].blocks[slot.block]
        return row.has_answer and (
            row.place == "below_heading" or label_key(row.label) in {label_key(title) for title in block.spellings}
        )

    def block_rows(self, section: int, block: int) -> list[Slot]:
        """The rows of one block in print order."""
        return [slot for slot in self.slots if slot.section == section and slot.block == block]


def _pattern(label: str) -> re.Pattern[str]:
    """The shape of a label in which ○ stands for what differs; its brackets may be missing in print."""
    shape = re.sub("○+", "[^○\\\\[\\\\]]{1,6}", re.escape(fold(label)))
    return re.compile("^" + shape.replace("\\[", "\\[?", 1).replace("\\]", "\\]?") + "$")


@lru_cache(maxsize=8)
def form_index(form_id: str) -> FormIndex:
    """The index of a form of the registry. Raises KeyError for an unknown form."""
    registry = load_registry()
    return FormIndex(registry.forms[form_id], registry.annexes, registry.cover_marks)
