"""The municipality or prefecture behind 評価実施機関名, with its 全国地方公共団体コード."""

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files

from normalize.grammar.facts import alternatives, load_facts
from normalize.text.fold import fold

_BETWEEN = "/"
"""In no name, and folded to itself."""


@dataclass(frozen=True)
class Organization:
    """A local government. `code`: 6 digits with check digit; for a prefecture `name` is `prefecture`."""

    code: str
    name: str
    prefecture: str


class NameReason(StrEnum):
    """Why a text names one organization, or none."""

    FOUND = "found"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class OrganizationMatch:
    """The organization a text names; None with the reason where none or several are possible."""

    organization: Organization | None
    reason: NameReason


def find_organization(text: str) -> Organization | None:
    """The organization that a text (神奈川県伊勢原市長, 新宿区教育委員会) names for certain, or None."""
    return match_organization(text).organization


@lru_cache(maxsize=10_000)
def match_organization(text: str) -> OrganizationMatch:
    """As `find_organization`, with the reason.

    A name that exists in several prefectures (府中市) is ambiguous unless its prefecture is printed.
    """
    folded = _letters(text)
    for name in _without_office(folded):
        candidates = _candidates(name)
        if len(candidates) == 1:
            return OrganizationMatch(candidates[0], NameReason.FOUND)
        if candidates:
            return OrganizationMatch(None, NameReason.AMBIGUOUS)
    return OrganizationMatch(None, NameReason.UNKNOWN)


def is_valid_code(code: str) -> bool:
    """Whether a 全国地方公共団体コード has 6 digits, the last being the check digit of the others."""
    if re.fullmatch("[0-9]{6}", code) is None:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(code[:5], (6, 5, 4, 3, 2), strict=True))
    return int(code[5]) == (11 - total % 11) % 10


@cache
def prefectures() -> tuple[str, ...]:
    """The names of the 47 prefectures."""
    return tuple(dict.fromkeys(organization.prefecture for organization in organizations()))


def _without_office(folded: str) -> list[str]:
    """The text, and what is left of it without the office or its head at the end."""
    match = _office().search(folded)
    return [folded, folded[: match.start()]] if match else [folded]


def _candidates(name: str) -> tuple[Organization, ...]:
    found = _by_name().get(name, ())
    if found:
        return found
    without_county = _county().sub(lambda match: match["prefecture"] or "", name, count=1)
    return _by_name().get(without_county, ())


@cache
def organizations() -> tuple[Organization, ...]:
    """All prefectures and municipalities of the shipped list, in the order of their codes."""
    text = files("normalize.grammar").joinpath("local_governments.csv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return tuple(
        Organization(row["code"], row["name"] or row["prefecture"], row["prefecture"]) for row in csv.DictReader(lines)
    )


@cache
def _by_name() -> dict[str, tuple[Organization, ...]]:
    """Organizations under their name, and under prefecture and name."""
    table: defaultdict[str, list[Organization]] = defaultdict(list)
    names = _all_letters([organization.name for organization in organizations()])
    within = _all_letters([organization.prefecture for organization in organizations()])
    for organization, prefecture, name in zip(organizations(), within, names, strict=True):
        table[name].append(organization)
        if organization.name != organization.prefecture:
            table[prefecture + name].append(organization)
    return {name: tuple(found) for name, found in table.items()}


def _all_letters(names: list[str]) -> list[str]:
    """The letters of each of many names, folded at once: that takes a tenth of the time."""
    return _letters(_BETWEEN.join(names)).split(_BETWEEN)


def _letters(text: str) -> str:
    """Folded, with one letter for those that are written for each other in names (ヶ, ケ)."""
    return fold(text).translate(_same_letters())


@cache
def _same_letters() -> dict[int, str]:
    return {ord(a): b for a, b in load_facts("organizations")["same_letters"].items()}


@cache
def _office() -> re.Pattern[str]:
    return re.compile(f"(?:{alternatives(load_facts('organizations')['suffixes'])})$")


@cache
def _county() -> re.Pattern[str]:
    """A 郡 between prefecture and town."""
    return re.compile(f"^(?P<prefecture>{alternatives(list(prefectures()))})?[^市区町村]{{1,4}}郡(?=.)")
