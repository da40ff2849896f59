"""Is a box ticked? The signs that writers put between brackets, and the brackets themselves, from `signs.yaml`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from extract.yaml_files import shipped
from normalize.text.fold import fold

SIGNS = "○〇◯❍●◉⦿◎◆■□☐❏❐❑❒☑☒✓✔レㇾ×✗✘✕✖√・\ufffd"
"""The signs that may stand beside a bracket that has lost its partner; letters would be the beginning of a text."""


@cache
def _facts() -> dict[str, Any]:
    facts: dict[str, Any] = shipped("normalize.text", "signs.yaml")
    return facts


@lru_cache(maxsize=8)
def _folded(kind: str) -> frozenset[str]:
    return frozenset(map(fold, _facts()[kind]))


def brackets() -> Sequence[str]:
    """The pairs of brackets that stand around signs and choices, each as opening and closing one, usual ones first."""
    pairs: Sequence[str] = _facts()["brackets"]
    return pairs


def bare_boxes() -> str:
    """The signs that are boxes themselves (☑, □)."""
    return "".join(_facts()["bare"])


def bare_letters() -> str:
    """Letters that stand in the place of such a box before an option (レ)."""
    return "".join(_facts()["bare_letters"])


def rings() -> str:
    """The rings that are boxes themselves before an option, filled and hollow ones, as they may be printed."""
    return "".join(char for char in SIGNS if fold(char) in _folded("filled") | _folded("hollow"))


def is_filled(sign: str) -> bool:
    """Whether a ring is filled."""
    return fold(sign) in _folded("filled")


def is_hollow(sign: str) -> bool:
    """Whether a ring is hollow."""
    return fold(sign) in _folded("hollow")


def is_blank(inside: str) -> bool:
    """Whether what stands in an option box leaves it blank, nothing too."""
    return fold(inside) in _folded("blank")


def is_checked(inside: str) -> bool | None:
    """Whether what stands in an option box ticks it; None for a sign that is not known."""
    sign = fold(inside)
    if sign in _folded("blank"):
        return False
    return True if sign in _folded("checked") else None


def is_ambiguous(inside: str) -> bool:
    """Whether some writers print a sign for yes and others for no: a cross."""
    return fold(inside) in _folded("ambiguous")


def is_faint(inside: str) -> bool:
    """Whether a sign that leaves a box blank may be a mark where there are no others: a dot."""
    return fold(inside) in _folded("faint")
