"""Files that hold a section of an assessment which lies whole in the archive, too (`assessments.part_of`).

A part is one of a whole only where that is certain: every answer of it that is sure stands in the whole, to the letter,
and both bear the same organization and the same number or name. Parts mostly have no cover. Of such a part the
answers must say enough by themselves, and agree with one whole alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from hyokasho.archive.results.store import Store
from normalize.registry import Form, RowType, load_registry
from normalize.text.fold import fold

LONG, ENOUGH = 10, 4
"""So many different texts of so many characters (folded) tell whose part a part without a cover is."""
COVER = ("organization", "evaluation_number", "evaluation_name")
FIELDS = ("assessment_no", "type", "form_key", "file_no", "instance", "raw", "value", "status")
OF_LISTS = ("choice", "choice_with_count", "checks", "date")
"""Types of answers that many assessments give alike."""
CHANGES = ("assessment_no", "changed_on_raw", "item", "before", "after", "reason", "status")
Key = tuple[str, int]
"""A document and the place of an assessment in it."""


@dataclass
class _PartRow:
    """An assessment that lacks sections, its sure answers, and the wholes that have all of them."""

    head: dict[str, Any]
    answers: set[tuple[Any, ...]]
    wholes: list[Key] = field(default_factory=list)

    def is_of(self, head: dict[str, Any], answers: set[tuple[Any, ...]]) -> bool:
        """Whether this is a part of an assessment, or may be."""
        if head["form"] != self.head["form"] or not set(self.head["sections"]) < set(head["sections"]):
            return False
        return self._has_same_cover(head) and self.answers <= answers

    def _has_same_cover(self, head: dict[str, Any]) -> bool:
        """Whether what both say of number, name and organization is the same; of a part nothing may be said."""
        return all(
            self.head[name] is None or (head[name] is not None and fold(self.head[name]) == fold(head[name]))
            for name in COVER
        )

    @property
    def tells(self) -> bool:
        """Whether the part says enough to tell whose it is."""
        named = self.head["organization"] and (self.head["evaluation_number"] or self.head["evaluation_name"])
        own = [answer[1:] for answer in self.answers if answer[0] not in OF_LISTS]
        texts = {text for answer in own for text in answer if isinstance(text, str) and len(text) >= LONG}
        return bool(self.answers) and (bool(named) or len(texts) >= ENOUGH)


def parts_of_wholes(heads: Iterable[dict[str, Any]], store: Store) -> dict[Key, Key]:
    """The assessments that are parts of others, by the rows of `assessments` of an archive, each with its whole.

    Only documents are read again that may be parts, and wholes if there are any. Raises `LostResultError`.
    """
    rows = list(heads)
    lacking = [row for row in rows if row["sections"] and _lacks_sections(row)]
    parts = {_key(row): _PartRow(row, _answers(store, row)) for row in lacking}
    parts = {key: part for key, part in parts.items() if part.tells}
    if not parts:
        return {}
    forms = {part.head["form"] for part in parts.values()}
    for row in rows:
        if row["form"] in forms and not _lacks_sections(row):
            answers = _answers(store, row)
            for part in parts.values():
                if part.is_of(row, answers):
                    part.wholes.append(_key(row))
    return {key: part.wholes[0] for key, part in parts.items() if len(part.wholes) == 1}


def with_parts(assessments: Iterable[pa.Table], wholes: dict[Key, Key]) -> Iterator[pa.Table]:
    """The rows of `assessments`, with the wholes of those that are parts."""
    for table in assessments:
        rows = table.to_pylist()
        if not any(_key(row) in wholes for row in rows):
            yield table
            continue
        for row in rows:
            row["part_of"], row["part_of_no"] = wholes.get(_key(row), (None, None))
        yield pa.Table.from_pylist(rows, table.schema)


def _key(row: dict[str, Any]) -> Key:
    return row["document_id"], row["assessment_no"]


def _lacks_sections(row: dict[str, Any]) -> bool:
    """Whether an assessment lacks a section that all prints of its form have."""
    form: Form | None = load_registry().forms.get(row["form"])
    return form is not None and not _common(form) <= set(row["sections"])


def _common(form: Form) -> set[str]:
    """The sections with answers that every version of a form prints."""
    return {
        section.id for section in form.sections
        if not (section.only or section.attachment)
        and any(row.has_answer and row.type is not RowType.TABLE for row in section.rows)
    }  # fmt: skip


def _answers(store: Store, head: dict[str, Any]) -> set[tuple[Any, ...]]:
    """The sure answers and changes of an assessment."""
    import pyarrow.compute as pc  # few archives hold parts, and to load it takes as long as a page

    _, tables = store.get(head["document_id"])
    found: set[tuple[Any, ...]] = set()
    for name, columns in (("fields", FIELDS), ("changes", CHANGES)):
        table = tables.get(name)
        if table is None:
            continue
        own = table.select(columns).filter(pc.equal(table["assessment_no"], head["assessment_no"]))
        for row in own.to_pylist():
            texts = tuple(
                fold(row[column]) if isinstance(row[column], str) else row[column] for column in columns[1:-1]
            )
            if row["status"] == "ok" and any(texts):
                found.add(texts)
    return found
