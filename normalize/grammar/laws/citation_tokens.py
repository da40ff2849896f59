"""The words citations are made of: names of laws, 第9条, 第1項, 第8号, 別表第二, 16、30の項, 同条."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache
from itertools import chain

from normalize.grammar.facts import alternatives, load_facts
from normalize.grammar.laws.laws import Law, law_by_number, law_of, law_pattern
from normalize.grammar.numerals import read_number


class Level(IntEnum):
    """Parts of a citation, from the whole to the smallest."""

    LAW = 0
    SUPPLEMENT = 1
    ARTICLE = 2
    PARAGRAPH = 3
    ITEM = 4
    TABLE = 5
    TABLE_ITEM = 6


class TokenRole(IntEnum):
    """What a word does: say something, repeat it (同条), name it (以下「…」という), use that name."""

    SAYS = 0
    REPEATS = 1
    DEFINES = 2
    USES = 3


@dataclass(frozen=True)
class ListMember:
    """One member of a list such as 16、30の項; `until` where it begins a range; a slice of folded text."""

    value: str
    start: int
    end: int
    until: str | None = None


@dataclass(frozen=True)
class Token:
    """A word of a citation, a slice of folded text. `law` is None for names that mean what went before."""

    level: Level
    start: int
    end: int
    elements: tuple[ListMember, ...] = ()
    law: Law | None = None
    role: TokenRole = TokenRole.SAYS
    name: str | None = None


LONGEST_LIST = 200
"""More numbers behind each other are read as several lists."""

_ONE = "(?:[0-9]{1,4}+|[一二三四五六七八九十百]{1,7}+)"
_NUMBER = f"{_ONE}(?:の{_ONE}){{0,3}}+"
_TO = "(?:から|~|-)"
_AND = "(?:、|,|・|及び|および|並びに|ならびに|と|又は|または|若しくは)"
_LIST = f"(?>{_NUMBER}(?:(?:{_TO}|{_AND})第?{_NUMBER}){{0,{LONGEST_LIST}}})"  # atomic, so no text is slow
_ELEMENT = re.compile(f"(?P<value>{_NUMBER})(?:{_TO}第?(?P<until>{_NUMBER}))?")
_SUFFIXED = re.compile(f"(?P<list>.+?)[条項号](?P<sub>(?:の{_ONE})*)")
_LAW_NUMBER = (
    "(?:明治|大正|昭和|平成|令和)(?:元|[0-9]+)年(?:[0-9]+月[0-9]+日)?"
    "[一-龠ァ-ヶー、・]{0,30}?(?:法律|令|規則|告示|条例)第[0-9]+号"
)
_DEFINITION = "以下、?(?:単に)?「(?P<name>[^「」]{1,40})」と"
_NO_WORD = "(?!目|番号?:?[0-9])"  # 項目, 項番16
# Right behind a law, an article or its paragraph some writers leave 第 out: 番号法9条1項2号.
_PARTS = (
    f"(?P<table_of>第(?P<table_article>{_NUMBER})条の表)"
    f"|(?P<article>(?:第|(?<=[法律令則例)])){_LIST}条(?!例)(?:の{_ONE})*)"
    f"|(?P<item>(?:第|(?<=[条項])){_LIST}号(?:の{_ONE})*)"
    f"|(?P<paragraph>(?:第|(?<=条)){_LIST}項{_NO_WORD})"
    f"|(?P<table_items>(?:項番:?)?(?P<listed>{_LIST})の?項{_NO_WORD})"
    "|(?P<table>別表(?:第(?:[一二三四五](?![一二三四五六七八九十の]*条)|[1-5](?![0-9])))?)"
    f"(?:の?(?:項番号?:?)?(?P<bare>{_LIST})(?![0-9一二三四五六七八九十百]|[のか]|[条項号欄年月日表]))?"
)


def find_tokens(folded: str) -> list[Token]:
    """The words of citations in folded text, from left to right, names that are not listed left out."""
    names = tuple(sorted({match["name"] for match in re.finditer(_DEFINITION, folded)}))
    defined: set[str] = set()
    tokens: list[Token] = []
    for token in chain.from_iterable(map(_tokens_of, _pattern(names).finditer(folded))):
        if token.name and token.role is TokenRole.DEFINES:
            defined.add(token.name)
        if token.role is not TokenRole.USES or token.name in defined:
            tokens.append(token)
    return tokens


@lru_cache(maxsize=256)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """All words of citations, with the names a text itself defines (short ones only before an article)."""
    facts = load_facts("laws/laws")
    derived = alternatives(facts["derived"])
    own = [name for name in names if re.fullmatch(law_pattern(), name) is None]
    long, short = ([name for name in own if (len(name) > 2) is wanted] for wanted in (True, False))
    return re.compile(
        _DEFINITION
        + (f"|(?P<long>{alternatives(long)})" if long else "")
        + (f"|(?<![一-龠])(?P<short>{alternatives(short)})(?=第|別表)" if short else "")
        + f"|(?:{law_pattern()})(?P<derived>{derived})?"
        + f"|(?P<number>{_LAW_NUMBER})|[法律令規則告示条例]第[0-9]+号"
        + f"|同法(?P<same_derived>{derived})"
        + f"|(?P<contextual>{alternatives(facts['contextual'])})(?=第{_LIST}条|の?別表|附則)"
        + f"|同(?P<same>[条項号表])|(?P<supplement>附則)|{_PARTS}"
    )


_SAME_LEVELS = {"条": Level.ARTICLE, "項": Level.PARAGRAPH, "号": Level.ITEM, "表": Level.TABLE}


def _tokens_of(match: re.Match[str]) -> Iterator[Token]:
    groups = {name: text for name, text in match.groupdict().items() if text}
    start, end = match.span()
    law = law_of(match)
    if "name" in groups:
        yield Token(Level.LAW, start, end, role=TokenRole.DEFINES, name=groups["name"])
    elif "long" in groups or "short" in groups:
        yield Token(Level.LAW, start, end, role=TokenRole.USES, name=match.group())
    elif law is not None:
        suffix = groups.get("derived")
        yield Token(Level.LAW, start, end, law=law.derived(suffix) if suffix else law)
    elif "number" in groups:
        yield Token(Level.LAW, start, end, law=law_by_number(match.group()), name=match.group())
    elif "same_derived" in groups or "contextual" in groups:
        yield Token(Level.LAW, start, end, role=TokenRole.REPEATS, name=groups.get("same_derived"))
    elif "same" in groups:
        yield Token(_SAME_LEVELS[groups["same"]], start, end, role=TokenRole.REPEATS)
    else:
        yield from _part_tokens(match, groups)


def _part_tokens(match: re.Match[str], groups: dict[str, str]) -> Iterator[Token]:
    """Articles, paragraphs, items, tables and their items."""
    start, end = match.span()
    if "supplement" in groups:
        yield Token(Level.SUPPLEMENT, start, end, (ListMember("附則", start, end),))
    elif "table_of" in groups:
        article = _canonical(groups["table_article"])
        yield Token(Level.ARTICLE, start, end, (ListMember(article, start, end),))
        yield Token(Level.TABLE, start, end, (ListMember(f"第{article}条の表", start, end),))
    elif "table" in groups:
        stop = match.end("table")
        yield Token(Level.TABLE, start, stop, (ListMember(_table_name(groups["table"]), start, stop),))
        if "bare" in groups:
            items = _elements(groups["bare"], match.start("bare"))
            yield Token(Level.TABLE_ITEM, match.start("bare"), end, items)
    elif "table_items" in groups:
        items = _elements(groups["listed"], match.start("listed"), end)
        yield Token(Level.TABLE_ITEM, start, end, items)
    for name, level in (("article", Level.ARTICLE), ("paragraph", Level.PARAGRAPH), ("item", Level.ITEM)):
        if name in groups:
            yield Token(level, start, end, _suffixed_elements(groups[name], start))


def _suffixed_elements(text: str, start: int) -> tuple[ListMember, ...]:
    """The members of 第16、24条; what follows the unit (条の4) belongs to the last one."""
    match = _SUFFIXED.fullmatch(text)
    if match is None:
        return ()
    *others, last = _elements(match["list"], start, start + len(text))
    sub = "の" + _canonical(match["sub"][1:]) if match["sub"] else ""
    elements = [*others, replace(last, value=last.value + sub)]
    return (replace(elements[0], start=start), *elements[1:])


def _elements(text: str, start: int, end: int | None = None) -> tuple[ListMember, ...]:
    """The members of a list; the last one reaches to `end`, over the unit that is printed once for all."""
    found = list(_ELEMENT.finditer(text))
    elements = [
        ListMember(
            _canonical(match["value"]),
            start + match.start(),
            start + match.end(),
            _canonical(match["until"]) if match["until"] else None,
        )
        for match in found
    ]
    if elements and end is not None:
        elements[-1] = replace(elements[-1], end=end)
    return tuple(elements)


def _canonical(number: str) -> str:
    """三十の四十五 -> 30の45."""
    return "の".join(str(read_number(part)) for part in number.split("の"))


_TABLE_NUMBERS = dict(zip("12345", "一二三四五", strict=True))


def _table_name(printed: str) -> str:
    """別表第2 -> 別表第二."""
    return "".join(_TABLE_NUMBERS.get(char, char) for char in printed)
