"""Folding of printed text to one form, so that spellings of the same thing compare equal.

Folded text is for matching only: what lands in the data set stays as it is printed. The one exception is
`unify_radicals`, which repairs characters that a PDF font names wrongly and which look the same in print, and drops
those that nobody sees.
"""

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from importlib.resources import files

from normalize.text.compatible import compatible

CACHED_LENGTH = 200
"""Longer texts (characters) are folded without being remembered."""

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u2500\u2501\ufe58\uff0d"
_TILDES = "\u301c\uff5e\u223c\u02dc\u2053\u223e\u3030"
_CIRCLES = "\u3007\u25cb\u25ef\u2b55\u26aa\u2b58"
_VARIATIONS = "".join(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff" + _VARIATIONS
_MARKS = "[\u0300-\u036f\u3099-\u309c\uff9e\uff9f]"
_MARK = re.compile(_MARKS)
_LETTER_AND_MARKS = re.compile(f".{_MARKS}*", re.DOTALL)
_DASH_AFTER_ASCII = re.compile("(?<=[0-9A-Za-z)])ー")


def _read_radicals() -> dict[int, str]:
    """The shipped table: code point of a radical -> the ordinary ideograph."""
    lines = files("normalize.text").joinpath("radicals.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if not line.startswith("#"))
    return {ord(radical): ideograph for radical, ideograph in pairs}


def _any_of(codes: Collection[int]) -> re.Pattern[str]:
    """What finds any of some characters.

    They are written as ranges: of those beyond U+FFFF a pattern compares each that stands alone with each character.
    """
    begins = sorted(code for code in codes if code - 1 not in codes)
    ends = sorted(code for code in codes if code + 1 not in codes)
    ranges = (f"{re.escape(chr(begin))}-{re.escape(chr(end))}" for begin, end in zip(begins, ends, strict=True))
    return re.compile(f"[{''.join(ranges)}]")


_RADICALS = _read_radicals()
_AS_SEEN: dict[int, str | None] = _RADICALS | dict.fromkeys(map(ord, _UNSEEN))
_NOT_AS_SEEN = _any_of(_AS_SEEN)
_BEFORE_NFKC: dict[str, str] = {chr(code): char for code, char in _RADICALS.items()} | dict.fromkeys(_TILDES, "~")
_AFTER_NFKC: dict[str, str] = (
    dict.fromkeys(_UNSEEN, "")
    | dict.fromkeys(_DASHES, "-")
    | dict.fromkeys(_TILDES, "~")
    | dict.fromkeys(_CIRCLES, "○")
)
# A search is many times as fast as a translation, and few characters are any of these.
_ANY_BEFORE_NFKC = _any_of(list(map(ord, _BEFORE_NFKC)))
_ANY_AFTER_NFKC = _any_of(list(map(ord, _AFTER_NFKC)))


class _FoldedChars(dict[str, str]):
    """Single characters as folded; made when they are first asked for."""

    def __missing__(self, char: str) -> str:
        folded = self[char] = fold(char)
        return folded


_folded_chars = _FoldedChars()


def fold(text: str) -> str:
    """The text in the one form used for matching (照合用の表記).

    NFKC, no white space or invisible characters, one dash (`-`), one tilde (`~`), one circle (`○`),
    ideographs for radicals. The long vowel ー stays, except behind a digit or a Latin letter, where it is
    a dash. Case is kept. Folding twice changes nothing more.
    """
    if len(text) <= CACHED_LENGTH:
        return _fold_remembered(text)
    return _fold(text)


def fold_with_positions(text: str) -> tuple[str, list[int]]:
    """The folded text and, for each of its characters, the index in `text` of the one it comes from.

    A last position, `len(text)`, is added, so that `positions[end]` bounds a match that ends at `end`
    (white space behind the match then lies inside the slice).
    """
    if _MARK.search(text):
        found = [(match.start(), fold(match.group())) for match in _LETTER_AND_MARKS.finditer(text)]
    else:
        found = list(enumerate([_folded_chars[char] for char in text]))
    positions = [at for at, piece in found for _ in piece]
    positions.append(len(text))
    return _DASH_AFTER_ASCII.sub("-", "".join([piece for _, piece in found])), positions


def unify_radicals(text: str) -> str:
    """The text with radicals (部首: ⻑, ⺠, ⼾) replaced by the ideographs they look like, all that is seen kept."""
    return text.translate(_AS_SEEN) if _NOT_AS_SEEN.search(text) else text  # few have any, and a search is fast


def _fold(text: str) -> str:
    text = _ANY_BEFORE_NFKC.sub(lambda found: _BEFORE_NFKC[found.group()], text)
    folded = "".join(compatible(text).split())  # all white space there is
    folded = _ANY_AFTER_NFKC.sub(lambda found: _AFTER_NFKC[found.group()], folded)
    if not unicodedata.is_normalized("NFKC", folded):  # a mark met its letter when a space was removed
        folded = unicodedata.normalize("NFKC", folded)
    return _DASH_AFTER_ASCII.sub("-", folded)


@lru_cache(maxsize=50_000)
def _fold_remembered(text: str) -> str:
    return _fold(text)
