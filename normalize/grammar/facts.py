"""Reading of the YAML files with the facts the grammars rest on."""

import re
from functools import cache
from importlib.resources import files
from typing import Any

from normalize.shipped import read_yaml


@cache
def load_facts(name: str) -> Any:
    """The content of `normalize/grammar/<name>.yaml`; read once. Do not change what is returned."""
    return read_yaml(files("normalize.grammar").joinpath(f"{name}.yaml"))


def alternatives(words: list[str]) -> str:
    """A regular expression that matches any of the words, the longest first (never empty)."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
