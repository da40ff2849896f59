"""What the assessments of one file came to: the rows of each, its status, and what `documents` says of them all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from hyokasho.lacks import Lack, lack
from hyokasho.result import arrow_tables
from normalize.arrow.cover_facts import cover_facts
from normalize.arrow.tabulate import tabulate
from normalize.records import DOUBTFUL, Reading, Status
from normalize.registry import RowType, load_registry

SUMS = ("fields_found", "fields_uncertain", "text_unplaced")
"""Columns of `documents` that count what all assessments have."""


@dataclass(slots=True)
class Assessed:
    """Takes in one assessment after the other, as tables: nothing else of it stays in memory.

    `rows` are those of `assessments`. `failed` counts pages that this program failed on.
    """

    document_id: str
    rows: list[dict[str, Any]] = field(default_factory=list)
    findings: Counter[str] = field(default_factory=Counter)
    failed: int = 0
    _tables: dict[str, list[pa.Table]] = field(default_factory=lambda: defaultdict(list))

    def add(self, reading: Reading, problem: Lack | None, last_page: int) -> None:
        """Take in an assessment; `problem` is what is wrong with its pages, `last_page` the last one of the file."""
        rows = tabulate(self.document_id, reading, self.findings.total())
        problem = problem or lack(reading)
        self.rows.append({
            "document_id": self.document_id, "assessment_no": reading.number,
            "page_first": reading.page_first, "page_last": min(reading.page_last, last_page),
            "form": reading.form, "form_version": reading.form_version, **cover_facts(reading),
            "status": "partial" if problem else "ok", "error_code": problem and problem[0],
            "error_message": problem and problem[1], "sections": list(_sections(reading)),
            "fields_found": sum(answer.status not in (Status.BLANK, Status.NOT_FOUND) for answer in reading.answers),
            "fields_uncertain": sum(answer.status in DOUBTFUL for answer in reading.answers),
            "text_unplaced": reading.text_unplaced,
        })  # fmt: skip
        self.findings.update(str(finding.kind) for finding in reading.findings)
        self.failed += len(reading.failed)
        for name, table in arrow_tables(rows).items():
            self._tables[name].append(table)

    @property
    def facts(self) -> dict[str, Any]:
        """What `documents` says of them: the first one's form and cover, and sums."""
        columns = {column.name for column in load_registry().tables["documents"].columns}
        first = {name: value for name, value in self.rows[0].items() if name in columns} if self.rows else {}
        sums = {name: sum(row[name] for row in self.rows) for name in SUMS if self.rows}
        return first | sums

    @property
    def lack(self) -> Lack | None:
        """What the first assessment lacks that lacks anything; of several it is said which one that is."""
        row = next((row for row in self.rows if row["error_code"] is not None), None)
        if row is None:
            return None
        which = f"assessment {row['assessment_no']} of {len(self.rows)}: " if len(self.rows) > 1 else ""
        return row["error_code"], which + row["error_message"]

    def tables(self, document: dict[str, Any]) -> dict[str, pa.Table]:
        """All tables that have rows, with this row of `documents`."""
        heads = arrow_tables({"documents": [document], "assessments": self.rows})
        return heads | {name: pa.concat_tables(parts) for name, parts in self._tables.items()}


def _sections(reading: Reading) -> Iterator[str]:
    """The sections of which something was found, in the order of the form."""
    form = load_registry().form_keys(reading.form or "")
    found = {answer.form_key for answer in reading.answers if answer.status is not Status.NOT_FOUND}
    if reading.changes:
        found |= {row.key for row in form.rows.values() if row.type is RowType.TABLE}
    for section in form.sections:
        if any(row.key in found for row in section.rows):
            yield section.id
