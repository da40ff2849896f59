"""A file's bytes → the rows that it adds to every table: a pure function, the unit of work of a run."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from extract.document import DAMAGED, UNCHECKED, UNREADABLE, read_pages
from extract.errors import ExtractError
from extract.records import FAILED, UNREADABLE_PICTURE, Page, TextLayer
from hyokasho import __version__
from hyokasho.assessed import Assessed
from hyokasho.deadline import Watch
from hyokasho.lacks import Lack
from hyokasho.result import DocumentResult
from normalize.reading import read_assessments
from normalize.records import Reading

UNREAD = (UNREADABLE, UNREADABLE_PICTURE, FAILED)
"""Problems of pages that nothing, or nothing reliable, could be read from; others leave part of a page."""
PROBLEMS = {
    UNREADABLE: "are damaged",
    UNREADABLE_PICTURE: "have no usable text, and their picture cannot be read",
    FAILED: "made this program fail (please report this file)",
    DAMAGED: "are damaged in part",
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
    _by_page: dict[int, list[str]] = field(default_factory=dict)

    def watch(self, pages: Iterable[Page]) -> Iterator[Page]:
        for page in pages:
            self.count += 1
            self.ocr += page.ocr
            self.typed += not page.ocr and page.text_layer is TextLayer.USABLE
            self.guessed += page.ocr and UNREADABLE_PICTURE in page.problems
            self.problems.update(page.problems)
            if page.problems:
                self._by_page[page.number] = list(page.problems)
            yield page

    def problem(self, reading: Reading) -> Lack | None:
        """Code and message of what is wrong with the pages of an assessment."""
        pages = range(reading.page_first, reading.page_last + 1)
        problems = Counter(each for page, found in self._by_page.items() if page in pages for each in found)
        problems[FAILED] += len(reading.failed)
        return _told(problems, len(pages)) if problems.total() else None

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
    pages, assessed, error = _Pages(), Assessed(document_id), None
    try:
        for reading in read_assessments(with_end(pages.watch(watch.pages(read_pages(data))), watch)):
            assessed.add(reading, watch.stopped or pages.problem(reading), pages.count)
    except ExtractError as refused:
        assessed, error = Assessed(document_id), (refused.code, str(refused))
    status, error = _outcome(pages, assessed, error)
    if watch.stopped is not None:
        status, error = "partial" if assessed.rows else "failed", watch.stopped
    row = {
        "fields_found": 0, "fields_uncertain": 0, **assessed.facts, "document_id": document_id, "file_name": name,
        "source": source, "bytes": len(data), "pages": pages.count or None, "status": status,
        "error_code": error and error[0], "error_message": error and error[1], "text_layer": pages.text_layer,
        "pages_ocr": pages.ocr, "extractor_version": __version__,
    }  # fmt: skip
    tables = assessed.tables(row)
    return DocumentResult(document_id, name, status, pages.count, error and error[1], assessed.findings, tables)


def with_end(pages: Iterable[Page], watch: Watch) -> Iterator[Page]:
    """The pages, and where they were cut short an empty one that says so: what the last one began may go on there."""
    last = 0
    for page in pages:
        last = page.number
        yield page
    if watch.stopped is not None:
        yield Page(last + 1, 0.0, 0.0, text_layer=TextLayer.NONE, problems=[watch.stopped[0]])


def _outcome(pages: _Pages, assessed: Assessed, error: tuple[str, str] | None) -> tuple[str, tuple[str, str] | None]:
    """The document's status, with code and message where something is wrong."""
    if error is not None:
        return "failed", error
    problems = pages.problems + Counter([FAILED] * assessed.failed)
    problem = _told(problems, pages.count) if problems else None
    unread = sum(problems[each] for each in UNREAD)
    if unread - pages.guessed == pages.count or (
        not assessed.rows and (unread or problems[DAMAGED] or problems[UNCHECKED])
    ):
        return "failed", problem or ("no_pages", "the file has no pages")
    if not assessed.rows:
        return "not_an_assessment", ("not_an_assessment", "no title or labels of a 特定個人情報保護評価書 were found")
    problem = problem or assessed.lack
    return "partial" if problem else "ok", problem


def _told(problems: Counter[str], pages: int) -> Lack:
    """Code and message of what went wrong on most of so many pages."""
    code, number = problems.most_common(1)[0]
    return code, f"{number} of {pages} pages {PROBLEMS.get(code, 'hold too much to be a form')}"
