"""A file's bytes → its verdict, and the rows that it adds to each table: a pure function, the unit of work of a run."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from extract.document import DAMAGED, LOST, UNCHECKED, UNREADABLE, read_pages
from extract.errors import ExtractError
from extract.facing_pages import MAYBE, facing_pages
from extract.records import FAILED, UNDRAWN, UNREADABLE_PICTURE, Page, TextLayer
from hyokasho.document.assessed import Assessed
from hyokasho.document.result import DocumentResult, document_row
from hyokasho.document.verdict import COMPARISON, NOT_AN_ASSESSMENT, Failed, Known, Lack, Read
from hyokasho.document.watch import Watch, with_end
from normalize.parting.other_papers import Paper
from normalize.reading import read_assessments
from normalize.records import Finding, FindingKind, Reading
from normalize.registry import load_registry

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
    MAYBE: "may be two pages side by side",
}
"""What is said of pages; of other problems that the pages hold too much."""


@dataclass(slots=True)
class _Pages:
    """Counts the sheets whose pages go by: `ocr` of them read from their picture, `typed` from their text layer.

    `guessed` are those whose picture cannot be read and yielded guesses all the same. `attached` tells of
    the files that the PDF carries.
    """

    count: int = 0
    ocr: int = 0
    typed: int = 0
    guessed: int = 0
    problems: Counter[str] = field(default_factory=Counter)
    attached: list[Finding] = field(default_factory=list)
    _by_sheet: dict[int, list[str]] = field(default_factory=dict)

    def watch(self, pages: Iterable[Page]) -> Iterator[Page]:
        sheet = 0
        for page in pages:
            if page.number != sheet:  # the others of the sheet are counted with its first one
                self._add(page)
            sheet = page.number
            yield page

    def _add(self, sheet: Page) -> None:
        self.count += 1
        self.ocr += sheet.ocr
        self.typed += not sheet.ocr and sheet.text_layer is TextLayer.USABLE
        self.guessed += sheet.ocr and UNREADABLE_PICTURE in sheet.problems
        self.problems.update(sheet.problems)
        self.attached += [Finding(FindingKind.ATTACHED_FILE, sheet.number, name) for name in sheet.attached]
        if sheet.problems:
            self._by_sheet[sheet.number] = list(sheet.problems)

    def problem(self, reading: Reading) -> Lack | None:
        """What is wrong with the sheets of an assessment."""
        sheets = range(reading.page_first, reading.page_last + 1)
        problems = Counter(each for sheet, found in self._by_sheet.items() if sheet in sheets for each in found)
        problems[FAILED] += len(reading.failed)
        return _told(problems, len(sheets)) if problems.total() else None

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
    others: list[Paper] = []
    try:
        sheets = facing_pages(watch.pages(read_pages(data)))
        for reading in read_assessments(with_end(pages.watch(sheets), watch), others):
            assessed.add(reading, watch.stopped or pages.problem(reading), pages.count)
    except ExtractError as problem:
        assessed, error = Assessed(document_id), Failed(problem.code, str(problem))
    nothing: Lack | None = None
    if assessed.is_unfilled and watch.stopped is None and not pages.problems:
        assessed, nothing = Assessed(document_id), assessed.unfilled[0]
    elif others:
        nothing = _said_of(others[0])
    assessed.tell(pages.attached)
    verdict = error or _verdict(pages, assessed, watch.stopped, nothing)
    row = assessed.facts | document_row(document_id, len(data), verdict, name, source) | {
        "pages": pages.count or None, "text_layer": pages.text_layer, "pages_ocr": pages.ocr,
    }  # fmt: skip
    return DocumentResult(
        document_id, len(data), verdict, pages.count, assessed.findings, {"documents": [row]} | assessed.rows()
    )


def _said_of(paper: Paper) -> Lack:
    """What to say of a paper that is no assessment."""
    quoted = f': "{paper.text}"' if paper.text else ""
    code = COMPARISON if paper.kind == COMPARISON else NOT_AN_ASSESSMENT
    says = load_registry().papers.kinds[paper.kind].says
    return Lack(code, f"no assessment, but {says}{quoted} (page {paper.page})")


def _verdict(pages: _Pages, assessed: Assessed, stopped: Lack | None, nothing: Lack | None) -> Known:
    """What became of a document whose pages went by, until they were `stopped`; `nothing` is said of no assessment."""
    if stopped is not None:
        return Read(stopped) if assessed.heads else Failed(stopped.code, stopped.message)
    problems = pages.problems + Counter([FAILED] * assessed.failed)
    problem = _told(problems, pages.count) if problems else None
    unread = sum(problems[each] for each in UNREAD)
    if unread - pages.guessed == pages.count or (
        not assessed.heads and (unread or problems[DAMAGED] or problems[UNCHECKED])
    ):
        return Failed(problem.code, problem.message) if problem else Failed("no_pages", "the file has no pages")
    if not assessed.heads:
        return Read(nothing or Lack(NOT_AN_ASSESSMENT, "no title or labels of a 特定個人情報保護評価書 were found"))
    return Read(problem or assessed.lack)


def _told(problems: Counter[str], pages: int) -> Lack:
    """What went wrong on most of so many pages; of as many, that which stands first in `PROBLEMS`."""
    number = max(problems.values())
    code = next(code for code in (*PROBLEMS, *problems) if problems[code] == number)
    return Lack(code, f"{number} of {pages} pages {PROBLEMS.get(code, 'hold too much to be a form')}")
