"""A file's bytes → the rows that it adds to every table: a pure function, the unit of work of a run."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from extract.document import UNREADABLE, read_pages
from extract.errors import ExtractError
from extract.records import Page, TextLayer
from hyokasho import __version__
from hyokasho.watch import Watch
from normalize.arrow import schemas
from normalize.documents import document_facts
from normalize.reading import read_document
from normalize.records import DOUBTFUL, Reading, Status
from normalize.tabulate import tabulate


@dataclass(slots=True)
class DocumentResult:
    """What one file came to: the rows for each table, and the figures that a run's summary counts."""

    document_id: str
    name: str
    status: str
    pages: int
    error: str | None
    findings: Counter[str]
    tables: dict[str, pa.Table] = field(default_factory=dict)


@dataclass(slots=True)
class _Pages:
    """Counts what goes by while the pages are read."""

    count: int = 0
    scanned: int = 0
    unusable: int = 0
    problems: Counter[str] = field(default_factory=Counter)

    def watch(self, pages: Iterable[Page]) -> Iterator[Page]:
        for page in pages:
            self.count += 1
            self.scanned += page.text_layer is TextLayer.NONE and page.pictured
            self.unusable += page.text_layer is TextLayer.UNUSABLE
            self.problems.update(page.problems)
            yield page

    @property
    def unread(self) -> int:
        return self.scanned + self.unusable + self.problems[UNREADABLE]

    @property
    def text_layer(self) -> str | None:
        if not self.count:
            return None
        without_text = self.scanned + self.unusable
        return "born_digital" if not without_text else "scanned" if without_text == self.count else "mixed"


def read_file(data: bytes, name: str, source: str, watch: Watch | None = None) -> DocumentResult:
    """Everything that the bytes of one file say. A file that cannot be read yields its row of `documents`.

    `watch` may cut the pages short: what was read before is kept, and the document is `partial`.
    """
    document_id, watch = hashlib.sha256(data).hexdigest(), watch or Watch()
    pages, reading, error = _Pages(), Reading(), None
    try:
        reading = read_document(pages.watch(watch.pages(read_pages(data))))
    except ExtractError as problem:
        error = problem.code, str(problem)
    status, error = _outcome(pages, reading, error)
    if watch.stopped is not None:
        status, error = "failed" if reading.form is None else "partial", watch.stopped
    head = {"document_id": document_id, "file_name": name, "source": source, "bytes": len(data)}
    row = head | {
        "pages": pages.count or None, "status": status, "error_code": error and error[0],
        "error_message": error and error[1], "form": reading.form, "form_version": reading.form_version,
        **document_facts(reading), "text_layer": pages.text_layer, "pages_ocr": 0,
        "fields_found": sum(answer.status is not Status.BLANK for answer in reading.answers),
        "fields_uncertain": sum(answer.status in DOUBTFUL for answer in reading.answers),
        "extractor_version": __version__,
    }  # fmt: skip
    findings = Counter(str(finding.kind) for finding in reading.findings)
    tables = _arrow({"documents": [row]} | tabulate(document_id, reading))
    return DocumentResult(document_id, name, status, pages.count, error and error[1], findings, tables)


def failed_result(data_id: str, size: int | None, name: str, source: str, code: str, message: str) -> DocumentResult:
    """The result for a file that could not be read at all; `data_id` is its SHA-256, or empty if unknown."""
    row = {
        "document_id": data_id, "file_name": name, "source": source, "bytes": size, "status": "failed",
        "error_code": code, "error_message": message, "extractor_version": __version__,
    }  # fmt: skip
    return DocumentResult(data_id, name, "failed", 0, message, Counter(), _arrow({"documents": [row]}))


def _outcome(pages: _Pages, reading: Reading, error: tuple[str, str] | None) -> tuple[str, tuple[str, str] | None]:
    """The document's status, with code and message where something is wrong."""
    if error is not None:
        return "failed", error
    if pages.unread == pages.count:
        return "failed", _unread(pages)
    if reading.form is None:
        if pages.unread:
            return "failed", _unread(pages)
        return "not_an_assessment", ("not_an_assessment", "no title or labels of a 特定個人情報保護評価書 were found")
    if pages.unread:
        return "partial", _unread(pages)
    if pages.problems:
        return "partial", (
            next(iter(pages.problems)),
            f"{sum(pages.problems.values())} pages hold too much to be a form",
        )
    return "ok", None


def _unread(pages: _Pages) -> tuple[str, str]:
    if pages.problems[UNREADABLE]:
        return UNREADABLE, f"{pages.problems[UNREADABLE]} of {pages.count} pages are damaged"
    if pages.unusable:
        return "unusable_text_layer", (
            f"{pages.unusable} of {pages.count} pages use fonts that do not say which characters they print: needs OCR"
        )
    return (
        "no_text_layer",
        f"{pages.scanned or pages.count} of {pages.count} pages have no text, only pictures: needs OCR",
    )


def _arrow(rows: dict[str, list[dict[str, Any]]]) -> dict[str, pa.Table]:
    tables = {name: pa.Table.from_pylist(rows[name], schema) for name, schema in schemas().items() if rows.get(name)}
    for name, table in tables.items():
        for column in table.schema:
            if not column.nullable and table[column.name].null_count:
                raise ValueError(f"{name}.{column.name} is required and has no value")
    return tables
