"""Labels and options in other words: one particle, comma or word of `rewordings.yaml` instead of another."""

import random
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("rewordings.yaml")
LABELS, OPTIONS = "labels", "options"


@cache
def _pairs(kind: str) -> tuple[tuple[str, str], ...]:
    return tuple((old, new) for old, new in yaml.safe_load(FILE.read_text(encoding="utf-8"))[kind])


def rewordable(texts: Iterable[str], kind: str) -> list[str]:
    """Those that some rewording fits, in a fixed order."""
    return [text for text in sorted(texts) if any(old in text for old, _ in _pairs(kind))]


def rename_which(labels: set[str], chosen: set[str], draw: random.Random) -> str:
    """An option to rename: three times in four one that is the answer of some row."""
    answers = rewordable(labels & chosen, OPTIONS)
    return draw.choice(answers if answers and draw.random() < 0.75 else rewordable(labels, OPTIONS))


def reworded(text: str, kind: str, draw: random.Random) -> str:
    """The text with one thing changed; as it is where no rewording fits."""
    fitting = [(old, new) for old, new in _pairs(kind) if old in text[1:]]
    fitting = fitting or [(old, new) for old, new in _pairs(kind) if old in text]
    if not fitting:
        return text
    old, new = draw.choice(fitting)
    at = draw.choice([at for at in range(len(text)) if text.startswith(old, at)])
    return text[:at] + new + text[at + len(old) :]
