"""Record items (記録項目) of a 特定個人情報ファイル, from the free text of the attachment (別添)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import takewhile, zip_longest
from typing import Any

from normalize.grammar.facts import alternatives, load_facts
from normalize.grammar.lists.numbering import Numbered, take_number
from normalize.grammar.lists.printed_lists import HEADING_STYLES, is_list, printed_lines, split_list
from normalize.text.fold import fold

_TRAILING_NOTE = re.compile(r"(?:\((?P<inside>[^()]*)\)|[※*].*)$")
_WORD = re.compile(r"[^\W_]")


@dataclass(frozen=True)
class RecordItem:
    """One item. `path`: the headings above it, outermost first; `heading`: the last of them; `file`: the last
    that names a file (…ファイル); `number`: as printed, in digits, None if there is none.
    """

    item: str
    number: str | None = None
    heading: str | None = None
    file: str | None = None
    path: tuple[str, ...] = ()


def parse_record_items(text: str) -> list[RecordItem]:
    """The items of a text in order: numbered or not, one a line or between commas, under headings.

    What is in brackets is never split. A text that only points elsewhere (別紙参照) has no items.
    """
    lines = [line for line in printed_lines(text) if _WORD.search(line.text)]
    headings: list[Numbered] = []
    found: list[RecordItem] = []
    for line, following in zip_longest(lines, lines[1:]):
        if _is_heading(line, following, [heading.style for heading in headings]):
            headings = [*_above(line.style, headings), line]
        else:
            path = tuple(heading.text.rstrip("：: ") for heading in headings)
            found.extend(_items(line, path))
    return found


def normalize_item(item: str) -> str:
    """The item in the form that groups its spellings: folded, without number in front and notes behind.

    Brackets that belong to the name stay: 外字数（氏名） is not 外字数（住所）. For spellings that only a
    dictionary knows (サーバ, サーバー), take `normalize.text.words.normalized_key` of it.
    """
    folded = fold(take_number(item.strip()).text).rstrip("。、,")
    match = _TRAILING_NOTE.search(folded)
    while match and match.start() and (match["inside"] is None or _is_note(match["inside"])):
        folded = folded[: match.start()]
        match = _TRAILING_NOTE.search(folded)
    return folded


def _is_heading(line: Numbered, following: Numbered | None, above: list[str]) -> bool:
    """Whether what follows stands under this line: it begins a list of its own or is a row of items."""
    if line.style in HEADING_STYLES:
        return True
    if following is None or is_list(line.text):
        return False
    if not line.style:
        begins_list = is_list(following.text) or bool(following.style)
        return begins_list and _ends_with("bare_heading_endings").search(line.text) is not None
    if not following.style:
        like_a_heading = line.style in above or _ends_with("heading_endings").search(line.text)
        return is_list(following.text) or bool(like_a_heading)
    if following.style == line.style:
        return False
    return following.number == "1" or following.style not in above


def _above(style: str, headings: list[Numbered]) -> list[Numbered]:
    """The headings that stay above a new one of this style."""
    return list(takewhile(lambda heading: heading.style != style, headings))


def _items(line: Numbered, path: tuple[str, ...]) -> Iterator[RecordItem]:
    named = [heading for heading in path if _ends_with("file_endings").search(heading)]
    number = line.number
    for piece in split_list(line.text, line.number):
        numbered = take_number(piece.strip())
        item = numbered.text.strip().rstrip("。")
        if _WORD.search(item) and not _reference().fullmatch(fold(item)):
            yield RecordItem(
                item,
                numbered.number or number,
                path[-1] if path else None,
                named[-1] if named else None,
                path,
            )
        number = None


def _is_note(inside: str) -> bool:
    return any(word in inside for word in _facts()["note_words"])


def _facts() -> dict[str, Any]:
    facts: dict[str, Any] = load_facts("lists/record_items")
    return facts


@cache
def _ends_with(fact: str) -> re.Pattern[str]:
    return re.compile(f"(?:{alternatives(_facts()[fact])})[：: ]*$")


@cache
def _reference() -> re.Pattern[str]:
    return re.compile("|".join(_facts()["references"]))
