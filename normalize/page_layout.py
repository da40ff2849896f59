"""The cells of a page → its rows: what no ruling parts is parted, cells that belong together stand in one row."""

from __future__ import annotations

from collections.abc import Callable

from extract.records import Page
from normalize.changes.change_table import ChangeReader
from normalize.layout.boxes_beside import with_boxes_beside
from normalize.layout.level_bands import part_at_labels, take_bands
from normalize.layout.parted_runs import part_runs
from normalize.layout.printed_cells import PrintedRow
from normalize.layout.rows import printed_rows
from normalize.layout.unruled.block_frames import open_frames
from normalize.layout.unruled.label_lines import LabelTests
from normalize.layout.unruled.tables import UnruledTables
from normalize.layout.wrapped_headings import with_wrapped_headings
from normalize.matching.match import Matcher


class PageLayout:
    """Lays out the pages of one print in rows, each page as its labels and the table of changes (`changes`) ask."""

    def __init__(self, matcher: Matcher, changes: ChangeReader) -> None:
        self._matcher, self._changes = matcher, changes
        self._unruled = UnruledTables()
        self._has_level_tables = False
        """Whether a page had a table that has level rulings alone."""

    def rows(
        self, page: Page, is_label: Callable[[str], bool], before: int | None, in_changes: bool
    ) -> list[PrintedRow]:
        """The rows of a page, which may go on with those of the page `before`; its cells become those of its rows.

        `in_changes`: the table of changes was read up to the end of the page before.
        """
        if not self._changes.has_ruled_rows:
            open_frames(page, lambda lines: in_changes or self._changes.may_begin(lines, is_label))
        has_changes = in_changes or self._changes.may_begin(page.loose, is_label)
        if page.bands and not has_changes:
            self._has_level_tables |= take_bands(page, self._has_level_tables)
            part_at_labels(page, self._matcher.is_spelling)
        is_open = all(cell.parent is not None or cell.box in page.bands for cell in page.cells)
        part_runs(page, self._matcher.is_spelling)
        if not (has_changes or page.ocr):
            matcher = self._matcher
            self._unruled.take(
                page, LabelTests(is_label, matcher.is_spelling, matcher.is_heading, matcher.is_continued)
            )
        rows = with_boxes_beside(with_wrapped_headings(printed_rows(page, is_label, before, is_open), is_label))
        return self._changes.arranged(rows, page.bands)
