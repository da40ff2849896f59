"""NFKC made of single characters is what Unicode's own way gives."""

from __future__ import annotations

import random
import unicodedata
from itertools import chain

import pytest

from normalize.text.compatible import compatible

_PRINTED = (
    *range(0x20, 0x250), *range(0x300, 0x370), *range(0x1100, 0x1200), *range(0x2000, 0x2C00),
    *range(0x2E80, 0x3400), *range(0x4E00, 0x4E40), *range(0xAC00, 0xAC20), *range(0xF900, 0xFB10),
    *range(0xFE00, 0x10000), *range(0x1F100, 0x1F200), 0x2F800, 0xE0100,
)  # fmt: skip
"""Code points of the blocks that have other forms, or join, or are usual in Japanese texts."""


def test_every_character_gets_its_form() -> None:
    chars = (chr(code) for code in chain(range(0xD800), range(0xE000, 0x30000)))
    assert [char for char in chars if compatible(char) != unicodedata.normalize("NFKC", char)] == []


def test_no_character_joins_the_one_before_it_unseen() -> None:
    before = "aカｶ가"
    texts = (first + chr(code) for code in chain(range(0xD800), range(0xE000, 0x10000)) for first in before)
    assert [text for text in texts if compatible(text) != unicodedata.normalize("NFKC", text)] == []


@pytest.mark.parametrize("seed", range(3))
def test_texts_get_their_form(seed: int) -> None:
    source = random.Random(seed)
    texts = ["".join(map(chr, source.choices(_PRINTED, k=12))) for _ in range(5000)]
    assert [text for text in texts if compatible(text) != unicodedata.normalize("NFKC", text)] == []
