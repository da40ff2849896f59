"""Lines of Japanese text for a terminal: broken anywhere but inside words, before a comma or after a bracket."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rich.cells import cell_len
from rich.text import Text

_OPENING, _CLOSING = "（「『【〔［〈《＜(\\[", "、。，．・：；！？）」』】〕］〉》＞ー…)\\],.:;!?"
_UNIT = re.compile(rf"\n|[{_OPENING}]*(?:[0-9A-Za-z%@&/_.\-]+[年月日条項号件人回]?|[^\n])[{_CLOSING}]* *")
"""What stays on one line: a word or number of ASCII, or one character, with brackets and commas that cling to it."""


def fold(text: Text, width: int) -> list[Text]:
    """The lines of a text, none wider than `width` cells; line feeds of the text are kept."""
    return [line for written in text.split("\n", allow_blank=True) for line in _fold_line(written, width)]


def flow(items: Iterable[Text], width: int, between: str = "　") -> list[Text]:
    """Items side by side, as many in a line as there is room for; an item is broken only where a line is too short."""
    lines: list[Text] = []
    for item in items:
        if lines and lines[-1].cell_len + cell_len(between) + item.cell_len <= width:
            lines[-1] = Text.assemble(lines[-1], between, item)
        else:
            lines.extend(_fold_line(item, width))
    return lines


def _fold_line(line: Text, width: int) -> list[Text]:
    starts: list[int] = []
    used = 0
    for unit in _units(line.plain, width):
        if used and used + cell_len(unit.group().rstrip(" ")) > width:
            starts.append(unit.start())
            used = 0
        used += cell_len(unit.group())
    lines = list(line.divide(starts))
    for folded in lines:
        folded.rstrip()
    return lines


def _units(line: str, width: int) -> Iterable[re.Match[str]]:
    """The unbreakable parts of a line; those that are too wide for any line fall apart into characters."""
    for unit in _UNIT.finditer(line):
        if cell_len(unit.group().rstrip(" ")) <= width:
            yield unit
        else:
            yield from re.compile(r"[^\n]").finditer(line, *unit.span())
