"""Characters taken for others, put right by their neighbors and by their shape (`correct.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any

from extract.yaml_files import shipped

Range = tuple[float, float]
CORRECTED = 0.95
"""How sure a character is that was put right."""


@dataclass(frozen=True, slots=True)
class InkShape:
    """The ink of a character where the ink of its whole line is 1 high.

    `middle` is 0 at the line's upper edge and 1 at its lower one, `fill` the share of the character's box that is ink.
    """

    width: float
    height: float
    middle: float
    fill: float


@dataclass(frozen=True, slots=True)
class ReadCharacter:
    """A character as read, with its probability; `shape` is None where it has no ink of its own."""

    char: str
    confidence: float
    shape: InkShape | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """What matches `pattern` (one character) and has a shape within `shape` is printed `printed`, '' is dirt."""

    pattern: re.Pattern[str]
    printed: str
    shape: Mapping[str, Range]

    def fits(self, glyph: ReadCharacter) -> bool:
        """Whether the glyph's shape is within the rule's bounds."""
        if not self.shape:
            return True
        if glyph.shape is None:
            return False
        return all(low <= getattr(glyph.shape, name) <= high for name, (low, high) in self.shape.items())


def corrected(glyphs: Sequence[ReadCharacter]) -> list[ReadCharacter]:
    """The glyphs of one line as they are printed, one for each; the `char` of dirt is ''."""
    result = list(glyphs)
    for rule in _rules():
        present = [n for n, glyph in enumerate(result) if glyph.char]
        text = "".join(result[n].char for n in present)
        for match in rule.pattern.finditer(text):
            n = present[match.start()]
            if rule.fits(result[n]):
                result[n] = replace(result[n], char=rule.printed, confidence=CORRECTED)
    return result


@cache
def _rules() -> tuple[Rule, ...]:
    facts: dict[str, Any] = shipped("extract.scan.ocr", "correct.yaml")
    return tuple(_rule(spec, facts["classes"]) for spec in facts["rules"])


def _rule(spec: Mapping[str, Any], classes: Mapping[str, str]) -> Rule:
    """One rule. Raises ValueError where it names a class or a measure that there is not."""
    names = {name: str(members) for name, members in classes.items()}
    pattern = re.sub(r"\{([a-z]+)\}", lambda found: names[found[1]], spec["read"])
    shape = {name: (float(low), float(high)) for name, (low, high) in spec.get("shape", {}).items()}
    unknown = shape.keys() - {field.name for field in fields(InkShape)}
    if unknown:
        raise ValueError(f"rule {spec['read']}: no such measure: {sorted(unknown)}")
    return Rule(re.compile(pattern), spec["as"], shape)
