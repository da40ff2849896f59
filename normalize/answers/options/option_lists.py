"""The option list beside a choice: ＜選択肢＞ 1) 特に力を入れている 2) 十分である …, and what is no part of it."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise

from normalize.answers.boxes.checkboxes import SLACK
from normalize.answers.boxes.laid_out import Printed
from normalize.registry import Option, Row, RowType, load_registry
from normalize.text.fold import fold, fold_with_positions
from normalize.text.signs import SIGNS, bare_boxes, is_checked

OPTIONS_TITLE = "<選択肢>"
"""The usual title of a list, folded."""
ANY_TITLE = f"(?:{OPTIONS_TITLE}|【選択肢】|〔選択肢〕|\\(選択肢\\)|選択肢):?"
"""The titles of lists, as a pattern for folded texts."""
_NUMBER = r"\(?([0-9]{1,2})[).]?"
_LEADING_NUMBER = re.compile(rf"^{_NUMBER}")
_ITEM_NUMBER = re.compile(r"^\(?([0-9]{1,2})[).]")
_OPENING, _CLOSING = "[【〔", "]】〕"
"""The brackets of a choice, as folded."""
BEFORE = 1.0
"""Font sizes by which a sign may stand before an entry of a list."""
LEAST_MARKED = 3
"""Characters of an option that is known behind a box alone."""
SECOND = "2)"
"""What a list of options prints in any case."""
INDENT = 15.0
"""A list may begin so many points left of its title."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An option as the list prints it: its number, and the sign before it, if there is any."""

    number: int
    option: Option
    sign: str


@dataclass(frozen=True, slots=True)
class OptionList:
    """The options that a printed list holds, and the pieces beside it; `taken` are the characters of the list."""

    entries: tuple[Listed, ...]
    beside: tuple[Printed, ...]
    taken: str = ""

    def numbered(self, folded: str) -> Option | None:
        """The option of the list that a folded text names by its number alone."""
        number = _LEADING_NUMBER.fullmatch(folded)
        options = {entry.option for entry in self.entries if number and entry.number == int(number[1])}
        # One that stands under two numbers is the beginning of another one, whose rest is not known.
        numbers = {entry.number for entry in self.entries if entry.option in options}
        return options.pop() if len(options) == len(numbers) == 1 else None

    def numbered_of(self, folded: str, options: Sequence[Option]) -> Option | None:
        """The option that a folded text names by its number: in the list, or in the form where the list agrees."""
        found, number = self.numbered(folded), _LEADING_NUMBER.fullmatch(folded)
        agrees = self.entries and all(entry.number == entry.option.no for entry in self.entries)
        if found is not None or number is None or not agrees:
            return found
        return next((option for option in options if option.no == int(number[1])), None)

    def lacks(self, options: Sequence[Option]) -> bool:
        """Whether some options of a row are not in its list: they may be struck, and the rest be the answer."""
        printed = {entry.option.no for entry in self.entries}
        read = fold(self.taken)
        return bool(printed) and any(
            option.no not in printed and not any(fold(text) in read for text in option.spellings) for option in options
        )

    def contradicts(self, folded: str, option: Option) -> bool:
        """Whether a folded text begins with the number of another option than the one that it names."""
        number = _ITEM_NUMBER.match(folded)
        known = {entry.number for entry in self.entries if entry.option.no == option.no} or {option.no}
        return number is not None and folded not in map(fold, option.spellings) and int(number[1]) not in known


def begins_entry(text: str) -> bool:
    """Whether a text begins as an entry of a list does, with a number."""
    return _ITEM_NUMBER.match(fold(text)) is not None


def begins_list(text: str) -> bool:
    """Whether a text begins with the title of a list."""
    return re.match(ANY_TITLE, fold(text)) is not None


def holds_list(folded: str) -> bool:
    """Whether a folded text prints two options of some row with their numbers, one behind the other."""
    if SECOND not in folded:
        return False
    numbers = [int(match[1]) for match in _any_entry().finditer(folded)]
    return any(second == first + 1 for first, second in pairwise(numbers))


def is_choice(folded: str) -> bool:
    """Whether a folded line is what some row chooses, in brackets, with the number of the option or without."""
    return folded[:1] in _OPENING and _any_choice().fullmatch(folded) is not None


def is_marked_option(folded: str) -> bool:
    """Whether a folded line is an option of some row behind its box; of short ones nobody knows (■紙 in a list)."""
    marked = _any_marked().fullmatch(folded)
    return marked is not None and len(marked[1]) >= LEAST_MARKED


def holds_marks(text: str) -> bool:
    """Whether a text prints a ticked box and two blank ones with words behind each, as a row of boxes does.

    A list of a writer's own has boxes of one sign.
    """
    found = [is_checked(sign) for sign in _boxes_before_words().findall(text)]
    return found.count(True) > 0 and found.count(False) > 1


@cache
def _boxes_before_words() -> re.Pattern[str]:
    return re.compile(rf"([{re.escape(bare_boxes())}])\s*\w")


@cache
def _any_entry() -> re.Pattern[str]:
    """What finds an entry of a list of any row of the forms."""
    return re.compile(rf"\(?([0-9]{{1,2}})\)({_any_option()})")


@cache
def _any_choice() -> re.Pattern[str]:
    return re.compile(rf"[{re.escape(_OPENING)}](?:{_NUMBER})?(?:{_any_option()})[{re.escape(_CLOSING)}]")


@cache
def _any_marked() -> re.Pattern[str]:
    sign = f"[{re.escape(fold(SIGNS))}]"
    boxed = rf"[{re.escape(_OPENING)}]{sign}?[{re.escape(_CLOSING)}]"
    return re.compile(f"(?:{boxed}|{sign})({_any_option(frozenset(RowType))})")


@cache
def _any_option(types: frozenset[RowType] = frozenset({RowType.CHOICE, RowType.CHOICE_WITH_COUNT})) -> str:
    """The options of all rows of such types on the forms, longer ones first, as parts of a pattern."""
    rows = (row for form in load_registry().forms.values() for section in form.sections for row in section.rows)
    own = (row for row in rows if row.type in types)
    spellings = {fold(spelling) for row in own for option in row.options for spelling in option.spellings}
    return "|".join(map(re.escape, sorted(spellings, key=lambda spelling: (-len(spelling), spelling))))


def read_list(row: Row, pieces: Sequence[Printed]) -> OptionList:
    """The list among the pieces of a choice's cells; a row without a printed list has none but its title."""
    entries: list[Listed] = []
    left: list[Printed] = []
    edge, top, taken, wrapped = float("inf"), float("inf"), "", ""
    whole: list[int] = []
    pattern, options = _pattern(row.options, row.unprinted_options), _options(row.options)
    for piece in _with_signs(pieces):
        rest, found, texts = _without_entries(piece, pattern)
        taken += texts
        rest_above = _before(piece, found)
        if wrapped and rest_above and piece.x0 >= edge - SLACK:
            wrapped += rest_above
            if wrapped in options:
                entries[-1] = replace(entries[-1], option=options[wrapped])
                whole.append(entries[-1].option.no)
        if found:
            edge, top = min(edge, piece.x0 - INDENT), min(top, piece.y)
        entries += [Listed(int(m[2]), options[m[3]], m[1] or "") for m in found if m[3]]
        wrapped = _last(found) if found else wrapped
        left += rest
    seen = {entry.option.no for entry in entries}.difference(whole)
    parts = [piece for piece in left if piece.y >= top and _is_part(row, piece, seen, edge)]
    beside = tuple(piece for piece in left if piece not in parts)
    return OptionList(tuple(entries), beside, taken + "".join(piece.text for piece in parts))


def _with_signs(pieces: Sequence[Printed]) -> list[Printed]:
    """The pieces, each sign that stands right before an entry of a list together with it."""
    joined: list[Printed] = []
    for piece in pieces:
        before = joined[-1] if joined else None
        if (
            before is not None and before.text.strip() in SIGNS and begins_entry(piece.text)
            and abs(before.y - piece.y) < BEFORE * piece.size and 0 <= piece.x0 - before.x1 < BEFORE * piece.size
        ):  # fmt: skip
            joined[-1] = replace(piece, text=before.text + piece.text, x0=before.x0)
        else:
            joined.append(piece)
    return joined


def _without_entries(piece: Printed, pattern: re.Pattern[str]) -> tuple[list[Printed], list[re.Match[str]], str]:
    """What is left of a piece without the title and the entries of a list, these, and their characters."""
    folded, positions = fold_with_positions(piece.text)
    found = list(pattern.finditer(folded))
    ends = [0, *(match.end() for match in found)]
    starts = [*(match.start() for match in found), len(folded)]
    texts = [piece.text[positions[end] : positions[start]].strip() for end, start in zip(ends, starts, strict=True)]
    taken = "".join(piece.text[positions[match.start()] : positions[match.end()]] for match in found)
    return [replace(piece, text=text) for text in texts if text], found, taken


def _before(piece: Printed, found: Sequence[re.Match[str]]) -> str:
    """What a piece says before its first entry, folded: the end of the entry above, if that wraps."""
    return found[0].string[: found[0].start()] if found else fold(piece.text)


def _last(found: Sequence[re.Match[str]]) -> str:
    """What a piece says from the option of its last entry on, folded: it may go on below."""
    return found[-1].string[found[-1].start(3) :] if found[-1][3] else ""


def _is_part(row: Row, piece: Printed, seen: Container[int], edge: float) -> bool:
    """Whether a piece is a part of an entry that wraps, none of those `seen`; it stands where the list does."""
    if row.unprinted_options or piece.x0 < edge - SLACK:
        return False
    wrapped = [fold(text) for option in row.options if option.no not in seen for text in option.spellings]
    text = _LEADING_NUMBER.sub("", fold(piece.text))
    is_count = not text and row.type is RowType.CHOICE_WITH_COUNT
    return not is_count and any(text in spelling for spelling in wrapped)


@lru_cache(maxsize=256)
def _pattern(options: tuple[Option, ...], unprinted: bool) -> re.Pattern[str]:
    """What finds the title of a list, and its entries: sign, number and spelling are its groups."""
    spellings = sorted(_options(options), key=len, reverse=True)
    if unprinted or not spellings:
        return re.compile(f"()()()$^|{ANY_TITLE}")
    signs = re.escape(fold(SIGNS.replace("・", "")))
    return re.compile(f"([{signs}])?{_NUMBER}({'|'.join(map(re.escape, spellings))})|{ANY_TITLE}")


@lru_cache(maxsize=256)
def _options(options: tuple[Option, ...]) -> dict[str, Option]:
    return {fold(spelling): option.spelled(spelling) for option in options for spelling in option.spellings}
