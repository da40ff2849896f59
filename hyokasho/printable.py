"""Texts out of PDFs for eyes and spreadsheets: what would command a terminal or a spreadsheet loses its power."""

from __future__ import annotations

import re

_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""Control characters except tab and line feed, and those that turn the direction of what follows."""
_SHOWN = "\ufffd"
_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
"""Besides `_COMMANDS`, what no XML document may hold."""
_FORMULA = re.compile(r"[\s\ufeff]*[=+\-@＝＋－＠]|\t")
"""How a formula begins; the wide signs begin one where Japanese is the spreadsheet's language. A tab at the start
may be taken for the border of a cell, and what follows for the next one."""
_HARMLESS = re.compile(r"[-+＋－]?[\d０-９.,，．]*[%％]?|[-－=＝+＋]+")
"""A number, or signs alone: common in tables, and nothing to calculate."""


def for_terminal(text: str) -> str:
    """`text` with U+FFFD for each character that a terminal would obey instead of showing it."""
    return _COMMANDS.sub(_SHOWN, text)


def for_spreadsheet(text: str) -> str:
    """`text` as a cell of a CSV file: behind an apostrophe where a spreadsheet would take it for a formula."""
    text = for_terminal(text)
    return f"'{text}" if _FORMULA.match(text) and not _HARMLESS.fullmatch(text) else text


def for_xml(text: str) -> str:
    """`text` with U+FFFD for each character that XML forbids or a terminal would obey."""
    return _NO_XML.sub(_SHOWN, for_terminal(text))
