"""A choice without a value between its brackets, of whose options one is set off: by a ring, a sign, a line, a color.

A ring around an option, or a sign before one of them alone, chooses it; so do strokes through all others. A line below
it, a color or a frame may have been meant to: nobody can tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.records import Box, Line
from normalize.answers.boxes.laid_out import lay_out
from normalize.answers.choices.choices import Choice
from normalize.answers.details import take_count
from normalize.answers.options.option_lists import ANY_TITLE
from normalize.answers.options.spelled_options import match_option
from normalize.layout.printed_cells import PrintedCell
from normalize.reasons import Reason
from normalize.registry import Option, Row, RowType
from normalize.text.fold import fold
from normalize.text.signs import SIGNS, brackets, is_checked

PART = 0.35
"""A ring, or a marker, that reaches over this share of the heights of two lines may be meant for either."""
_BETWEEN = "・/、,|"
"""What may stand between the options of a list without numbers, folded."""


def read_set_off(row: Row, cells: Sequence[PrintedCell], lines: Sequence[Line], choice: Choice) -> Choice:
    """The option that is ringed or signed, of a choice of which no value was read; or the doubt that one may be meant.

    A value that was read is in doubt where another option is ringed, or that one struck.

    `choice` is what was read otherwise.
    """
    if row.unprinted_options:
        return choice
    places = [(cell.page, place) for cell in cells for place in cell.set_off]
    struck = {option.no for _, place in places for option in _options_of(row, place.struck)}
    ringed = [_option_in(row, cells, page, place.box) for page, place in places if place.ringed]
    if choice.option is not None:
        others = {option.no for option in ringed if option is not None} - {choice.option.no}
        return _doubted(choice, Reason.SECOND_VALUE) if others or choice.option.no in struck else choice
    listed = _List.read(row, lines, struck)
    chosen = listed.chosen(ringed) if listed is not None else []
    if listed is not None and len(chosen) == 1:
        return Choice(chosen[0].label, chosen[0], count=listed.count, taken=listed.taken)
    if listed is not None and (chosen or ringed):
        return _doubted(choice, Reason.SECOND_VALUE)
    told = [_option_in(row, cells, page, place.box) for page, place in places if not place.struck]
    marked = {option.no for option in told if option is not None}
    return _doubted(choice, Reason.OPTION_SET_OFF) if 0 < len(marked) < len(row.options) else choice


def _doubted(choice: Choice, reason: Reason) -> Choice:
    return replace(choice, reasons=choice.reasons | {reason})


def _option_in(row: Row, cells: Sequence[PrintedCell], page: int, box: Box) -> Option | None:
    """The option whose text stands in a box, with or without its number; None where other text does."""
    lines = [line for cell in cells if cell.page == page for line in cell.lines if _meets(line, box)]
    text = "".join(_within(line, box) for line in lines)
    return match_option(row.options, fold(text).strip(_BETWEEN))


def _meets(line: Line, box: Box) -> bool:
    """Whether a box reaches over a good part of a line's height."""
    shared = min(line.box.bottom, box.bottom) - max(line.box.top, box.top)
    return shared > PART * line.box.height


def _within(line: Line, box: Box) -> str:
    laid = lay_out(line)
    ends = [*laid.starts[1:], laid.end]
    places = zip(laid.text, laid.starts, ends, strict=True)
    return "".join(char for char, x0, x1 in places if box.x0 < (x0 + x1) / 2 < box.x1)


def _options_of(row: Row, text: str) -> Iterator[Option]:
    """The options that a text prints."""
    return (entry[0] for entry in _entries(row.options, fold(text)) if entry is not None) if text else iter(())


@dataclass(frozen=True, slots=True)
class _List:
    """A list of options, all of them that were not struck, and nothing else but blank brackets.

    `signed` are those with a sign before them, `taken` all of its text.
    """

    options: Sequence[Option]
    signed: Sequence[Option]
    count: int | None
    taken: str
    has_struck: bool

    def chosen(self, ringed: Sequence[Option | None]) -> list[Option]:
        """The options that rings, signs or strokes choose; none where one of the rings is around other text."""
        if self.has_struck and len(self.options) == 1:
            return list(self.options)
        found = {option.no: option for option in (*ringed, *self.signed) if option is not None}
        return list(found.values()) if None not in ringed else []

    @staticmethod
    def read(row: Row, lines: Sequence[Line], struck: Set[int]) -> _List | None:
        """The list in the lines of a choice; None where they hold anything else, or not each option once."""
        text = "".join(line.text for line in lines)
        rest, count = text, None
        if row.type is RowType.CHOICE_WITH_COUNT:
            count, rest, told = take_count(text)
            if not told:
                return None
        found = list(_entries(row.options, re.sub(ANY_TITLE, "", fold(rest))))
        if None in found:
            return None
        entries = [entry for entry in found if entry is not None]
        left = sorted(option.no for option in row.options if option.no not in struck)
        if sorted(option.no for option, _ in entries) != left:
            return None
        signed = [option for option, sign in entries if sign and is_checked(sign)]
        return _List([option for option, _ in entries], signed, count, text, has_struck=bool(struck))


def _entries(options: tuple[Option, ...], folded: str) -> Iterator[tuple[Option, str] | None]:
    """The options of a folded text in their order, each with the sign before it; None for what is something else."""
    by_spelling = {fold(spelling): option for option in options for spelling in option.spellings}
    end = 0
    for match in _pattern(options).finditer(folded):
        yield from _others(folded[end : match.start()])
        yield by_spelling[match["option"]], match["sign"] or ""
        end = match.end()
    yield from _others(folded[end:])


def _others(between: str) -> Iterator[None]:
    """Something else that stands between options, if that is more than blank brackets."""
    for pair in brackets():
        between = between.replace(pair, "")
    if between.strip(_BETWEEN):
        yield None


@lru_cache(maxsize=256)
def _pattern(options: tuple[Option, ...]) -> re.Pattern[str]:
    """What finds an option with the sign and the number before it, folded."""
    spellings = sorted({fold(spelling) for option in options for spelling in option.spellings}, key=len, reverse=True)
    signs = re.escape(fold(SIGNS.replace("・", "")))
    named = "|".join(map(re.escape, spellings))
    return re.compile(rf"(?P<sign>[{signs}])?(?:\(?[0-9]{{1,2}}[).]?)?(?P<option>{named})")
