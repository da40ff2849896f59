"""Numbers as they are printed in Japanese: 12, １２, 1,234, 十二, 二〇一五, 10万, 1万2千."""

import re

_DIGIT = "[0-9○一二三四五六七八九]"
_VALUES = {char: value for value, char in enumerate("○一二三四五六七八九")} | {str(n): n for n in range(10)}
_COMMAS_BETWEEN_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+")
_SECTION = re.compile(f"(?:({_DIGIT}*)千)?(?:({_DIGIT}*)百)?(?:({_DIGIT}*)十)?({_DIGIT}*)")


def read_number(folded: str) -> int | None:
    """The number that the whole of a folded text is, or None.

    Understands digits, commas between thousands, and kanji numerals (漢数字), with units (十百千万) or digit
    by digit. Commas in other places, empty texts, units out of order and circles alone (○, a mark) are
    no numbers.
    """
    if not folded.strip("○"):
        return None
    bare = folded.replace(",", "") if _COMMAS_BETWEEN_THOUSANDS.fullmatch(folded) else folded
    high, ten_thousand, low = bare.rpartition("万")
    if not ten_thousand:
        return _read_section(low)
    upper = _read_section(high.replace(",", "") if _COMMAS_BETWEEN_THOUSANDS.fullmatch(high) else high or "1")
    lower = _read_section(low or "0")
    if upper is None or lower is None or lower >= 10_000:
        return None
    return upper * 10_000 + lower


def _read_section(text: str) -> int | None:
    """A number without 万: digits alone, or falling units, each behind the digits that multiply it."""
    match = _SECTION.fullmatch(text)
    if match is None or not text:
        return None
    *multipliers, ones = match.groups()
    units = zip(multipliers, (1000, 100, 10), strict=True)
    printed = [(digits, unit) for digits, unit in units if digits is not None]
    if printed and len(ones) > 1:  # 十12 is no number
        return None
    return sum(_read_digits(digits or "1") * unit for digits, unit in printed) + _read_digits(ones or "0")


def _read_digits(digits: str) -> int:
    return int("".join(str(_VALUES[char]) for char in digits))
