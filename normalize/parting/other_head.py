"""Pages whose running head or foot names another work or organization than those of all other pages.

Such a page may be of another assessment that is printed alike, bound in the place of one that was lost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from extract.records import Line, Page, Run
from normalize.layout.pages.running import SAME_HEIGHT, as_shown, is_at_edge, is_page_number
from normalize.records import Reading
from normalize.text.confusables import difference
from normalize.text.fold import fold

COVER = ("assessment.name", "organization.name")
"""The answers that a running head repeats, but perhaps for the last character (市長)."""
LEAST, FEW = 3, 3
"""So many pages at least bear a running head; another one stands on no more than a part of them (one in so many)."""
SHORTEST = 3
"""A name has so many characters at least."""
SHARED = 3
"""Two names share so many characters in turn (に関する事務, 市作成), or the last one (…市)."""
ALIKE = 0.2
"""A text that differs in no more of its characters (share) is the same, misread."""


class _HeadPlace(NamedTuple):
    """Where a text stands on its page: its sides, its top, and how far (points) that is from the lower edge."""

    page: int
    text: str
    x0: float
    x1: float
    top: float
    above_edge: float


class RunningHeads:
    """Keeps in mind what stands at the upper and lower edges of the pages of an assessment."""

    def __init__(self) -> None:
        self._seen: dict[str, list[_HeadPlace]] = defaultdict(list)

    def take(self, page: Page) -> None:
        """Take in the next page, its running lines still on it. Those of a scan are left out: they may be misread."""
        for line in page.loose:
            if line.confidence == 1 and is_at_edge(page, line) and not is_page_number(line):
                for run in line.runs:
                    self._seen[_key(run.text)].append(_place(page, line, run))

    def strange_pages(self, reading: Reading, is_known: Callable[[str], bool]) -> dict[int, str]:
        """The pages with another name in the place of the assessment's own; that name.

        `is_known` tells what the form prints itself: a head that names a section.
        """
        names = {
            key[:-1] for answer in reading.answers if answer.field_id in COVER
            if len(key := _key(answer.raw)) > SHORTEST
        }  # fmt: skip
        found: dict[int, str] = {}
        for head, places in self._seen.items():
            repeats = any(name in head or (head in name and len(head) >= SHORTEST) for name in names)
            if repeats and len({place.page for place in places}) >= LEAST:
                found |= dict(self._others(head, places, is_known))
        return found

    def _others(
        self, head: str, places: list[_HeadPlace], is_known: Callable[[str], bool]
    ) -> Iterator[tuple[int, str]]:
        """The pages that bear another name in the place of a head."""
        own = {place.page for place in places}
        for other, others in self._seen.items():
            if FEW * len({place.page for place in others}) > len(own) or not _is_other_name(head, other):
                continue
            for place in others:
                alike = place.page not in own and any(_stand_alike(place, usual) for usual in places)
                if alike and not is_known(place.text):
                    yield place.page, place.text


def _is_other_name(head: str, other: str) -> bool:
    """Whether a text is a name as a head is one, and not the same misread."""
    if len(other) < SHORTEST or head in other or other in head:
        return False
    shared = SequenceMatcher(None, head, other, autojunk=False).find_longest_match()
    return difference(head, other) > ALIKE * len(head) and (head[-1] == other[-1] or shared.size >= SHARED)


def _stand_alike(place: _HeadPlace, usual: _HeadPlace) -> bool:
    level = min(abs(place.top - usual.top), abs(place.above_edge - usual.above_edge)) <= SAME_HEIGHT
    middles = abs(place.x0 + place.x1 - usual.x0 - usual.x1) / 2
    return level and min(abs(place.x0 - usual.x0), abs(place.x1 - usual.x1), middles) <= SAME_HEIGHT


def _key(text: str) -> str:
    """A text but for the numbers in it."""
    return "".join(char for char in fold(text) if not char.isdigit())


def _place(page: Page, line: Line, run: Run) -> _HeadPlace:
    box = as_shown(page, line)
    sides = (run.x0, run.x1) if len(line.runs) > 1 else (box.x0, box.x1)
    return _HeadPlace(page.number, run.text, *sides, box.top, page.height - box.top)
