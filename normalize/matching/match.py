"""Which elements of a form a printed text may be, and how it matched: one matcher for prints and for scans.

No printed text is rewritten: a `Match` says which element is meant and what the text cost. Strict ways come first, and
a text that is an element's to the letter is not compared with others.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extract

from normalize.matching.costs import COSTS, Costs
from normalize.matching.elements import Element, FormSequence, Kind, form_sequence
from normalize.matching.index import label_key, loose_key
from normalize.matching.label_numbers import numbers_differ, with_bare_number, without_number
from normalize.matching.versions import version_spelling
from normalize.registry import MAX_LABEL
from normalize.text.confusables import bones, difference
from normalize.text.fold import fold

MOST = 8
"""So many spellings that are nearest to a text are looked at."""
UNREAD_NUMBER = 1
"""So many characters are left of an instance's number that a recognizer could not read."""
_DIGITS = str.maketrans("lI|O○", "11100")
_NUMBER = re.compile(r"^\(?(?P<first>[0-9lIO○|]{1,2})\)?(?:[~\-ー一](?P<last>[0-9lIO○|]{1,2}))?\)?$")
_BEHIND_LABEL = frozenset("※)】>]0123456789lIO○|")
"""What remarks, numbers of instances and texts of known shape end with."""
_SPECKS = re.compile("[.,'`・、]")
_NUMBER_BEFORE = re.compile(r"^[(<]?(?P<first>[0-9]{1,2})[)>.,、:]*(?=[^0-9])")


class How(StrEnum):
    """How a text matched an element, from the surest to the least sure."""

    EXACT = "exact"  # to the letter, as folded
    LOOSE = "loose"  # without numbers and remarks
    CLOSE = "close"  # some characters apart
    MISREAD = "misread"  # some characters apart, in what a recognizer read
    SHAPE = "shape"  # an answer of known shape that has no label: [平成30年5月　様式3]
    PLACE = "place"  # unread: nothing but its place between two known rows tells


@dataclass(frozen=True, slots=True)
class Match:
    """An element that a text may be: `distance` in characters, `cost` as the alignment counts.

    For the heading of an instance `number` is the one printed (None: none is), `last` the end of a range (2～5).
    """

    element: Element
    how: How
    distance: float = 0.0
    cost: float = 0.0
    number: int | None = None
    last: int | None = None
    length: int = 0
    """Characters of the spelling that it matched: longer labels tell more."""
    number_sure: bool = True
    """Whether the number is printed for certain: one that a recognizer read may be misread."""

    @property
    def is_exact(self) -> bool:
        """Whether nothing but the letter speaks for it."""
        return self.how in (How.EXACT, How.SHAPE)


class Matcher:
    """Looks up texts among the spellings of one form."""

    def __init__(self, sequence: FormSequence, costs: Costs = COSTS) -> None:
        self._sequence, self._costs = sequence, costs
        self._exact: dict[str, list[Element]] = defaultdict(list)
        self._loose: dict[str, list[tuple[str, Element]]] = defaultdict(list)
        self._groups: list[tuple[str, Element]] = []
        for element in sequence.elements:
            if element.kind is Kind.INSTANCE:
                self._groups += [(key, element) for key in element.keys]
                continue
            for key in element.keys:
                self._exact[key].append(element)
                self._loose[loose_key(key)].append((key, element))
        patterns = sequence.index.patterns
        self._version = sequence.by_row[patterns[0][1].order] if patterns else None
        self._numbered: dict[str, list[tuple[str, Element]]] = defaultdict(list)
        for key, elements in self._exact.items():
            if (numbered := with_bare_number(key)) is not None:
                self._numbered[numbered] += [(key, element) for element in elements]
        self._keys = list(self._exact)
        self._bones = [bones(key) for key in self._keys]
        self._ends = {key[-1] for key in (*self._exact, *self._loose)}
        self.may_end_with = lru_cache(maxsize=20_000)(self._may_end_with)
        """Whether a text of a print that is an element's but for numbers and remarks may end with a character."""
        self._prints = lru_cache(maxsize=20_000)(self._match_print)
        self._scans = lru_cache(maxsize=20_000)(self._match_scan)
        self._as_long = lru_cache(maxsize=MAX_LABEL)(self._about_as_long)

    def match(self, text: str, recognized: bool = False) -> tuple[Match, ...]:
        """The elements that a printed text may be; `recognized` says that a recognizer read it in a picture."""
        if not text or len(text) > MAX_LABEL:
            return ()
        return self._scans(text) if recognized else self._prints(text)

    def _may_end_with(self, char: str) -> bool:
        folded = fold(char)
        return not folded or folded[-1] in self._ends or folded[-1] in _BEHIND_LABEL

    def is_label(self, text: str, recognized: bool = False) -> bool:
        """Whether a text is, alone and whatever its place, like an element of the form."""
        return any(match.cost <= self._costs.likely for match in self.match(text, recognized))

    def is_spelling(self, text: str) -> bool:
        """Whether a text is, to the letter, a label or heading of the form."""
        return len(text) <= MAX_LABEL and label_key(text) in self._exact

    def is_heading(self, text: str) -> bool:
        """Whether a text is, to the letter, a heading above rows, or that of an instance with its number."""
        if len(text) > MAX_LABEL:
            return False
        found = self._exact.get(label_key(text))
        if found is not None:
            return any(element.is_heading for element in found)
        return any(match.is_exact and match.number is not None for match in self._group(label_key(text), misread=False))

    def is_continued(self, text: str) -> bool:
        """Whether a text only says that what stands on the page before goes on (（続き）)."""
        return self._sequence.index.is_continued(text)

    def is_contents(self, element: Element) -> bool:
        """Whether an element only lists the title of a section (項目一覧)."""
        return self._sequence.index.is_contents(element.section)

    def _match_print(self, text: str) -> tuple[Match, ...]:
        key = label_key(text)
        return self._to_the_letter(key, text) or tuple(self._group(key, misread=False)) or self._loosely(key, text)

    def _match_scan(self, text: str) -> tuple[Match, ...]:
        key = label_key(text)
        found = self._to_the_letter(key, text)
        if found:
            return found
        if self._version is not None and version_spelling(self._sequence.index, text):
            return (Match(self._version, How.SHAPE, length=len(key)),)
        nearest = self._misread(key)
        return (*self._group(key, misread=True), *nearest)

    def _to_the_letter(self, key: str, text: str) -> tuple[Match, ...]:
        found = self._exact.get(key)
        if found:
            orders = {element.order for element in found}
            # Another element may bear the same words without the remark: a title as the contents list it.
            others = {
                element.order: element for own, element in self._loose.get(loose_key(text), ())
                if element.order not in orders and not numbers_differ(key, own)
            }  # fmt: skip
            return (
                *(Match(element, How.EXACT, length=len(key)) for element in found),
                *(Match(element, How.LOOSE, 0.0, self._costs.loose, length=len(key)) for element in others.values()),
            )
        shaped = self._sequence.index.pattern_row(text)
        return (Match(self._sequence.by_row[shaped.order], How.SHAPE, length=len(key)),) if shaped else ()

    def _loosely(self, key: str, text: str) -> tuple[Match, ...]:
        costs = self._costs
        found: dict[int, Match] = {}
        for own, element in self._numbered.get(with_bare_number(key) or "", ()):
            _keep(found, Match(element, How.LOOSE, 0.0, costs.number_style, length=len(own)))
        bare = loose_key(text)
        if len(bare) >= costs.shortest_loose:
            for own, element in self._loose.get(bare, ()):
                cost = costs.loose + (costs.other_number if numbers_differ(key, own) else 0.0)
                _keep(found, Match(element, How.LOOSE, 0.0, cost, length=len(own)))
        most = int(len(key) * costs.most_apart)
        if most and not found:
            near = extract(key, self._as_long(len(key)), scorer=Levenshtein.distance, score_cutoff=most, limit=MOST)
            for own, apart, _ in near:
                if apart <= len(own) * costs.most_apart:
                    for element in self._exact[own]:
                        number = costs.other_number if numbers_differ(key, own) else 0.0
                        cost = costs.close(apart, len(own)) + number
                        _keep(found, Match(element, How.CLOSE, apart, cost, length=len(own)))
        return tuple(found.values())

    def _about_as_long(self, length: int) -> list[str]:
        """The spellings that may be near to a text of so many characters."""
        most = int(length * self._costs.most_apart)
        return [key for key in self._keys if abs(len(key) - length) <= most]

    def _misread(self, key: str) -> tuple[Match, ...]:
        costs, skeleton = self._costs, bones(key)
        most = max(1, int(len(skeleton) * costs.most_misread))
        found: dict[int, Match] = {}
        near = extract(skeleton, self._bones, scorer=Levenshtein.distance, score_cutoff=most, limit=MOST)
        for own_bones, apart, at in near:
            if apart > max(1, len(own_bones) * costs.most_misread):
                continue
            own = self._keys[at]
            amount = difference(key, own)
            for element in self._exact[own]:
                cost = costs.misread(amount, len(own))
                _keep(found, Match(element, How.MISREAD, amount, cost, length=len(own)))
        bare = without_number(key)
        if len(bare) >= costs.shortest_loose and bare != key:
            for own, element in self._loose.get(loose_key(bare), ()):
                number = costs.other_number if numbers_differ(key, own) else 0.0
                _keep(found, Match(element, How.MISREAD, 0.5, costs.loose + number, length=len(own)))
        return tuple(found.values())

    # instances

    def _group(self, key: str, misread: bool) -> list[Match]:
        """The headings of instances: the group's name with its number behind it, before it, or without one."""
        if not misread and not any(name in key for name, _ in self._groups):
            return []
        found = []
        for name, element in self._groups:
            for rest, cost in self._named(key, name, misread):
                number = _NUMBER.match(rest) if rest else None
                sure = not misread
                if number is not None:
                    first, last = number["first"].translate(_DIGITS), number["last"]
                    end = int(last.translate(_DIGITS)) if last else None
                    found.append(Match(element, _how(cost), cost, cost, int(first), end, len(key), sure))
                elif len(rest) <= (UNREAD_NUMBER if misread else 0):
                    how = _how(cost) if cost else How.LOOSE
                    cost += self._costs.no_number
                    found.append(Match(element, how, cost, cost, length=len(key), number_sure=sure))
            before = _NUMBER_BEFORE.match(key)
            if before and key[before.end() :] == name:
                cost = self._costs.no_number
                found.append(Match(element, How.LOOSE, 0.0, cost, int(before["first"]), None, len(key), not misread))
        return found

    def _named(self, key: str, name: str, misread: bool) -> list[tuple[str, float]]:
        """What stands behind a group's name at the text's beginning, and what it costs to take it for that name."""
        if key.startswith(name):
            return [(_SPECKS.sub("", key[len(name) :]) if misread else key[len(name) :], 0.0)]
        if not misread:
            return []
        found = []
        for length in (len(name), len(name) - 1, len(name) + 1):
            amount = difference(key[:length], name)
            if amount <= 1.0 and len(key) - length <= self._costs.longest_number:
                found.append((_SPECKS.sub("", key[length:]), self._costs.misread(amount, len(name))))
        return sorted(found, key=lambda item: item[1])[:1]


def _how(cost: float) -> How:
    return How.EXACT if cost == 0 else How.MISREAD


def _keep(found: dict[int, Match], match: Match) -> None:
    best = found.get(match.element.order)
    if best is None or match.cost < best.cost:
        found[match.element.order] = match


@lru_cache(maxsize=8)
def form_matcher(form_id: str) -> Matcher:
    """The matcher of a form of the registry. Raises KeyError for an unknown form."""
    return Matcher(form_sequence(form_id))
