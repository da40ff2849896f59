"""Lists as they are printed in one cell: lines, headings in angle brackets, rows of items between commas."""

import re
from collections.abc import Iterator

from normalize.grammar.lists.numbering import Numbered, split_at_numbers, take_number
from normalize.text.fold import unify_radicals

HEADING_STYLES = frozenset("＜<【《〔≪：")
"""Styles of a line that is a heading whatever it says: its opening bracket, or the colon behind it."""

LONGEST_HEADING = 40
"""More characters before a colon, or between angle brackets, are no heading."""

LINES_OF_A_BRACKET = 3
"""A bracket that is not closed within so many lines is no reason to join them."""

_IN_BRACKETS = re.compile(rf"\s*([＜<【《〔≪])([^＜＞<>【】《》〔〕≪≫]{{1,{LONGEST_HEADING}}})[＞>】》〕≫]\s*")
_BEFORE_COLON = re.compile(rf"(?P<heading>[^：:、，,（）()]{{1,{LONGEST_HEADING}}})[：:](?=.*[、，,])")
_OPENING, _CLOSING = "（([［「｛{", "）)］]」｝}"
_SEPARATORS = "、，；;\t"
_GAP = re.compile("　+")
_BEFORE_BULLET = re.compile("[ 　]+(?=[・●○■◆])")


def printed_lines(text: str) -> Iterator[Numbered]:
    """The lines with their numbers taken off; a heading in brackets or before a colon is one of its own."""
    for line in _joined_in_brackets(unify_radicals(text).splitlines()):
        rest = line.strip()
        while match := _IN_BRACKETS.match(rest):
            yield Numbered(match[2].strip(), match[1])
            rest = rest[match.end() :]
        numbered = take_number(rest)
        colon = _BEFORE_COLON.match(numbered.text)
        if colon:
            yield Numbered(colon["heading"].strip(), numbered.style or "：", numbered.number)
            yield take_number(numbered.text[colon.end() :].strip())
        elif rest:
            yield numbered


def is_list(text: str) -> bool:
    """Whether a line is a row of items."""
    return len(split_list(text)) > 1


def split_list(text: str, number: str | None = None) -> list[str]:
    """The items of a row: cut at commas, counted-up numbers or wide gaps, never inside brackets.

    `number` is the one taken off in front of the row.
    """
    pieces = _split_at_separators(text)
    if len(pieces) == 1:
        pieces = split_at_numbers(text, number)
    if len(pieces) == 1 and len(_GAP.findall(text)) > 1:
        pieces = _GAP.split(text)
    return [part for piece in pieces for part in _BEFORE_BULLET.split(piece) if part.strip()]


def _split_at_separators(text: str) -> list[str]:
    pieces, depth, start = [], 0, 0
    for at, char in enumerate(text):
        if char in _OPENING:
            depth += 1
        elif char in _CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0 and _separates(text, at):
            pieces.append(text[start:at])
            start = at + 1
    return [*pieces, text[start:]]


def _separates(text: str, at: int) -> bool:
    """Whether the character is a separator: a comma between digits (1,000) is none."""
    if text[at] == ",":
        return not (text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit())
    return text[at] in _SEPARATORS


def _joined_in_brackets(lines: list[str]) -> Iterator[str]:
    """The lines, those joined between which a bracket is open."""
    at = 0
    while at < len(lines):
        until = next(
            (
                end
                for end in range(at + 1, min(at + LINES_OF_A_BRACKET, len(lines)) + 1)
                if _open_brackets("".join(lines[at:end])) == 0
            ),
            at + 1,
        )
        yield "".join(lines[at:until])
        at = until


def _open_brackets(text: str) -> int:
    depth = 0
    for char in text:
        depth = max(0, depth + (char in _OPENING) - (char in _CLOSING))
    return depth
