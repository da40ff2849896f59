"""What a dataset came to, counted while it is assembled: the same whether a run read everything or nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Annotated

import msgspec

from hyokasho.archive.results.codec import ResultHead
from hyokasho.archive.sources.catalogue import Entry
from hyokasho.archive.storage.state import Count
from hyokasho.document.verdict import STATUSES, Verdict, fault, status

_Count = Annotated[int, Count]


class Trouble(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file that is not ok."""

    file_name: str
    source: str
    status: str
    error_code: str
    message: str


class Counted(msgspec.Struct, forbid_unknown_fields=True):
    """A summary as `--json` prints it and a run keeps it."""

    documents: dict[str, _Count]
    pages: _Count
    duplicates: _Count
    rows: dict[str, _Count]
    findings: dict[str, _Count]
    troubles: list[Trouble]


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

    def add(self, entry: Entry, head: ResultHead, again: bool) -> None:
        """Count an input in; `again`: its document has been counted under another name."""
        self._judge(entry, head.verdict)
        self.pages += head.pages
        if again:
            self.duplicates += 1
            self.rows["documents"] += 1
        else:
            self.findings.update(head.findings)
            self.rows.update(head.rows)

    def add_unread(self, entry: Entry, verdict: Verdict) -> None:
        """Count an input in that nobody reads."""
        self._judge(entry, verdict)
        self.rows["documents"] += 1

    def _judge(self, entry: Entry, verdict: Verdict) -> None:
        became, wrong = status(verdict), fault(verdict)
        self.statuses[became] += 1
        if wrong is not None:
            self.troubles.append(Trouble(entry.input.name, entry.input.source, became, wrong.code, wrong.message))

    @property
    def exit_status(self) -> int:
        """0: all inputs ok or partial; 1: some failed (or are no assessments), the rest is written."""
        good = self.statuses["ok"] + self.statuses["partial"] == self.statuses.total()
        return 0 if good and not self.lost else 1

    def counted(self) -> Counted:
        """The summary for `--json` and for the next run."""
        statuses = {str(became): self.statuses[became] for became in STATUSES}
        return Counted(statuses, self.pages, self.duplicates, dict(self.rows), dict(self.findings), list(self.troubles))

    @classmethod
    def from_counted(cls, said: Counted) -> Summary:
        """The summary that `counted` gave."""
        return cls(
            Counter(said.documents), Counter(said.rows), Counter(said.findings), said.pages, said.duplicates,
            said.troubles,
        )  # fmt: skip
