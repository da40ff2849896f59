"""The facts that ship with this package as YAML files."""

from __future__ import annotations

from importlib.resources.abc import Traversable
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The parser in C, many times as fast, where PyYAML was built with it."""


def read_yaml(source: Traversable) -> Any:
    """The content of a shipped file, made anew with each call."""
    return yaml.load(source.read_text(encoding="utf-8"), Loader=_LOADER)
