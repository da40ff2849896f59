"""The section's numeral (Ⅰ to Ⅵ) before an item of the table of changes, where a recognizer misread it.

Recognizers are weak at these signs: Ⅰ becomes 1, l or 」, Ⅱ Il, Ⅲ IⅢ, and Ⅳ loses a stroke. What stands behind the
numeral says which it was: the section's title, or a block's number and the label of one of that block's rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from normalize.matching.index import FormIndex, form_index, label_key
from normalize.registry import Block, Section
from normalize.text.confusables import bones
from normalize.text.fold import fold

MAX_SIGNS = 4
"""So many signs at most are made of one numeral."""
MISREAD_SIGNS = 1
"""So many of them may be wrong beyond look-alikes."""
MIN_LABEL = 3
_STROKES = re.compile("[1lI|!Vv」川皿ⅠⅡⅢⅣⅤⅥ]")
_OPENING = re.compile(r"[(（\s]*")
_SIGNS = str.maketrans({"」": "I", "川": "III", "皿": "III"})
_GARBLED = re.compile("^[1lI|ⅠⅡⅢⅣⅤⅥ]{2,}|^[1l|](?=[0-9])")
_ROMAN = re.compile("I{2,3}")
_NUMBER = re.compile(r"[-－.．,、・\s]*([0-9０-９]{1,2})")


def with_numeral(item: str, form: str) -> str:
    """An item (項目) with its numeral as the form prints it; as it is where that is not certain.

    Raises KeyError for a form that the registry does not know.
    """
    index = form_index(form)
    opening = _OPENING.match(item)
    begin = opening.end() if opening is not None else 0
    found = {
        (section.title[0], end)
        for end in _ends(item, begin)
        for section in _sections(index, item[end:])
        if _may_be(item[begin:end], section.id)
    }
    if len(found) != 1:
        return item
    numeral, end = found.pop()
    return item if fold(item[begin:end]) == fold(numeral) else item[:begin] + numeral + item[end:]


def is_numeral_doubtful(item: str, form: str) -> bool:
    """Whether an item's numeral may be misread (16 for Ⅰ 6, IⅢ for Ⅲ), or lost (a title or a dash stands first)."""
    signs = _GARBLED.match(item)
    if signs is not None and not _ROMAN.fullmatch(signs.group()):
        return True
    titles = [words for section in form_index(form).form.sections if (words := _words(section))]
    return fold(item).lstrip("(").startswith(("-", "ー", *titles))


def _ends(item: str, begin: int) -> Iterator[int]:
    """Where a numeral that begins there may end."""
    for end in range(begin + 1, min(begin + MAX_SIGNS, len(item)) + 1):
        if not _STROKES.match(item[end - 1]):
            return
        yield end


def _sections(index: FormIndex, rest: str) -> list[Section]:
    """The sections that a text behind the numeral tells: by their title, else by a block's number and a row's label."""
    numbered = [section for section in index.form.sections if _words(section)]
    titled = [section for section in numbered if fold(rest).startswith(_words(section))]
    number = _NUMBER.match(rest)
    if titled or number is None:
        return titled
    behind = label_key(rest[number.end() :])
    labelled = {(slot.section, slot.block) for slot in index.rows.get(_longest_label(index, behind), ())}
    return [
        section for place, section in enumerate(index.form.sections) if section in numbered and any(
            _bears(block, fold(number[1]), behind, (place, n) in labelled) for n, block in enumerate(section.blocks)
        )
    ]  # fmt: skip


def _bears(block: Block, number: str, behind: str, labelled: bool) -> bool:
    """Whether a block has that number, and its title or the label of one of its rows stands behind it."""
    titles = [(found, label_key(title[found.end() :])) for title in block.spellings if (found := _NUMBER.match(title))]
    return any(
        fold(found[1]) == number and (labelled or (bool(words) and behind.startswith(words.partition("(")[0])))
        for found, words in titles
    )


def _words(section: Section) -> str:
    """A section's title behind its numeral, folded and without its remark; empty for a section without a numeral."""
    title = fold(section.title).partition("※")[0]
    return title.removeprefix(section.id) if title.startswith(section.id) and section.id.strip("IVX") == "" else ""


def _longest_label(index: FormIndex, rest: str) -> str:
    """The longest row label of the form that a folded text holds; empty for none."""
    return next((label for label in _labels(index) if label in rest), "")


@lru_cache(maxsize=8)
def _labels(index: FormIndex) -> tuple[str, ...]:
    return tuple(sorted((label for label in index.rows if len(label) >= MIN_LABEL), key=len, reverse=True))


def _may_be(signs: str, numeral: str) -> bool:
    read = bones(fold(signs.translate(_SIGNS)).upper())
    return Levenshtein.distance(read, bones(numeral)) <= MISREAD_SIGNS
