"""What a row of the table of changes points to: 項目 such as 「Ⅱ 4. … 委託事項1 ③委託先名」 → a question."""

from __future__ import annotations

import re
from functools import lru_cache

from normalize.matching.index import FormIndex, Slot, form_index, label_key
from normalize.registry import load_registry
from normalize.text.fold import fold

_NUMERAL = re.compile(r"^\(?([IVX]+)(?![A-Za-z])")
_MIN_LABEL = 2


@lru_cache(maxsize=4096)
def target_field(item: str, form: str | None) -> str | None:
    """The `field_id` that a change is about; None when the text does not tell for certain.

    The longest label that the text ends with decides; where several rows bear it, the section's numeral and the
    headings quoted before it must leave one.
    """
    if form not in load_registry().forms:
        return None
    index = form_index(form)
    key = label_key(item)
    candidates = _ending_with(index, key)
    for narrow in (_in_section, _under_heading):
        fields = {slot.row.field_id for slot in candidates}
        if len(fields) == 1:
            return fields.pop()
        candidates = narrow(index, key, candidates)
    fields = {slot.row.field_id for slot in candidates}
    return fields.pop() if len(fields) == 1 else None


def section_numeral(item: str) -> str | None:
    """The numeral of the section that a change names first (Ⅱ); None where it names none."""
    numeral = _NUMERAL.match(label_key(item))
    return numeral[1] if numeral else None


def _ending_with(index: FormIndex, key: str) -> list[Slot]:
    """The rows with the longest label that `key` ends with."""
    for start in range(len(key) - _MIN_LABEL + 1):
        slots = [slot for slot in index.rows.get(key[start:], ()) if slot.row.has_answer]
        if slots:
            return slots
    return []


def _in_section(index: FormIndex, key: str, slots: list[Slot]) -> list[Slot]:
    """Those of `slots` in the section whose numeral the text begins with."""
    numeral = section_numeral(key)
    if numeral is None:
        return slots
    return [slot for slot in slots if index.form.sections[slot.section].id == numeral]


def _under_heading(index: FormIndex, key: str, slots: list[Slot]) -> list[Slot]:
    """Those of `slots` whose block's heading, or whose group's name, the text quotes."""
    quoted = []
    for slot in slots:
        block = index.form.sections[slot.section].blocks[slot.block]
        titles = [fold(title) for title in block.spellings] + ([fold(block.group.name)] if block.group else [])
        if any(title in key for title in titles):
            quoted.append(slot)
    return quoted or slots
