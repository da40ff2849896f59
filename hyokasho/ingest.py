"""A run over an archive: inputs → results → dataset, with the figures for its closing summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hyokasho.dataset import DatasetWriter
from hyokasho.inputs import Input
from hyokasho.reader import DocumentResult
from hyokasho.workers import Limits, read_all

STATUSES = ("ok", "partial", "failed", "not_an_assessment")


@dataclass(slots=True)
class Summary:
    """What a run came to."""

    statuses: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    pages: int = 0
    troubles: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, result: DocumentResult) -> None:
        """Count a document in."""
        self.statuses[result.status] += 1
        self.pages += result.pages
        self.findings.update(result.findings)
        self.rows.update({name: len(table) for name, table in result.tables.items()})
        if result.error:
            self.troubles.append((result.name, result.status, result.error))

    @property
    def exit_status(self) -> int:
        """0: all inputs ok or partial; 1: some failed (or are no assessments), the rest is written."""
        return 0 if self.statuses["ok"] + self.statuses["partial"] == self.statuses.total() else 1

    def as_dict(self) -> dict[str, Any]:
        """The summary for `--json`."""
        return {
            "documents": {status: self.statuses[status] for status in STATUSES},
            "pages": self.pages,
            "rows": dict(self.rows),
            "findings": dict(self.findings),
            "troubles": [
                {"file_name": name, "status": status, "message": text} for name, status, text in self.troubles
            ],
        }


def ingest(
    inputs: list[Input], out: Path, workers: int, limits: Limits, advance: Callable[[DocumentResult], None]
) -> Summary:
    """Read `inputs` into the dataset in `out`; `advance` is told of each document.

    Raises `NotOursError` where `out` holds something else.
    """
    summary = Summary()
    written: set[str] = set()
    with DatasetWriter(out) as writer:
        for result in read_all(inputs, workers, limits):
            if result.document_id in written:
                # The same bytes under another name: its own row in `documents`, but the answers only once.
                result.tables = {"documents": result.tables["documents"]}
            written.add(result.document_id)
            writer.add(result.tables)
            summary.add(result)
            advance(result)
        writer.finish()
    return summary
