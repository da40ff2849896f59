"""Pages of one assessment → everything that it says, page by page: only what is read stays in memory."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from extract.records import FAILED, LeftOut, Line, Page, TextLayer
from normalize.answered import Answered
from normalize.answers.checks.settled import settle_signs
from normalize.answers.version_mark import take_version
from normalize.audit.completeness import add_missing
from normalize.audit.ledger import Ledger, Role
from normalize.audit.sums import summed_up
from normalize.changes.change_table import ChangeReader
from normalize.closing import audit, count_texts, doubt_breaks, doubt_cover, doubt_from, doubt_pages
from normalize.layout.cover_columns import take_further_columns, texts_far_behind
from normalize.layout.excerpt import ExcerptSplitter
from normalize.layout.nested_tables import open_nested_tables
from normalize.layout.pages.doubled import DoubledPages, all_lines
from normalize.layout.pages.framed_numbers import FramedNumbers
from normalize.layout.pages.page_numbers import PageNumbers
from normalize.layout.pages.running import RunningLines
from normalize.layout.pages.set_aside_findings import SetAsideTexts
from normalize.layout.printed_cells import PrintedRow
from normalize.layout.ruby import take_ruby
from normalize.layout.shelved_cells import split_cells
from normalize.matching.elements import form_sequence
from normalize.matching.index import form_index
from normalize.matching.match import form_matcher
from normalize.misnamed import doubt_misnamed
from normalize.page_layout import PageLayout
from normalize.parsing.excerpt_notes import take_notes
from normalize.parsing.parser import FormParser
from normalize.parting.behind import Opening, leave_out_behind, opening
from normalize.parting.covers import is_cover_label
from normalize.parting.form_kind import FormKind
from normalize.parting.form_search import SkippedPage
from normalize.parting.other_head import RunningHeads
from normalize.records import Finding, FindingKind, Reading
from normalize.registry import Registry
from normalize.review.consistency import inconsistencies
from normalize.review.queue import doubts

CUT_OFF = 20
"""So many characters beyond the edge of a page (its crop box) may be columns of its table of changes."""

_log = logging.getLogger(__name__)


class FormReader:
    """Reads the pages of one assessment, the file's `number`th, in order."""

    def __init__(self, kind: FormKind, number: int, registry: Registry) -> None:
        self._kind = kind
        self._index = index = form_index(kind.form)
        self._matcher = form_matcher(index.form.id)
        self._ledger = Ledger()
        self._doubled = DoubledPages()
        self._numbers, self._framed = PageNumbers(), FramedNumbers()
        self._set_aside = SetAsideTexts()
        self._pictured: set[int] = set()
        self._changes = ChangeReader(registry.change_table, index.form.id, self._ledger)
        self._in_changes = False
        """Whether the row read last is one of the table of changes."""
        self._layout = PageLayout(self._matcher, self._changes)
        self._running = RunningLines(
            index.headings.keys() | index.rows.keys(), partial(self._matcher.is_label, recognized=True), index.may_recur
        )
        self._parser = FormParser(
            form_sequence(index.form.id), self._matcher, self._ledger, self._running.is_repeated, numbered=kind.excerpt
        )
        self._splitter = ExcerptSplitter(registry.change_excerpt) if kind.excerpt else None
        self._reading = Reading("henko" if kind.excerpt else index.form.id, number, kind.first_page, kind.first_page)
        self._answered = Answered(self._reading, self._ledger)
        self._watermarks: dict[str, list[int]] = defaultdict(list)
        self._outside: dict[int, str] = {}
        self._openings: dict[int, Opening] = {}
        self._heads = RunningHeads()
        self._far_behind: set[str] = set()
        """What stands on the cover in columns that nothing rules."""
        self._page_before: int | None = None
        """The page read before, one that only repeats another left out."""
        self._lost = 0
        """Pages that lack something, one after the other, up to the one read last."""

    def skip(self, pages: Iterable[SkippedPage]) -> None:
        """Note pages that are none of the form, before it or behind it: nothing of them is an answer."""
        for page in pages:
            self._ledger.enter(page.number, page.characters)
            self._ledger.take(Role.OUTSIDE, page.number, page.characters)
            self._outside[page.number] = page.beginning

    def repeat(self, page: Page, of: int) -> None:
        """Note a page that is a copy of another one, and says nothing new."""
        self._reading.page_last = page.number
        self._ledger.print_page(page)
        self._tell_copy(page, of)

    def read(self, page: Page) -> None:
        """Take in the next page; one that is not whole, or that this program fails on, makes doubtful what it may."""
        before, self._page_before = self._page_before, page.number
        self._reading.page_last = page.number
        unusable = page.text_layer is TextLayer.UNUSABLE and not page.ocr
        self._note_lost(page, unusable)
        if page.ocr:
            self._pictured.add(page.number)
        with self._isolated(page.number):
            self._reading.findings += self._set_aside.findings(page)
            self._ledger.print_page(page)
            if page.watermark:
                self._watermarks[page.watermark].append(page.number)
            if unusable:
                self._ledger.take_lines(Role.UNREADABLE, page.number, all_lines(page))
            else:
                self._read_rows(page, before)
        self._answered.take(self._parser.turn(page.number))
        if before is not None:
            self._ledger.turn(before)  # the rows of a table of changes wait for the next page

    def _note_lost(self, page: Page, unusable: bool) -> None:
        """Note what is printed on a page, or beyond its edge, and not read."""
        problems = page.problems or ([str(page.text_layer)] if unusable else [])
        empty = unusable or not (page.cells or page.loose)
        behind = self._lost
        if problems:
            self._lose(page.number, *problems)
        if problems or behind:
            self._parser.lose(self._lost, all_of_it=bool(problems) and empty)
        if not problems:
            self._lost = 0
        if len(page.left_out.get(LeftOut.OFF_PAGE, "")) >= CUT_OFF:
            self._changes.lose(page.number)

    def _lose(self, page: int, *problems: str) -> None:
        """Something that this page prints is not read."""
        self._lost += page not in self._reading.gaps
        self._reading.gaps.add(page)
        self._changes.lose(page)
        self._reading.findings += [Finding(FindingKind.UNREADABLE_PAGE, page, problem) for problem in problems]

    @contextmanager
    def _isolated(self, page: int) -> Iterator[None]:
        """Where this program fails on a page, that is noted, and the others are read."""
        try:
            yield
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - what one page says shall not cost what the others say
            _log.exception("page %d could not be interpreted", page)
            self._lose(page, FAILED)
            self._reading.failed.add(page)

    def _read_rows(self, page: Page, before: int | None) -> None:
        """Read what a page prints, unless that is what the page before it prints."""
        whole = all_lines(page)
        running = self._take_running(page)
        if self._doubled.is_doubled(page, whole):
            self._running.copied(page.number)
            self._tell_copy(page, page.number - 1)
            self._page_before = before
            return
        self._count(page.number, self._numbers.jumps(running))
        for row in self._rows_of(self._without_notes(page), before):
            self._read_row(row)

    def _take_running(self, page: Page) -> list[Line]:
        """Take what is no part of the form's text off a page: ruby, and running lines, which are handed out."""
        self._heads.take(page)
        self._ledger.take_lines(Role.RUBY, page.number, take_ruby(page))
        running = self._running.take_out(page)
        running += self._framed.take_out(page, running)
        self._ledger.take_lines(Role.RUNNING, page.number, running)
        return running

    def _tell_copy(self, page: Page, of: int) -> None:
        self._ledger.take_lines(Role.DOUBLED, page.number, all_lines(page))
        self._reading.findings.append(Finding(FindingKind.DOUBLED_PAGE, page.number, str(of)))

    def _without_notes(self, page: Page) -> Page:
        """A page of an excerpt without the notes that say what it is."""
        if self._splitter is None:
            return page
        whole, page = all_lines(page), self._splitter.split(page)
        kept = {id(line) for line in all_lines(page)}
        kept |= {id(line) for note in self._splitter.notes for line in note.lines}
        self._ledger.take_lines(Role.NOTE, page.number, [line for line in whole if id(line) not in kept])
        return page

    def _rows_of(self, page: Page, before: int | None) -> list[PrintedRow]:
        split_cells(page)
        if page.number == self._kind.cover:
            self._set_apart(page)
        is_label = self._parser.label_test(page)
        open_nested_tables(page, is_label)
        if (begins := opening(page, is_label)) is not None:
            self._openings[page.number] = begins
        return self._layout.rows(page, is_label, before, self._in_changes)

    def _set_apart(self, cover: Page) -> None:
        """Columns that only this cover has are outside the form."""
        cells = take_further_columns(cover, is_cover_label)
        self._far_behind = texts_far_behind(cover)
        self._ledger.take_lines(Role.OUTSIDE, cover.number, [line for cell in cells for line in cell.lines])
        self._reading.findings += [
            Finding(FindingKind.UNKNOWN_LABEL, cover.number, f"{head.text}　{text.text}")
            for head, text in zip(cells[::2], cells[1::2], strict=True)
        ]

    def _count(self, page: int, missing: int) -> None:
        """Pages are missing before this one, as their printed numbers tell: what stands around them may lack a part."""
        if not missing:
            return
        self._reading.pages_missing += missing
        self._reading.findings.append(Finding(FindingKind.PAGE_MISSING, page, str(missing)))
        self._parser.lose(missing, all_of_it=False)
        self._changes.tear()

    def _read_row(self, row: PrintedRow) -> None:
        if self._splitter is not None and self._splitter.is_title(row.text, row.cells[0].recognized):
            self._ledger.take_cells(Role.NOTE, row.cells)
        elif self._changes.is_header(row) or self._changes.takes(row):
            self._in_changes = True
            self._ledger.take_cells(Role.CHANGE, row.cells)
        elif (self._in_changes or self._changes.begins_without_heads(row)) and self._changes.read(row):
            self._in_changes = True
        else:
            self._in_changes = self._in_changes and not self._begins_section(row)
            self._parser.read([row])

    def _begins_section(self, row: PrintedRow) -> bool:
        """Whether a row begins another section; the title of the table of changes may stand on each of its pages."""
        return len(row.cells) == 1 and self._index.begins_other_section(row.text)

    def result(self, doubtful_from: int | None = None, following: Sequence[Line] = ()) -> Reading:
        """All that was read, once the last page has been; where the form is not sure, no answer is.

        From the page `doubtful_from` on all may be of another assessment. `following` are the lines at the edges of the
        page behind the last one.
        """
        reading, index = self._reading, self._index
        if self._numbers.lacks_end(following):
            self._count(reading.page_last, 1)
        self._hand_over()
        self._set_aside.doubt(reading.answers)
        doubt_misnamed(reading, form_sequence(index.form.id).elements, self._pictured)
        self._account()
        take_version(reading, index)
        doubt_cover(reading, self._kind.sure, self._far_behind)
        doubt_breaks(reading)
        if doubtful_from is not None:
            doubt_from(reading, doubtful_from)
        doubt_pages(reading, self._heads.strange_pages(reading, index.is_label))
        if self._splitter is None:
            printed = reading.form_version
            add_missing(reading, index.form, index.known_version(printed) if printed else None)
        reading.findings += [*doubts(reading), *inconsistencies(reading)]
        return reading

    def _hand_over(self) -> None:
        """Enter what the readers of answers, changes and notes still hold."""
        reading = self._reading
        self._answered.take(self._parser.close())
        self._answered.close(self._parser.hand_over())
        settle_signs(reading)
        reading.changes = self._changes.changes()
        reading.findings += [*self._set_aside.close(), *self._changes.findings, *self._parser.findings]
        if self._splitter is not None:
            take_notes(self._splitter, reading, self._ledger)

    def _account(self) -> None:
        """Enter what became of the text of each page; pages behind the last one of the form are none of its own."""
        reading = self._reading
        audit(reading, self._ledger)
        self._outside |= leave_out_behind(reading, self._index.form, self._ledger, self._openings)
        count_texts(reading, self._ledger)
        outside = self._outside | self._parser.outside
        reading.findings += summed_up(self._ledger, reading.unplaced, outside, self._watermarks)
