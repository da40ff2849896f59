"""The words that a form prints itself: text that was not understood says nothing where it is made of these."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain

from normalize.answers.options.option_lists import OPTIONS_TITLE
from normalize.records import FindingKind, Reading
from normalize.registry import Row, load_registry
from normalize.text.fold import fold

NOT_UNDERSTOOD = frozenset({FindingKind.LEFTOVER_TEXT, FindingKind.UNKNOWN_LABEL})
_FILLED = re.compile(r"[\[［〔][^\[\]［］〔〕]*[^\s\[\]［］〔〕][^\[\]［］〔〕]*[\]］〕]")
_WORD = re.compile(r"[^\W\d]\w")
_BETWEEN = re.compile(r"[(（]?[0-9０-９]+[)）]|[\s\[\]［］〔〕【】()（）<>＜＞・※]+")


def own_words(reading: Reading) -> int:
    """How many characters of the text that was not understood are pieces of the form's own words.

    A label or a list of options that is wrapped otherwise than usual is often not understood. A text with something
    between its brackets has none: what is chosen there is a word of the form too.
    """
    return sum(
        len(fold(finding.text)) - sum(map(len, _strange(finding.text, reading)))
        for finding in reading.findings if finding.kind in NOT_UNDERSTOOD and not _FILLED.search(finding.text)
    )  # fmt: skip


def strange_pages(reading: Reading) -> frozenset[int]:
    """The pages on which words were not understood that are none of the form's own."""
    return frozenset(
        finding.page for finding in reading.findings
        if finding.kind in NOT_UNDERSTOOD and any(map(_WORD.search, _strange(finding.text, reading)))
    )  # fmt: skip


def _strange(text: str, reading: Reading) -> list[str]:
    """The folded pieces of a text that are none of the form's own words."""
    words = _words(reading.form) if reading.form in load_registry().forms else ""
    return [piece for piece in map(fold, _BETWEEN.split(text)) if piece.isdigit() or piece not in words]


@lru_cache(maxsize=8)
def _words(form_id: str) -> str:
    """All that a form prints, each title, label and list of options in a line of its own."""
    texts = chain([OPTIONS_TITLE], _printed(form_id))
    return "\n".join("".join(fold(piece) for piece in _BETWEEN.split(text)) for text in texts)


def _printed(form_id: str) -> Iterator[str]:
    for section in load_registry().forms[form_id].sections:
        yield from section.spellings
        for block in section.blocks:
            yield from block.spellings
            for row in block.rows:
                yield from _of_row(row)


def _of_row(row: Row) -> Iterable[str]:
    options = "".join(option.label for option in row.options)
    others = (row.suffix, row.detail_label, row.prefilled, row.footnote)
    spellings = (text for option in row.options for text in (*option.spellings, option.group))
    return [*row.spellings, options, *(text for text in (*others, *spellings) if text)]
