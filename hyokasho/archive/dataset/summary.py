"""What a dataset came to, counted while it is assembled: the same whether a run read everything or nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from hyokasho.archive.results.codec import Head
from hyokasho.archive.sources.catalogue import Entry

STATUSES = ("ok", "partial", "failed", "not_an_assessment")


@dataclass(frozen=True, slots=True)
class Trouble:
    """A file that is not ok."""

    source: str
    status: str
    code: str
    message: str


@dataclass(slots=True)
class Summary:
    """Counts over a dataset. `lost`: so many folders could not be opened; what is in them is not in the dataset."""

    statuses: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    pages: int = 0
    duplicates: int = 0
    troubles: list[Trouble] = field(default_factory=list)
    lost: int = 0

    def add(self, entry: Entry, head: Head, again: bool) -> None:
        """Count an input in; `again`: its document has been counted under another name."""
        self.statuses[head.status] += 1
        self.pages += head.pages
        if again:
            self.duplicates += 1
            self.rows["documents"] += 1
        else:
            self.findings.update(head.findings)
            self.rows.update(head.rows)
        if head.error_code is not None:
            self.troubles.append(Trouble(entry.input.source, head.status, head.error_code, head.message or ""))

    @property
    def exit_status(self) -> int:
        """0: all inputs ok or partial; 1: some failed (or are no assessments), the rest is written."""
        good = self.statuses["ok"] + self.statuses["partial"] == self.statuses.total()
        return 0 if good and not self.lost else 1

    def as_dict(self) -> dict[str, Any]:
        """The summary for `--json`."""
        return {
            "documents": {status: self.statuses[status] for status in STATUSES},
            "pages": self.pages,
            "duplicates": self.duplicates,
            "rows": dict(self.rows),
            "findings": dict(self.findings),
            "troubles": [
                {
                    "file_name": trouble.source.rpartition("/")[2], "source": trouble.source,
                    "status": trouble.status, "error_code": trouble.code, "message": trouble.message,
                }
                for trouble in self.troubles
            ],
        }  # fmt: skip

    @classmethod
    def from_dict(cls, said: dict[str, Any]) -> Summary:
        """The summary that `as_dict` gave."""
        troubles = [Trouble(it["source"], it["status"], it["error_code"], it["message"]) for it in said["troubles"]]
        return cls(
            Counter(said["documents"]), Counter(said["rows"]), Counter(said["findings"]), said["pages"],
            said["duplicates"], troubles,
        )  # fmt: skip
