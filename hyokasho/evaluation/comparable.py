"""The form in which printed and read text are compared.

Stricter than the folding by which the reader matches labels: what the reader forgives itself there (a radical
for an ideograph, say) counts as an error here.
"""

from __future__ import annotations

import re
import unicodedata

from rapidfuzz.distance import Levenshtein

_SIGNS = str.maketrans(
    dict.fromkeys("‐‑‒–—―−－ｰ", "-") | dict.fromkeys("〜～∼˜", "~") | dict.fromkeys("〇◯", "○")
)  # fmt: skip
_SPACE = re.compile(r"\s+")
_NOTHING = frozenset({"", "-", "ー"})


def comparable(value: object) -> str:
    """`value` as text in NFKC without white space, with one dash, one tilde and one circle; "" for None."""
    if value is None:
        return ""
    return _SPACE.sub("", unicodedata.normalize("NFKC", str(value)).translate(_SIGNS))


def comparable_answers(printed: object, read: object) -> tuple[str, str]:
    """Both texts; a dash alone and no text at all say the same: nothing."""
    texts = comparable(printed), comparable(read)
    return ("", "") if _NOTHING.issuperset(texts) else texts


def edit_distance(printed: str, read: str) -> int:
    """The least number of characters to insert, delete or replace that makes one text the other."""
    return Levenshtein.distance(printed, read)
