"""Reading documents from Python as the commands do: in a process that may do nothing but read, within bounds.

`trusted=True` reads in the process that calls instead: faster by the start of another, with a debugger if need be, and
for files only that whoever runs it vouches for.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa

from hyokasho.archive.containers.at_hand import file_at_hand
from hyokasho.archive.dataset.naming import named
from hyokasho.archive.results.codec import decode
from hyokasho.archive.sources.find import printable
from hyokasho.archive.sources.locations import UnreadableError
from hyokasho.archive.task import Limits, Outcome, Task
from hyokasho.archive.workers.supervisor import Supervisor
from hyokasho.document.verdict import Failed, Known, Lost, Read, fault, status

__all__ = ["Document", "DocumentReader", "Failed", "Limits", "Read", "UnreadableError", "read_document", "read_tables"]


@dataclass(frozen=True, slots=True)
class Document:
    """What one file came to: what became of it (`verdict`), its findings by kind, and its rows in each table."""

    document_id: str
    name: str
    verdict: Known
    pages: int
    findings: Counter[str]
    tables: dict[str, pa.Table]

    @property
    def status(self) -> str:
        """`ok`, `partial`, `failed` or `not_an_assessment`, as in `documents`."""
        return status(self.verdict)

    @property
    def error(self) -> str | None:
        """What is wrong with it, in words."""
        wrong = fault(self.verdict)
        return None if wrong is None else wrong.message


class DocumentReader:
    """Reads one document after another in one such process, which it starts with the first and ends with `close`."""

    def __init__(self, limits: Limits | None = None, *, trusted: bool = False) -> None:
        """`limits` for each document; `trusted`: read in this process, where only their time-out holds."""
        self._limits, self._trusted = limits or Limits(), trusted
        self._supervisor: Supervisor | None = None
        self.protections: tuple[str, ...] = ()
        """What kept the process from anything but reading, as `ingest --json` tells it; known after a document."""

    def read(self, file: str | Path) -> Document:
        """What a file (a path, a URL, or `outer.zip!inner.pdf`) comes to.

        One that is broken, or breaks its reader, has the status `failed`.

        Raises `UnreadableError` for one that cannot be opened, `WorkerError` where no process can be started.
        """
        location = str(file)
        try:
            with file_at_hand(location, self._limits) as path:
                outcome = self._outcome(Task(0, path, "", 0))
        except UnreadableError as error:
            raise UnreadableError(f"{location}: {error}") from error
        if isinstance(outcome.found, Lost):
            raise UnreadableError(f"{location}: {outcome.found.message}")
        self.protections = outcome.protections
        head, tables = decode(outcome.found)
        name = printable(location.rpartition("/")[2])
        tables["documents"] = named(tables["documents"], name, printable(location))
        return Document(head.document_id, name, head.verdict, head.pages, Counter(head.findings), tables)

    def close(self) -> None:
        """End the process."""
        if self._supervisor is not None:
            self._supervisor.close()
            self._supervisor = None

    def _outcome(self, task: Task) -> Outcome:
        if self._trusted:
            from hyokasho.archive.workers.work import perform  # loads what reads documents

            return perform(task, self._limits)
        if self._supervisor is None:
            self._supervisor = Supervisor(self._limits)
        return self._supervisor.perform(task)

    def __enter__(self) -> DocumentReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def read_document(file: str | Path, limits: Limits | None = None, *, trusted: bool = False) -> Document:
    """What one file comes to: see `DocumentReader`, which is for several."""
    with DocumentReader(limits, trusted=trusted) as reader:
        return reader.read(file)


def read_tables(file: str | Path, pages: str | None = None, limits: Limits | None = None) -> list[dict[str, Any]]:
    """The ruled tables of any PDF, page by page, as `hyokasho tables --format json` prints them.

    `pages`: such as `1,4-6`. Problems of a page are among its facts. Raises `UnreadableError` for a file that cannot be
    read, and for pages that it does not have.
    """
    from click import ClickException

    from hyokasho.viewing.job import Tables
    from hyokasho.viewing.view import viewed

    try:
        _, text = viewed(Path(file), Tables(pages, "json", ascii_only=True), limits)
    except ClickException as error:
        raise UnreadableError(error.format_message()) from error
    found: list[dict[str, Any]] = json.loads(text)
    return found
