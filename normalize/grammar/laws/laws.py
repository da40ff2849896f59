"""The laws and orders that assessments cite, by any of their printed names."""

import re
from dataclasses import dataclass
from functools import cache

from normalize.grammar.facts import alternatives, load_facts
from normalize.text.fold import fold

_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True)
class Law:
    """A law or order (法令). `short`: what it is commonly called (None if it is not listed)."""

    title: str
    short: str | None = None
    number: str | None = None

    @property
    def is_statute(self) -> bool:
        """Whether it is a law (法律) rather than an order made under one (省令, 規則, 条例)."""
        return self.title.endswith("法") or "法律" in self.title[-2:]

    def derived(self, suffix: str) -> "Law":
        """The order that carries this law's name: 地方税法 + 施行令."""
        return Law(self.title + suffix, self.short + suffix if self.short else None)


@cache
def law_pattern() -> str:
    """Regular expression for any name of a listed law, in folded text, in one group for each law."""
    return "|".join(f"(?P<{group}>{pattern})" for group, (_, pattern) in _by_group().items())


def law_of(match: re.Match[str]) -> Law | None:
    """The law whose group of `law_pattern` matched."""
    groups = match.groupdict()
    return next((law for group, (law, _) in _by_group().items() if groups.get(group)), None)


@cache
def law_by_number(folded: str) -> Law | None:
    """The listed law with this 法令番号 (平成25年法律第27号); a day behind the year is passed over."""
    bare = re.sub("年[0-9]+月[0-9]+日", "年", folded).replace("、", "・")
    return next((law for law, _ in _by_group().values() if law.number and fold(law.number) == bare), None)


@cache
def _by_group() -> dict[str, tuple[Law, str]]:
    """Group name -> law and the pattern of its names; longer titles first, so that the longest wins."""
    facts = load_facts("laws/laws")["laws"]
    names = {entry["title"]: _names(entry) for entry in facts}
    by_short = {entry.get("short", entry["title"]): alternatives(names[entry["title"]]) for entry in facts}

    def pattern(entry: dict[str, list[str]], title: str) -> str:
        patterns = [_PLACEHOLDER.sub(lambda m: by_short[m[1]], regex) for regex in entry.get("patterns", [])]
        return "|".join([*patterns, alternatives(names[title])])

    facts = sorted(facts, key=lambda entry: -len(entry["title"]))
    return {
        f"law{at}": (
            Law(entry["title"], entry.get("short", entry["title"]), entry.get("number")),
            pattern(entry, entry["title"]),
        )
        for at, entry in enumerate(facts)
    }


def _names(entry: dict[str, list[str]]) -> list[str]:
    printed = [entry["title"], *([entry["short"]] if "short" in entry else []), *entry.get("names", [])]
    return [fold(str(name)) for name in printed]
