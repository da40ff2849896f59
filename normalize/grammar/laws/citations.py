"""Citations of laws in free text: 番号法第9条第1項 別表第一の16、30の項 is two citations."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from normalize.grammar.laws.citation_tokens import Level, ListMember, Token, TokenRole, find_tokens
from normalize.grammar.laws.law_names import with_unlisted_names
from normalize.grammar.laws.laws import Law
from normalize.text.fold import fold_with_positions

_RANGE = re.compile("から|~|-")
REMEMBERED = 100
"""The citations of so many texts are remembered: they are asked for again where a document is looked over."""


@dataclass(frozen=True)
class Citation:
    """One cited article, 号 or 項 of a table, with all that is known about where it stands.

    `law` is the formal title where the law is listed, else as printed, None where none is named;
    `law_short` what a listed law is commonly called; `law_printed` as this text names it.
    Numbers are in digits: article 30の45, item 8. `table` is 別表, 別表第一, 別表第二 or 第2条の表;
    `table_item` the number of its 項; `until` ends a range of the smallest part.
    `printed` is the text it was read from, `start` and `end` its place there.
    """

    printed: str
    start: int
    end: int
    law: str | None = None
    law_short: str | None = None
    law_printed: str | None = None
    supplement: bool = False
    article: str | None = None
    paragraph: str | None = None
    item: str | None = None
    table: str | None = None
    table_item: str | None = None
    until: str | None = None

    @property
    def is_bare_name(self) -> bool:
        """Whether it is the name of a law and nothing in it."""
        return not (self.article or self.table or self.table_item or self.paragraph or self.item)


@lru_cache(maxsize=REMEMBERED)
def parse_citations(text: str) -> tuple[Citation, ...]:
    """The citations in a text, in order. What is said once (the law, the article) holds for all that follows.

    A law named without an article is a citation too, unless the text cites something of that law elsewhere.
    """
    folded, positions = fold_with_positions(text)
    tokens = with_unlisted_names(folded, positions, text, find_tokens(folded))
    reader = _Reader(text, folded, positions)
    for token in tokens:
        reader.read(token)
    reader.finish()
    return tuple(reader.citations())


@dataclass
class _Said:
    """What has been said so far: it holds until something else is said."""

    law: Law | None = None
    law_printed: str | None = None
    parts: dict[Level, str] = field(default_factory=dict)
    level: Level = Level.LAW
    until: str | None = None

    def keep_above(self, level: Level) -> None:
        """Forget the parts from `level` down."""
        self.parts = {kept: value for kept, value in self.parts.items() if kept < level}
        self.until = None

    def copy(self) -> "_Said":
        return _Said(self.law, self.law_printed, dict(self.parts), self.level)


class _Reader:
    """Reads words from left to right and writes down a citation whenever the next word begins another one."""

    def __init__(self, text: str, folded: str, positions: list[int]) -> None:
        self.text, self.folded, self.positions = text, folded, positions
        self.said = _Said()
        self.named: dict[str, _Said] = {}
        self.order: Law | None = None
        self.span: tuple[int, int] | None = None
        self.found: list[Citation] = []

    def read(self, token: Token) -> None:
        if token.role is TokenRole.DEFINES:
            self.named[token.name or ""] = self.said.copy()
        elif token.role is TokenRole.USES:
            self._use(token)
        elif token.level is Level.LAW:
            self._read_law(token)
        elif token.role is TokenRole.REPEATS:
            self._repeat(token)
        else:
            for element in token.elements:
                self._read_part(token, element)

    def finish(self) -> None:
        """Write down the citation that is being read, if any."""
        if self.span is None:
            return
        start, end = self.positions[self.span[0]], self.positions[self.span[1]]
        said, parts = self.said, self.said.parts
        printed = self.text[start:end].rstrip()
        citation = Citation(
            printed=printed,
            start=start,
            end=start + len(printed),
            law=said.law.title if said.law else said.law_printed,
            law_short=said.law.short if said.law else None,
            law_printed=said.law_printed,
            supplement=Level.SUPPLEMENT in parts,
            article=parts.get(Level.ARTICLE),
            paragraph=parts.get(Level.PARAGRAPH),
            item=parts.get(Level.ITEM),
            table=parts.get(Level.TABLE),
            table_item=parts.get(Level.TABLE_ITEM),
            until=said.until,
        )
        if citation.law or citation.article or citation.table_item:
            self.found.append(citation)
        self.span = None

    def citations(self) -> list[Citation]:
        """What was found, without bare names of laws and tables of which a part is cited in another place."""
        laws = {citation.law for citation in self.found if not citation.is_bare_name}
        tables = {(citation.law, citation.table) for citation in self.found if citation.table_item}
        kept: list[Citation] = []
        for citation in self.found:
            if citation.is_bare_name and citation.law in laws:
                continue
            if citation.table and not citation.table_item and (citation.law, citation.table) in tables:
                continue
            laws.add(citation.law)
            kept.append(citation)
        return kept

    def _read_law(self, token: Token) -> None:
        printed = self.text[self.positions[token.start] : self.positions[token.end]].rstrip()
        naming = self.span is not None and self.said.level is Level.LAW
        law = self._law_meant(token)
        if naming and self.span and (law == self.said.law or self._is_number_in_brackets(token)):
            self.span = (self.span[0], token.end)  # 行政手続における…法律（番号法）: one law, named twice
            return
        self.finish()
        self.said = _Said(law, printed)
        self.span = (token.start, token.end)
        if law is not None and not law.is_statute:
            self.order = law

    def _law_meant(self, token: Token) -> Law | None:
        if token.role is not TokenRole.REPEATS:
            return token.law
        repeated = self.said.law if self.folded.startswith("同", token.start) else self.order
        return repeated.derived(token.name) if repeated and token.name else repeated

    def _is_number_in_brackets(self, token: Token) -> bool:
        return self.span is not None and token.name is not None and token.start <= self.span[1] + 1

    def _use(self, token: Token) -> None:
        """A name the text itself gave to something before: 「省令第2条の表」."""
        self.finish()
        self.said = self.named.get(token.name or "", _Said(law_printed=token.name)).copy()
        self.span = (token.start, token.end)

    def _repeat(self, token: Token) -> None:
        """同条, 同項, 同号, 同表: all from there down is said anew."""
        self.finish()
        self.said.keep_above(Level(token.level + 1))
        self.said.level = token.level
        self.span = (token.start, token.end)

    def _read_part(self, token: Token, element: ListMember) -> None:
        level = self._level_here(token)
        if self.span and level == self.said.level and self._is_range(self.span[1], element.start):
            self.said.until = element.value
            self.span = (self.span[0], element.end)
            return
        if self.span and self.said.parts.get(level) == element.value and level == self.said.level:
            self.span = (self.span[0], element.end)  # 別表第二（別表第二における…）: said twice, meant once
            return
        if self.span is None or level <= self.said.level:
            self.finish()
            self.span = (element.start, element.end)
        self.span = (self.span[0], element.end)
        self.said.keep_above(level)
        self.said.parts[level] = element.value
        self.said.level, self.said.until = level, element.until

    def _level_here(self, token: Token) -> Level:
        """第16項 right behind a table is an item of the table."""
        behind_table = self.span is not None and self.said.level in (Level.TABLE, Level.TABLE_ITEM)
        if behind_table and token.level is Level.PARAGRAPH and self.span and token.start <= self.span[1] + 1:
            return Level.TABLE_ITEM
        return token.level

    def _is_range(self, end: int, start: int) -> bool:
        return _RANGE.fullmatch(self.folded[end:start]) is not None
