"""Characters that print hardly ever uses: many of them tell that a font's signs are not what its map calls them."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

MAX_RARE = 0.25
"""A larger share of rare kanji was not meant: forms and lists of names have 0.02 at most, a shifted map 0.65."""
FEWEST = 30
"""Fewer kanji tell nothing."""
CODINGS = ("cp932", "shift_jis_2004")
"""The kanji that are typed: Microsoft's with its extensions, and those of JIS X 0213, as in rare names of places."""
RARE_KANA = "ぁぃぅぇぉゎゐゑゔ"
"""The small vowels, which stand beside the large ones in Unicode, and what nobody writes any more."""
MOST_RARE_KANA, FEWEST_KANA = 0.04, 25
"""A larger share of these was not meant, where there are so many hiragana: い and う alone are a twelfth of them."""
_FIRST, _END = 0x4E00, 0xA000
_KANA, _KANA_END = 0x3041, 0x3097
_IS_RARE_KANA = np.array([chr(code) in RARE_KANA for code in range(_KANA, _KANA_END)])


def names_rare_kanji(codes: NDArray[np.uint32], fewest: int = FEWEST, most: float = MAX_RARE) -> bool:
    """Whether of so many kanji (`fewest`) a larger share than `most` is rare: others are printed, perhaps."""
    kanji = codes[(codes >= _FIRST) & (codes < _END)]
    return len(kanji) >= fewest and int(np.count_nonzero(_usual()[kanji])) < (1 - most) * len(kanji)


def names_rare_kana(codes: NDArray[np.uint32]) -> bool:
    """Whether so many hiragana are rare that others are printed."""
    kana = codes[(codes >= _KANA) & (codes < _KANA_END)] - _KANA
    if len(kana) < FEWEST_KANA:
        return False
    return int(np.count_nonzero(_IS_RARE_KANA[kana])) > MOST_RARE_KANA * len(kana)


def is_usual(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which codes are kanji that print uses all the time."""
    usual: NDArray[np.bool_] = (codes >= _FIRST) & (codes < _END) & _usual()[np.minimum(codes, _END - 1)]
    return usual


def is_foreign(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which codes are kanji beyond the sets of Japanese fonts (`CODINGS`): hardly anybody types them."""
    foreign: NDArray[np.bool_] = (codes >= _FIRST) & (codes < _END) & ~_japanese()[np.minimum(codes, _END - 1)]
    return foreign


@cache
def _japanese() -> NDArray[np.bool_]:
    """Of each code point whether it is a kanji of one of `CODINGS`."""
    every = "".join(map(chr, range(_FIRST, _END)))
    japanese = np.zeros(_END, np.bool_)
    for coding in CODINGS:
        japanese[[ord(kanji) for kanji in every.encode(coding, "ignore").decode(coding)]] = True
    return japanese


@cache
def usual_kanji() -> NDArray[np.intp]:
    """The code points of the kanji of level 1 of JIS X 0208: rows 16 to 47, in EUC-JP from B0 on."""
    rows = bytes(byte for row in range(0xB0, 0xD0) for column in range(0xA1, 0xFF) for byte in (row, column))
    return np.array([ord(kanji) for kanji in rows.decode("euc_jp", "ignore")], np.intp)


@cache
def _usual() -> NDArray[np.bool_]:
    """Of each code point whether it is a usual kanji."""
    usual = np.zeros(_END, np.bool_)
    usual[usual_kanji()] = True
    return usual
