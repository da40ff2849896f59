"""The ledger of a document: every printed character ends in exactly one role, or stays open and is told.

What extraction hands on is entered page by page; whoever takes a text enters what it is taken for. The cells of an
answer are entered once it is interpreted: what its reader left over is not the answer's. What nobody took by the end
counts as text without a place (`documents.text_unplaced`), as what was looked at and not understood does. Once most of
a page is taken, only the numbers are kept, and the characters that are not taken yet.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from enum import StrEnum

from extract.records import Line, Page
from normalize.layout.pages.characters import characters, laid_over, printed_characters, solid
from normalize.layout.printed_cells import PrintedCell
from normalize.matching.spans import Span
from normalize.text.fold import unify_radicals


class Role(StrEnum):
    """What a printed text was taken for."""

    LABEL = "label"  # a label, heading or title of the form
    ANSWER = "answer"  # an answer, with its marks and option list
    CHANGE = "change"  # the table of changes, its header included
    NOTE = "note"  # what stands beside the rows of an excerpt, and its heads
    FOOTNOTE = "footnote"  # what the form prints below a row
    RUNNING = "running"  # running heads and feet, page numbers
    STAMP = "stamp"  # the number of a handout, the mark of a draft
    RUBY = "ruby"  # how a word is read, in small type above it
    DOUBLED = "doubled"  # printed a second time
    WATERMARK = "watermark"  # printed across the page
    LAID_OVER = "laid_over"  # a note, a stamp or a stroke's text: seen, no part of the page, quoted by a finding
    SPECK = "speck"  # a few signs that a recognizer read beside an answer, and that are none of it
    UNREADABLE = "unreadable"  # of a text layer that names characters that are not printed
    OUTSIDE = "outside"  # before the form, or of an annex, which is no part of it
    LEFT_OVER = "left_over"  # looked at and not understood, within the reach of an answer
    UNREACHED = "unreached"  # looked at and not understood, where no answer is in doubt for it


OF_THE_FORM = (
    Role.LABEL, Role.ANSWER, Role.CHANGE, Role.NOTE, Role.FOOTNOTE, Role.SPECK, Role.LEFT_OVER, Role.UNREACHED,
)  # fmt: skip
"""What the form itself prints, understood or not."""
UNPLACED = (Role.OUTSIDE, Role.LEFT_OVER, Role.UNREACHED)
"""What no answer and no recognized part of the form took."""


def span_characters(cell: PrintedCell, span: Span) -> str:
    """The characters that a label takes of its cell, white space aside."""
    texts = (cell.lines[part.line].runs[part.run].text[: part.length] for part in span.parts)
    return "".join("".join(text.split()) for text in texts)


class Ledger:
    """Enters what pages print, and what each text of them was taken for."""

    def __init__(self) -> None:
        self.pages: dict[int, Counter[Role]] = {}
        self._printed: dict[int, str] = {}
        self._taken: dict[int, list[str]] = defaultdict(list)
        self._open: Counter[int] = Counter()
        """By page, how many characters are printed and not taken yet."""

    @property
    def roles(self) -> Counter[Role]:
        """How many characters of the document were taken for what."""
        return sum(self.pages.values(), Counter())

    def print_page(self, page: Page) -> None:
        """Enter all that a page prints; its watermark and what lies over it are taken at once."""
        self.enter(page.number, printed_characters(page))
        self.take(Role.WATERMARK, page.number, solid([page.watermark]))
        self.take(Role.LAID_OVER, page.number, laid_over(page))

    def enter(self, page: int, chars: str) -> None:
        """Enter the characters that a page prints."""
        self._printed[page] = chars
        self._open[page] += len(chars)
        self.pages.setdefault(page, Counter())

    def take(self, role: Role, page: int, chars: str) -> None:
        """Characters of a page are taken for something."""
        if not chars:
            return
        self.pages.setdefault(page, Counter())[role] += len(chars)
        self._taken[page].append(chars)
        self._open[page] -= len(chars)
        if self._open[page] == 0:
            self._strike_out(page)

    def turn(self, page: int) -> None:
        """A page was read: strike out what was taken, where that is most of it."""
        if page in self._printed and 2 * self._open[page] < len(self._printed[page]):
            self._strike_out(page)

    def _strike_out(self, page: int) -> None:
        """Let go of the characters of a page that were taken; of those that were not printed none can be struck out."""
        left, taken = Counter(self._printed.get(page, "")), Counter("".join(self._taken[page]))
        if left.items() == taken.items():  # on most pages; counting and comparing are fast, subtracting is not
            left = Counter()
        else:
            left.subtract(taken)
        if min(left.values(), default=0) >= 0:
            self._printed[page] = "".join(left.elements())
            del self._taken[page]

    def turn_out(self, page: int) -> None:
        """What a page prints, and what was not understood of it or only named a row, is no part of the form."""
        roles = self.pages[page]
        for role in (Role.LABEL, Role.ANSWER, Role.LEFT_OVER, Role.UNREACHED):
            roles[Role.OUTSIDE] += roles.pop(role, 0)

    def take_lines(self, role: Role, page: int, lines: Iterable[Line]) -> None:
        """The same for whole lines."""
        self.take(role, page, characters(lines))

    def take_cells(self, role: Role, cells: Iterable[PrintedCell]) -> None:
        """The same for whole cells, each on its page."""
        for cell in cells:
            self.take(role, cell.page, characters(cell.lines))

    def take_answer(self, cells: Iterable[PrintedCell], left_over: str, specks: str = "") -> None:
        """The cells of an answer, but for what its reader left over (as it reads: radicals are ideographs there)."""
        if not left_over and not specks:
            self.take_cells(Role.ANSWER, cells)
            return
        left = {Role.LEFT_OVER: Counter(left_over), Role.SPECK: Counter(specks)}
        for cell in cells:
            for char in characters(cell.lines):
                seen = unify_radicals(char)
                role = next((role for role, chars in left.items() if chars[seen]), Role.ANSWER)
                if role is not Role.ANSWER:
                    left[role][seen] -= 1
                self.take(role, cell.page, char)

    def open_pages(self) -> dict[int, Counter[str]]:
        """The characters of each page that nobody took (above 0), or that were taken twice (below 0).

        A page is not among them where each character was taken once.
        """
        found: dict[int, Counter[str]] = {}
        for page, printed in self._printed.items():
            left, taken = Counter(printed), Counter("".join(self._taken[page]))
            if left.items() != taken.items():
                left.subtract(taken)
                found[page] = Counter({char: number for char, number in left.items() if number})
        return found

    @property
    def strange_pages(self) -> list[int]:
        """The pages of which more than half of what the form prints there was not understood."""
        return [
            page for page, roles in sorted(self.pages.items())
            if 2 * (roles[Role.LEFT_OVER] + roles[Role.UNREACHED]) > sum(roles[role] for role in OF_THE_FORM)
        ]  # fmt: skip

    @property
    def unplaced(self) -> dict[int, int]:
        """For each page that has any: how many printed characters were not understood, or are no part of the form."""
        sums = {page: sum(roles[role] for role in UNPLACED) for page, roles in self.pages.items()}
        return {page: number for page, number in sorted(sums.items()) if number}
