"""Numbers, counts and bands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.grammar.bands import Band, parse_band
from normalize.grammar.counts import parse_count
from normalize.grammar.numerals import read_number

KANJI_DIGITS = "〇一二三四五六七八九"


def kanji_numeral(number: int) -> str:
    """A number below 10,000 as a person writes it: 1024 is 千二十四."""
    thousands, hundreds, tens, ones = (int(digit) for digit in f"{number:04}")
    parts = [(thousands, "千"), (hundreds, "百"), (tens, "十"), (ones, "")]
    return "".join((KANJI_DIGITS[n] if n > 1 or not unit else "") + unit for n, unit in parts if n)


def full_width(text: str) -> str:
    return text.translate({ord(char): ord(char) + 0xFEE0 for char in "0123456789,"})


@given(st.integers(1, 9_999))
def test_kanji_numerals_with_units(number: int) -> None:
    assert read_number(kanji_numeral(number)) == number


@given(st.integers(1, 99_999_999))
def test_ten_thousands_split_a_number(number: int) -> None:
    high, low = divmod(number, 10_000)
    printed = (f"{high}万" if high else "") + (str(low) if low else "")
    assert read_number(printed) == number


@given(st.integers(0, 10**9))
def test_counts_are_read_with_commas_and_in_full_width(number: int) -> None:
    assert parse_count(f"{number}") == number
    assert parse_count(full_width(f"（ {number:,} ）件")) == number


@pytest.mark.parametrize(
    ("printed", "count"),
    [("54", 54), ("（ ３ ）件", 3), ("十二", 12), ("二十", 20), ("1,234", 1234), ("３件", 3), ("[ 7 ]", 7)],
)
def test_count(printed: str, count: int) -> None:
    assert parse_count(printed) == count


@pytest.mark.parametrize(
    "printed", ["", "―", "なし", "（　）件", "1,23", "12.5", "-3", "○", "○○件", "別紙参照", "3件5件"]
)
def test_not_a_count(printed: str) -> None:
    assert parse_count(printed) is None


@pytest.mark.parametrize(
    ("label", "low", "high"),
    [
        ("10万人以上30万人未満", 100_000, 299_999),
        ("1,000人未満（任意実施）", 0, 999),
        ("５００人以上１，０００人未満", 500, 999),
        ("100万人以上1000万人未満", 1_000_000, 9_999_999),
        ("1,000万人以上", 10_000_000, None),
        ("3） 1万人以上10万人未満", 10_000, 99_999),
        ("100項目以上", 100, None),
        ("1年未満", 0, 0),
        ("6年以上10年未満", 6, 9),
        ("1年", 1, 1),
        ("千人以下", 0, 1_000),
    ],
)
def test_band(label: str, low: int, high: int | None) -> None:
    assert parse_band(label) == Band(low, high)


@pytest.mark.parametrize(
    "label", ["定められていない", "", "発生なし", "人以上", "10以上", "30万人以上10万人未満", "1,0人未満"]
)
def test_not_a_band(label: str) -> None:
    assert parse_band(label) is None


@given(st.integers(0, 10**7), st.integers(1, 10**7))
def test_a_band_holds_its_lower_bound_and_not_its_upper(low: int, width: int) -> None:
    assert parse_band(f"{low:,}人以上{low + width}人未満") == Band(low, low + width - 1)
