"""A file's bytes → its verdict, and the rows that it adds to each table: a pure function, the unit of work of a run."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from extract.document import DAMAGED, LOST, UNCHECKED, UNREADABLE, read_pages
from extract.errors import ExtractError
from extract.records import FAILED, UNDRAWN, UNREADABLE_PICTURE, Page, TextLayer
from hyokasho.lacks import lack
from hyokasho.result import DocumentResult, document_row
from hyokasho.verdict import NOT_AN_ASSESSMENT, Failed, Known, Lack, Read
from hyokasho.watch import Watch
from normalize.arrow.document_facts import document_facts
from normalize.arrow.tabulate import tabulate
from normalize.reading import read_document
from normalize.records import DOUBTFUL, Reading, Status

UNREAD = (UNREADABLE, UNREADABLE_PICTURE, FAILED, LOST)
"""Problems of pages that nothing, or nothing reliable, could be read from; others leave part of a page."""
PROBLEMS = {
    UNREADABLE: "are damaged",
    UNREADABLE_PICTURE: "have no usable text, and their picture cannot be read",
    LOST: "are in the file, and not among the pages that it shows, or the other way round",
    FAILED: "made this program fail (please report this file)",
    DAMAGED: "are damaged in part",
    UNDRAWN: "have text in fonts that are not embedded, and nobody can tell what of it is seen",
    UNCHECKED: "could not be checked for damage",
}
"""What is said of pages; of other problems that the pages hold too much."""


@dataclass(slots=True)
class _Pages:
    """Counts what goes by while the pages are read: `ocr` of them from their picture, `typed` from their text layer.

    `guessed` are those whose picture cannot be read and yielded guesses all the same.
    """

    count: int = 0
    ocr: int = 0
    typed: int = 0
    guessed: int = 0
    problems: Counter[str] = field(default_factory=Counter)

    def watch(self, pages: Iterable[Page]) -> Iterator[Page]:
        for page in pages:
            self.count += 1
            self.ocr += page.ocr
            self.typed += not page.ocr and page.text_layer is TextLayer.USABLE
            self.guessed += page.ocr and UNREADABLE_PICTURE in page.problems
            self.problems.update(page.problems)
            yield page

    @property
    def unread(self) -> int:
        return sum(self.problems[problem] for problem in UNREAD)

    @property
    def text_layer(self) -> str | None:
        if not self.count:
            return None
        return "born_digital" if not self.ocr else "mixed" if self.typed else "scanned"


def read_file(data: bytes, name: str, source: str, watch: Watch | None = None) -> DocumentResult:
    """Everything that the bytes of one file say. A file that cannot be read yields its row of `documents`.

    `watch` may cut the pages short: what was read before is kept, and the document is `partial`.
    """
    document_id, watch = hashlib.sha256(data).hexdigest(), watch or Watch()
    pages, reading, error = _Pages(), Reading(), None
    try:
        reading = read_document(with_end(pages.watch(watch.pages(read_pages(data))), watch))
    except ExtractError as problem:
        error = Failed(problem.code, str(problem))
    pages.problems.update([FAILED] * len(reading.failed))
    verdict = error or _verdict(pages, reading, watch.stopped)
    row = document_row(document_id, len(data), verdict, name, source) | {
        "pages": pages.count or None, "form": reading.form, "form_version": reading.form_version,
        **document_facts(reading), "text_layer": pages.text_layer, "pages_ocr": pages.ocr,
        "fields_found": sum(answer.status not in (Status.BLANK, Status.NOT_FOUND) for answer in reading.answers),
        "fields_uncertain": sum(answer.status in DOUBTFUL for answer in reading.answers),
        "text_unplaced": reading.text_unplaced if reading.form is not None else None,
    }  # fmt: skip
    findings = Counter(str(finding.kind) for finding in reading.findings)
    rows = {"documents": [row]} | tabulate(document_id, reading)
    return DocumentResult(document_id, len(data), verdict, pages.count, findings, rows)


def with_end(pages: Iterable[Page], watch: Watch) -> Iterator[Page]:
    """The pages, and where they were cut short an empty one that says so: what the last one began may go on there."""
    last = 0
    for page in pages:
        last = page.number
        yield page
    if watch.stopped is not None:
        yield Page(last + 1, 0.0, 0.0, text_layer=TextLayer.NONE, problems=[watch.stopped.code])


def _verdict(pages: _Pages, reading: Reading, stopped: Lack | None) -> Known:
    """What became of a document whose pages went by, until they were `stopped`."""
    if stopped is not None:
        return Failed(stopped.code, stopped.message) if reading.form is None else Read(stopped)
    problem = _problem(pages)
    if pages.unread - pages.guessed == pages.count or (
        reading.form is None and (pages.unread or pages.problems[DAMAGED] or pages.problems[UNCHECKED])
    ):
        return Failed(problem.code, problem.message) if problem else Failed("no_pages", "the file has no pages")
    if reading.form is None:
        return Read(Lack(NOT_AN_ASSESSMENT, "no title or labels of a 特定個人情報保護評価書 were found"))
    return Read(problem or lack(reading))


def _problem(pages: _Pages) -> Lack | None:
    """What went wrong on most pages; of as many, that which stands first in `PROBLEMS`."""
    if not pages.problems:
        return None
    number = max(pages.problems.values())
    code = next(code for code in (*PROBLEMS, *pages.problems) if pages.problems[code] == number)
    return Lack(code, f"{number} of {pages.count} pages {PROBLEMS.get(code, 'hold too much to be a form')}")
