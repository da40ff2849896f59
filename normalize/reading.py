"""Pages of ruled cells → everything that one document says, page by page: only what is read stays in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain, islice

from extract.records import Page, TextLayer
from normalize.changes import ChangeReader
from normalize.consistency import inconsistencies
from normalize.doubts import doubts
from normalize.excerpt import ExcerptSplitter
from normalize.form_index import FormIndex, form_index
from normalize.interpret import interpret
from normalize.recognise import TITLE_PAGES, recognise
from normalize.records import Answer, Finding, FindingKind, Reading, Status
from normalize.registry import Registry, load_registry
from normalize.rows import PrintedRow, printed_rows
from normalize.running import RunningLines
from normalize.trust import UNSURE
from normalize.vocabulary import resembles_label
from normalize.walk import FormWalk

VERSION_FIELD = "form.version"


def read_document(pages: Iterable[Page]) -> Reading:
    """What the pages of one document say; `form` is None where they are no assessment (評価書)."""
    stream = iter(pages)
    first = list(islice(stream, TITLE_PAGES))
    registry = load_registry()
    recognised = recognise(first, registry)
    if recognised is None:
        for _ in stream:  # the caller counts pages and reports on them as they go by
            pass
        return Reading()
    reader = _FormReader(form_index(recognised.form), registry, recognised.excerpt)
    for page in chain(_released(first), stream):
        reader.read(page)
    return reader.result()


def _released(pages: list[Page]) -> Iterator[Page]:
    while pages:
        yield pages.pop(0)


class _FormReader:
    """Reads the pages of one form in order."""

    def __init__(self, index: FormIndex, registry: Registry, excerpt: bool) -> None:
        self._index = index
        self._walk = FormWalk(index, numbered_files=excerpt)
        self._changes = ChangeReader(registry.change_table, index.form.id)
        self._in_changes = False
        self._running = RunningLines(index.headings.keys() | index.rows.keys(), partial(resembles_label, index.form.id))
        self._splitter = ExcerptSplitter(registry.change_excerpt) if excerpt else None
        self._reading = Reading(form="henko" if excerpt else index.form.id)

    def read(self, page: Page) -> None:
        unusable = page.text_layer is TextLayer.UNUSABLE and not page.ocr
        for problem in page.problems or ([str(page.text_layer)] if unusable else []):
            self._reading.findings.append(Finding(FindingKind.UNREADABLE_PAGE, page.number, problem))
        if unusable:
            return
        self._running.take_out(page)
        if self._splitter is not None:
            page = self._splitter.split(page)
        for row in printed_rows(page, self._walk.label_test(page)):
            self._read_row(row)
        interpret(self._walk.answers.finished(), self._reading)

    def _read_row(self, row: PrintedRow) -> None:
        if self._splitter is not None and self._splitter.is_title(row.text, row.cells[0].recognised):
            return
        if self._changes.is_header(row):
            self._in_changes = True
        elif not (self._in_changes and self._changes.read(row)):
            self._in_changes = self._in_changes and not self._begins_section(row)
            self._walk.read([row])

    def _begins_section(self, row: PrintedRow) -> bool:
        """Whether a row begins another section; the title of the table of changes may stand on each of its pages."""
        return len(row.cells) == 1 and self._index.begins_other_section(row.text)

    def result(self) -> Reading:
        """All that was read, once the last page has been."""
        reading = self._reading
        interpret(self._walk.close(), reading)
        reading.changes = self._changes.changes()
        reading.findings += [
            finding for finding in self._walk.findings
            if finding.kind is not FindingKind.LEFTOVER_TEXT or not self._running.is_repeated(finding.text)
        ]  # fmt: skip
        for answer in reading.answers:
            if self._splitter is not None:
                place = answer.place
                answer.page_ref = self._splitter.note("page_ref", place.page, place.foot)
                answer.reason = self._splitter.note("reason", place.page, place.foot)
            if answer.field_id == VERSION_FIELD and self._is_version(answer):
                reading.form_version = answer.raw.strip("[]［］ 　")
        reading.findings += [*doubts(reading), *inconsistencies(reading)]
        return reading

    def _is_version(self, answer: Answer) -> bool:
        """Whether an answer is to be taken for the form's version: a recognised one must be among those known.

        If it is, it is certain too: no two versions are alike in their numbers.
        """
        place = answer.place
        if place.confidence < 1:
            known = place.confidence >= UNSURE and self._index.is_version(answer.raw)
            answer.status = Status.OK if known else Status.UNCERTAIN
        return answer.status is not Status.UNCERTAIN
