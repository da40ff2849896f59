"""Headings of instances (委託事項3, 提供先2～5) that a recogniser misread, and the form's printed version."""

from __future__ import annotations

import re

from normalize.matching.index import FormIndex
from normalize.matching.position import Cursor
from normalize.text.closest import CLEAR, NUMBER_LOST
from normalize.text.confusables import difference
from normalize.text.fold import fold

LONGEST_NUMBER, UNREAD_NUMBER = 5, 1
"""Characters that a heading has behind its group's name ((12), 2~5), and those left of a number that was not read."""
VERSION_LIMIT = 0.25
"""So much of a printed version (characters) may be misread, none of its numbers."""
_NUMBER = re.compile(r"^\(?(?P<first>[0-9lIO○|]{1,2})\)?(?:[~\-ー一](?P<last>[0-9lIO○|]{1,2}))?\)?$")
_SPECKS = re.compile("[.,'`・、]")
_DIGITS = str.maketrans("lI|O○", "11100")
_ALL_NUMBERS = re.compile("[0-9]+")


class InstanceHeadings:
    """Spells the headings of instances; `numbered_files` says that instances are left out (excerpts)."""

    def __init__(self, index: FormIndex, cursor: Cursor, numbered_files: bool) -> None:
        self._index, self._cursor, self._numbered_files = index, cursor, numbered_files
        self._names = list(dict.fromkeys(
            fold(block.group.name) for section in index.form.sections for block in section.blocks if block.group
        ))  # fmt: skip

    def spelling(self, key: str) -> str | None:
        """The heading of an instance (委託事項3) or a range of them, its number as read."""
        named = self._group_name(key)
        if named is None:
            return None
        name, number = named[0], _SPECKS.sub("", named[1])
        match = _NUMBER.match(number)
        if match and match["last"]:
            return f"{name}{match['first'].translate(_DIGITS)}~{match['last'].translate(_DIGITS)}"
        read = int(match["first"].translate(_DIGITS)) if match else None
        if read is None and len(number) > UNREAD_NUMBER:
            return None
        instance = self._instance(name, read)
        return None if instance is None else f"{name}{instance}"

    def _group_name(self, key: str) -> tuple[str, str] | None:
        """The group whose name a text begins with, and the rest of the text."""
        found = []
        for name in self._names:
            for length in (len(name), len(name) - 1, len(name) + 1):
                rest = key[length:]
                if len(rest) <= LONGEST_NUMBER:
                    bad_rest = 0.0 if _NUMBER.match(_SPECKS.sub("", rest)) else NUMBER_LOST
                    found.append((difference(key[:length], name) + bad_rest, name, rest))
        best = min(found, default=None)
        if best is None or best[0] > 1 + NUMBER_LOST:
            return None
        rivals = [amount for amount, name, _ in found if name != best[1]]
        return (best[1], best[2]) if not rivals or min(rivals) - best[0] >= CLEAR else None

    def _instance(self, name: str, read: int | None) -> int | None:
        """The number of an instance: the one that comes next, unless the number read may well be right.

        One beyond the next is: the heading between may not have been read. Excerpts leave instances out.
        """
        section, block = self._group_block(name)
        following = self._cursor.next_instance(section, block)
        if read is None:
            near = self._cursor.section == section and not self._numbered_files
            return following if near else None
        plausible = self._numbered_files or read in (following, following + 1, self._cursor.instance)
        return read if plausible else following

    def _group_block(self, name: str) -> tuple[int, int]:
        here = self._cursor.section
        places = [(abs(section - here), section, block) for pattern, section, block in self._index.groups
                  if pattern.match(f"{name}1")]  # fmt: skip
        return min(places)[1:]


def version_spelling(index: FormIndex, key: str) -> str | None:
    """The printed version of the form ([平成30年5月 様式3]) that a text is, all its numbers as read; None for none."""
    text = key.translate(_DIGITS).strip("[]")
    numbers = _ALL_NUMBERS.findall(text)
    for version in index.form.versions:
        bare = fold(version.printed).strip("[]")
        if _ALL_NUMBERS.findall(bare) == numbers and difference(text, bare) <= VERSION_LIMIT * len(bare):
            return version.printed
    return None
