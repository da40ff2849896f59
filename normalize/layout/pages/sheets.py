"""Pages side by side on one sheet: each counts as a page while it is read, and as its sheet in what is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from extract.records import Page
from normalize.records import Finding, FindingKind, Place, Reading


class SheetNumbers:
    """Numbers pages one after the other, and gives what was read of them the numbers of their sheets again."""

    def __init__(self) -> None:
        self._sheet_of: dict[int, int] = {}

    def numbered(self, pages: Iterable[Page]) -> Iterator[Page]:
        """The pages, each with a number that is higher by one than that of the page before it."""
        number = 0
        for page in pages:
            number = page.number if not number else number + 1
            self._sheet_of[number] = page.number
            yield replace(page, number=number) if number != page.number else page

    def restore(self, reading: Reading) -> None:
        """Say of all that was read on which sheet it stands."""
        if all(number == sheet for number, sheet in self._sheet_of.items()):
            return
        sheets_of = [self._sheet(number) for number in range(reading.page_first, reading.page_last + 1)]
        reading.page_first, reading.page_last = min(sheets_of), max(sheets_of)
        for answer in reading.answers:
            answer.place = self._on_sheet(answer.place)
        for mark in reading.marks:
            mark.place = self._on_sheet(mark.place)
        reading.changes = list(reading.changes)  # of those that are packed each loop has copies of its own
        for change in reading.changes:
            for cell in change.cells.values():
                cell.place = self._on_sheet(cell.place)
        reading.findings = [self._told(finding) for finding in reading.findings]
        for numbers in (reading.gaps, reading.failed, reading.open_pages):
            sheets = {self._sheet(number) for number in numbers}
            numbers.clear()
            numbers |= sheets
        reading.strange_pages = sorted({self._sheet(number) for number in reading.strange_pages})
        unplaced, reading.unplaced = reading.unplaced, {}
        for number, count in unplaced.items():
            sheet = self._sheet(number)
            reading.unplaced[sheet] = reading.unplaced.get(sheet, 0) + count

    def _on_sheet(self, place: Place) -> Place:
        return place.on_page(self._sheet(place.page))

    def _told(self, finding: Finding) -> Finding:
        """A finding on its sheet; that a page is there twice names the other one too."""
        text = finding.text
        if finding.kind is FindingKind.DOUBLED_PAGE:
            text = str(self._sheet(int(text)))
        return replace(finding, page=self._sheet(finding.page), text=text)

    def _sheet(self, number: int) -> int:
        return self._sheet_of.get(number, number)
