"""What the assessments of one file came to: the rows of each, its status, and what `documents` says of them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import pyarrow as pa

from hyokasho.document.lacks import lack
from hyokasho.document.result import batches_of
from hyokasho.document.unfilled import unfilled
from hyokasho.document.verdict import Lack
from normalize.arrow.cover_facts import cover_facts
from normalize.arrow.lazy_rows import DatasetRow, Rows
from normalize.arrow.tabulate import document_findings, tabulate
from normalize.records import DOUBTFUL, Finding, Reading, Status
from normalize.registry import RowType, load_registry

SUMS = ("fields_found", "fields_uncertain", "text_unplaced")
"""Columns of `documents` that count what all assessments have."""


@dataclass(slots=True)
class Assessed:
    """Takes in one assessment after the other; of all but the last one only Arrow tables stay in memory.

    `heads` are the rows of `assessments`. `failed` counts pages that this program failed on. `unfilled` says of each
    that answers nothing what it is.
    """

    document_id: str
    heads: list[DatasetRow] = field(default_factory=list)
    findings: Counter[str] = field(default_factory=Counter)
    failed: int = 0
    unfilled: list[Lack] = field(default_factory=list)
    _kept: dict[str, list[pa.RecordBatch]] = field(default_factory=dict)
    _last: dict[str, Iterable[DatasetRow]] = field(default_factory=dict)
    _told: list[DatasetRow] = field(default_factory=list)

    def add(self, reading: Reading, problem: Lack | None, last_page: int) -> None:
        """Take in an assessment; `problem` is what is wrong with its pages, `last_page` the last one of the file."""
        for name, batches in batches_of(self._last):
            self._kept.setdefault(name, []).extend(batches)
        self._last = tabulate(self.document_id, reading, self.findings.total())
        problem = problem or lack(reading)
        self.heads.append({
            "document_id": self.document_id, "assessment_no": reading.number,
            "page_first": reading.page_first, "page_last": min(reading.page_last, last_page),
            "form": reading.form, "form_version": reading.form_version, **cover_facts(reading),
            "status": "partial" if problem else "ok", "error_code": problem and problem.code,
            "error_message": problem and problem.message, "sections": list(_sections(reading)),
            "part_of": None, "part_of_no": None,
            "fields_found": sum(answer.status not in (Status.BLANK, Status.NOT_FOUND) for answer in reading.answers),
            "fields_uncertain": sum(answer.status in DOUBTFUL for answer in reading.answers),
            "text_unplaced": reading.text_unplaced,
        })  # fmt: skip
        self.findings.update(str(finding.kind) for finding in reading.findings)
        self.failed += len(reading.failed)
        nothing = unfilled(reading)
        self.unfilled += [] if nothing is None else [nothing]

    @property
    def is_unfilled(self) -> bool:
        """Whether no assessment of the file answers anything."""
        return bool(self.heads) and len(self.unfilled) == len(self.heads)

    def tell(self, findings: Sequence[Finding]) -> None:
        """Take in what is found of the file as a whole, once all its assessments are there."""
        self._told = list(document_findings(self.document_id, findings, self.findings.total()))
        self.findings.update(str(finding.kind) for finding in findings)

    @property
    def facts(self) -> dict[str, Any]:
        """What `documents` says of them: the first one's form and cover, and sums."""
        columns = {column.name for column in load_registry().tables["documents"].columns}
        first = {name: value for name, value in self.heads[0].items() if name in columns} if self.heads else {}
        sums = {name: sum(row[name] for row in self.heads) for name in SUMS if self.heads}
        return {"fields_found": 0, "fields_uncertain": 0} | first | sums

    @property
    def lack(self) -> Lack | None:
        """What the first assessment lacks that lacks anything; of several it is said which one that is."""
        row = next((row for row in self.heads if row["error_code"] is not None), None)
        if row is None:
            return None
        which = f"assessment {row['assessment_no']} of {len(self.heads)}: " if len(self.heads) > 1 else ""
        return Lack(row["error_code"], which + row["error_message"])

    def rows(self) -> dict[str, Iterable[DatasetRow]]:
        """The rows of all tables but `documents`, made while they are asked for."""
        kept = {name: Rows(_again(batches)) for name, batches in self._kept.items()}
        together: dict[str, Iterable[DatasetRow]] = {"assessments": self.heads}
        for name, rows in self._last.items():
            together[name] = Rows(_both(kept.get(name, ()), rows))
        together["findings"] = Rows(_both(together.get("findings", ()), self._told))
        return together


def _again(batches: list[pa.RecordBatch]) -> Callable[[], Iterator[DatasetRow]]:
    return lambda: (row for batch in batches for row in batch.to_pylist())


def _both(before: Iterable[DatasetRow], rows: Iterable[DatasetRow]) -> Callable[[], Iterator[DatasetRow]]:
    return lambda: chain(before, rows)


def _sections(reading: Reading) -> Iterator[str]:
    """The sections of which something was found, in the order of the form."""
    form = load_registry().form_keys(reading.form or "")
    found = {answer.form_key for answer in reading.answers if answer.status is not Status.NOT_FOUND}
    if reading.changes:
        found |= {row.key for row in form.rows.values() if row.type is RowType.TABLE}
    for section in form.sections:
        if any(row.key in found for row in section.rows):
            yield section.id
