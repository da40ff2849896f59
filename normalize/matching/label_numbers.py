"""The number that a label begins with: ①, (1), Ⅱ．"""

from __future__ import annotations

import re

from normalize.text.fold import fold

_LEADING_NUMBER = re.compile(r"^\(?(?:[0-9]{1,2}|[IVX]{1,4})[).,、:]*")


def without_number(key: str) -> str:
    """A label key without the number that it begins with."""
    return _LEADING_NUMBER.sub("", key)


def with_bare_number(key: str) -> str | None:
    """A label key with its number bare of brackets and points ((1)部署 and ①部署 are one); None for one without."""
    found = _LEADING_NUMBER.match(key)
    return found.group().strip("().,、:") + "\t" + key[found.end() :] if found else None


def numbers_differ(a: str, b: str) -> bool:
    """Whether both texts begin with a number, and not with the same."""
    numbers = [(found := _LEADING_NUMBER.match(key)) and fold(found.group()).strip("().,、:") for key in (a, b)]
    return bool(numbers[0] and numbers[1] and numbers[0] != numbers[1])
