"""Terms (語) of the free texts: how often each content word stands in each answer, for grouping and searching."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.yaml_files import shipped
from normalize.arrow.lazy_rows import DatasetRow
from normalize.arrow.stated import stated
from normalize.records import Answer
from normalize.registry import RowType
from normalize.text.compatible import compatible
from normalize.text.fold import unify_radicals
from normalize.text.words import LONGEST_TEXT, dictionary, one_spelling, tokenizer

if TYPE_CHECKING:
    from sudachipy import Morpheme, MorphemeList

FREE_TEXT = frozenset({RowType.TEXT, RowType.FREE})
"""The types of rows whose answers are in the writer's own words."""
SENTENCE_END = "。"
REMEMBERED = 500
"""So many texts are remembered with their terms: forms repeat passages for each file, offices in each form."""

REMEMBERED_LINES = 1_000
"""The same of lines: passages that are repeated may differ in a few of them."""


class Term(NamedTuple):
    """A word as the dictionary lists it (辞書形), its one spelling (正規化表記), and its part of speech (品詞)."""

    term: str
    normalized: str
    part_of_speech: str


def term_rows(answers: Iterable[Answer]) -> Iterator[DatasetRow]:
    """One row for each term of each free text, in the order in which the terms first occur.

    A word of a doubtful text may be misread, or another answer's: its row has the status of its answer.
    """
    for answer in answers:
        if answer.type not in FREE_TEXT or answer.value is None:
            continue
        whose = {
            "form_key": answer.form_key, "field_id": answer.field_id, "file_no": answer.file_no,
            "instance": answer.instance, **stated(answer),
        }  # fmt: skip
        for (term, normalized, part_of_speech), count in count_terms(answer.value):
            yield whose | {
                "term": term, "term_normalized": normalized, "part_of_speech": part_of_speech, "count": count,
            }  # fmt: skip


@lru_cache(maxsize=REMEMBERED)
def count_terms(text: str) -> tuple[tuple[Term, int], ...]:
    """The terms of a text with how often each occurs, in the order in which they first do."""
    counts: Counter[Term] = Counter()
    for chunk in chunks(compatible(unify_radicals(text))):
        counts.update(_terms(chunk))
    return tuple(counts.items())


def chunks(text: str, longest: int = LONGEST_TEXT) -> Iterator[str]:
    """The text in pieces that Sudachi takes: lines, and of longer ones as many sentences as fit.

    Only a sentence that is itself too long is cut within.
    """
    for line in text.splitlines():
        rest = line
        while len(rest) > longest:
            end = rest.rfind(SENTENCE_END, 0, longest) + 1 or longest
            yield rest[:end]
            rest = rest[end:]
        if rest:
            yield rest


@lru_cache(maxsize=REMEMBERED_LINES)
def _terms(text: str) -> tuple[Term, ...]:
    """The content words of a text, longest units first: 口座番号 is one word, not two."""
    from sudachipy import SplitMode

    is_content = _content_words()
    morphemes: MorphemeList = tokenizer().tokenize(text, SplitMode.C)
    return tuple(
        term for morpheme in morphemes if is_content(morpheme) and (term := _term(morpheme)) is not None
    )  # fmt: skip


def _term(morpheme: Morpheme) -> Term | None:
    """The term of a content word; None for a stop word, a lone letter (ア, a) or what holds no letter."""
    normalized = one_spelling(morpheme)
    if not _counts(normalized):
        return None
    return Term(morpheme.dictionary_form(), normalized, morpheme.part_of_speech()[0])


@lru_cache(maxsize=20_000)
def _counts(normalized: str) -> bool:
    return normalized not in _facts()["stop"] and _is_word(normalized)


def _is_word(text: str) -> bool:
    if len(text) == 1:
        return unicodedata.name(text, "").startswith("CJK UNIFIED")
    return any(character.isalpha() for character in text)


@cache
def _content_words() -> Any:
    """The test of Sudachi for the parts of speech that are counted."""
    return dictionary().pos_matcher([tuple(prefix) for prefix in _facts()["content"]])


@cache
def _facts() -> dict[str, Any]:
    facts: dict[str, Any] = shipped("normalize.arrow", "terms.yaml")
    return facts | {"stop": frozenset(facts["stop"])}
