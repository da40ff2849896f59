"""Numbers and bullets in front of lines and items: １．, （１）, ①, ア, ・."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

_STYLES = {
    "circled": r"(?P<n>[①-⑳㉑-㉟㊱-㊿])\s*",
    "bracketed": r"[(（]\s*(?P<n>[0-9０-９]{1,3})\s*[)）]\s*",
    "half_bracketed": r"(?P<n>[0-9０-９]{1,3})\s*[)）]\s*",
    "pointed": r"(?P<n>[0-9０-９]{1,4})\s*[.．](?![0-9０-９])\s*",
    "spaced": r"(?P<n>[0-9０-９]{1,4})[ 　\t]+(?=\D)",
    "roman": r"(?P<n>[Ⅰ-Ⅻ])\s*[.．]?\s*",
    "kana": r"[(（]?(?P<n>[ア-コ])(?:[)）.．]|[ 　])[ 　]*",
    "bullet": r"(?P<n>[・●○◯■□◆◇▪•▼▽])\s*",
}
_MARKS = [(style, re.compile(pattern + r"(?=\S)")) for style, pattern in _STYLES.items()]
_CIRCLED = re.compile("(?=[①-⑳㉑-㉟㊱-㊿])")
_NUMBERED = re.compile(r"(?:(?<=[\s、，,])|^)(?=[(（]?(?P<n>[0-9０-９]{1,4})[)）.．](?![0-9０-９]))")


@dataclass(frozen=True)
class Numbered:
    """A text behind its number. `style`: how the number is printed (a bullet's own sign); '' for none."""

    text: str
    style: str = ""
    number: str | None = None


def take_number(text: str) -> Numbered:
    """The text without the number or bullet in front of it; `number` in digits where it is one."""
    for style, pattern in _MARKS:
        match = pattern.match(text)
        if match is None:
            continue
        if style == "bullet":
            return Numbered(text[match.end() :], style + match["n"])
        return Numbered(text[match.end() :], style, unicodedata.normalize("NFKC", match["n"]))
    return Numbered(text)


def split_at_numbers(text: str, before: str | None = None) -> list[str]:
    """The text cut in front of each number, where several count up by one: 1.氏名 2.住所, ①氏名②住所.

    `before` is the number already taken off in front.
    """
    circled = [part for part in _CIRCLED.split(text) if part.strip()]
    if len(circled) > 1:
        return circled
    wanted = int(before) + 1 if before and before.isdecimal() else None
    cuts: list[int] = []
    for match in _NUMBERED.finditer(text):
        number = int(match["n"])
        if wanted is None or number == wanted:
            cuts.append(match.start())
            wanted = number + 1
    if len(cuts) + (before is not None) < 2:
        return [text]
    bounds = [0, *cuts, len(text)]
    parts = [text[start:end] for start, end in pairwise(bounds)]
    return [part for part in parts if part.strip()]
