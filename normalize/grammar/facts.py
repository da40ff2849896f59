"""Reading of the YAML files with the facts the grammars rest on."""

import re
from functools import cache
from typing import Any

from extract.yaml_files import shipped


@cache
def load_facts(name: str) -> Any:
    """The content of `normalize/grammar/<name>.yaml`; read once. Do not change what is returned."""
    return shipped("normalize.grammar", f"{name}.yaml")


def alternatives(words: list[str]) -> str:
    """A regular expression that matches any of the words, the longest first (never empty)."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
