"""Is a box ticked? The signs that writers put between brackets, from `signs.yaml`."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import yaml

from normalize.text.fold import fold

SIGNS = "○〇◯●◎◆■□☐☑☒✓✔レㇾ×√・\ufffd"
"""The signs that may stand beside a bracket that has lost its partner; letters would be the beginning of a text."""


@lru_cache(maxsize=1)
def _signs() -> tuple[frozenset[str], frozenset[str]]:
    facts = yaml.safe_load(files("normalize.answers").joinpath("signs.yaml").read_text(encoding="utf-8"))
    return frozenset(map(fold, facts["checked"])), frozenset(map(fold, facts["blank"]))


def is_checked(inside: str) -> bool | None:
    """Whether what stands in an option box ticks it; None for a sign that is not known."""
    sign = fold(inside)
    checked, blank = _signs()
    if sign in blank:
        return False
    return True if sign in checked else None
