"""Names of laws and ordinances that are not listed, recognized by their ending and by what follows them."""

import re
from collections.abc import Iterator
from functools import cache

from normalize.grammar.facts import alternatives, load_facts
from normalize.grammar.laws.citation_tokens import Level, Token
from normalize.grammar.laws.laws import Law

_NAME = re.compile("[一-龠々〆ァ-ヶーぁ-ん]{2,80}")
_CITES = re.compile("第[0-9一二三四五六七八九十百]+(?:条|号|の)|別表|附則|[(](?:明治|大正|昭和|平成|令和)")


def with_unlisted_names(folded: str, positions: list[int], text: str, tokens: list[Token]) -> list[Token]:
    """The tokens, with those for unlisted laws added where they stand.

    A name counts when an article follows it, or its number in brackets; an ordinance (条例) of a municipality
    counts alone.
    """
    added = [
        Token(Level.LAW, start, end, law=Law(folded[start:end]))
        for gap_start, gap_end in _gaps(len(folded), tokens)
        for start, end in _names(folded, positions, text, gap_start, gap_end)
    ]
    return sorted([*tokens, *added], key=lambda token: token.start)


def _gaps(length: int, tokens: list[Token]) -> Iterator[tuple[int, int]]:
    """The stretches of text between the tokens."""
    at = 0
    for token in tokens:
        if token.start > at:
            yield at, token.start
        at = max(at, token.end)
    if at < length:
        yield at, length


def _names(folded: str, positions: list[int], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _NAME.finditer(folded, start, end):
        for piece_start, piece_end in _unbroken(positions, text, match.start(), match.end()):
            name_start = _behind_connectors(folded, piece_start, piece_end)
            name = folded[name_start:piece_end]
            ending = _ending().search(name)
            if ending is None or len(name) <= len(ending.group()):
                continue
            alone = ending.group() in load_facts("laws/laws")["local_endings"]
            if alone or _CITES.match(folded, piece_end):
                yield name_start, piece_end


def _unbroken(positions: list[int], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch cut where white space is printed in it."""
    at = start
    for index in range(start + 1, end):
        if any(char.isspace() for char in text[positions[index - 1] : positions[index]]):
            yield at, index
            at = index
    yield at, end


def _behind_connectors(folded: str, start: int, end: int) -> int:
    """Where a name begins that words such as に基づく or 及び lead up to."""
    match = _connectors().match(folded, start, end)
    return match.end() if match else start


@cache
def _connectors() -> re.Pattern[str]:
    return re.compile(f"(?:.*?(?:{alternatives(load_facts('laws/laws')['connectors'])}))+")


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(f"(?:{alternatives(load_facts('laws/laws')['endings'])})$")
