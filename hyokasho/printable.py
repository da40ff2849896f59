"""Texts out of PDFs for eyes and spreadsheets: what would command a terminal or a spreadsheet loses its power."""

from __future__ import annotations

import json
import re
import sys
from typing import Any

_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""Control characters except tab and line feed, and those that turn the direction of what follows."""
_BREAKS = re.compile("[\t\n]")
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


def one_line(text: str) -> str:
    """The same for a text that has a line to itself: it begins no other one."""
    return _BREAKS.sub(_SHOWN, for_terminal(text))


def json_text(value: Any, *, indent: int | None = None, ascii_only: bool = False) -> str:
    """`value` as JSON that a terminal only shows: `\\u009b` stands for what it would obey."""
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    return _COMMANDS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def lacks_characters(stream: Any = None) -> bool:
    """Whether a stream (stdout by default) cannot write every character."""
    encoding = getattr(stream or sys.stdout, "encoding", None) or "utf-8"
    return encoding.lower().replace("-", "").replace("_", "") not in ("utf8", "utf8sig", "utf16", "utf32")


def for_spreadsheet(text: str) -> str:
    """`text` as a cell of a CSV file: behind an apostrophe where a spreadsheet would take it for a formula."""
    text = for_terminal(text)
    return f"'{text}" if _FORMULA.match(text) and not _HARMLESS.fullmatch(text) else text


def for_xml(text: str) -> str:
    """`text` with U+FFFD for each character that XML forbids or a terminal would obey."""
    return _NO_XML.sub(_SHOWN, for_terminal(text))
