"""The ledger of a document: every printed character ends in exactly one role, or stays open and is told.

What extraction hands on is entered page by page; whoever takes a text enters what it is taken for. What nobody took by
the end counts as text without a place (`documents.text_unplaced`), as what was looked at and not understood does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from enum import StrEnum

from extract.records import Line, Page
from normalize.layout.rows import PrintedCell
from normalize.matching.spans import Span


class Role(StrEnum):
    """What a printed text was taken for."""

    LABEL = "label"  # a label, heading or title of the form
    ANSWER = "answer"  # an answer, with its marks and option list
    CHANGE = "change"  # the table of changes, its header included
    NOTE = "note"  # what stands beside the rows of an excerpt, and its heads
    FOOTNOTE = "footnote"  # what the form prints below a row
    RUNNING = "running"  # running heads and feet, page numbers
    RUBY = "ruby"  # how a word is read, in small type above it
    DOUBLED = "doubled"  # printed a second time
    OUTSIDE = "outside"  # of an annex, which is no part of the form
    LEFT_OVER = "left_over"  # looked at and not understood, within the reach of an answer
    UNREACHED = "unreached"  # looked at and not understood, where no answer is in doubt for it


def characters(lines: Iterable[Line]) -> str:
    """The characters of some lines, white space aside."""
    return "".join("".join(run.text.split()) for line in lines for run in line.runs)


def span_characters(cell: PrintedCell, span: Span) -> str:
    """The characters that a label takes of its cell, white space aside."""
    texts = (cell.lines[part.line].runs[part.run].text[: part.length] for part in span.parts)
    return "".join("".join(text.split()) for text in texts)


class Ledger:
    """Enters what pages print, and what each text of them was taken for."""

    def __init__(self) -> None:
        self.roles: Counter[Role] = Counter()
        self._printed: dict[int, str] = {}
        self._taken: dict[int, list[str]] = defaultdict(list)

    def print_page(self, page: Page) -> None:
        """Enter all that a page prints."""
        self._printed[page.number] = characters([*page.loose, *(line for cell in page.cells for line in cell.lines)])

    def take(self, role: Role, page: int, chars: str) -> None:
        """Characters of a page are taken for something."""
        self.roles[role] += len(chars)
        self._taken[page].append(chars)

    def take_lines(self, role: Role, page: int, lines: Iterable[Line]) -> None:
        """The same for whole lines."""
        self.take(role, page, characters(lines))

    def take_cells(self, role: Role, cells: Iterable[PrintedCell]) -> None:
        """The same for whole cells, each on its page."""
        for cell in cells:
            self.take(role, cell.page, characters(cell.lines))

    def open_pages(self) -> dict[int, Counter[str]]:
        """The characters of each page that nobody took (above 0), or that were taken twice (below 0).

        A page is not among them where each character was taken once.
        """
        found: dict[int, Counter[str]] = {}
        for page, printed in self._printed.items():
            left = Counter(printed)
            left.subtract(Counter("".join(self._taken[page])))
            if any(left.values()):
                found[page] = Counter({char: number for char, number in left.items() if number})
        return found

    @property
    def unplaced(self) -> int:
        """How many printed characters were looked at and not understood."""
        return sum(self.roles[role] for role in (Role.OUTSIDE, Role.LEFT_OVER, Role.UNREACHED))
